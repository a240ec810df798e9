import {
  CHECK_CODES,
  CHECK_RULES,
  type CheckCode,
  Moment,
  registerChecks,
  type RegisterChecks,
  type RegisterFinding,
  ruleOn,
} from '@remit/accountability';
import { civilDate, dayOf } from '@remit/kernel';
import { pureTrust, type PureTrust, type ScriptCommand } from '../../support/pure-trust.js';

/** The register checks, rule by rule, at the boundaries of counts, days and knowledge. */

const from = '2015-09-01';
const trustWide = { covers: { trust: true }, from };
const ON = '2025-03-03';

const FOUNDING: ScriptCommand = { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from: '2014-09-01' } };
const MEMBERS: ScriptCommand = {
  command: 'ConstituteBody',
  data: { body: 'members', tier: 'members', name: 'Members', ...trustWide },
};
const BOARD: ScriptCommand = {
  command: 'ConstituteBody',
  data: { body: 'board', tier: 'board', name: 'Board of trustees', ...trustWide },
};
const post = (id: string, tier: string, title: string, more: object = {}): ScriptCommand => ({
  command: 'CreatePost',
  data: { post: id, tier, title, ...trustWide, ...more },
});
const AO = post('accounting-officer', 'accounting-officer', 'Accounting officer');
const CFO = post('cfo', 'cfo', 'Chief financial officer');

let appointments = 0;
function appoint(to: string, person: string, more: object = {}): ScriptCommand {
  appointments += 1;
  return { command: 'Appoint', data: { appointment: `a${String(appointments)}`, person, to, from, ...more } };
}
const appointed = (to: string, count: number, prefix = to): ScriptCommand[] =>
  Array.from({ length: count }, (_, i) => appoint(to, `${prefix}-${String(i)}`));

const BODIES = [FOUNDING, MEMBERS, BOARD, AO, CFO];
const OFFICERS = [appoint('accounting-officer', 'ann'), appoint('cfo', 'ben')];
const CHAIR = appoint('board', 'carol', { as: 'chair' });
/** A trust with nothing amiss: five members, three trustees with a chair, both officers. */
const SOUND = [...BODIES, ...OFFICERS, CHAIR, ...appointed('members', 5), ...appointed('board', 2)];

function checksOf(trust: PureTrust, on = ON, known = trust.index.head): RegisterChecks {
  return registerChecks(new Moment(trust.index, dayOf(on), known));
}

function codes(record: readonly ScriptCommand[], on = ON, known?: number): CheckCode[] {
  const trust = pureTrust(record);
  return checksOf(trust, on, known).findings.map(({ code }) => code);
}

function finding(code: CheckCode, record: readonly ScriptCommand[], on = ON): RegisterFinding {
  const found = checksOf(pureTrust(record), on).findings.find((each) => each.code === code);
  if (found === undefined) throw new Error(`There is no finding ${code}.`);
  return found;
}

test('a trust with nothing amiss has no findings, and says what was checked and counted', () => {
  const one = { appointments: 1, people: 1 };
  expect(checksOf(pureTrust(SOUND))).toMatchObject({
    status: 'checked',
    says: 'Nothing was found amiss or coming up at Trust on 3 March 2025.',
    findings: [],
    counts: {
      members: { appointments: 5, people: 5 },
      trustees: { appointments: 3, people: 3 },
      chairs: one,
      accountingOfficers: one,
      chiefFinancialOfficers: one,
    },
    checks: CHECK_CODES.map((code) => ({ code, found: 0, rule: ruleOn(code, dayOf(ON)) })),
  });
});

