import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson } from '@remit/kernel';
import {
  fingerprintOf,
  fingerprintSlip,
  readFingerprint,
} from '../../../../libs/exchange/domain/publication/fingerprint.js';
import { sha256OfText } from '../../../../libs/exchange/read/publication/publication-maker.js';
import { Publications } from '../../../support/publications.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

/** The code on a publication: worked out once more here, from the words of docs/publishing.md. */

const CONTENT = { kind: 'scheme', b: [2, { d: null, c: 'é' }], a: '£' };

test('it is the first 80 bits of the SHA-256 of the canonical JSON, five bits a sign, most significant first', () => {
  const digest = createHash('sha256').update(canonicalJson(CONTENT)).digest();
  const bits = [...digest.subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = bits.match(/.{5}/g)!.map((five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(five, 2)]);
  expect(fingerprintOf(CONTENT, sha256OfText)).toBe(signs.join('').match(/.{4}/g)!.join('-'));
});

test('the program in docs/publishing.md makes the fingerprint of the JSON form', async () => {
  const docs = readFileSync('docs/publishing.md', 'utf8');
  const program = /```js\n([^]*?)```/.exec(docs)?.[1] ?? '';
  const directory = temporaryDirectory();
  const all = await Publications.start();
  try {
    const { bytes, fingerprint } = await all.publish('scheme', { format: 'json' });
    const [script, json] = [path.join(directory.path, 'fingerprint.mjs'), path.join(directory.path, 'scheme.json')];
    writeFileSync(script, program);
    writeFileSync(json, bytes);
    expect(execFileSync(process.execPath, [script, json], { encoding: 'utf8' })).toBe(`${fingerprint}\n`);
  } finally {
    await all.close();
    directory.remove();
  }
});

test.each([
  ['all bits nought', 0x00, '0000-0000-0000-0000'],
  ['all bits one', 0xff, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'],
  ['every other bit', 0xaa, 'NANA-NANA-NANA-NANA'],
])('%s', (_name, byte, code) => {
  expect(fingerprintOf(CONTENT, () => new Uint8Array(32).fill(byte))).toBe(code);
});

test('the order of members does not count', () => {
  expect(fingerprintOf({ a: 1, b: 2 }, sha256OfText)).toBe(fingerprintOf({ b: 2, a: 1 }, sha256OfText));
});

test.each(['WGGT-YX4G-Y6PW-R8F0', 'wggt yx4g y6pw r8f0', ' wggtyx4gy6pwr8fo ', 'WGGT–YX4G—Y6PW R8FO'])(
  'typed as "%s" it is read',
  (typed) => {
    expect(readFingerprint(typed)).toBe('WGGT-YX4G-Y6PW-R8F0');
  },
);

test('a capital I and a small l are read as one', () => {
  expect(readFingerprint('1Il1 0000 0000 0000')).toBe('1111-0000-0000-0000');
});

test.each(['', 'WGGT-YX4G-Y6PW', 'WGGT-YX4G-Y6PW-R8F00', 'WGGT-YX4G-Y6PW-R8FU', 'scheme.docx', 'WGGT-YX4G-Y6PW-R8F!'])(
  '"%s" is none',
  (typed) => {
    expect(readFingerprint(typed)).toBeUndefined();
  },
);

test.each([
  ['WGGT YX4G Y6PW R8F', 'a code has 16 letters and digits, and this has 15'],
  ['wggt-yx4g-y6pw-r8f00', 'a code has 16 letters and digits, and this has 17'],
  ['WGGT-YX4G-Y6PW-R8FU', 'a code has 16 letters and digits, and none of them is the letter U'],
  ['WGGT-YX4G-Y6PW-R8F0', undefined],
  ['scheme-2025.pdf', undefined],
  ['scheme', undefined],
])('of "%s" it is said what is wrong', (typed, slip) => {
  expect(fingerprintSlip(typed)).toBe(slip);
});
