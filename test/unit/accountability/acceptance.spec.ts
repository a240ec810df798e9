import { type Answer, gaps, timeline } from '@remit/accountability';
import { civilDate, dayOf } from '@remit/kernel';
import { pureTrust, type PureTrust, type ScriptCommand, type ScriptQuestion } from '../../support/pure-trust.js';

/** Cases that every system with two time axes is measured by, told as things that happen to a trust. */

const from = '2015-09-01';
const oak = { schools: ['oak'] };

const WORLD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from: '2014-09-01' } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
  { command: 'CreatePost', data: { post: 'head-oak', tier: 'head', title: 'Headteacher', covers: oak, from } },
  {
    command: 'AdoptScheme',
    data: { scheme: 's1', version: '1', from, lines: [{ line: '1', function: 'edu.curriculum', decides: 'head' }] },
  },
];

function appoint(appointment: string, person: string, dates: object): ScriptCommand {
  return { command: 'Appoint', data: { appointment, person, to: 'head-oak', ...dates } };
}

/** Who is in charge of the curriculum on a day, as known at an entry; the people by name, or the status. */
function who(trust: PureTrust, on: string, knownAt = trust.index.head): string {
  const question: ScriptQuestion = { function: 'edu.curriculum', school: 'oak', on, knownAt };
  const { status, decides } = trust.ask(question) as Answer;
  const people = decides?.people.map(({ person }) => person) ?? [];
  return people.length === 0 ? status : people.join(', ');
}

test('a change that was decided earlier and recorded late is known only from its entry on (Fowler, pay rise)', () => {
  const trust = pureTrust([
    ...WORLD,
    appoint('a1', 'ann', { from }),
    { command: 'EndAppointment', data: { appointment: 'a1', until: '2025-02-15', decidedOn: '2025-02-14' } },
    appoint('a2', 'ben', { from: '2025-02-15' }),
  ]);
  expect([who(trust, '2025-02-25', 4), who(trust, '2025-02-25', 6)]).toEqual(['ann', 'ben']);
  expect([who(trust, '2025-02-14', 4), who(trust, '2025-02-14', 6)]).toEqual(['ann', 'ann']);
});

test('a history that is corrected leaves three stretches: as it was, as it was thought, as it is (XTDB, address)', () => {
  const trust = pureTrust([
    ...WORLD,
    appoint('a1', 'ann', { from: '2020-01-01' }),
    appoint('a2', 'ben', { from: '2022-01-01' }),
    { command: 'EndAppointment', data: { appointment: 'a1', until: '2022-01-01' } },
    { command: 'EndAppointment', data: { appointment: 'a1', until: '2021-01-01' } },
  ]);
  expect(['2020-06-01', '2021-06-01', '2022-06-01'].map((day) => who(trust, day, 6))).toEqual(['ann', 'ann', 'ben']);
  expect(['2020-06-01', '2021-06-01', '2022-06-01'].map((day) => who(trust, day))).toEqual(['ann', 'vacant', 'ben']);
});

test('a term "until 31 August" includes that day and hands over on 1 September', () => {
  const trust = pureTrust([
    ...WORLD,
    appoint('a1', 'ann', { from, until: '2019-09-01' }),
    appoint('a2', 'ben', { from: '2019-09-01' }),
  ]);
  expect([who(trust, '2019-08-31'), who(trust, '2019-09-01')]).toEqual(['ann', 'ben']);
});

test('a school that leaves in mid-year takes no variation with it, and one that comes back finds it again', () => {
  const lines = [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }];
  const trust = pureTrust([
    ...WORLD,
    { command: 'VaryDelegation', data: { variation: 'v', layer: 'school', covers: oak, from: '2020-01-01', lines } },
    { command: 'ReleaseSchool', data: { school: 'oak', until: '2021-03-01' } },
    { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from: '2023-09-01' } },
  ]);
  const tiers = ['2019-12-31', '2021-02-28', '2021-03-01', '2023-09-01'].map((on) => {
    const question = { function: 'edu.curriculum', school: 'oak', on, knownAt: trust.index.head };
    const { status, decides } = trust.ask(question) as Answer;
    return decides?.tier ?? status;
  });
  expect(tiers).toEqual(['head', 'ceo', 'not-in-trust', 'ceo']);
});

