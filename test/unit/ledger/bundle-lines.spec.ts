import { canonicalJson } from '@remit/kernel';
import {
  answerLine,
  checkpointLine,
  directoryLine,
  endLine,
  entryLine,
  headLine,
  policyLine,
  provenEntryLine,
  timestampLine,
  withSignatures,
} from '@remit/ledger';

/** The examples of docs/bundle-format.md, section 2. */

const PROOF = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
const IN_BASE_64 = ['AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=', 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI='];

const LINES: readonly (readonly [string, object])[] = [
  [
    headLine({
      ...{ origin: 'gov.example/trust/northshire', trust: 'northshire', scope: 'record', size: 236, answers: 1 },
      madeAt: '2026-11-30T09:00:00.000Z',
    }),
    {
      bundle: {
        ...{ answers: 1, format: 'remit-bundle', from: 0, madeAt: '2026-11-30T09:00:00.000Z', version: 1 },
        ...{ origin: 'gov.example/trust/northshire', scope: 'record', size: 236, trust: 'northshire' },
      },
    },
  ],
  [policyLine('log a+1+b\nquorum none\n'), { policy: 'log a+1+b\nquorum none\n' }],
  [entryLine('eyJ2IjoxfQ=='), { entry: 'eyJ2IjoxfQ==' }],
  [provenEntryLine(17, Buffer.from('{"v":1}'), PROOF), { entry: { bytes: 'eyJ2IjoxfQ==', n: 17, proof: IN_BASE_64 } }],
  [checkpointLine('a\n1\nb\n\n— a c\n'), { checkpoint: { note: 'a\n1\nb\n\n— a c\n' } }],
  [checkpointLine('n', PROOF), { checkpoint: { consistency: IN_BASE_64, note: 'n' } }],
  [checkpointLine('n', []), { checkpoint: { consistency: [], note: 'n' } }],
  [directoryLine('n', 41, PROOF), { directory: { leaf: 41, note: 'n', proof: IN_BASE_64 } }],
  [timestampLine(1, Uint8Array.of(0x30)), { timestamp: { of: 1, token: 'MA==' } }],
  [timestampLine('directory', Uint8Array.of(0x30)), { timestamp: { of: 'directory', token: 'MA==' } }],
  [answerLine({ position: 3, answer: { says: 'x' } }), { answer: { answer: { says: 'x' }, position: 3 } }],
  [endLine(240, 'ab'), { end: { lines: 240, sha256: 'ab' } }],
];

test.each(LINES)('%s', (line, says) => {
  expect(JSON.parse(line)).toEqual(says);
  expect(line).toBe(`${canonicalJson(says)}\n`);
});

test('cosignatures stand under the own signatures of a note, each on a line', () => {
  const note = Buffer.from('o\n1\nr\n\n— o s\n');
  const signed = withSignatures(note, [Buffer.from('— w1 t\n'), Buffer.from('— w2 u')]);
  expect(Buffer.from(signed).toString()).toBe('o\n1\nr\n\n— o s\n— w1 t\n— w2 u\n');
  expect(Buffer.from(withSignatures(note, []))).toEqual(note);
});
