import { inNames } from '../../../apps/server/src/pages/shell/in-names.js';

/** Sentences of answers, which have ids, as people read them. */

const holder = (id: string, name: string) =>
  ({ id, name, kind: 'post', tier: 'head', covers: { trust: true } }) as const;

const reading = (...holders: readonly ReturnType<typeof holder>[]) => ({ names: { holders, tiers: [], clusters: [] } });

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

describe('a kind of body or post and a cluster', () => {
  const tier = (id: string, name: string, entry: number | null = null) => ({ id, name, plural: null, entry });
  const tiers = [
    tier('improvement-board', 'Improvement board'),
    tier('head', 'Headteacher', 7),
    tier('local', "St Ebba's governing body"),
    tier('board', 'Board of trustees'),
  ];
  const moor = { id: 'moor', name: 'Moor' };
  const trust = { names: { holders: [], tiers, clusters: [moor] } };

  test.each([
    [
      'Line 2 gives "School curriculum" to the improvement-board.',
      'Line 2 gives "School curriculum" to the improvement board.',
    ],
    [
      'Ark board (improvement-board), which covers the school, decides.',
      'Ark board (improvement board), which covers the school, decides.',
    ],
    [
      'Board of trustees (board), which covers the whole trust, decides.',
      'Board of trustees, which covers the whole trust, decides.',
    ],
    ['Up to £5,000 it is for the local.', "Up to £5,000 it is for the St Ebba's governing body."],
    [
      '"X" is for the independent-review-panel to decide, whatever.',
      '"X" is for the independent review panel to decide, whatever.',
    ],
    [
      'No body or post of the tier "improvement-board" covers it.',
      'No body or post of the tier "Improvement board" covers it.',
    ],
    [
      'Moor board (x), which covers the cluster moor, decides.',
      'Moor board (x), which covers the cluster Moor, decides.',
    ],
  ])('stands there by what it is called: %s', (says, named) => {
    expect(inNames(trust, says)).toBe(named);
  });

  test.each([
    `The trust's own word for the tier "head" is "headteacher", from 1 September 2016.`,
    '"Report to the board" is a function that the board may delegate.',
    'It came to the board-room and to the boards.',
  ])('but what is no name of one stays: %s', (says) => {
    expect(inNames(trust, says)).toBe(says);
  });
});
