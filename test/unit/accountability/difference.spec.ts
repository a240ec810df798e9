import { difference, Moment } from '@remit/accountability';
import { dayOf } from '@remit/kernel';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../../support/sample-trust.js';

/** What is named as having changed the answer for a function at Oak, when these are recorded after the sample. */
function causes(later: readonly ScriptCommand[], on: string, fn = 'edu.monitor', from = SAMPLE_HEAD): unknown {
  const { index } = pureTrust([...SAMPLE_TRUST, ...later]);
  const [before, after] = [new Moment(index, dayOf(on), from), new Moment(index, dayOf(on), index.head)];
  return difference(before, after, { function: fn, school: 'oak' }).changed.map(({ by }) =>
    by.map((n) => n - SAMPLE_HEAD),
  );
}

const correct = (entry: number, how: object): ScriptCommand => ({
  command: 'Correct',
  data: { entry, reason: 'A slip of the pen', ...how },
});
const UNRELATED: ScriptCommand = {
  command: 'Appoint',
  data: { appointment: 'a99', person: 'p99', to: 'local-oak', from: '2030-01-01' },
};

test('a new entry on which the new answer rests, and none that has nothing to do with it', () => {
  const appointed = { command: 'Appoint', data: { appointment: 'a98', person: 'p98', to: 'ceo', from: '2024-01-01' } };
  expect(causes([UNRELATED, appointed, UNRELATED].slice(0, 2), '2025-06-03')).toEqual([[2]]);
  expect(causes([UNRELATED], '2025-06-03')).toEqual([]);
});

test('what took something away: an ending, and a correction that made an entry void', () => {
  const ended = { command: 'EndVariation', data: { variation: 'v-7', until: '2025-05-01' } };
  expect(causes([UNRELATED, ended], '2025-06-03')).toEqual([[2]]);
  expect(causes([UNRELATED, correct(17, { how: 'void' })], '2025-06-03')).toEqual([[2]]);
});

test('both what is new in the reasons and what took the earlier ones away', () => {
  const appointed = {
    command: 'Appoint',
    data: { appointment: 'a98', person: 'p98', to: 'local-oak', from: '2024-01-01' },
  };
  const ended = { command: 'EndVariation', data: { variation: 'v-7', until: '2025-05-01' } };
  expect(causes([appointed, UNRELATED, ended], '2025-06-03')).toEqual([[1, 3]]);
  expect(causes([appointed, correct(17, { how: 'void' })], '2025-06-03')).toEqual([[1, 2]]);
});

test('a correction of a correction, by which an entry stands again as it did', () => {
  const voided = correct(17, { how: 'void' });
  const again = correct(SAMPLE_HEAD + 1, { how: 'void' });
  expect(causes([voided, UNRELATED, again], '2025-06-03', 'edu.monitor', SAMPLE_HEAD + 1)).toEqual([[3]]);
});

test('a correction by which an entry no longer speaks of the school', () => {
  const data = {
    ...{ variation: 'v-7', layer: 'school', covers: { schools: ['elm'] }, from: '2025-03-12', until: '2026-04-20' },
    lines: [{ line: '1', function: 'edu.monitor', decides: 'ceo' }],
  };
  expect(causes([correct(17, { how: 'replace', with: data })], '2025-06-03')).toEqual([[1]]);
});

test('a function that is not known any more', () => {
  const defined = {
    command: 'DefineFunction',
    data: { function: 'own.bells', name: 'Ring the bells', scope: 'school' },
  };
  expect(causes([defined], '2025-06-03', 'own.bells')).toEqual([[1]]);
  const voided = correct(SAMPLE_HEAD + 1, { how: 'void' });
  const { index } = pureTrust([...SAMPLE_TRUST, defined, voided]);
  const [before, after] = [SAMPLE_HEAD + 1, SAMPLE_HEAD + 2].map((n) => new Moment(index, dayOf('2025-06-03'), n)) as [
    Moment,
    Moment,
  ];
  expect(difference(before, after, { function: 'own.bells' }).changed).toMatchObject([
    { school: 'oak', after: null, by: [SAMPLE_HEAD + 2] },
    { school: 'elm', after: null, by: [SAMPLE_HEAD + 2] },
  ]);
});