describe('members', () => {
  const withMembers = (count: number): ScriptCommand[] => [
    ...BODIES,
    ...OFFICERS,
    CHAIR,
    ...appointed('board', 2),
    ...appointed('members', count),
  ];

  test.each<[number, CheckCode[]]>([
    [0, ['too-few-members']],
    [2, ['too-few-members']],
    [3, ['fewer-members-than-advised']],
    [4, ['fewer-members-than-advised']],
    [5, []],
  ])('%i of them', (count, expected) => {
    expect(codes(withMembers(count))).toEqual(expected);
  });

  test('are found with the body, the people, the rule, and the entries that it rests on', () => {
    const [first, second] = appointed('members', 2);
    const found = finding('too-few-members', [...SOUND.slice(0, 5), first!, second!]);
    expect(found).toEqual({
      code: 'too-few-members',
      weight: 'must',
      says: 'Only 2 members are appointed to Members (members) on 3 March 2025; there must be at least 3. Appoint more, or record appointments that are missing.',
      rule: {
        requires: 'A trust must have at least 3 members.',
        instrument: 'Academy Trust Handbook',
        edition: '2024',
        provision: 'paragraph 1.3',
        from: '2024-09-01',
        until: '2025-09-01',
        evidence: 'seen',
      },
      counted: { appointments: 2, people: 2 },
      holders: ['members'],
      people: [
        {
          person: 'members-0',
          as: 'member',
          appointment: (first!.data as { appointment: string }).appointment,
          holder: 'members',
        },
        {
          person: 'members-1',
          as: 'member',
          appointment: (second!.data as { appointment: string }).appointment,
          holder: 'members',
        },
      ],
      lastDay: null,
      entries: [0, 1, 5, 6],
    });
  });

  test('that one person is twice are counted as appointments and as people, and found apart', () => {
    const twice = [...withMembers(2), appoint('members', 'members-0')];
    const three = checksOf(pureTrust(twice));
    expect(three.counts?.members).toEqual({ appointments: 3, people: 2 });
    expect(three.findings.map(({ code }) => code)).toEqual(['too-few-different-members', 'fewer-members-than-advised']);
    expect(three.findings[0]?.says).toBe(
      '3 appointments to Members (members) are in force on 3 March 2025, but of 2 people only; there must be at least 3 different members. Check whether somebody was recorded twice, and appoint more.',
    );
    const two = finding('too-few-members', [...withMembers(1), appoint('members', 'members-0')]);
    expect(two.says).toMatch(/^Only 2 members are appointed .*, and they are 1 different person; there must be/);
  });

  test('of a body of some schools are not members of the trust', () => {
    const ofSchool: ScriptCommand[] = [
      { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
      {
        command: 'ConstituteBody',
        data: { body: 'oak-members', tier: 'members', name: 'Members of Oak', covers: { schools: ['oak'] }, from },
      },
      ...appointed('oak-members', 1),
    ];
    expect(codes([...withMembers(2), ...ofSchool])).toEqual(['too-few-members']);
  });

  test('are not counted before their first day, nor on the day after their last', () => {
    const record = [...withMembers(4), appoint('members', 'late', { from: '2024-01-01', until: '2025-01-01' })];
    expect(codes(record, '2023-12-31')).toEqual(['fewer-members-than-advised']);
    expect(codes(record, '2024-01-01')).toEqual([]);
    expect(codes(record, '2024-12-31')).toEqual([]);
    expect(codes(record, '2025-01-01')).toEqual(['fewer-members-than-advised']);
  });
});

describe('trustees', () => {
  const withTrustees = (count: number): ScriptCommand[] => [
    ...BODIES,
    ...OFFICERS,
    CHAIR,
    ...appointed('members', 5),
    ...appointed('board', count - 1),
  ];

  test('must be three', () => {
    expect(codes(withTrustees(2))).toEqual(['too-few-trustees']);
    expect(codes(withTrustees(3))).toEqual([]);
  });

  test('one of whom is appointed twice are not three', () => {
    expect(codes([...withTrustees(2), appoint('board', 'carol')])).toEqual(['too-few-different-trustees']);
  });

  test('need a chair, and a vice-chair is none', () => {
    const others = [...BODIES, ...OFFICERS, ...appointed('members', 5), ...appointed('board', 3)];
    expect(codes([...others, appoint('board', 'dave', { as: 'vice-chair' })])).toEqual(['no-chair']);
    expect(codes([...others, CHAIR])).toEqual([]);
    expect(codes([...others, post('chair', 'chair', 'Chair of Trustees'), appoint('chair', 'dave')])).toEqual([]);
    expect(codes([...others, post('vice', 'vice', 'Vice-chair of trustees'), appoint('vice', 'dave')])).toEqual([
      'no-chair',
    ]);
    // A post for the chair of the board beside the place on it is no second chair.
    const both = [...others, CHAIR, post('chair', 'chair', 'Chair of Trustees'), appoint('chair', 'carol')];
    expect(checksOf(pureTrust(both)).counts?.chairs).toEqual({ appointments: 1, people: 1 });
    expect(finding('no-chair', others)).toMatchObject({ holders: ['board'], people: [], entries: [0, 2] });
  });
});

describe('officers', () => {
  const rest = [...BODIES.slice(0, 3), CHAIR, ...appointed('members', 5), ...appointed('board', 2)];

  test('whose posts are vacant are found with the post', () => {
    const found = checksOf(pureTrust([...rest, AO, CFO])).findings;
    expect(found.map(({ code }) => code)).toEqual(['no-accounting-officer', 'no-chief-financial-officer']);
    expect(found[0]).toMatchObject({ holders: ['accounting-officer'], entries: [0, rest.length], counted: null });
    expect(found[1]?.says).toBe(
      'The trust has nobody as chief financial officer on 3 March 2025: Chief financial officer (cfo) is vacant. Appoint a chief financial officer, or record the appointment if there is one.',
    );
  });

  test('for whom no post is recorded are found too, and it is said', () => {
    const found = checksOf(pureTrust(rest));
    expect(found.findings.map(({ code }) => code)).toEqual(['no-accounting-officer', 'no-chief-financial-officer']);
    expect(found.findings[0]?.says).toMatch(/^No post of accounting officer is recorded on 3 March 2025, /);
    expect(found.findings[0]).toMatchObject({ holders: [], entries: [0] });
    expect(found.counts).toMatchObject({ accountingOfficers: null, chiefFinancialOfficers: null });
  });

  test.each<[string, boolean]>([
    ['Chief executive and Accounting Officer', true],
    ['Chief executive', false],
    ['Deputy accounting officer', false],
    ['Assistant to the accounting officer', false],
  ])('a post "%s" is that of the accounting officer: %s', (title, is) => {
    const record = [...rest, CFO, appoint('cfo', 'ben'), post('ceo', 'ceo', title), appoint('ceo', 'ann')];
    expect(codes(record)).toEqual(is ? [] : ['no-accounting-officer']);
  });

  test('of a school are not officers of the trust', () => {
    const oak: ScriptCommand = { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } };
    const ofSchool = post('oak-cfo', 'cfo', 'Chief financial officer', { covers: { schools: ['oak'] } });
    const record = [...rest, AO, appoint('accounting-officer', 'ann'), oak, ofSchool, appoint('oak-cfo', 'ben')];
    expect(codes(record)).toEqual(['no-chief-financial-officer']);
  });
});

