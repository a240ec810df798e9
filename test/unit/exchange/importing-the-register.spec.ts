import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dayOf } from '@remit/kernel';
import type { Entry } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import { type SampleFiles, type SamplePost, windows1252, writeExtract } from '../../support/gias-sample.js';
import { oddOf, RegisterImports, saysOf } from '../../support/register-imports.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** One thing after the other that real extracts do, each on files made up for it. */

const directory = temporaryDirectory();
let imports: RegisterImports;
let made = 0;

beforeEach(async () => {
  imports = await RegisterImports.start();
});
afterEach(() => imports.close());
afterAll(() => directory.remove());

const GROUP = { uid: '100', name: 'Elm Learning Trust' };
const SCHOOL = { urn: '900001', uid: '100', name: 'Elm Primary School', joined: '01-09-2014' };

const CHAIR: SamplePost = {
  gid: '11',
  role: 'Chair of Trustees',
  name: ['Ada', '', 'Quill'],
  from: '01/09/2022',
  until: '31/08/2026',
};
const TRUSTEE: SamplePost = {
  gid: '12',
  role: 'Trustee',
  name: ['Ada', '', 'Quill'],
  from: '01/09/2021',
  until: '31/08/2025',
};
const MEMBER: SamplePost = { gid: '13', role: 'Member', name: ['Zoë', 'Jane', 'O’Brien'], from: '02/03/2020' };

const FILES = { groups: [GROUP], schools: [SCHOOL], posts: [CHAIR, TRUSTEE, MEMBER] } as const;

/** An extract of a day in a folder of its own. */
function extract(day: string, files: SampleFiles): string {
  made += 1;
  return writeExtract(path.join(directory.path, String(made)), day, files);
}

/** Who sits in a body or post on a day, with names. */
async function seated(holder: string, on: string): Promise<string[]> {
  const view = await imports.view('uid-100');
  const list = view.index.structure.holders.get(holder)?.appointments.on(dayOf(on), view.head) ?? [];
  return list.map(({ data }) => `${data.person} as ${String(data.as)}`).sort();
}

async function nameOf(person: string): Promise<unknown> {
  return imports.nameOf('uid-100', person);
}

/** Imports a trust as of one day, then as of a later one with other posts; gives what the second says. */
async function importedAgain(posts: readonly SamplePost[], day = '2024-06-01') {
  await imports.import(extract('2024-03-29', FILES));
  return imports.import(extract(day, { ...FILES, posts }));
}

