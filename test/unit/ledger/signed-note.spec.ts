import {
  COSIGNATURE_V1,
  formatNote,
  NOTE_SIGNATURES_MAX,
  openNote,
  parseNote,
  parseSignatureLine,
  parseSignerKey,
  parseVerifierKey,
  signerKey,
  signNote,
  type VerifierKey,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';
import { bytes, codeOf, flipped, text, valueOf } from './outcomes.js';
import { C2SP_NOTE, note, PETER, SUM_GOLANG_ORG, TESSERA } from './published-vectors.js';

const keyOf = (vkey: string): VerifierKey => valueOf(parseVerifierKey(sha256, vkey));
const signerOf = (skey: string) => valueOf(parseSignerKey(sha256, publicKeyOf, skey));

const peter = keyOf(PETER.vkey);
const enoch = keyOf(PETER.enoch.vkey);
const both = note(PETER.text, PETER.line, PETER.enoch.line);

const MALFORMED = 'LEDGER.NOTE_MALFORMED';
const WRONG = 'LEDGER.SIGNATURE_WRONG';

describe('a published note', () => {
  it.each([
    ['of C2SP', C2SP_NOTE],
    ["of Go's tests", PETER],
    ['of the checksum database', SUM_GOLANG_ORG],
  ])('%s is opened with its key', (_of, { vkey, text: signed, line }) => {
    const opened = valueOf(openNote(verify, note(signed, line), [keyOf(vkey)]));
    expect(opened.text).toBe(signed);
    expect(opened.verified.map(({ name, time }) => [name, time])).toEqual([[keyOf(vkey).name, undefined]]);
    expect(opened.ignored).toEqual([]);
  });

  it('is signed again with the same bytes', () => {
    expect(text(valueOf(signNote(sign, PETER.text, [signerOf(PETER.skey)])))).toBe(`${PETER.text}\n${PETER.line}\n`);
    const [, , root] = TESSERA.roots.map(([, encoded]) => encoded);
    const checkpoint = `${TESSERA.origin}\n15\n${root!}\n`;
    const signed = text(valueOf(signNote(sign, checkpoint, [signerOf(TESSERA.skey)])));
    expect(signed).toBe(`${checkpoint}\n${TESSERA.lineAt15}\n`);
  });
});

describe('signatures', () => {
  it('by unknown keys are set aside', () => {
    const opened = valueOf(openNote(verify, both, [peter]));
    expect(opened.verified.map(({ key }) => key)).toEqual([peter]);
    expect(opened.ignored.map(({ name, keyId }) => [name, keyId])).toEqual([['EnochRoot', 'af0cfe78']]);
    expect(valueOf(openNote(verify, both, [enoch, peter])).verified.map(({ name }) => name)).toEqual([
      'PeterNeumann',
      'EnochRoot',
    ]);
  });

  it('by nobody that is known do not open a note', () => {
    const opened = openNote(verify, both, []);
    expect(opened.ok ? '' : opened.problem).toEqual({
      code: 'LEDGER.NOTE_UNSIGNED',
      detail:
        'None of the keys that you trust has signed this text, only PeterNeumann (key c74f20a3), EnochRoot (key af0cfe78). Check that the right keys are given; otherwise do not trust it.',
    });
    expect(codeOf(openNote(verify, note(C2SP_NOTE.text, C2SP_NOTE.line), [peter]))).toBe('LEDGER.NOTE_UNSIGNED');
  });

  it('by a key that shares only its name or only its id with a known one are set aside', () => {
    const renamed = PETER.line.replace('PeterNeumann', 'CarmenSandiego');
    const renumbered = PETER.line.replace('x08g', 'xxxx');
    for (const other of [renamed, renumbered]) {
      expect(codeOf(openNote(verify, note(PETER.text, other), [peter]))).toBe('LEDGER.NOTE_UNSIGNED');
      const opened = valueOf(openNote(verify, note(PETER.text, other, PETER.line), [peter]));
      expect([opened.verified.length, opened.ignored.length]).toEqual([1, 1]);
    }
  });

  it('by a known key that are wrong refuse the whole note, wherever they stand', () => {
    const wrong = formatNote({
      text: PETER.text,
      signatures: [{ name: peter.name, keyId: peter.id, signature: new Uint8Array(64) }],
    });
    const line = text(wrong).trimEnd().split('\n').at(-1)!;
    for (const lines of [
      [line],
      [line, PETER.enoch.line],
      [PETER.enoch.line, line],
      [PETER.line, line],
      [line, PETER.line],
    ]) {
      expect(codeOf(openNote(verify, note(PETER.text, ...lines), [peter, enoch]))).toBe(WRONG);
    }
    // A key that nobody knows cannot spoil it.
    expect(codeOf(openNote(verify, note(PETER.text, PETER.enoch.line, line), [enoch]))).toBe('ok');
  });

  it('with something spliced in are refused, or set aside when the signer is unknown', () => {
    const spliced = (line: string) => `${line.slice(0, 60)}ABCD${line.slice(60)}`;
    expect(codeOf(openNote(verify, note(PETER.text, spliced(PETER.line)), [peter]))).toBe(WRONG);
    const opened = valueOf(openNote(verify, note(PETER.text, PETER.line, spliced(PETER.enoch.line)), [peter]));
    expect(opened.ignored).toHaveLength(1);
  });

  it('that stand there twice count once each and stay right', () => {
    const opened = valueOf(openNote(verify, note(PETER.text, PETER.line, PETER.line), [peter]));
    expect(opened.verified).toHaveLength(2);
  });

  it('up to a hundred are read', () => {
    const hundred = Array<string>(NOTE_SIGNATURES_MAX).fill(PETER.enoch.line);
    expect(codeOf(openNote(verify, note(PETER.text, ...hundred.slice(1), PETER.line), [peter]))).toBe('ok');
    expect(codeOf(openNote(verify, note(PETER.text, ...hundred, PETER.line), [peter]))).toBe(MALFORMED);
    expect(codeOf(parseNote(note(PETER.text, ...hundred, PETER.line)))).toBe(MALFORMED);
  });

  it('are not checked against two keys of one name and id', () => {
    const double = { ...peter, publicKey: enoch.publicKey };
    expect(codeOf(openNote(verify, both, [peter, double]))).toBe('LEDGER.KEY_AMBIGUOUS');
    // As long as nobody asks for it, it does no harm.
    expect(codeOf(openNote(verify, note(PETER.text, PETER.enoch.line), [enoch, peter, double]))).toBe('ok');
  });
});

describe('bytes that are no note', () => {
  const whole = text(note(PETER.text, PETER.line));
  const raw = (latin1: string) => new Uint8Array(Buffer.from(latin1, 'latin1'));

  it.each([
    ['nothing', new Uint8Array(0), 'does not end in a newline'],
    ['only a text', bytes(PETER.text), 'no blank line'],
    ['a text and a blank line', bytes(`${PETER.text}\n`), 'no signature stands'],
    ['a missing final newline', bytes(whole.slice(0, -1)), 'does not end in a newline'],
    ['a control character in the text', bytes(`\u0001${whole}`), 'control character'],
    ['a carriage return', bytes(whole.replace('\n', '\r\n')), 'control character'],
    ['a tab', bytes(whole.replace(' ', '\t')), 'control character'],
    ['a NUL after the end', bytes(`${whole}\u0000\n`), 'control character'],
    ['a byte that is not UTF-8', raw(`\xff${Buffer.from(whole).toString('latin1')}`), 'UTF-8'],
    ['half a surrogate pair in UTF-8', raw(`\xed\xa0\x80${Buffer.from(whole).toString('latin1')}`), 'UTF-8'],
    ['a name with a space', note(PETER.text, PETER.line.replace('PeterNeumann', 'Bad Name')), 'name of a signer'],
    [
      'a name with a wide space',
      note(PETER.text, PETER.line.replace('PeterNeumann', 'Bad\u2003Name')),
      'name of a signer',
    ],
    ['a name with a plus', note(PETER.text, PETER.line.replace('PeterNeumann', 'a+b')), 'name of a signer'],
    ['no name', note(PETER.text, PETER.line.replace('PeterNeumann', '')), 'name of a signer'],
    ['a line after the signatures', bytes(`${whole}Unexpected line.\n`), 'no signature'],
    ['a space after a signature', note(PETER.text, `${PETER.line} `), 'name of a signer'],
    ['a hyphen for the dash', note(PETER.text, PETER.line.replace('\u2014', '-')), 'no signature'],
    ['no space after the dash', note(PETER.text, PETER.line.replace('\u2014 ', '\u2014')), 'no signature'],
    ['no signature in the line', note(PETER.text, '\u2014 PeterNeumann'), 'cut off'],
    ['only the id of a key', note(PETER.text, '\u2014 PeterNeumann x08gow=='), 'cut off'],
    ['base 64 without its padding', note(PETER.text, PETER.line.slice(0, -1)), 'base 64'],
    ['base 64 with left-over bits', note(PETER.text, PETER.line.replace('nAM=', 'nAN=')), 'base 64'],
    ['base 64 for web addresses', note(PETER.text, PETER.line.replaceAll('/', '_')), 'base 64'],
  ])('%s', (_what, message, why) => {
    const opened = openNote(verify, message, [peter]);
    expect(opened.ok ? '' : opened.problem.code).toBe(MALFORMED);
    expect(opened.ok ? '' : opened.problem.detail).toContain(why);
  });

  it('are also those where an unknown signer wrote nonsense', () => {
    expect(codeOf(openNote(verify, note(PETER.text, PETER.line, '\u2014 Unknown AAAA='), [peter]))).toBe(MALFORMED);
  });
});

describe('the text of a note', () => {
  it('may have blank lines: the last one parts it from the signatures', () => {
    const [signer] = [signerOf(PETER.skey)];
    for (const signed of ['\n', '\n\n\n', 'a\n\nb\n', `${PETER.text}\n${PETER.line}\n`, 'ends with a blank line\n\n']) {
      const message = valueOf(signNote(sign, signed, [signer]));
      expect(valueOf(openNote(verify, message, [peter])).text).toBe(signed);
    }
  });

  it('may hold any other character', () => {
    const signed = '\ufeffGovernors\u2019 papers: Zoë \u2014 🏫\u0085\u007f\n';
    const message = valueOf(signNote(sign, signed, [signerOf(PETER.skey)]));
    expect(valueOf(openNote(verify, message, [peter])).text).toBe(signed);
  });

  it.each(['', 'no newline', 'a\tb\n', 'a\r\n', '\u0000\n', 'half \ud83c\n'])(
    'is not signed when it is %j',
    (wrong) => {
      expect(codeOf(signNote(sign, wrong, [signerOf(PETER.skey)]))).toBe('LEDGER.NOTE_UNSIGNABLE');
      expect(() => formatNote({ text: wrong, signatures: valueOf(parseNote(both)).signatures })).toThrow(
        'cannot be written',
      );
    },
  );
});

describe('a note that has been read', () => {
  it('is written back to the same bytes', () => {
    for (const message of [
      both,
      note(C2SP_NOTE.text, C2SP_NOTE.line),
      note(SUM_GOLANG_ORG.text, SUM_GOLANG_ORG.line),
    ]) {
      expect(formatNote(valueOf(parseNote(message)))).toEqual(message);
    }
  });

  it('takes another signature', () => {
    const { text: signed, signatures } = valueOf(parseNote(note(PETER.text, PETER.line)));
    const added = valueOf(parseSignatureLine(PETER.enoch.line));
    expect(formatNote({ text: signed, signatures: [...signatures, added] })).toEqual(both);
  });

  it('must have a signature when it is written', () => {
    expect(() => formatNote({ text: 'a\n', signatures: [] })).toThrow('1 to 100 signatures');
    expect(() => signNote(sign, 'a\n', [])).toThrow('1 to 100 signatures');
  });
});

it('two keys sign a hand-over, and either opens it', () => {
  const [first, second] = [signerOf(PETER.skey), signerOf(TESSERA.skey)];
  const message = valueOf(signNote(sign, 'hand-over\n', [first, second]));
  for (const vkey of [PETER.vkey, TESSERA.vkey]) expect(codeOf(openNote(verify, message, [keyOf(vkey)]))).toBe('ok');
  expect(valueOf(openNote(verify, message, [keyOf(TESSERA.vkey), peter])).verified).toHaveLength(2);
});

it('a key for cosignatures signs no note, for it would have to say when', () => {
  const { name, seed } = signerOf(PETER.skey);
  const key = valueOf(signerKey(sha256, publicKeyOf, { name, type: COSIGNATURE_V1, seed }));
  expect(() => signNote(sign, 'a\n', [key])).toThrow('not for notes');
});

it('a signature of another length than 64 bytes is wrong without being asked about', () => {
  const credulous = () => true;
  for (const length of [1, 63, 65]) {
    const given = { name: peter.name, keyId: peter.id, signature: new Uint8Array(length) };
    const message = formatNote({ text: PETER.text, signatures: [given] });
    expect(codeOf(openNote(credulous, message, [peter]))).toBe(WRONG);
  }
});

it('no bit of a note can be changed', () => {
  const message = note(PETER.text, PETER.line);
  for (let bit = 0; bit < message.length * 8; bit += 1) {
    const opened = openNote(verify, flipped(message, bit), [peter]);
    if (opened.ok) expect(bit).toBe('refused');
  }
});