describe('terms', () => {
  /** A trustee more, whose last day is so many days after the day asked about. */
  const endingAfter = (days: number): ScriptCommand =>
    appoint('board', 'erin', { until: civilDate(dayOf(ON) + days + 1) });

  test.each([
    [0, true],
    [90, true],
    [91, false],
  ])('whose last day is %i days ahead end soon: %s', (days, soon) => {
    expect(codes([...SOUND, endingAfter(days)])).toEqual(soon ? ['term-ending'] : []);
  });

  test('that ended the day before are over', () => {
    expect(codes([...SOUND, endingAfter(-1)])).toEqual([]);
  });

  test('are named one by one, with the last day and what follows', () => {
    const record = [...SOUND, appoint('board', 'erin', { until: '2025-04-01' })];
    expect(finding('term-ending', record)).toMatchObject({
      weight: 'note',
      says: 'The term of erin on Board of trustees (board) ends after 31 March 2025, in 28 days. Decide whether the term is renewed or somebody else is appointed, and record it.',
      lastDay: '2025-03-31',
      people: [{ person: 'erin', as: 'member', holder: 'board' }],
      entries: [0, 2, SOUND.length],
    });
    const renewed = [...record, appoint('board', 'erin', { from: '2025-04-01' })];
    expect(finding('term-ending', renewed)).toMatchObject({
      says: expect.stringMatching(
        new RegExp(`in 28 days\\. A further term is recorded in entry ${String(record.length)}\\.$`),
      ) as string,
      entries: [0, 2, SOUND.length, SOUND.length + 1],
    });
    expect(codes([...SOUND, endingAfter(1), endingAfter(2)])).toEqual(['term-ending', 'term-ending']);
  });

  test('of others than trustees are not looked at', () => {
    const until = civilDate(dayOf(ON) + 10);
    expect(codes([...SOUND, appoint('members', 'fred', { until })])).toEqual([]);
  });

  test('cut short by an ending rest on it', () => {
    const record = [...SOUND, appoint('board', 'erin')];
    const { appointment } = record.at(-1)!.data as { readonly appointment: string };
    const ended = [...record, { command: 'EndAppointment', data: { appointment, until: '2025-04-01' } }];
    expect(finding('term-ending', ended).entries).toEqual([0, 2, SOUND.length, SOUND.length + 1]);
    expect(codes(ended, ON, SOUND.length)).toEqual([]);
  });
});