describe('the first import of a trust', () => {
  test('begins its record with trust, schools, bodies, posts, people and appointments', async () => {
    const { plan, run } = await imports.import(extract('2024-03-29', FILES));
    expect(saysOf(plan)).toEqual([
      'establish Elm Learning Trust',
      'admit Elm Primary School (URN 900001) from 1 September 2014',
      'constitute: Members',
      'constitute: Board of trustees',
      'create: Accounting officer',
      'create: Chief financial officer',
      'register the person of row 11',
      'appoint chair of trustees from 1 September 2022, last day 31 August 2026 (row 11)',
      'appoint trustee from 1 September 2021, last day 31 August 2025 (row 12)',
      'register the person of row 13',
      'appoint member from 2 March 2020, until further notice (row 13)',
    ]);
    expect(run).toMatchObject({ recorded: 11, refused: [] });
    expect(await seated('board', '2024-03-29')).toEqual(['gias-11 as chair', 'gias-11 as member']);
    expect(await seated('board', '2025-08-31')).toHaveLength(2);
    expect(await seated('board', '2025-09-01')).toEqual(['gias-11 as chair']);
  });

  test('reads Windows-1252, and writes no name into an entry, a key or a plan', async () => {
    const { plan } = await imports.import(extract('2024-03-29', FILES));
    expect(await nameOf('gias-13')).toEqual({ name: 'Zoë Jane O’Brien' });
    const record = JSON.stringify(await imports.entries('uid-100'));
    const said = JSON.stringify([saysOf(plan), oddOf(plan)]);
    for (const name of ['Zoë', 'Brien', 'Quill'])
      expect([record.includes(name), said.includes(name)]).toEqual([false, false]);
  });

  test('says of every entry that it was imported, of which day, and from which file', async () => {
    const folder = extract('2024-03-29', FILES);
    const { plan } = await imports.import(folder);
    const hashes = new Set(plan.files.map(({ sha256 }) => sha256));
    for (const entry of await imports.entries('uid-100')) {
      expect(entry).toMatchObject({ provenance: 'import', decidedOn: '2024-03-29', actor: { as: 'register-import' } });
      expect(hashes).toContain(entry.evidence?.[0]?.sha256);
    }
  });

  test('a second time records nothing', async () => {
    const folder = extract('2024-03-29', FILES);
    await imports.import(folder);
    const again = await imports.import(folder);
    expect(saysOf(again.plan)).toEqual([]);
    expect([again.run.recorded, again.plan.unchanged]).toEqual([0, 1]);
  });

  test('cut off after any entry, goes on where it ended', async () => {
    const folder = extract('2024-03-29', FILES);
    const said = (entries: readonly Entry[]): unknown[] =>
      entries.filter(({ type }) => type !== 'PersonRegistered.v1').map(({ type, data }) => ({ type, data }));
    await imports.import(folder);
    const whole = await imports.entries('uid-100');
    for (let cut = 1; cut < whole.length; cut += 1) {
      await imports.close();
      imports = await RegisterImports.start();
      const plan = valueOf(await imports.plan(folder));
      const trusts = plan.trusts.map((trust) => ({ ...trust, commands: trust.commands.slice(0, cut) }));
      await imports.record({ ...plan, trusts });
      const { run } = await imports.import(folder);
      expect([cut, run.recorded, run.refused]).toEqual([cut, whole.length - cut, []]);
      expect(said(await imports.entries('uid-100'))).toEqual(said(whole));
    }
  });

  test('without a file of groups records the trust under its number, and its name once a file has it', async () => {
    const { plan } = await imports.import(extract('2023-10-31', { posts: FILES.posts }));
    expect(oddOf(plan)).toMatchObject({ 'trust-unnamed': ['trust 100'], 'trust-start-unknown': ['trust 100'] });
    const later = await imports.import(extract('2024-03-29', { groups: [GROUP], posts: FILES.posts }));
    expect(saysOf(later.plan)).toEqual([
      'correct the trust: the name is "Elm Learning Trust", before: "Trust 100 of the national register"; the first day is 1 September 2012, before: 2 March 2020; the UKPRN is "10012345"',
      'correct "members": it exists from 1 September 2012, before: 2 March 2020',
      'correct "board": it exists from 1 September 2012, before: 2 March 2020',
      'correct "accounting-officer": it exists from 1 September 2012, before: 2 March 2020',
      'correct "cfo": it exists from 1 September 2012, before: 2 March 2020',
    ]);
    const again = await imports.import(extract('2024-03-29', { groups: [GROUP], posts: FILES.posts }));
    expect(saysOf(again.plan)).toEqual([]);
  });
});

