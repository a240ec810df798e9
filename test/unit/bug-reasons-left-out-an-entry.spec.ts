import type { Answer } from '@remit/accountability';
import { pureTrust, type ScriptCommand, type ScriptQuestion } from '../support/pure-trust.js';

const from = '2014-09-01';
const whole = { trust: true };

const world: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
  { command: 'FormCluster', data: { cluster: 'coast', name: 'Coast', from } },
  { command: 'PlaceSchool', data: { school: 'oak', cluster: 'coast', from } },
  { command: 'ConstituteBody', data: { body: 'board', tier: 'board', name: 'Board', covers: whole, from } },
];

/** The entries that the reasons of an answer name. */
function entriesOf(record: readonly ScriptCommand[], asked: Omit<ScriptQuestion, 'knownAt'>): (number | null)[] {
  const answer = pureTrust(record).ask({ ...asked, knownAt: record.length - 1 }) as Answer;
  return answer.why.map(({ entry }) => entry);
}

function variation(id: string, layer: string, functionId: string, decides: string): ScriptCommand {
  const lines = [{ line: '1', function: functionId, decides }];
  return { command: 'VaryDelegation', data: { variation: id, layer, covers: whole, from, lines } };
}

test('the ending that moved an end to a later day, on which it therefore still held', () => {
  const record = [
    ...world,
    { command: 'Appoint', data: { appointment: 'a', person: 'p', to: 'board', from, until: '2016-09-01' } },
    { command: 'EndAppointment', data: { appointment: 'a', until: '2018-09-01' } },
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toContain(6);
});

test('the placement by which the body of a cluster is accountable', () => {
  const covers = { cluster: 'coast' };
  const record = [
    ...world,
    { command: 'ConstituteBody', data: { body: 'coast-board', tier: 'board', name: 'Coast board', covers, from } },
    variation('v', 'intervention', 'edu.curriculum', 'members'),
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toContain(3);
});

test('the line that delegates urgent action, when the urgent variation that it lets count says "inherit"', () => {
  const record = [
    ...world,
    variation('v-1', 'intervention', 'gov.urgent-action', 'ceo'),
    variation('v-2', 'urgent', 'edu.curriculum', 'inherit'),
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toContain(5);
});

test('the line that says "inherit" for urgent action and hides an earlier one of its layer', () => {
  const lines = [
    { line: '1', function: 'gov.urgent-action', decides: 'board' },
    { line: '2', function: 'edu.curriculum', decides: 'inherit' },
  ];
  const record = [
    ...world,
    { command: 'VaryDelegation', data: { variation: 'v-1', layer: 'intervention', covers: whole, from, lines } },
    variation('v-2', 'intervention', 'gov.urgent-action', 'inherit'),
    {
      command: 'AdoptScheme',
      data: {
        scheme: 's',
        version: '1',
        from,
        lines: [{ line: '1', function: 'gov.urgent-action', decides: 'ceo' }],
      },
    },
    variation('v-3', 'urgent', 'edu.curriculum', 'inherit'),
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toEqual(
    expect.arrayContaining([5, 6, 7, 8]),
  );
});

test('the body of a cluster that was the last of its tier', () => {
  const covers = { cluster: 'coast' };
  const record = [
    ...world,
    { command: 'ConstituteBody', data: { body: 'reg', tier: 'regional', name: 'Regional board', covers, from } },
    { command: 'DissolveBody', data: { body: 'reg', until: '2016-09-01' } },
    variation('v', 'intervention', 'edu.curriculum', 'regional'),
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toEqual(
    expect.arrayContaining([3, 5, 6]),
  );
});

test('the correction of the ending that left a body without people', () => {
  const record = [
    ...world,
    { command: 'Appoint', data: { appointment: 'a', person: 'p', to: 'board', from } },
    { command: 'EndAppointment', data: { appointment: 'a', until: '2018-09-01' } },
    {
      command: 'Correct',
      data: { entry: 6, how: 'replace', reason: 'a slip', with: { appointment: 'a', until: '2016-09-01' } },
    },
  ];
  expect(entriesOf(record, { function: 'edu.curriculum', school: 'oak', on: '2017-01-01' })).toEqual(
    expect.arrayContaining([5, 6, 7]),
  );
});
