import type { Answer } from '@remit/accountability';
import { pureTrust, type ScriptCommand, type ScriptQuestion } from '../../support/pure-trust.js';

const from = '2014-09-01';
const whole = { trust: true };
const oak = { schools: ['oak'] };

function script(command: string, data: object): ScriptCommand {
  return { command, data };
}

function line(label: string, functionId: string, decides: unknown, more: object = {}): object {
  return { line: label, function: functionId, decides, ...more };
}

const RECORD: readonly ScriptCommand[] = [
  script('EstablishTrust', { trust: 'northshire', name: 'Northshire Learning Trust', from }),
  script('ConstituteBody', { body: 'board', tier: 'board', name: 'Trust board', covers: whole, from, minimum: 3 }),
  script('Appoint', { appointment: 'a1', person: 'amy', to: 'board', as: 'chair', from }),
  script('Appoint', { appointment: 'a2', person: 'ben', to: 'board', as: 'vice-chair', from }),
  script('CreatePost', { post: 'ceo', tier: 'ceo', title: 'Chief executive', covers: whole, from }),
  script('Appoint', { appointment: 'a3', person: 'cem', to: 'ceo', from: '2018-01-01' }),
  script('AdmitSchool', { school: 'oak', name: 'Oak Primary School', from: '2016-09-01' }),
  script('CreatePost', {
    post: 'head-oak',
    tier: 'head',
    title: 'Headteacher of Oak',
    covers: oak,
    from: '2016-09-01',
  }),
  script('Appoint', { appointment: 'a4', person: 'dan', to: 'head-oak', from: '2016-09-01' }),
  script('FormCluster', { cluster: 'coast', name: 'Coast', from }),
  script('PlaceSchool', { school: 'oak', cluster: 'coast', from: '2017-01-09' }),
  script('ConstituteBody', {
    ...{ body: 'coast-board', tier: 'regional', name: 'Coast regional board', covers: { cluster: 'coast' } },
    from: '2017-01-09',
  }),
  script('AdoptScheme', {
    ...{ scheme: 'scheme-2017', version: '1', from: '2017-09-01' },
    lines: [
      line('1.1', 'gov.urgent-action', 'ceo'),
      line('2.1', 'edu.curriculum', 'head', { consulted: ['regional'] }),
      line('2.2', 'edu.monitor', 'regional', { delegatedFrom: 'ceo' }),
      line('3.1', 'fin.order.approve', {
        limits: [{ upTo: 500_000, decides: 'head' }, { upTo: 5_000_000, decides: 'ceo' }, { decides: 'board' }],
      }),
      line('4.1', 'beh.exclude', 'ceo'),
    ],
  }),
  script('ClassifySchool', { school: 'oak', category: 'autonomy', value: 'reduced', from: '2021-01-11' }),
  script('VaryDelegation', {
    ...{ variation: 'v-1', layer: 'category', covers: { category: { name: 'autonomy', value: 'reduced' } } },
    ...{ from: '2021-01-11', lines: [line('1', 'edu.curriculum', 'ceo')] },
  }),
  script('VaryDelegation', {
    ...{ variation: 'v-2', layer: 'urgent', covers: oak, from: '2022-03-01', until: '2022-04-01' },
    lines: [line('1', 'edu.curriculum', 'inherit'), line('2', 'beh.policy', 'ceo')],
  }),
  script('EndAppointment', { appointment: 'a4', until: '2023-09-01', cause: 'resigned' }),
  script('Appoint', {
    appointment: 'a5',
    person: 'eve',
    to: 'head-oak',
    as: 'acting',
    from: '2023-09-01',
    until: '2024-01-01',
  }),
  script('ReleaseSchool', { school: 'oak', until: '2025-09-01' }),
  script('Correct', {
    ...{ entry: 17, how: 'replace', reason: 'minuted with the wrong date' },
    with: { appointment: 'a5', person: 'eve', to: 'head-oak', as: 'acting', from: '2023-10-01', until: '2024-01-01' },
  }),
  script('CreatePost', {
    post: 'ceo-2',
    tier: 'ceo',
    title: 'Interim chief executive',
    covers: whole,
    from: '2024-06-01',
  }),
];

/** The reasons for an answer as a trustee reads them, with the entries that they rest on. */
function reasons(asked: Omit<ScriptQuestion, 'knownAt'>, full = false): string {
  const answer = pureTrust(RECORD).ask({ ...asked, knownAt: RECORD.length - 1 }, full) as Answer;
  const { status, cause, findings, why, lost = [] } = answer;
  return [
    [status, cause, ...findings.map(({ code }) => code)].filter((word) => word !== null).join(', '),
    ...why.map(({ entry, says }) => `${entry === null ? '–' : entry} ${says}`),
    ...lost.map(({ entry, says }) => `lost ${entry} ${says}`),
  ].join('\n');
}

