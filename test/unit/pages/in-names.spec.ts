import { inNames } from '../../../apps/server/src/pages/shell/words.js';

/** Sentences of answers, which have ids, as people read them. */

const holder = (id: string, name: string) =>
  ({ id, name, kind: 'post', tier: 'head', covers: { trust: true } }) as const;

const reading = (...holders: readonly ReturnType<typeof holder>[]) => ({ names: { holders } });

test('a body or post stands there by its name alone', () => {
  const says = 'Chief financial officer (cfo) decides "Reserves (cfo)".';
  expect(inNames(reading(holder('cfo', 'Chief financial officer')), says)).toBe(
    'Chief financial officer decides "Reserves (cfo)".',
  );
});

test('but keeps its id where another one of the same name stands beside it', () => {
  const says = 'Head (head-1) and Head (head-2) claim it equally.';
  expect(inNames(reading(holder('head-1', 'Head'), holder('head-2', 'Head')), says)).toBe(says);
});

test('a person stands there by name, and whose id only begins so is left', () => {
  const people = { 'p-1': { name: 'Amira $& Khan' }, 'p-12': { erased: 'name erased on 1 February 2031' } };
  const says = 'p-1 became the chair. p-12 took up the post. p-123 and x.p-1 did not, nor p-1.';
  expect(inNames(reading(), says, people)).toBe(
    'Amira $& Khan became the chair. name erased on 1 February 2031 took up the post. p-123 and x.p-1 did not, nor Amira $& Khan.',
  );
});
