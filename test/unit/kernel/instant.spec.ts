import fc from 'fast-check';
import { instantOf, instantText } from '@remit/kernel';
import { printedSeed } from '../../support/seed.js';

describe('instants', () => {
  test.each([
    ['1970-01-01T00:00:00.000Z', 0],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2025-03-03T10:20:30.456Z', Date.UTC(2025, 2, 3, 10, 20, 30, 456)],
    ['2024-02-29T23:59:59.999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
  ])('%s is %d milliseconds from 1970', (text, milliseconds) => {
    expect(instantOf(text)).toBe(milliseconds);
    expect(instantText(milliseconds)).toBe(text);
  });

  test('every instant of 1800 to 2299 is what the platform says it is', () => {
    const instants = fc.integer({ min: Date.UTC(1800, 0, 1), max: Date.UTC(2300, 0, 1) - 1 });
    fc.assert(
      fc.property(instants, (milliseconds) => {
        const text = new Date(milliseconds).toISOString();
        expect(instantOf(text)).toBe(milliseconds);
        expect(instantText(milliseconds)).toBe(text);
      }),
      { seed: printedSeed('PROPERTY_SEED') },
    );
  });
});