describe('odd rows', () => {
  async function oddities(posts: readonly SamplePost[]) {
    const { plan } = await imports.import(extract('2024-03-29', { ...FILES, posts }));
    return oddOf(plan);
  }

  test('an unknown day of appointment counts from the extract, or from the last day when that was earlier', async () => {
    const posts = [
      { ...MEMBER, from: '01/01/1900' },
      { ...MEMBER, gid: '14', name: ['Bo', '', 'Reed'] as const, from: '', until: '10/01/2024' },
    ];
    expect(await oddities(posts)).toMatchObject({ 'date-unknown': ['row 13 of trust 100', 'row 14 of trust 100'] });
    expect(await seated('members', '2024-03-28')).toEqual([]);
    expect(await seated('members', '2024-03-29')).toEqual(['gias-13 as member']);
    expect(await seated('members', '2024-01-10')).toEqual(['gias-14 as member']);
  });

  test('a post that ends before it starts is not recorded, one that ends on its first day is', async () => {
    const posts = [
      { ...MEMBER, from: '01/09/2023', until: '31/08/2023' },
      { ...MEMBER, gid: '14', from: '01/09/2023', until: '01/09/2023' },
    ];
    expect(await oddities(posts)).toEqual({ 'ends-before-start': ['row 13 of trust 100'] });
    expect(await seated('members', '2023-09-01')).toHaveLength(1);
    expect(await seated('members', '2023-09-02')).toEqual([]);
  });

  test('an appointment dated before the trust began counts from its first day', async () => {
    expect(await oddities([{ ...MEMBER, from: '01/09/1999' }])).toEqual({ 'before-trust': ['row 13 of trust 100'] });
    expect(await seated('members', '2012-08-31')).toEqual([]);
    expect(await seated('members', '2012-09-01')).toHaveLength(1);
  });

  test('an unknown role, a date that is none, a row without a name and a row number that stands twice are named', async () => {
    const posts = [
      { ...MEMBER, role: 'Grand Vizier' },
      { ...MEMBER, gid: '14', from: '31/02/2020' },
      { ...MEMBER, gid: '15', until: 'next year' },
      { ...MEMBER, gid: '16', name: ['', '', ''] as const },
      { ...MEMBER, gid: '14' },
      { ...MEMBER, gid: 'x' },
    ];
    expect(await oddities(posts)).toMatchObject({
      'role-unknown': ['"Grand Vizier": row 13 of trust 100'],
      'date-unreadable': ['"31/02/2020": row 14 of trust 100'],
      'end-unreadable': ['"next year": row 15 of trust 100'],
      'name-missing': ['row 16 of trust 100'],
      'row-twice': ['14 in governancematdata.csv, line 6'],
      'number-missing': ['line 7'],
    });
    expect(await seated('members', '2024-03-29')).toEqual(['gias-14 as member']);
  });

  test('the same role twice at one time is recorded as published, and noted; two terms in turn are not odd', async () => {
    const posts = [
      TRUSTEE,
      { ...TRUSTEE, gid: '14' },
      { ...TRUSTEE, gid: '15', from: '01/09/2025', until: '31/08/2029' },
    ];
    expect(await oddities(posts)).toEqual({ 'same-role-twice': ['rows 12 and 14 of trust 100'] });
    expect(await seated('board', '2024-03-29')).toEqual(['gias-12 as member', 'gias-12 as member']);
  });

  test('capitals and spaces do not make another person; a middle name does, and is noted', async () => {
    const posts = [
      TRUSTEE,
      { ...CHAIR, name: ['ADA', '', ' Quill'] as const },
      { ...MEMBER, name: ['Ada', 'May', 'Quill'] as const },
    ];
    expect(await oddities(posts)).toEqual({ 'perhaps-one-person': ['rows 11 and 13 of trust 100'] });
    expect(await seated('board', '2024-03-29')).toEqual(['gias-11 as chair', 'gias-11 as member']);
    expect(await seated('members', '2024-03-29')).toEqual(['gias-13 as member']);
  });

  test('closed trusts and trusts that are not among the groups are left out of --all, and imported when asked for', async () => {
    const groups = [GROUP, { uid: '200', name: 'Old Trust', status: 'CLOSED' as const }];
    const posts = [MEMBER, { ...MEMBER, gid: '21', uid: '200' }, { ...MEMBER, gid: '31', uid: '300' }];
    const folder = extract('2024-03-29', { groups, posts });
    const { plan } = await imports.import(folder);
    expect(oddOf(plan)).toMatchObject({ 'trust-closed': ['trust 200'], 'trust-not-in-groups': ['trust 300'] });
    expect(await imports.trusts()).toEqual(['uid-100']);
    await imports.import(folder, '200');
    await imports.import(folder, '300');
    expect(await imports.trusts()).toEqual(['uid-100', 'uid-200', 'uid-300']);
    expect(await imports.plan(folder, '400')).toMatchObject({ problem: { code: 'EXCHANGE.TRUST_NOT_FOUND' } });
  });

  test('sponsors are no trusts, although the file of schools lists them as groups', async () => {
    const schools = [SCHOOL, { ...SCHOOL, uid: '500', kind: '05' }];
    await imports.import(extract('2024-03-29', { ...FILES, schools }));
    expect((await imports.view('uid-100')).index.structure.schools.size).toBe(1);
  });
});

