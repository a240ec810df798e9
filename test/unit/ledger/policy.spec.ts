import { createHash } from 'node:crypto';
import {
  COSIGNATURE_V1,
  ED25519,
  formatVerifierKey,
  parsePolicy,
  type Policy,
  POLICY_LINES_MAX,
  type PolicyGroup,
  type PolicyWitness,
  type Quorum,
  quorumTime,
  type SignatureType,
  type VerifierKey,
  verifierKey,
} from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { bytes, valueOf } from './outcomes.js';
import { COSIGNED, TESSERA } from './published-vectors.js';

function keyFor(name: string, type: SignatureType, material = name): VerifierKey {
  const publicKey = new Uint8Array(createHash('sha256').update(material).digest());
  return valueOf(verifierKey(sha256, { name, type, publicKey }));
}

const log = (name: string, material?: string) => formatVerifierKey(keyFor(name, ED25519, material));
const witness = (name: string, material?: string) => formatVerifierKey(keyFor(name, COSIGNATURE_V1, material));

const read = (file: string): Policy => valueOf(parsePolicy(sha256, bytes(file)));
const refusal = (file: string | Uint8Array) => {
  const policy = parsePolicy(sha256, typeof file === 'string' ? bytes(file) : file);
  return policy.ok ? undefined : policy.problem;
};

/** What a quorum asks for, as the file writes it. */
function drawn(quorum: Quorum | undefined): unknown {
  if (quorum === undefined) return 'none';
  if (quorum.kind === 'witness') return quorum.name;
  return [quorum.name, quorum.threshold, quorum.members.map(drawn)];
}

const THREE = ['X1', 'X2', 'X3'].map((name) => `witness ${name} ${witness(name)}\n`).join('');

describe('a policy', () => {
  it('of the specification is read', () => {
    const file = `log ${log('example.com/log')}

witness X1 ${witness('X1')}
witness X2 ${witness('X2')}
witness X3 ${witness('X3')}
group X-witnesses 2 X1 X2 X3

witness Y1 ${witness('Y1')}
witness Y2 ${witness('Y2')}
witness Y3 ${witness('Y3')}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;
    const policy = read(file);
    expect(policy.logs.map(({ key }) => key)).toEqual([keyFor('example.com/log', ED25519)]);
    expect(policy.witnesses.map(({ name, key }) => [name, key.name])).toEqual(
      ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'].map((name) => [name, name]),
    );
    expect(drawn(policy.quorum)).toEqual([
      'X-and-Y',
      2,
      [
        ['X-witnesses', 2, ['X1', 'X2', 'X3']],
        ['Y-witnesses', 1, ['Y1', 'Y2', 'Y3']],
      ],
    ]);
  });

  it('may ask for nothing at all', () => {
    expect(read('quorum none\n')).toEqual({ logs: [], witnesses: [], quorum: undefined });
  });

  it('has published keys', () => {
    const policy = read(
      `log ${TESSERA.vkey}\nlog ${COSIGNED.log}\nwitness remora ${COSIGNED.witness}\nquorum remora\n`,
    );
    expect(policy.logs.map(({ key }) => key.name)).toEqual([TESSERA.origin, COSIGNED.origin]);
    expect(drawn(policy.quorum)).toBe('remora');
  });

  it('may have spaces, tabs, blank lines, comments and addresses, and no newline at its end', () => {
    const file = `\n# comment\n\t # another\n\twitness \t w1  ${witness('w1')}   https://w1.example/  \nlog ${log('l')} https://l.example\n\n  quorum\tw1`;
    const policy = read(file);
    expect(policy.witnesses.map(({ url }) => url)).toEqual(['https://w1.example/']);
    expect(policy.logs.map(({ url }) => url)).toEqual(['https://l.example']);
    expect(drawn(policy.quorum)).toBe('w1');
  });

  it('may give any name but "none"', () => {
    const file = `witness all ${witness('a')}\nwitness any ${witness('b')}\ngroup group 2 all any\nquorum group\n`;
    expect(drawn(read(file).quorum)).toEqual(['group', 2, ['all', 'any']]);
  });

  it('tells names apart by their bytes, whatever they mean', () => {
    const kelvin = `witness K ${witness('a')}\nwitness \u212a ${witness('b')}\ngroup both all K \u212a\nquorum both\n`;
    expect(drawn(read(kelvin).quorum)).toEqual(['both', 2, ['K', '\u212a']]);
    // The byte E9 is no UTF-8; it stands for "é" in another encoding, and must not be taken for the UTF-8 "é".
    const latin1 = Buffer.concat([
      Buffer.from(`witness \xe9 ${witness('a')}\n# \xff\n`, 'latin1'),
      Buffer.from(`witness é ${witness('b')}\ngroup both all é `, 'utf8'),
      Buffer.from('\xe9\nquorum both\n', 'latin1'),
    ]);
    const policy = valueOf(parsePolicy(sha256, latin1));
    expect((policy.quorum as PolicyGroup).members.map((member) => (member as PolicyWitness).key.name)).toEqual([
      'b',
      'a',
    ]);
  });

  it('reads the name in a key as UTF-8', () => {
    const vkey = log('schüle.example/log');
    expect(read(`log ${vkey}\nquorum none\n`).logs[0]?.key.name).toBe('schüle.example/log');
    const broken = Buffer.from(
      Buffer.from(`log ${vkey}\nquorum none\n`, 'utf8').toString('latin1').replace('\xc3', ''),
      'latin1',
    );
    expect(refusal(broken)?.field).toBe('line 1');
  });

  it('may have many lines, but not without end', () => {
    const witnesses = (count: number) =>
      Array.from({ length: count }, (_, at) => `witness w${at} ${witness(`w${at}`)}\n`).join('');
    const logs = (count: number) => Array.from({ length: count }, (_, at) => `log ${log(`l${at}`)}\n`).join('');
    const chain = (count: number) =>
      Array.from({ length: count }, (_, at) => `group g${at + 1} 1 g${at}\n`)
        .join('')
        .replace(' g0\n', ' w0\n');
    const file = logs(POLICY_LINES_MAX) + witnesses(POLICY_LINES_MAX) + chain(POLICY_LINES_MAX);
    const policy = read(`${file}quorum g${POLICY_LINES_MAX}\n`);
    expect(quorumTime(policy.quorum!, ({ name }) => (name === 'w0' ? 7 : undefined))).toBe(7);
    for (const more of [
      logs(POLICY_LINES_MAX + 1),
      witnesses(POLICY_LINES_MAX + 1),
      witnesses(1) + chain(POLICY_LINES_MAX + 1),
    ]) {
      expect(refusal(`${more}quorum none\n`)?.detail).toContain('at most 256 lines');
    }
  });
});

