import { Finding } from '../../../apps/verify/src/finding.js';
import { openCheckpoint } from '../../../apps/verify/src/checkpoint.js';
import { ownNote, readKey, readNote, rightSignatures, type NoteKey } from '../../../apps/verify/src/note.js';
import { NotAPolicy, quorumMetAt, readPolicy } from '../../../apps/verify/src/policy.js';
import { bytes, text } from '../ledger/outcomes.js';
import { C2SP_NOTE, COSIGNED, note, PETER, SUM_GOLANG_ORG } from '../ledger/published-vectors.js';
import { keyOf, vkeyOf, witnessKey } from '../../support/bundles.js';

function keyIn(vkey: string): NoteKey {
  const key = readKey(vkey);
  if (typeof key === 'string') throw new Error(key);
  return key;
}

function signersOf(written: Uint8Array, ...vkeys: readonly string[]): string[] | 'wrong' | 'no note' {
  const read = readNote(text(written));
  if (typeof read === 'string') return 'no note';
  const right = rightSignatures(read, vkeys.map(keyIn));
  return 'wrong' in right ? 'wrong' : right.map(({ key }) => key.name);
}

describe('the verifier\u2019s own reading of notes', () => {
  it.each([
    ['C2SP', C2SP_NOTE],
    ['Go', PETER],
    ['sum.golang.org', SUM_GOLANG_ORG],
  ])('finds the signature of the note that %s published right', (_who, { vkey, text: says, line }) => {
    expect(signersOf(note(says, line), vkey)).toEqual([keyIn(vkey).name]);
  });

  it('passes over signatures of keys that it does not know, and over none that it knows', () => {
    const both = note(PETER.text, PETER.line, PETER.enoch.line);
    expect(signersOf(both, PETER.vkey)).toEqual(['PeterNeumann']);
    expect(signersOf(both, PETER.vkey, PETER.enoch.vkey)).toEqual(['PeterNeumann', 'EnochRoot']);
    expect(signersOf(both)).toEqual([]);
  });

  it('finds a changed text, and a signature moved from another text, wrong', () => {
    expect(signersOf(note(PETER.text.replace('is the', 'is an'), PETER.line), PETER.vkey)).toBe('wrong');
    expect(signersOf(note(C2SP_NOTE.text, PETER.line), PETER.vkey)).toBe('wrong');
  });

  it('reads the time at which a witness of a public log signed', () => {
    const read = readNote(text(note(COSIGNED.text, ...COSIGNED.lines)));
    const right = typeof read === 'string' ? [] : rightSignatures(read, [keyIn(COSIGNED.log), keyIn(COSIGNED.witness)]);
    expect(right).toMatchObject([{ time: undefined }, { time: COSIGNED.time }]);
  });

  it('refuses every shorter key and every key with one sign changed', () => {
    for (let at = 0; at < PETER.vkey.length; at += 1) {
      const next = String.fromCharCode(PETER.vkey.charCodeAt(at) + 1);
      expect(typeof readKey(PETER.vkey.slice(0, at))).toBe('string');
      expect(typeof readKey(PETER.vkey.slice(0, at) + next + PETER.vkey.slice(at + 1))).toBe('string');
    }
    for (const wrong of PETER.wrongKeys) expect(typeof readKey(wrong)).toBe('string');
  });

  it.each([
    ['without its last newline', text(note(PETER.text, PETER.line)).slice(0, -1)],
    ['with a control character', text(note(`${PETER.text}\u0007\n`, PETER.line))],
    ['with half a character', `${PETER.text}\ud800\n\n${PETER.line}\n`],
    ['without an empty line', `${PETER.text}${PETER.line}\n`],
    ['without signatures', `${PETER.text}\n`],
    ['with a line that is no signature', text(note(PETER.text, PETER.line, 'hello'))],
    ['with a name of two words', text(note(PETER.text, PETER.line.replace('PeterNeumann', 'Peter Neumann')))],
    ['with something in its base 64', text(note(PETER.text, `${PETER.line.slice(0, 30)}*${PETER.line.slice(30)}`))],
    ['with 101 signatures', text(note(PETER.text, ...Array.from({ length: 101 }, () => PETER.line)))],
  ])('refuses a note %s', (_how, written) => {
    expect(typeof readNote(written)).toBe('string');
  });

  it('keeps of a note its log\u2019s signatures, and drops those of others', () => {
    const read = readNote(text(note(COSIGNED.text, ...COSIGNED.lines)));
    expect(typeof read === 'string' ? read : text(ownNote(read))).toBe(
      text(note(COSIGNED.text, ...COSIGNED.lines.slice(0, 2))),
    );
  });

  it.each([
    ['a size with a leading zero', COSIGNED.text.replace('\n1', '\n01')],
    ['a fourth line', `${COSIGNED.text}more\n`],
    ['a root of 31 bytes', COSIGNED.text.replace('U7WM7', 'U7WM')],
  ])('refuses a checkpoint with %s', (_how, says) => {
    const policy = readPolicy(bytes(`log ${COSIGNED.log}\nquorum none\n`));
    const open = () => openCheckpoint(text(note(says, ...COSIGNED.lines)), COSIGNED.origin, policy, 'It');
    expect(open).toThrow(Finding);
  });
});