describe('members who are also trustees', () => {
  test.each<[number, 'note' | 'should']>([
    [1, 'note'],
    [3, 'note'],
    [4, 'should'],
  ])('%i of six weigh as %s', (both, weight) => {
    const trustees = Array.from({ length: both }, (_, i) => appoint('board', `m-${String(i)}`));
    const record = [
      ...BODIES,
      ...OFFICERS,
      CHAIR,
      ...appointed('members', 6, 'm'),
      ...appointed('board', 2),
      ...trustees,
    ];
    const found = finding('member-is-trustee', record);
    expect(found).toMatchObject({ weight, holders: ['members', 'board'] });
    expect(found.people.filter(({ holder }) => holder === 'members')).toHaveLength(both);
  });

  test('are named once, also when they are on the board twice', () => {
    const found = finding('member-is-trustee', [...SOUND, appoint('members', 'carol'), appoint('board', 'carol')]);
    expect(found.says).toBe(
      '1 of 6 different members on 3 March 2025 is a trustee too: carol. That is allowed, but the majority should not be.',
    );
    expect(found.people.map(({ person, holder }) => `${person} ${holder}`)).toEqual([
      'carol members',
      'carol board',
      'carol board',
    ]);
  });
});

describe('what is not there', () => {
  test('no body of members and no board: found, and what needs them is not said to be in order', () => {
    const { findings, checks, counts } = checksOf(pureTrust([FOUNDING]));
    expect(findings.map(({ code }) => code)).toEqual([
      'too-few-members',
      'too-few-trustees',
      'no-chair',
      'no-accounting-officer',
      'no-chief-financial-officer',
    ]);
    expect(findings[0]?.says).toBe(
      'No body of the tier "members" for the whole trust is recorded on 3 March 2025, so no members can be counted; there must be at least 3. Record the body, and who is appointed to it.',
    );
    expect(findings.map(({ counted }) => counted)).toEqual([null, null, null, null, null]);
    expect(checks.filter(({ found }) => found === null).map(({ code }) => code)).toEqual([
      'too-few-different-members',
      'fewer-members-than-advised',
      'too-few-different-trustees',
      'term-ending',
      'member-is-trustee',
    ]);
    expect(Object.values(counts!)).toEqual([null, null, null, null, null]);
  });

  test('a body that is dissolved counts for nothing from that day on', () => {
    const record = [...SOUND, { command: 'DissolveBody', data: { body: 'members', until: '2025-01-01' } }];
    expect(codes(record, '2024-12-31')).toEqual([]);
    expect(codes(record, '2025-01-01')).toEqual(['too-few-members']);
  });

  test('before the trust, and before anything was recorded, nothing is checked', () => {
    const trust = pureTrust(SOUND);
    const early = { status: 'before-record', counts: null, checks: [], findings: [] };
    expect(checksOf(trust, '2014-08-31')).toEqual({
      ...early,
      says: 'On 31 August 2014 the trust had not been established, so there is nothing to check. Ask about a later day or entry.',
    });
    expect(checksOf(trust, '2014-09-01').status).toBe('checked');
    expect(checksOf(trust, ON, -1)).toMatchObject(early);
  });
});