describe('a later extract', () => {
  test('has a post end, and an end put off', async () => {
    const { plan } = await importedAgain([
      CHAIR,
      { ...TRUSTEE, until: '31/08/2029' },
      { ...MEMBER, until: '01/05/2024' },
    ]);
    expect(saysOf(plan)).toEqual([
      'last day of the trustee: 31 August 2029, before: 31 August 2025 (row 12)',
      'last day of the member: 1 May 2024, before: no last day (row 13)',
    ]);
    expect(await seated('members', '2024-05-01')).toHaveLength(1);
    expect(await seated('members', '2024-05-02')).toEqual([]);
    expect(await seated('board', '2026-01-01')).toHaveLength(2);
  });

  test('takes an end back that an earlier one had', async () => {
    await importedAgain([CHAIR, TRUSTEE, { ...MEMBER, until: '01/05/2024' }]);
    const { plan, run } = await imports.import(extract('2024-07-01', FILES));
    expect(saysOf(plan).at(-1)).toBe('correct the member (row 13): last day no last day, before: 1 May 2024');
    expect(run.refused).toEqual([]);
    expect(await seated('members', '2024-07-01')).toEqual(['gias-13 as member']);
  });

  test('has a new term in the same row: the old one stays in the record', async () => {
    const { plan } = await importedAgain([CHAIR, { ...TRUSTEE, from: '01/05/2024', until: '30/04/2028' }, MEMBER]);
    expect(saysOf(plan)).toEqual([
      'last day of the trustee: 30 April 2024, before: 31 August 2025 (row 12)',
      'appoint trustee from 1 May 2024, last day 30 April 2028 (row 12)',
    ]);
    expect(await seated('board', '2023-01-01')).toHaveLength(2);
    expect(await seated('board', '2028-04-30')).toEqual(['gias-11 as member']);
    const again = await imports.import(
      extract('2024-06-02', {
        ...FILES,
        posts: [CHAIR, { ...TRUSTEE, from: '01/05/2024', until: '30/04/2028' }, MEMBER],
      }),
    );
    expect(saysOf(again.plan)).toEqual([]);
  });

  test('has another first day, which was written wrongly before: as known then it stays', async () => {
    const { plan } = await importedAgain([CHAIR, TRUSTEE, { ...MEMBER, from: '02/02/2020' }]);
    expect(saysOf(plan)).toEqual(['correct the member (row 13): first day 2 February 2020, before: 2 March 2020']);
    expect(await seated('members', '2020-02-15')).toHaveLength(1);
  });

  test('finds a day of appointment that was not known', async () => {
    await imports.import(extract('2024-03-29', { ...FILES, posts: [{ ...MEMBER, from: '' }] }));
    const unknown = await imports.import(extract('2024-04-29', { ...FILES, posts: [{ ...MEMBER, from: '' }] }));
    expect(saysOf(unknown.plan)).toEqual([]);
    const { plan } = await imports.import(extract('2024-06-01', { ...FILES, posts: [MEMBER] }));
    expect(saysOf(plan)).toEqual(['correct the member (row 13): first day 2 March 2020, before: 29 March 2024']);
  });

  test('an absent row is no resignation: one that ended over a year ago says nothing, an open one is named', async () => {
    const long = { ...TRUSTEE, gid: '14', until: '01/02/2024' };
    await imports.import(extract('2024-03-29', { ...FILES, posts: [...FILES.posts, long] }));
    const { plan } = await imports.import(extract('2025-03-29', { ...FILES, posts: [CHAIR, TRUSTEE] }));
    expect(saysOf(plan)).toEqual([]);
    expect(oddOf(plan)).toEqual({ 'post-gone': ['row 13 of trust 100'] });
    expect(await seated('members', '2025-03-29')).toEqual(['gias-13 as member']);
  });

  test('writes a name otherwise: one person, a new name; nothing left of the name: another person', async () => {
    const posts = [
      { ...CHAIR, name: ['Ada', '', 'Marsh'] as const },
      { ...TRUSTEE, name: ['Ada', '', 'Marsh'] as const },
      { ...MEMBER, name: ['Ken', '', 'Birch'] as const },
    ];
    const { plan } = await importedAgain(posts);
    expect(saysOf(plan)).toEqual([
      'change the name of person gias-11 (row 11)',
      'register the person of row 13',
      'correct the member (row 13): another person',
    ]);
    expect(await nameOf('gias-11')).toEqual({ name: 'Ada Marsh' });
    expect(await nameOf('gias-13')).toEqual({ name: 'Zoë Jane O’Brien' });
    expect(await seated('members', '2024-06-01')).toEqual(['gias-13.2 as member']);
    expect(await nameOf('gias-13.2')).toEqual({ name: 'Ken Birch' });
    expect(saysOf((await imports.import(extract('2024-06-02', { ...FILES, posts }))).plan)).toEqual([]);
  });

  test('a name that changed for one post of two is left to people', async () => {
    const { plan } = await importedAgain([{ ...CHAIR, name: ['Ada', '', 'Marsh'] }, TRUSTEE, MEMBER]);
    expect([saysOf(plan), oddOf(plan)]).toEqual([[], { 'person-in-doubt': ['row 11 of trust 100'] }]);
  });

  test('another person with a later first day follows the one before', async () => {
    const { plan } = await importedAgain([
      CHAIR,
      TRUSTEE,
      { ...MEMBER, name: ['Ken', '', 'Birch'], from: '01/02/2024' },
    ]);
    expect(saysOf(plan)).toEqual([
      'last day of the member: 31 January 2024, before: no last day (row 13)',
      'register the person of row 13',
      'appoint member from 1 February 2024, until further notice (row 13)',
    ]);
    expect(await seated('members', '2024-01-31')).toEqual(['gias-13 as member']);
  });

  test('knows by name somebody who comes back in another row', async () => {
    await importedAgain([CHAIR, TRUSTEE, MEMBER, { ...MEMBER, gid: '40', role: 'Trustee', from: '01/05/2024' }]);
    expect(await seated('board', '2024-06-01')).toContain('gias-13 as member');
  });

  test('leaves alone what somebody recorded by hand, and says so', async () => {
    await imports.import(extract('2024-03-29', FILES));
    await imports.byHand('uid-100', 'EndAppointment', { appointment: 'gias-13', until: '2024-04-05' });
    const { plan } = await imports.import(extract('2024-06-01', FILES));
    expect([saysOf(plan), oddOf(plan)]).toEqual([[], { 'by-hand': ['row 13 of trust 100'] }]);
  });

  test('leaves alone an appointment that somebody voided', async () => {
    await imports.import(extract('2024-03-29', FILES));
    const entry = (await imports.entries('uid-100')).find(
      ({ data }) => (data as { appointment?: string }).appointment === 'gias-13',
    );
    await imports.byHand('uid-100', 'Correct', { entry: entry?.n, how: 'void', reason: 'Never a member' });
    const { plan } = await imports.import(extract('2024-06-01', FILES));
    expect([saysOf(plan), Object.keys(oddOf(plan))]).toEqual([[], ['by-hand']]);
  });

  test('must not be older than the one before', async () => {
    await imports.import(extract('2024-03-29', FILES));
    const { plan, run } = await imports.import(extract('2024-03-28', { ...FILES, posts: [CHAIR] }));
    expect(plan.trusts[0]?.refused?.code).toBe('EXCHANGE.OLDER_EXTRACT');
    expect(run.recorded).toBe(0);
  });

  test('finds a trust that a clerk recorded under a name of her own by its UID', async () => {
    const founding = { trust: 'elm', name: 'Elm Learning Trust', from: '2012-09-01', uid: '100' };
    await imports.byHand('elm', 'EstablishTrust', founding);
    const { plan } = await imports.import(extract('2024-03-29', FILES));
    expect(await imports.trusts()).toEqual(['elm']);
    expect(oddOf(plan)).toEqual({ 'by-hand': ['companyNumber, ukprn of trust 100'] });
  });

  test('of a trust that an import began is compared although the record of another cannot be read', async () => {
    await imports.import(extract('2024-03-29', FILES), '100');
    await imports.spoil('oak');
    expect(saysOf(valueOf(await imports.plan(extract('2024-06-01', FILES), '100')))).toEqual([]);
  });

  test('is refused when the record of its trust, or one that may be its, cannot be read', async () => {
    await imports.spoil('uid-100');
    const groups = [GROUP, { uid: '200', name: 'Oak Trust' }];
    const folder = extract('2024-03-29', { ...FILES, groups });
    const problem = { code: 'RECORD.ENTRY_UNREADABLE', entry: 0 };
    for (const uid of ['100', '200', undefined])
      await expect(imports.plan(folder, uid)).rejects.toMatchObject({ problem });
  });

  test('the name of a trust in other capitals is no new name', async () => {
    await imports.import(extract('2024-03-29', FILES));
    const shouted = await imports.import(
      extract('2024-06-01', { ...FILES, groups: [{ uid: '100', name: 'ELM LEARNING TRUST' }] }),
    );
    expect([saysOf(shouted.plan), oddOf(shouted.plan)]).toEqual([[], { 'trust-name-case': ['trust 100'] }]);
    const renamed = await imports.import(
      extract('2024-06-02', { ...FILES, groups: [{ uid: '100', name: 'Elm and Ash' }] }),
    );
    expect(saysOf(renamed.plan)).toEqual([
      'correct the trust: the name is "Elm and Ash", before: "Elm Learning Trust"',
    ]);
  });
});