describe('the verifier\u2019s own reading of policies', () => {
  const log = `log ${vkeyOf(keyOf('gov.example/trust/t', 'first'))}`;
  const [w1, w2, w3] = ['w1', 'w2', 'w3'].map((name) => `witness ${name} ${vkeyOf(witnessKey(name))}`) as [
    ...[string, string, string],
  ];
  const read = (...lines: readonly string[]) => readPolicy(bytes(`${lines.join('\n')}\n`));

  it('knows logs, witnesses, groups and the quorum, whatever stands around them', () => {
    const policy = read(
      '# mine',
      '',
      `  ${log}  https://log.example`,
      w1,
      w2,
      w3,
      'group two 2 w1 w2',
      'group all\tall two w3',
      'quorum all',
    );
    expect([policy.logs.length, policy.witnesses.length, policy.quorum?.name]).toEqual([1, 3, 'all']);
  });

  it('counts a quorum by the latest time at which it was met', () => {
    const { quorum, witnesses } = read(log, w1, w2, w3, 'group g 2 w1 w2 w3', 'quorum g');
    const [one, two, three] = witnesses.map(({ key }) => key) as [NoteKey, NoteKey, NoteKey];
    expect(quorumMetAt(quorum!, new Map([[one, 10]]))).toBeUndefined();
    expect(quorumMetAt(quorum!, new Map([[one, 10], [two, 30], [three, 20]]))).toBe(20); // prettier-ignore
  });

  it.each([
    ['no quorum', [log]],
    ['two quorums', [log, 'quorum none', 'quorum none']],
    ['a quorum that nobody is', [log, 'quorum w9']],
    ['a group of somebody unknown', [log, w1, 'group g any w1 w9', 'quorum g']],
    ['a member twice', [log, w1, 'group g any w1 w1', 'quorum g']],
    ['a group that needs more than it has', [log, w1, 'group g 2 w1', 'quorum g']],
    ['a group that needs nobody', [log, w1, 'group g 0 w1', 'quorum g']],
    ['a key twice', [log, log, 'quorum none']],
    ['a name twice', [log, w1, w2.replace('w2', 'w1'), 'quorum none']],
    ['a witness\u2019s key as a log\u2019s', [w1.replace('witness w1', 'log'), 'quorum none']],
    ['a log\u2019s key as a witness\u2019s', [log.replace('log', 'witness w'), 'quorum none']],
    ['a word that is none', [log, 'trust everybody', 'quorum none']],
    ['a control character', [`${log}\u0000`, 'quorum none']],
    ['a witness called none', [w1.replace('w1', 'none'), 'quorum none']],
  ])('refuses %s', (_what, lines) => {
    expect(() => read(...lines)).toThrow(NotAPolicy);
  });
});
