import path from 'node:path';
import type { Views, WithPeople } from '@remit/accountability/nest';
import { ApiServer } from '../support/api-server.js';
import { jsonLines, linesFile, remit } from '../support/command-line.js';
import type { ScriptCommand } from '../support/pure-trust.js';
import { faultsOfRefusal } from '../support/refusals.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** The register checks over HTTP and on the command line: at a day, as known at an entry, with names beside. */

const trustWide = { covers: { trust: true }, from: '2014-09-01' };
const appoint = (appointment: string, person: string, to: string, more: object = {}): ScriptCommand => ({
  command: 'Appoint',
  data: { appointment, person, to, from: '2014-09-01', ...more },
});

const RECORD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 'moorland', name: 'Moorland Trust', from: '2014-09-01' } },
  { command: 'RegisterPerson', data: { person: 'p-1', details: { name: 'Amira Khan' } } },
  { command: 'ConstituteBody', data: { body: 'members', tier: 'members', name: 'Members', ...trustWide } },
  { command: 'ConstituteBody', data: { body: 'board', tier: 'board', name: 'Board', ...trustWide } },
  { command: 'CreatePost', data: { post: 'ceo', tier: 'ceo', title: 'Accounting officer', ...trustWide } },
  appoint('m1', 'p-1', 'members'),
  appoint('m2', 'p-2', 'members'),
  appoint('b1', 'p-1', 'board', { as: 'chair' }),
  appoint('b2', 'p-3', 'board', { until: '2025-09-01' }),
  appoint('b3', 'p-4', 'board'),
  appoint('o1', 'p-5', 'ceo'),
  // What is known later: a third member, since before.
  appoint('m3', 'p-6', 'members'),
];
const BEFORE = RECORD.length - 2;
const ON = '2025-06-03';

const directory = temporaryDirectory();
const DATA = path.join(directory.path, 'data');
let api: ApiServer;
beforeAll(async () => {
  api = await ApiServer.start();
  const script = linesFile(directory, 'record.jsonl', RECORD);
  const [ran] = await Promise.all([remit(['record', script, '--data', DATA]), api.recordAll('moorland', RECORD)]);
  expect(ran).toMatchObject({ code: 0, err: '' });
}, 30_000);
afterAll(async () => {
  await api.close();
  directory.remove();
});

async function checks(question: Readonly<Record<string, unknown>>): Promise<Views['checks'] & WithPeople> {
  const reply = await api.ask('moorland', 'checks', question);
  expect(reply).toMatchObject({ status: 200 });
  return reply.json as Views['checks'] & WithPeople;
}
const codes = ({ findings }: Views['checks']): string[] => findings.map(({ code }) => code);

describe('over HTTP', () => {
  test('each finding has its rule, its people with names beside, and the entries that it rests on', async () => {
    const found = await checks({ on: ON, knownAt: BEFORE });
    expect(codes(found)).toEqual(['too-few-members', 'no-chief-financial-officer', 'term-ending', 'member-is-trustee']);
    expect(found).toMatchObject({
      trust: 'moorland',
      on: ON,
      position: BEFORE,
      status: 'checked',
      counts: { members: { appointments: 2, people: 2 }, chiefFinancialOfficers: null },
      people: { 'p-1': { name: 'Amira Khan' } },
    });
    expect(found.findings[0]).toMatchObject({
      weight: 'must',
      rule: { instrument: 'Academy Trust Handbook', edition: '2024', provision: 'paragraph 1.3', evidence: 'seen' },
      counted: { appointments: 2, people: 2 },
      holders: ['members'],
      people: [{ person: 'p-1', holder: 'members' }, { person: 'p-2' }],
      entries: [0, 2, 5, 6],
    });
  });

  test('what was recorded later changes the answer of today, and not that of then', async () => {
    expect(codes(await checks({ on: ON }))).toContain('fewer-members-than-advised');
    expect(codes(await checks({ on: ON, knownAt: BEFORE }))).toContain('too-few-members');
  });

  test('another day has other findings; before the trust there is nothing to check', async () => {
    expect(codes(await checks({ on: '2025-06-02' }))).toContain('term-ending');
    expect(codes(await checks({ on: '2025-06-01' }))).not.toContain('term-ending');
    expect(await checks({ on: '2014-08-31' })).toMatchObject({ status: 'before-record', findings: [], counts: null });
  });

  test.each<[object, object]>([
    [{}, { status: 400, code: 'RECORD.FIELD_MISSING', field: 'on' }],
    [{ on: '2025-02-30' }, { status: 400, code: 'RECORD.FIELD_INVALID', field: 'on' }],
    [
      { on: ON, knownAt: 99 },
      { status: 400, code: 'ACCOUNTABILITY.NOT_YET_RECORDED', field: 'knownAt' },
    ],
    [
      { on: ON, school: 'oak' },
      { status: 400, code: 'RECORD.FIELD_UNKNOWN', field: 'school' },
    ],
  ])('%j is refused', async (question, problem) => {
    const reply = await api.ask('moorland', 'checks', question as Readonly<Record<string, unknown>>);
    expect({ ...reply, faults: faultsOfRefusal(reply) }).toMatchObject({ json: problem, faults: [] });
  });
});