test('a post that is vacant over the weekend on which the clocks change is vacant for its civil days', () => {
  const trust = pureTrust([
    ...WORLD,
    appoint('a1', 'ann', { from, until: '2025-03-29' }),
    appoint('a2', 'ben', { from: '2025-04-01' }),
  ]);
  const period = { from: dayOf('2025-03-01'), until: dayOf('2025-05-01'), known: trust.index.head };
  expect(gaps(trust.index, period, { function: 'edu.curriculum' })).toMatchObject([
    { from: dayOf('2025-03-29'), until: dayOf('2025-04-01'), daysExposed: 3 },
  ]);
});

test('a scheme of 1 September that was minuted in November counts from September, but was not known in October', () => {
  const lines = [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }];
  const trust = pureTrust([
    ...WORLD,
    appoint('a1', 'ann', { from }),
    {
      command: 'AdoptScheme',
      data: { scheme: 's2', version: '2', from: '2024-09-01', lines, decidedOn: '2024-11-12' },
    },
  ]);
  expect([who(trust, '2024-10-01', 4), who(trust, '2024-10-01', 5)]).toEqual(['ann', 'vacant']);
});

test('an urgent action counts once urgent action was delegated for its day, even when that is recorded later', () => {
  const urgent = [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }];
  const ratified = [{ line: '1', function: 'gov.urgent-action', decides: 'ceo' }];
  const covers = { trust: true };
  const days = { from: '2025-01-06', until: '2025-01-20' };
  const trust = pureTrust([
    ...WORLD,
    { command: 'VaryDelegation', data: { variation: 'u', layer: 'urgent', covers: oak, ...days, lines: urgent } },
    { command: 'VaryDelegation', data: { variation: 'r', layer: 'intervention', covers, ...days, lines: ratified } },
  ]);
  const asked = (knownAt: number): Answer =>
    trust.ask({ function: 'edu.curriculum', school: 'oak', on: '2025-01-10', knownAt }) as Answer;
  expect(asked(4)).toMatchObject({
    decides: { tier: 'head' },
    findings: [{ code: 'urgent-action-not-delegated' }, {}],
  });
  expect(asked(5)).toMatchObject({ decides: { tier: 'ceo' }, layer: 'urgent' });
});

test('an appointment of 2019 that is imported from paper is known from its entry on, and counts from 2019', () => {
  const trust = pureTrust([...WORLD, appoint('a1', 'ann', { from: '2019-09-01', decidedOn: '2019-07-08' })]);
  expect([who(trust, '2019-09-01', 3), who(trust, '2019-08-31'), who(trust, '2019-09-01')]).toEqual([
    ...['vacant', 'vacant', 'ann'],
  ]);
});

test('a correction of a correction brings back what was recorded, and each answer stays known as it was', () => {
  const right = { appointment: 'a1', person: 'ann', to: 'head-oak', from: '2020-01-01' };
  const wrong = { ...right, person: 'ben' };
  const trust = pureTrust([
    ...WORLD,
    { command: 'Appoint', data: right },
    { command: 'Correct', data: { entry: 4, how: 'replace', reason: 'the minutes say Ben', with: wrong } },
    { command: 'Correct', data: { entry: 5, how: 'void', reason: 'the minutes were wrong' } },
    { command: 'Correct', data: { entry: 4, how: 'void', reason: 'she never took it up' } },
  ]);
  expect([4, 5, 6, 7].map((known) => who(trust, '2024-01-01', known))).toEqual(['ann', 'ben', 'ann', 'vacant']);
});

test('a short fact within a long one cuts it into three, and the long one shows through again', () => {
  const lines = (decides: string): object[] => [{ line: '1', function: 'edu.curriculum', decides }];
  const vary = (variation: string, decides: string, dates: object): ScriptCommand => ({
    command: 'VaryDelegation',
    data: { variation, layer: 'school', covers: oak, ...dates, lines: lines(decides) },
  });
  const trust = pureTrust([
    ...WORLD,
    vary('long', 'ceo', { from: '2020-01-01', until: '2021-01-01' }),
    vary('short', 'local', { from: '2020-03-01', until: '2020-04-01' }),
  ]);
  const known = trust.index.head;
  const fn = trust.index.delegation.functionOf('edu.curriculum', known)!;
  const period = { from: dayOf('2019-12-01'), until: dayOf('2021-02-01'), known };
  const segments = timeline(trust.index, { fn, school: 'oak', period });
  expect(segments.map(({ from: day, verdict }) => `${civilDate(day)} ${verdict.decides?.tier ?? ''}`)).toEqual([
    '2019-12-01 head',
    '2020-01-01 ceo',
    '2020-03-01 local',
    '2020-04-01 ceo',
    '2021-01-01 head',
  ]);
});