describe('as known at an entry', () => {
  test('an answer is that of the record up to there, whatever is recorded later', () => {
    const record: ScriptCommand[] = [
      ...SOUND,
      appoint('board', 'erin', { until: '2025-04-01' }),
      appoint('board', 'erin', { from: '2025-04-01' }),
      appoint('members', 'erin'),
      { command: 'Correct', data: { entry: 6, how: 'void', reason: 'Never appointed', decidedOn: '2025-02-01' } },
      { command: 'DissolveBody', data: { body: 'members', until: '2025-01-01' } },
    ];
    const whole = pureTrust(record);
    const early = record.map((_, known) => checksOf(pureTrust(record.slice(0, known + 1)), ON, known));
    expect(record.map((_, known) => checksOf(whole, ON, known))).toEqual(early);
    expect(new Set(early.map((answer) => JSON.stringify(answer.findings))).size).toBeGreaterThan(10);
  });

  test('an appointment that was voided counts before the correction and not after, and the correction of another is named', () => {
    const void_ = { entry: SOUND.length - 1, how: 'void', reason: 'Never elected', decidedOn: '2025-02-01' };
    const voided = [...SOUND, { command: 'Correct', data: void_ }];
    expect(codes(voided, ON, SOUND.length - 1)).toEqual([]);
    expect(codes(voided)).toEqual(['too-few-trustees']);
    const chair = SOUND.indexOf(CHAIR);
    const replaced = { ...void_, entry: chair, how: 'replace', with: { ...CHAIR.data, from: '2016-09-01' } };
    const record = [...voided, { command: 'Correct', data: replaced }];
    expect(finding('too-few-trustees', record).entries).toEqual([0, 2, chair, SOUND.length - 2, SOUND.length + 1]);
  });
});

describe('the rules', () => {
  test('have exactly one edition for every day, with its first day and how far it was checked', () => {
    const days = [
      '1990-01-01',
      '2021-06-29',
      '2021-06-30',
      '2021-08-31',
      '2021-09-01',
      '2025-08-31',
      '2026-09-01',
      '2090-01-01',
    ];
    for (const code of CHECK_CODES) {
      const { editions } = CHECK_RULES[code];
      expect([editions[0]?.from, editions.at(-1)?.until]).toEqual([null, null]);
      expect(editions.slice(1).map(({ from: first }) => first)).toEqual(
        editions.slice(0, -1).map(({ until }) => until),
      );
      for (const on of days) expect(ruleOn(code, dayOf(on)).evidence).toMatch(/^(seen|secondary|unverified)$/);
    }
  });

  test('change edition on the first day of the new one, and an edition that was not read says so', () => {
    const edition = (on: string): string => ruleOn('too-few-members', dayOf(on)).edition;
    expect([edition('2025-08-31'), edition('2025-09-01')]).toEqual(['2024', '2025']);
    expect(ruleOn('too-few-members', dayOf('2026-09-01'))).toMatchObject({ edition: '2026', evidence: 'unverified' });
    expect(finding('too-few-members', BODIES, '2020-01-01').rule).toMatchObject({ evidence: 'unverified' });
  });
});