describe('on the command line', () => {
  test('findings stand by weight, with people, rule and entries', async () => {
    const ran = await remit(['checks', '--on', ON, '--known-at', String(BEFORE), '--data', DATA]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(`\n${ran.out.replaceAll(/\(\d+ \w+ \d{4}, \d{2}:\d{2} UTC\)/g, '(now)')}`).toMatchInlineSnapshot(`
     "
     4 things were found amiss or coming up at Moorland Trust on 3 June 2025.

     Must be put right
       - Only 2 members are appointed to Members (members) on 3 June 2025; there must be at least 3. Appoint more, or record appointments that are missing.
           People: p-1 (Amira Khan), member (members); p-2, member (members).
           Rule: A trust must have at least 3 members. Academy Trust Handbook (2024, from 1 September 2024), paragraph 1.3; checked against the text.
           Rests on entries 0, 2, 5, 6.
       - No post of chief financial officer is recorded on 3 June 2025, and so nobody in it. Record a post for the whole trust with "chief financial officer" in its title, and who is appointed.
           Rule: The board must appoint a chief financial officer. Academy Trust Handbook (2024, from 1 September 2024), part 1, the chief financial officer; checked against what others write about it, not the text.
           Rests on entry 0.

     Good to know
       - The term of p-3 on Board (board) ends after 31 August 2025, in 89 days. Decide whether the term is renewed or somebody else is appointed, and record it.
           People: p-3, member (board).
           Rule: A trustee's term of office is four years, unless the articles say otherwise. Naming it 90 days ahead is a service of this check, not a rule. Model articles of association for academy trusts (June 2021, from 30 June 2021), term of office; checked against the text. Read in articles that follow the model; the trust's own articles go before it.
           Rests on entries 0, 3, 8.
       - 1 of 2 different members on 3 June 2025 is a trustee too: p-1. That is allowed, but the majority should not be.
           People: p-1 (Amira Khan), member (members); p-1 (Amira Khan), chair (board).
           Rule: The majority of members should not also be trustees. Academy Trust Handbook (2024, from 1 September 2024), paragraph 1.6; checked against the text.
           Rests on entries 0, 2, 3, 5, 7.

     Checks made: 10 of 10.
     Counted, as appointments: members 2, trustees 3, chair of the board 1, accounting officer 1, chief financial officer not recorded.

     As recorded up to entry 10 (now).
     "
    `);
  });

  test('as JSON they are the same as over HTTP', async () => {
    const ran = await remit(['checks', '--on', ON, '--json', '--data', DATA]);
    // Recorded a moment apart.
    const recordedThrough = expect.any(String) as string;
    expect(jsonLines(ran.out)).toEqual([{ ...(await checks({ on: ON })), recordedThrough }]);
  });

  test('without a day it is today, and nothing recorded says so', async () => {
    const ran = await remit(['checks', '--data', DATA]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/found amiss or coming up at Moorland Trust on \d+ \w+ \d{4}\.\n/);
    const early = await remit(['checks', '--on', '2014-08-31', '--data', DATA]);
    expect(early.out).toMatch(
      /^On 31 August 2014 the trust had not been established, so there is nothing to check\. .+\.\n\nAs recorded /,
    );
  });

  test('a day that is none is refused', async () => {
    const ran = await remit(['checks', '--on', '3 June', '--data', DATA]);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/RECORD\.FIELD_INVALID, field on/);
  });
});
