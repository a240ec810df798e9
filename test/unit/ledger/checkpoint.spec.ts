import { formatCheckpoint, parseCheckpoint } from '@remit/ledger';
import { codeOf, unbase64, valueOf } from './outcomes.js';
import { COSIGNED, SUM_GOLANG_ORG, TESSERA } from './published-vectors.js';

const ROOT = TESSERA.roots[2][1];
const checkpoint = { origin: 'gov.example/trust/10058464', size: 7812, root: unbase64(ROOT) };

describe('a checkpoint', () => {
  it('is three lines', () => {
    expect(formatCheckpoint(checkpoint)).toBe(`gov.example/trust/10058464\n7812\n${ROOT}\n`);
    expect(valueOf(parseCheckpoint(formatCheckpoint(checkpoint)))).toEqual(checkpoint);
  });

  it.each([
    ['the checksum database, whose name has spaces', SUM_GOLANG_ORG.text, 'go.sum database tree', 35_225_469],
    ['a log of certificates', COSIGNED.text, COSIGNED.origin, COSIGNED.size],
    ['an empty log', `${TESSERA.origin}\n0\n${ROOT}\n`, TESSERA.origin, 0],
    ['the greatest log', `a\n9007199254740991\n${ROOT}\n`, 'a', 2 ** 53 - 1],
  ])('of %s is read and written back', (_of, text, origin, size) => {
    const read = valueOf(parseCheckpoint(text));
    expect([read.origin, read.size]).toEqual([origin, size]);
    expect(formatCheckpoint(read)).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['two lines', `a\n1\n`],
    ['no final newline', `a\n1\n${ROOT}`],
    ['an extension line', `a\n1\n${ROOT}\nextension\n`],
    ['a blank line after it', `a\n1\n${ROOT}\n\n`],
    ['no origin', `\n1\n${ROOT}\n`],
    ['a control character in the origin', `a\u0001\n1\n${ROOT}\n`],
    ['half a character in the origin', `\ud83c\n1\n${ROOT}\n`],
    ['no size', `a\n\n${ROOT}\n`],
    ['a leading zero', `a\n01\n${ROOT}\n`],
    ['a double zero', `a\n00\n${ROOT}\n`],
    ['a sign', `a\n+1\n${ROOT}\n`],
    ['a negative size', `a\n-1\n${ROOT}\n`],
    ['a negative zero', `a\n-0\n${ROOT}\n`],
    ['a space', `a\n 1\n${ROOT}\n`],
    ['a fraction', `a\n1.0\n${ROOT}\n`],
    ['an exponent', `a\n1e3\n${ROOT}\n`],
    ['hexadecimal digits', `a\n0x10\n${ROOT}\n`],
    ['digits of another script', `a\n\u0661\n${ROOT}\n`],
    ['a size of 2^53', `a\n9007199254740992\n${ROOT}\n`],
    ['a size that a number cannot hold', `a\n9007199254740993\n${ROOT}\n`],
    ['a size of 2^64', `a\n18446744073709551616\n${ROOT}\n`],
    ['a size without end', `a\n${'9'.repeat(400)}\n${ROOT}\n`],
    ['infinity', `a\nInfinity\n${ROOT}\n`],
    ['no root', `a\n1\n\n`],
    ['a short root', `a\n1\nAAAA\n`],
    ['a long root', `a\n1\n${'A'.repeat(44)}\n`],
    ['a root without padding', `a\n1\n${ROOT.slice(0, -1)}\n`],
    ['a root with left-over bits', `a\n1\n${ROOT.slice(0, -2)}t=\n`],
    ['a space after the root', `a\n1\n${ROOT} \n`],
  ])('with %s is refused', (_what, text) => {
    expect(codeOf(parseCheckpoint(text))).toBe('LEDGER.CHECKPOINT_MALFORMED');
  });

  it.each([
    { origin: '' },
    { origin: 'a\nb' },
    { size: -1 },
    { size: 1.5 },
    { size: 2 ** 53 },
    { root: new Uint8Array(31) },
  ])('is not written with %j', (change) => expect(() => formatCheckpoint({ ...checkpoint, ...change })).toThrow());
});