const curriculum = { function: 'edu.curriculum', school: 'oak' };

describe('the reasons for an answer, in plain English', () => {
  test('held through the scheme', () => {
    expect(reasons({ ...curriculum, on: '2019-05-01' })).toMatchInlineSnapshot(`
     "held
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School curriculum" is a function that the board may delegate.
     12 Line 2.1 of scheme scheme-2017, version 1, in force from 1 September 2017, gives "School curriculum" to the head.
     7 Headteacher of Oak (head), which covers the school, decides.
     8 dan took up the post on 1 September 2016.
     10 The school was placed in the cluster coast on 9 January 2017.
     11 Coast regional board (regional), which covers the cluster coast, must be consulted.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('held through a category variation that passes the scheme by', () => {
    expect(reasons({ ...curriculum, on: '2021-05-01' }, true)).toMatchInlineSnapshot(`
     "held
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School curriculum" is a function that the board may delegate.
     13 The school's autonomy was set to reduced from 11 January 2021.
     14 Line 1 of category variation v-1, in force from 11 January 2021, gives "School curriculum" to the ceo.
     4 Chief executive (ceo), which covers the whole trust, decides.
     5 cem took up the post on 1 January 2018.
     1 Accountable in law, whoever decides: Trust board.
     lost 12 A variation for a category goes before the scheme."
    `);
  });

  test('an urgent variation that leaves it to the next layer', () => {
    expect(reasons({ ...curriculum, on: '2022-03-03' }, true)).toMatchInlineSnapshot(`
     "held
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School curriculum" is a function that the board may delegate.
     15 Line 1 of urgent variation v-2, in force from 1 March 2022, says "inherit": the next layer down decides.
     12 Line 1.1 of scheme scheme-2017, version 1, in force from 1 September 2017, gives acting urgently between meetings to the ceo.
     13 The school's autonomy was set to reduced from 11 January 2021.
     14 Line 1 of category variation v-1, in force from 11 January 2021, gives "School curriculum" to the ceo.
     4 Chief executive (ceo), which covers the whole trust, decides.
     5 cem took up the post on 1 January 2018.
     1 Accountable in law, whoever decides: Trust board.
     lost 15 It says "inherit": the next layer down decides.
     lost 12 A variation for a category goes before the scheme."
    `);
  });

  test('retained, because no line names it', () => {
    expect(reasons({ function: 'beh.policy', school: 'oak', on: '2019-05-01' })).toMatchInlineSnapshot(`
     "retained, below-minimum
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School behaviour policy" is a function that the board may delegate.
     12 Scheme scheme-2017 does not name the function, so the board has kept the power.
     1 Trust board (board), which covers the whole trust, decides.
     2 amy became the chair on 1 September 2014.
     3 ben became the vice-chair on 1 September 2014.
     – Trust board has 2 people and needs at least 3.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('retained, because there was no scheme yet', () => {
    expect(reasons({ ...curriculum, on: '2016-12-01' })).toMatchInlineSnapshot(`
     "retained, below-minimum
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School curriculum" is a function that the board may delegate.
     – No scheme of delegation is in force on 1 December 2016, so the board has kept the power.
     1 Trust board (board), which covers the whole trust, decides.
     2 amy became the chair on 1 September 2014.
     3 ben became the vice-chair on 1 September 2014.
     – Trust board has 2 people and needs at least 3.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('vacant, with somebody who can act', () => {
    expect(reasons({ function: 'edu.monitor', school: 'oak', on: '2019-05-01' })).toMatchInlineSnapshot(`
     "vacant, no-members
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "Monitor standards" is a function that the board may delegate.
     12 Line 2.2 of scheme scheme-2017, version 1, in force from 1 September 2017, gives "Monitor standards" to the regional.
     10 The school was placed in the cluster coast on 9 January 2017.
     11 Coast regional board (regional), which covers the cluster coast, is to decide.
     – Nobody is appointed to Coast regional board on 1 May 2019.
     – While nobody is there, the power goes back to the ceo.
     4 Chief executive (ceo), which covers the whole trust, is where the power goes back to.
     5 cem took up the post on 1 January 2018.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('vacant, reserved by law, and nobody can act', () => {
    expect(reasons({ function: 'beh.exclude', school: 'oak', on: '2023-09-15' })).toMatchInlineSnapshot(`
     "vacant, post-vacant, not-delegable, nobody-can-act
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "Permanently exclude" is for the head to decide (Education Act 2002 s.51A; 2012 Regs; checked in a primary text), whatever a scheme says.
     12 Line 4.1 of scheme scheme-2017, version 1, in force from 1 September 2017, says otherwise and is passed over, because law reserves the function.
     7 Headteacher of Oak (head), which covers the school, is to decide.
     – Nobody is appointed to Headteacher of Oak on 15 September 2023.
     8 The last one, dan, served until 31 August 2023.
     16 Entry 16 made 31 August 2023 its last day.
     – Nobody else may act until this is filled.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('held by somebody acting, as corrected', () => {
    expect(reasons({ function: 'beh.exclude', school: 'oak', on: '2023-11-15' })).toMatchInlineSnapshot(`
     "held, not-delegable
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "Permanently exclude" is for the head to decide (Education Act 2002 s.51A; 2012 Regs; checked in a primary text), whatever a scheme says.
     12 Line 4.1 of scheme scheme-2017, version 1, in force from 1 September 2017, says otherwise and is passed over, because law reserves the function.
     7 Headteacher of Oak (head), which covers the school, decides.
     17 eve began acting on 1 October 2023.
     19 Entry 17 stands as corrected by entry 19.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('by amount', () => {
    expect(reasons({ function: 'fin.order.approve', school: 'oak', on: '2019-05-01' })).toMatchInlineSnapshot(`
     "by-amount, below-minimum
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "Place orders" is a function that the board may delegate.
     12 Line 3.1 of scheme scheme-2017, version 1, in force from 1 September 2017, gives "Place orders" to different tiers by amount.
     – Up to £5,000 it is for the head.
     7 Headteacher of Oak (head), which covers the school, decides.
     8 dan took up the post on 1 September 2016.
     – Up to £50,000 it is for the ceo.
     4 Chief executive (ceo), which covers the whole trust, decides.
     5 cem took up the post on 1 January 2018.
     – Above £50,000 it is for the board.
     1 Trust board (board), which covers the whole trust, decides.
     2 amy became the chair on 1 September 2014.
     3 ben became the vice-chair on 1 September 2014.
     – Trust board has 2 people and needs at least 3.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('held for an amount', () => {
    const asked = { function: 'fin.order.approve', school: 'oak', on: '2019-05-01', amount: 300_050 };
    expect(reasons(asked)).toMatchInlineSnapshot(`
     "held
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "Place orders" is a function that the board may delegate.
     12 Line 3.1 of scheme scheme-2017, version 1, in force from 1 September 2017, gives "Place orders" up to £5,000, and so for £3,000.50, to the head.
     7 Headteacher of Oak (head), which covers the school, decides.
     8 dan took up the post on 1 September 2016.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('in conflict', () => {
    expect(reasons({ ...curriculum, on: '2024-07-01' })).toMatchInlineSnapshot(`
     "conflict
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust on 1 September 2016.
     0 "School curriculum" is a function that the board may delegate.
     13 The school's autonomy was set to reduced from 11 January 2021.
     14 Line 1 of category variation v-1, in force from 11 January 2021, gives "School curriculum" to the ceo.
     4 Chief executive (ceo), which covers the whole trust, claims to decide.
     20 Interim chief executive (ceo), which covers the whole trust, claims to decide.
     – Chief executive (ceo) and Interim chief executive (ceo-2) cover it equally closely, so it is not clear which of them it is.
     1 Accountable in law, whoever decides: Trust board."
    `);
  });

  test('vacant, because there is no such body', () => {
    expect(reasons({ function: 'gov.articles.amend', on: '2019-05-01' })).toMatchInlineSnapshot(`
     "vacant, no-such-body, nobody-can-act
     0 Northshire Learning Trust was established on 1 September 2014.
     0 "Amend articles, name, objects" is for the members to decide (Companies Act 2006 s.21; from a secondary text), whatever a scheme says.
     – No body or post of the tier "members" covers the trust on 1 May 2019.
     – Nobody else may act until this is filled."
    `);
  });

  test('not in the trust any more', () => {
    expect(reasons({ ...curriculum, on: '2025-09-01' })).toMatchInlineSnapshot(`
     "not-in-trust
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School was in the trust until 31 August 2025.
     18 Entry 18 made 31 August 2025 its last day."
    `);
  });

  test('not in the trust yet', () => {
    expect(reasons({ ...curriculum, on: '2015-09-01' })).toMatchInlineSnapshot(`
     "not-in-trust
     0 Northshire Learning Trust was established on 1 September 2014.
     6 Oak Primary School joined the trust only on 1 September 2016."
    `);
  });

  test('a school that nobody has recorded', () => {
    expect(reasons({ function: 'edu.curriculum', school: 'elm', on: '2019-05-01' })).toMatchInlineSnapshot(`
     "not-in-trust
     0 Northshire Learning Trust was established on 1 September 2014.
     – No school with the id "elm" is recorded up to entry 20."
    `);
  });

  test('before the trust was established', () => {
    expect(reasons({ ...curriculum, on: '2014-08-31' })).toMatchInlineSnapshot(`
     "before-record
     0 Northshire Learning Trust was established on 1 September 2014, after 31 August 2014."
    `);
  });
});