describe('schools', () => {
  test('that moved are released from the one and admitted by the other, on the day on which they joined it', async () => {
    const groups = [GROUP, { uid: '200', name: 'Ash Trust' }];
    await imports.import(extract('2024-03-29', { groups, schools: [SCHOOL] }));
    const { plan } = await imports.import(
      extract('2024-06-01', { groups, schools: [{ ...SCHOOL, uid: '200', joined: '01-05-2024' }] }),
    );
    expect(saysOf(plan)).toEqual([
      'release Elm Primary School (URN 900001): from 1 May 2024 in trust 200',
      'admit Elm Primary School (URN 900001) from 1 May 2024',
    ]);
  });

  test('that are gone without a word are named, and come back under the same id when they do', async () => {
    const other = { ...SCHOOL, urn: '900002', name: 'Fir School' };
    await imports.import(extract('2024-03-29', { groups: [GROUP], schools: [SCHOOL, other] }));
    const { plan } = await imports.import(extract('2024-06-01', { groups: [GROUP], schools: [SCHOOL] }));
    expect([saysOf(plan), oddOf(plan)]).toEqual([[], { 'school-gone': ['school 900002 in trust 100'] }]);
    await imports.byHand('uid-100', 'ReleaseSchool', { school: 'urn-900002', until: '2024-05-01' });
    const back = await imports.import(
      extract('2024-07-01', { groups: [GROUP], schools: [SCHOOL, { ...other, joined: '01-06-2024' }] }),
    );
    expect(saysOf(back.plan)).toEqual(['admit Fir School (URN 900002) from 1 June 2024']);
    expect(back.run.refused).toEqual([]);
  });

  test('have other names, and joined earlier than the trust began or on a day not known', async () => {
    await imports.import(extract('2024-03-29', { groups: [GROUP], schools: [SCHOOL] }));
    const schools = [
      { ...SCHOOL, name: 'Elm Academy' },
      { ...SCHOOL, urn: '900002', joined: '01-09-2003' },
      { ...SCHOOL, urn: '900003', joined: '' },
    ];
    const { plan, run } = await imports.import(extract('2024-06-01', { groups: [GROUP], schools }));
    expect(saysOf(plan)[0]).toBe(
      'correct Elm Primary School (URN 900001): the name is "Elm Academy", before: "Elm Primary School"',
    );
    expect(oddOf(plan)).toEqual({
      'joined-before-trust': ['school 900002 in trust 100'],
      'joined-unknown': ['school 900003 in trust 100'],
    });
    expect(run.refused).toEqual([]);
  });
});

