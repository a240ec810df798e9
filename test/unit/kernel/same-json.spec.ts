import fc from 'fast-check';
import { canonicalJson, sameJson } from '@remit/kernel';
import { printedSeed } from '../../support/seed.js';

test.each<[string, unknown, unknown]>([
  ['members in another order', { a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }],
  ['a member left out', { a: 1, b: undefined }, { a: 1 }],
  ['one that every object inherits', { constructor: undefined }, {}],
])('%s make no difference', (_what, a, b) => {
  expect([sameJson(a, b), sameJson(b, a)]).toEqual([true, true]);
});

test.each<[string, unknown, unknown]>([
  ['a member more', { a: 1, b: 2 }, { a: 1 }],
  ['an element more', [1, 2], [1]],
  ['an array and an object', ['a'], { 0: 'a' }],
  ['nothing and an object', null, {}],
  ['a text and a number', '1', 1],
  ['what every object inherits', { constructor: 'a' }, {}],
  ['a difference far within', { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }],
])('%s make a difference', (_what, a, b) => {
  expect([sameJson(a, b), sameJson(b, a)]).toEqual([false, false]);
});

/** Few letters and numbers, so that pairs are often the same. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1, 'a', 'b'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('value'), { maxKeys: 2 }),
  ),
}));

test('two values are the same when their canonical texts are', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
    { seed: printedSeed('PROPERTY_SEED'), numRuns: 5000 },
  );
});