describe('a policy is refused', () => {
  it.each([
    ['a control character', 'quorum none\n\u0001', 2, 'control character'],
    ['a carriage return', 'quorum none\r\n', 1, 'control character'],
    ['a DEL', 'quorum none \u007f\n', 1, 'control character'],
    ['an unknown word', 'quibble w1\nquorum none\n', 1, '"quibble" is none of the words'],
    ['a word in capitals', 'Quorum none\n', 1, '"Quorum" is none of the words'],
    [
      'a comment after a line',
      `witness w1 ${witness('a')} https://a # comment\nquorum w1\n`,
      1,
      'a witness is written',
    ],
    ['a log without a key', 'log\nquorum none\n', 1, 'a log is written'],
    ['a log with too much', `log ${log('a')} https://a b\nquorum none\n`, 1, 'a log is written'],
    ['a log with a broken key', 'log garbage\nquorum none\n', 1, 'not a public key'],
    ["a log with a witness's key", `log ${witness('a')}\nquorum none\n`, 1, 'the key of a witness'],
    ['a key of an unknown kind', 'log unknown+12345678+YwEB\nquorum none\n', 1, 'type 99 are not known here'],
    ['a log that stands there twice', `log ${log('a')}\nlog ${log('a')} https://a\nquorum none\n`, 2, 'already'],
    ['a log that stands there by two names', `log ${log('a')}\nlog ${log('b', 'a')}\nquorum none\n`, 2, 'already'],
    ['a witness without a key', 'witness w1\nquorum none\n', 1, 'a witness is written'],
    ["a witness with a log's key", `witness w1 ${log('a')}\nquorum w1\n`, 1, 'the key of a log'],
    ['a witness called none', `witness none ${witness('a')}\nquorum none\n`, 1, 'nothing can be called "none"'],
    [
      'a name given twice',
      `witness w ${witness('a')}\nwitness w ${witness('b')}\nquorum w\n`,
      2,
      'somebody\u2019s name',
    ],
    ['a witness by two names', `witness v ${witness('a')}\nwitness w ${witness('b', 'a')}\nquorum w\n`, 2, 'already'],
    ['a log that is its own witness', `log ${log('a')}\nwitness w ${witness('w', 'a')}\nquorum w\n`, 2, 'own witness'],
    ['a witness that is its own log', `witness w ${witness('w', 'a')}\nlog ${log('a')}\nquorum w\n`, 2, 'own witness'],
    ['a group with the name of a witness', `${THREE}group X1 any X2\nquorum X1\n`, 4, 'somebody\u2019s name'],
    ['a group called none', `${THREE}group none any X1\nquorum none\n`, 4, 'nothing can be called "none"'],
    ['a group without members', `${THREE}group g 1\nquorum g\n`, 4, 'a group is written'],
    ['a group of which nobody is needed', `${THREE}group g 0 X1\nquorum g\n`, 4, 'from 1 to 1'],
    ['a group of which too many are needed', `${THREE}group g 3 X1 X2\nquorum g\n`, 4, 'from 1 to 2'],
    ['a negative number', `${THREE}group g -1 X1\nquorum g\n`, 4, 'from 1 to 1'],
    ['a number with a zero before it', `${THREE}group g 01 X1\nquorum g\n`, 4, 'from 1 to 1'],
    ['a number in hexadecimal', `${THREE}group g 0x1 X1\nquorum g\n`, 4, 'from 1 to 1'],
    ['a number without end', `${THREE}group g ${'9'.repeat(400)} X1\nquorum g\n`, 4, 'from 1 to 1'],
    ['a member that nobody is', `${THREE}group g any W\nquorum g\n`, 4, 'who "W" is'],
    ['a member that comes later', `group g any X1\n${THREE}quorum g\n`, 1, 'who "X1" is'],
    ['a group that is its own member', `${THREE}group g any X1 g\nquorum g\n`, 4, 'who "g" is'],
    ['nobody as a member', `${THREE}group g any none X1\nquorum g\n`, 4, 'who "none" is'],
    ['a member that stands there twice', `${THREE}group g all X1 X1\nquorum g\n`, 4, 'a member already'],
    ['a member of two groups', `${THREE}group g any X1 X2\ngroup h any X1\nquorum g\n`, 5, 'a member already'],
    ['two quorums', `${THREE}quorum X1\nquorum X1\n`, 5, 'a quorum already'],
    ['two quorums of nobody', 'quorum none\nquorum none\n', 2, 'a quorum already'],
    ['a quorum of an unknown name', 'quorum W\n', 1, 'who "W" is'],
    ['a quorum of a name that comes later', `quorum X1\n${THREE}`, 1, 'who "X1" is'],
    ['a quorum of nothing', 'quorum\n', 1, 'the quorum is written'],
    ['a quorum of two names', `${THREE}quorum X1 X2\n`, 4, 'the quorum is written'],
  ])('for %s', (_what, file, line, why) => {
    const problem = refusal(file);
    expect(problem).toMatchObject({ code: 'LEDGER.POLICY_MALFORMED', field: `line ${line}` });
    expect(problem?.detail).toContain(why);
  });

  it.each(['', '\n', '# nothing\n', THREE])('without a quorum: %j', (file) => {
    expect(refusal(file)?.code).toBe('LEDGER.POLICY_MALFORMED');
    expect(refusal(file)?.detail).toContain('no line says whose cosignatures are needed');
  });
});

describe('a quorum', () => {
  const { quorum } = read(`${THREE}witness Y ${witness('Y')}\ngroup X 2 X1 X2 X3\ngroup all all X Y\nquorum all\n`);
  const timeOf = (times: Readonly<Record<string, number>>) => quorumTime(quorum!, ({ name }) => times[name]);

  it.each([
    [{ X1: 1, X2: 1, X3: 1, Y: 1 }, 1],
    [{ X1: 10, X2: 20, X3: 30, Y: 40 }, 20],
    [{ X1: 10, X2: 20, X3: 30, Y: 15 }, 15],
    [{ X1: 10, X3: 30, Y: 40 }, 10],
    [{ X1: 0, X3: 0, Y: 0 }, 0],
    [{ X1: 10, Y: 40 }, undefined],
    [{ X1: 10, X2: 20, X3: 30 }, undefined],
    [{}, undefined],
  ])('of cosignatures at %j is reached at %p', (times, expected) => expect(timeOf(times)).toBe(expected));
});