describe('links between schools', () => {
  const LINKS = [
    { urn: '900001', other: '800001', otherName: 'Elm Junior', type: 'Predecessor - merged', on: '31-08-2014' },
    { urn: '800001', other: '900001', otherName: 'Elm Primary School', type: 'Successor - merged', on: '31-08-2014' },
    { urn: '900001', other: '800002', otherName: 'Elm Infants', type: 'Predecessor' },
    { urn: '800003', other: '900001', type: 'Successor', on: '01-09-2014' },
    { urn: '900001', other: '800004', type: 'Sixth Form Centre Link' },
    { urn: '700001', other: '700002', type: 'Successor' },
  ];

  test('are recorded with their days, each once; what is no lineage or concerns others is not', async () => {
    const { plan, run } = await imports.import(
      extract('2024-03-29', { groups: [GROUP], schools: [SCHOOL], links: LINKS }),
    );
    expect(saysOf(plan).slice(-3)).toEqual([
      'link "urn-900001" to its predecessor Elm Junior (URN 800001)',
      'link "urn-900001" to its predecessor Elm Infants (URN 800002)',
      'link "urn-900001" to its predecessor (URN 800003)',
    ]);
    expect(oddOf(plan)).toEqual({
      'link-undated': ['predecessor 800002 of "urn-900001"'],
      'link-unmirrored': ['predecessor 800002 of "urn-900001"', 'predecessor 800003 of "urn-900001"'],
      'link-not-lineage': ['"Sixth Form Centre Link": link from 900001 to 800004'],
    });
    expect(run.refused).toEqual([]);
    const linked = (await imports.entries('uid-100')).filter(({ type }) => type === 'SchoolLinked.v1');
    expect(linked.map(({ data }) => data)).toEqual([
      { school: 'urn-900001', urn: '800001', kind: 'predecessor', on: '2014-08-31', name: 'Elm Junior', how: 'merged' },
      { school: 'urn-900001', urn: '800002', kind: 'predecessor', name: 'Elm Infants' },
      { school: 'urn-900001', urn: '800003', kind: 'predecessor', on: '2014-09-01' },
    ]);
  });

  test('take a day that was found later, and nothing the next time', async () => {
    const files = { groups: [GROUP], schools: [SCHOOL] };
    await imports.import(extract('2024-03-29', { ...files, links: LINKS }));
    const dated = LINKS.map((link) => (link.other === '800002' ? { ...link, on: '31-08-2013' } : link));
    const { plan } = await imports.import(extract('2024-06-01', { ...files, links: dated }));
    expect(saysOf(plan)).toEqual(['correct the link of "urn-900001" to URN 800002: the day is 31 August 2013']);
    expect(saysOf((await imports.import(extract('2024-06-02', { ...files, links: dated }))).plan)).toEqual([]);
  });
});

describe('a file that another program saved', () => {
  test('as UTF-8 is read as that, and noted', async () => {
    const folder = extract('2024-03-29', FILES);
    const { governanceText } = await import('../../support/gias-sample.js');
    writeFileSync(path.join(folder, 'governancematdata.csv'), `\ufeff${governanceText(FILES.posts, 12)}`);
    const { plan } = await imports.import(folder);
    expect(oddOf(plan)).toEqual({ 'utf-8': ['governancematdata.csv'] });
    expect(await nameOf('gias-13')).toEqual({ name: 'Zoë Jane O’Brien' });
    expect(windows1252('Zoë')).toHaveLength(3);
  });
});
