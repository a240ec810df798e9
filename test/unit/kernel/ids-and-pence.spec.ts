import { isId, isPence, parsePounds, poundsInWords } from '@remit/kernel';

describe('ids', () => {
  test.each(['a', '0', 'oak', 'local-oak', 'fin.order.approve', '-a-', '.1', 'a'.repeat(100)])(
    '"%s" is an id',
    (text) => {
      expect(isId(text)).toBe(true);
    },
  );

  test.each([
    '',
    '-',
    '.',
    '..',
    '-.-',
    'Oak',
    'oak school',
    'oak_1',
    'örk',
    'oak\n',
    'a/b',
    'a%2e',
    '١',
    'a'.repeat(101),
  ])('%j is no id', (text) => {
    expect(isId(text)).toBe(false);
  });
});

describe('amounts of money', () => {
  test.each([
    [0, '£0'],
    [1, '£0.01'],
    [99, '£0.99'],
    [100, '£1'],
    [150_050, '£1,500.50'],
    [99_999, '£999.99'],
    [100_000, '£1,000'],
    [500_000, '£5,000'],
    [123_456_789_00, '£123,456,789'],
    [Number.MAX_SAFE_INTEGER, '£90,071,992,547,409.91'],
  ])('%d pence are %s', (pence, words) => {
    expect(poundsInWords(pence)).toBe(words);
  });

  test.each([0, 1, Number.MAX_SAFE_INTEGER])('%d is an amount', (value) => {
    expect(isPence(value)).toBe(true);
  });

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53, '100', null, undefined, [1]])('%p is no amount', (value) => {
    expect(isPence(value)).toBe(false);
  });

  test.each([
    ['£5,000', 500_000],
    ['5000', 500_000],
    ['1,250.5', 125_050],
    ['£90,071,992,547,409.91', Number.MAX_SAFE_INTEGER],
  ])('"%s" is %d pence', (text, pence) => {
    expect(parsePounds(text)).toBe(pence);
  });

  test.each(['', '5,00', '1.234', '-1', '£90,071,992,547,409.92', '9,000,000,000,000,000,000'])(
    '"%s" is no amount that can be kept to the penny',
    (text) => {
      expect(parsePounds(text)).toBeUndefined();
    },
  );
});
