import { ApiServer, TurnedClock, type Reply } from '../support/api-server.js';
import type { ScriptCommand } from '../support/pure-trust.js';
import { faultsOfRefusal, type ProblemSaid } from '../support/refusals.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';

/** Recording over HTTP: what comes back, what a repeated key does, what a moved head does, and what is refused. */

const TRUST = 'northshire';
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface ReceiptSaid {
  readonly entries: readonly [
    { readonly n: number; readonly id: string; readonly type: string; readonly recordedAt: string },
  ];
  readonly position: number;
}

let api: ApiServer;
const clock = new TurnedClock(Date.parse('2025-06-10T09:00:00.000Z'));
beforeAll(async () => {
  api = await ApiServer.start(clock);
  await api.recordAll(TRUST, SAMPLE_TRUST);
});
afterAll(() => api.close());

const said = (reply: Reply): ReceiptSaid => reply.json as ReceiptSaid;
const headOf = async (trust = TRUST): Promise<number> => (await api.heads())[trust] ?? -1;

let made = 0;
/** A command that can always follow. */
function admission(id = `school-${String((made += 1))}`): ScriptCommand {
  return { command: 'AdmitSchool', data: { school: id, name: 'A School', from: '2020-09-01' } };
}

describe('a receipt', () => {
  test('says which entry was recorded, when, and where the record stands', async () => {
    const before = await headOf();
    clock.at += 1500;
    const reply = await api.record(TRUST, admission());
    expect(reply).toMatchObject({ status: 201, headers: { etag: `"${String(before + 1)}"` } });
    expect(reply.json).toEqual({
      entries: [
        {
          n: before + 1,
          id: expect.stringMatching(ID) as string,
          type: 'SchoolAdmitted.v1',
          recordedAt: new Date(clock.at).toISOString(),
        },
      ],
      position: before + 1,
    });
  });

  test('text is stored in Unicode normal form C, so that one name has one spelling', async () => {
    const decomposed = 'E\u0301cole Sainte-The\u0301re\u0300se';
    const data = { school: 'ecole', name: decomposed, from: '2020-09-01', reason: `${decomposed}\nand another line` };
    const { position } = said(await api.record(TRUST, { command: 'AdmitSchool', data }));
    expect(await api.get(`/api/trusts/${TRUST}/record/${String(position)}`)).toMatchObject({
      status: 200,
      json: { entry: { data: { name: 'École Sainte-Thérèse' }, reason: 'École Sainte-Thérèse\nand another line' } },
    });
  });

  test('grounds stand beside the data, evidence as a list', async () => {
    const grounds = { decidedOn: '2025-05-01', decision: 'Minute 7', reason: 'Growth', evidence: 'Minutes of 1 May' };
    const { command, data } = admission();
    const { position } = said(await api.record(TRUST, { command, data: { ...data, ...grounds } }));
    expect((await api.get(`/api/trusts/${TRUST}/record/${String(position)}`)).json).toMatchObject({
      live: true,
      correctedBy: [],
      entry: {
        ...grounds,
        evidence: [{ ref: 'Minutes of 1 May' }],
        data,
        provenance: 'live',
        actor: { id: 'unidentified' },
      },
    });
  });
});

describe('an idempotency key', () => {
  const send = (key: string, command: ScriptCommand, trust = TRUST) =>
    api.record(trust, command, { 'idempotency-key': key });

  test('the same command again gives the same answer and no second entry', async () => {
    const command = admission();
    const first = await send('key-1', command);
    clock.at += 60_000;
    await api.record(TRUST, admission());
    const head = await headOf();
    const again = await send('key-1', command);
    expect({ status: again.status, json: again.json }).toEqual({ status: 201, json: first.json });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await headOf()).toBe(head);
  });

  test('members in another order, and text in another normal form, are the same command', async () => {
    const first = await send('key-2', {
      command: 'AdmitSchool',
      data: { school: 'cafe', name: 'Caf\u00e9', from: '2020-09-01' },
    });
    const again = await send('key-2', {
      command: 'AdmitSchool',
      data: { from: '2020-09-01', name: 'Cafe\u0301', school: 'cafe' },
    });
    expect(again).toMatchObject({ status: 201, json: first.json });
  });

  test.each([
    ['another value', { school: 'kept', name: 'Other', from: '2020-09-01', phase: 'primary' }],
    ['a member more', { school: 'kept', name: 'Kept', from: '2020-09-01', phase: 'primary', urn: '100001' }],
    ['a member less', { school: 'kept', name: 'Kept', from: '2020-09-01' }],
    ['grounds more', { school: 'kept', name: 'Kept', from: '2020-09-01', phase: 'primary', reason: 'because' }],
  ])('another command with the same key is refused: %s', async (what, other) => {
    const data = { school: 'kept', name: 'Kept', from: '2020-09-01', phase: 'primary' };
    await send('key-3', { command: 'AdmitSchool', data });
    const head = await headOf();
    const reply = await send('key-3', { command: 'AdmitSchool', data: other });
    expect([what, reply]).toMatchObject([what, { status: 409, json: { code: 'RECORD.KEY_REUSED' } }]);
    expect(faultsOfRefusal(reply)).toEqual([]);
    expect(await headOf()).toBe(head);
  });

  test('another name of command with the same key is refused', async () => {
    const data = { school: 'kept', until: '2030-01-01' };
    expect(await send('key-3', { command: 'ReleaseSchool', data })).toMatchObject({ status: 409 });
  });

  test('many at once with one key make one entry', async () => {
    const command = admission();
    const before = await headOf();
    const replies = await Promise.all(Array.from({ length: 32 }, () => send('key-4', command)));
    expect(new Set(replies.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(replies[0]!.status).toBe(201);
    expect(await headOf()).toBe(before + 1);
  });

  test('many at once with one key and different commands: one is recorded, the others are refused', async () => {
    const before = await headOf();
    const replies = await Promise.all(Array.from({ length: 16 }, () => send('key-5', admission())));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...new Array<number>(15).fill(409)]);
    expect(await headOf()).toBe(before + 1);
  });

  test('a refused command leaves its key free', async () => {
    const { command, data } = admission('mended');
    expect(await send('key-6', { command, data: { ...data, until: '2019-01-01' } })).toMatchObject({ status: 422 });
    expect(await send('key-6', { command, data })).toMatchObject({ status: 201 });
  });

  test('EstablishTrust repeated is the same although the program filled in the catalogue', async () => {
    const founding = { command: 'EstablishTrust', data: { trust: 'founded', name: 'Founded', from: '2020-01-01' } };
    const first = await send('founding', founding, 'founded');
    expect(await send('founding', founding, 'founded')).toMatchObject({ status: 201, json: first.json });
    const explicit = { ...founding.data, catalogue: '2026-11', semantics: 1 };
    expect(await send('founding', { ...founding, data: explicit }, 'founded')).toMatchObject({
      status: 201,
      json: first.json,
    });
    const renamed = { ...founding.data, name: 'Renamed' };
    expect(await send('founding', { ...founding, data: renamed }, 'founded')).toMatchObject({ status: 409 });
    expect(await headOf('founded')).toBe(0);
  });

  test('the same key may be used for another trust', async () => {
    const first = await send('key-1', admission('shared'), 'founded');
    expect(first).toMatchObject({ status: 201, json: { position: 1 } });
  });
});

describe('If-Match', () => {
  test('records when nothing has come since, and not when something has', async () => {
    const head = await headOf();
    const match = { 'if-match': `"${String(head)}"` };
    expect(await api.record(TRUST, admission(), match)).toMatchObject({ status: 201, json: { position: head + 1 } });
    const late = await api.record(TRUST, admission(), match);
    expect(late).toMatchObject({ status: 412, json: { code: 'RECORD.HEAD_MOVED', entry: head + 1 } });
    expect(faultsOfRefusal(late)).toEqual([]);
    expect(await headOf()).toBe(head + 1);
  });

  test('an entry that is not there yet is no match', async () => {
    const head = await headOf();
    expect(await api.record(TRUST, admission(), { 'if-match': `"${String(head + 1)}"` })).toMatchObject({
      status: 412,
    });
  });

  test('a repeated key is answered as before although the record has moved on', async () => {
    const head = await headOf();
    const headers = { 'if-match': `"${String(head)}"`, 'idempotency-key': 'key-7' };
    const command = admission();
    const first = await api.record(TRUST, command, headers);
    expect(await api.record(TRUST, command, headers)).toMatchObject({ status: 201, json: first.json });
  });

  test('of many at once that decided on the same entry one is recorded', async () => {
    const match = { 'if-match': `"${String(await headOf())}"` };
    const replies = await Promise.all(Array.from({ length: 16 }, () => api.record(TRUST, admission(), match)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...new Array<number>(15).fill(412)]);
  });
});

describe('many at once', () => {
  test('32 commands of one trust all land, numbered without gaps, and can be read back', async () => {
    const before = await headOf();
    const replies = await Promise.all(Array.from({ length: 32 }, () => api.record(TRUST, admission())));
    expect(replies.map(({ status }) => status)).toEqual(new Array(32).fill(201));
    const numbers = replies.map((reply) => said(reply).position).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 32 }, (_, i) => before + 1 + i));
    const page = await api.get(`/api/trusts/${TRUST}/record?after=${String(before)}&limit=32`);
    const { entries } = page.json as {
      readonly entries: readonly { readonly entry: { readonly n: number; readonly id: string } }[];
    };
    const ids = new Map(replies.map((reply) => [said(reply).position, said(reply).entries[0].id]));
    expect(entries.map(({ entry }) => entry.id)).toEqual(entries.map(({ entry }) => ids.get(entry.n)));
  });

  test('32 commands that clash: one is recorded, the others say with which entry they clash', async () => {
    const command = admission('wanted');
    const replies = await Promise.all(Array.from({ length: 32 }, () => api.record(TRUST, command)));
    const won = replies.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    const lost = replies.filter(({ status }) => status === 409).map(({ json }) => json as ProblemSaid);
    expect(lost.map(({ entry }) => entry)).toEqual(new Array(31).fill(said(won[0]!).position));
  });

  test('commands of different trusts do not meet', async () => {
    const trusts = Array.from({ length: 16 }, (_, i) => `many-${String(i)}`);
    const replies = await Promise.all(
      trusts.map((trust) =>
        api.record(trust, { command: 'EstablishTrust', data: { trust, name: 'One of many', from: '2020-01-01' } }),
      ),
    );
    expect(replies.map((reply) => said(reply).position)).toEqual(trusts.map(() => 0));
  });
});

describe('a clock that jumps back', () => {
  test('recordedAt never decreases along the record', async () => {
    const times: string[] = [];
    for (const step of [1000, -3_600_000, 500, -1, 7_200_000, -7_200_000]) {
      clock.at += step;
      times.push(said(await api.record(TRUST, admission())).entries[0].recordedAt);
    }
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBe(2);
  });
});

describe('a clock that jumps far ahead', () => {
  const YEARS_10 = 10 * 365.25 * 86_400_000;

  test('records nothing and says what to do, and goes on when it is right again', async () => {
    const right = clock.at;
    const { position } = said(await api.record(TRUST, admission()));
    clock.at += YEARS_10;
    const reply = await api.record(TRUST, admission());
    clock.at = right;
    expect(reply.status).toBe(503);
    expect(reply.json).toMatchObject({ code: 'RECORD.CLOCK_AHEAD' });
    expect((reply.json as { readonly detail: string }).detail).toMatch(
      /clock says \d+ June 2035, .* is of \d+ June 2025/,
    );
    expect(said(await api.record(TRUST, admission())).position).toBe(position + 1);
  });
});

/** Section 2 of the contract, "Commands are refused": each with the field at fault and the entry that it clashes with. */
describe('what the record refuses', () => {
  const line = (more: object): object => ({ line: '1', function: 'edu.monitor', decides: 'local', ...more });
  const scheme = (lines: readonly object[], more: object = {}): ScriptCommand => ({
    command: 'AdoptScheme',
    data: { scheme: 'new', version: '1', from: '2031-01-01', lines, ...more },
  });
  const limits = (...bands: readonly object[]) => scheme([line({ decides: { limits: bands } })]);
  const vary = (more: object): ScriptCommand => ({
    command: 'VaryDelegation',
    data: {
      variation: 'new',
      layer: 'school',
      covers: { schools: ['oak'] },
      from: '2031-01-01',
      lines: [line({})],
      ...more,
    },
  });
  const correct = (more: object): ScriptCommand => ({
    command: 'Correct',
    data: { how: 'replace', reason: 'slip', ...more },
  });
  const body = (more: object): ScriptCommand => ({
    command: 'ConstituteBody',
    data: { body: 'new', tier: 'local', name: 'New', covers: { trust: true }, from: '2020-01-01', ...more },
  });
  const appoint = (more: object): ScriptCommand => ({
    command: 'Appoint',
    data: { appointment: 'new', person: 'p1', to: 'board', from: '2020-01-01', ...more },
  });
  const send = (command: string, data: object): ScriptCommand => ({ command, data });

  test.each<[string, ScriptCommand, object]>([
    ['a trust twice', SAMPLE_TRUST[0]!, { status: 409, code: 'RECORD.ID_TAKEN', field: 'trust', entry: 0 }],
    [
      'a trust in another record',
      send('EstablishTrust', { trust: 'other', name: 'O', from: '2020-01-01' }),
      { status: 422, code: 'RECORD.OTHER_TRUST', field: 'trust' },
    ],
    [
      'an unknown catalogue',
      send('AdoptCatalogue', { edition: '1999' }),
      { status: 422, code: 'DELEGATION.EDITION_UNKNOWN', field: 'edition' },
    ],
    [
      'unknown semantics',
      send('AdoptSemantics', { version: 99 }),
      { status: 422, code: 'DELEGATION.SEMANTICS_UNKNOWN', field: 'version' },
    ],
    [
      'a school that is in the trust',
      send('AdmitSchool', { school: 'oak', name: 'Oak', from: '2020-01-01' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'school', entry: 1 },
    ],
    [
      'a school for no day',
      send('AdmitSchool', { school: 'new', name: 'N', from: '2020-01-01', until: '2020-01-01' }),
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'a school backwards',
      send('AdmitSchool', { school: 'new', name: 'N', from: '2020-01-02', until: '2020-01-01' }),
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'releasing an unknown school',
      send('ReleaseSchool', { school: 'ash', until: '2030-01-01' }),
      { status: 422, code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'releasing before it joined',
      send('ReleaseSchool', { school: 'oak', until: '2015-09-01' }),
      { status: 422, code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 1 },
    ],
    [
      'classifying an unknown school',
      send('ClassifySchool', { school: 'ash', category: 'autonomy', value: 'full', from: '2020-01-01' }),
      { status: 422, code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'a cluster twice',
      send('FormCluster', { cluster: 'coast', name: 'C', from: '2020-01-01' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'cluster', entry: 3 },
    ],
    [
      'placing an unknown school',
      send('PlaceSchool', { school: 'ash', cluster: 'coast', from: '2020-01-01' }),
      { status: 422, code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'placing in an unknown cluster',
      send('PlaceSchool', { school: 'oak', cluster: 'moor', from: '2020-01-01' }),
      { status: 422, code: 'STRUCTURE.CLUSTER_UNKNOWN', field: 'cluster' },
    ],
    [
      'placing before it joined',
      send('PlaceSchool', { school: 'oak', cluster: 'coast', from: '2015-08-31' }),
      { status: 422, code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 1 },
    ],
    [
      'a body with the id of a post',
      body({ body: 'ceo' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'body', entry: 8 },
    ],
    [
      'a body for an unknown school',
      body({ covers: { schools: ['oak', 'ash'] } }),
      { status: 422, code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'covers.schools[1]' },
    ],
    [
      'a body for an unknown cluster',
      body({ covers: { cluster: 'moor' } }),
      { status: 422, code: 'STRUCTURE.CLUSTER_UNKNOWN', field: 'covers.cluster' },
    ],
    [
      'a post with the id of a body',
      send('CreatePost', { post: 'board', tier: 'ceo', title: 'C', covers: { trust: true }, from: '2020-01-01' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'post', entry: 6 },
    ],
    [
      'dissolving a post',
      send('DissolveBody', { body: 'ceo', until: '2030-01-01' }),
      { status: 422, code: 'STRUCTURE.BODY_UNKNOWN', field: 'body' },
    ],
    [
      'abolishing a body',
      send('AbolishPost', { post: 'board', until: '2030-01-01' }),
      { status: 422, code: 'STRUCTURE.POST_UNKNOWN', field: 'post' },
    ],
    [
      'dissolving before it began',
      send('DissolveBody', { body: 'board', until: '2014-09-01' }),
      { status: 422, code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 6 },
    ],
    [
      'an appointment twice',
      appoint({ appointment: 'a31' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'appointment', entry: 13 },
    ],
    [
      'an appointment to nothing',
      appoint({ to: 'nobody' }),
      { status: 422, code: 'STRUCTURE.BODY_OR_POST_UNKNOWN', field: 'to' },
    ],
    [
      'an appointment before the body',
      appoint({ to: 'local-oak', from: '2015-08-31' }),
      { status: 422, code: 'STRUCTURE.OUTSIDE_LIFE', field: 'from', entry: 7 },
    ],
    [
      'an appointment for no day',
      appoint({ until: '2020-01-01' }),
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'ending an unknown appointment',
      send('EndAppointment', { appointment: 'a99', until: '2030-01-01' }),
      { status: 422, code: 'STRUCTURE.APPOINTMENT_UNKNOWN', field: 'appointment' },
    ],
    [
      'ending before it began',
      send('EndAppointment', { appointment: 'a31', until: '2015-09-01' }),
      { status: 422, code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 13 },
    ],
    [
      'two schemes on one day',
      scheme([], { from: '2020-09-01' }),
      { status: 409, code: 'DELEGATION.TWO_SCHEMES_ONE_DAY', field: 'from', entry: 16 },
    ],
    [
      'a scheme twice',
      scheme([], { scheme: 'scheme-2020' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'scheme', entry: 16 },
    ],
    [
      'a scheme for no day',
      scheme([], { until: '2030-12-31' }),
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'a line for an unknown function',
      scheme([line({}), line({ line: '2', function: 'edu.unknown' })]),
      { status: 422, code: 'DELEGATION.FUNCTION_UNKNOWN', field: 'lines[1].function' },
    ],
    [
      'a function in two lines',
      scheme([line({}), line({ line: '2' })]),
      { status: 422, code: 'DELEGATION.FUNCTION_TWICE', field: 'lines[1].function' },
    ],
    [
      'a scheme that inherits',
      scheme([line({ decides: 'inherit' })]),
      { status: 422, code: 'DELEGATION.NOTHING_TO_INHERIT', field: 'lines[0].decides' },
    ],
    [
      'limits that fall',
      limits({ upTo: 5, decides: 'a' }, { upTo: 4, decides: 'b' }, { decides: 'c' }),
      { status: 422, code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[1].upTo' },
    ],
    [
      'limits that stay',
      limits({ upTo: 5, decides: 'a' }, { upTo: 5, decides: 'b' }, { decides: 'c' }),
      { status: 422, code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[1].upTo' },
    ],
    [
      'limits that end',
      limits({ upTo: 5, decides: 'a' }),
      { status: 422, code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].upTo' },
    ],
    [
      'limits with two last bands',
      limits({ decides: 'a' }, { decides: 'b' }),
      { status: 422, code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].upTo' },
    ],
    [
      'limits that inherit',
      limits({ decides: 'inherit' }),
      { status: 422, code: 'DELEGATION.LIMITS_BROKEN', field: 'lines[0].decides.limits[0].decides' },
    ],
    [
      'a variation twice',
      vary({ variation: 'v-7' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'variation', entry: 17 },
    ],
    [
      'a school variation of the trust',
      vary({ covers: { trust: true } }),
      { status: 422, code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
    ],
    [
      'an urgent variation of a category',
      vary({ layer: 'urgent', covers: { category: { name: 'a', value: 'b' } } }),
      { status: 422, code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
    ],
    [
      'a cluster variation of schools',
      vary({ layer: 'cluster' }),
      { status: 422, code: 'DELEGATION.LAYER_AND_COVERAGE', field: 'covers' },
    ],
    [
      'a variation of an unknown school',
      vary({ covers: { schools: ['ash'] } }),
      { status: 422, code: 'STRUCTURE.SCHOOL_UNKNOWN', field: 'covers.schools[0]' },
    ],
    [
      'ending an unknown variation',
      send('EndVariation', { variation: 'v-9', until: '2030-01-01' }),
      { status: 422, code: 'DELEGATION.VARIATION_UNKNOWN', field: 'variation' },
    ],
    [
      'ending a variation before it began',
      send('EndVariation', { variation: 'v-7', until: '2025-03-12' }),
      { status: 422, code: 'STRUCTURE.ENDS_BEFORE_START', field: 'until', entry: 17 },
    ],
    [
      'a function of the catalogue',
      send('DefineFunction', { function: 'edu.monitor', name: 'M', scope: 'school' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'function' },
    ],
    [
      'a function twice',
      send('DefineFunction', { function: 'own.minibus', name: 'M', scope: 'school' }),
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'function', entry: 18 },
    ],
    [
      'correcting an entry that is not there',
      correct({ entry: 9999, how: 'void' }),
      { status: 422, code: 'RECORD.ENTRY_UNKNOWN', field: 'entry' },
    ],
    [
      'voiding entry 0',
      correct({ entry: 0, how: 'void' }),
      { status: 422, code: 'RECORD.FOUNDING_NOT_VOID', field: 'entry', entry: 0 },
    ],
    ['replacing without data', correct({ entry: 1 }), { status: 400, code: 'RECORD.FIELD_MISSING', field: 'with' }],
    [
      'voiding with data',
      correct({ entry: 1, how: 'void', with: { school: 'oak' } }),
      { status: 400, code: 'RECORD.FIELD_INVALID', field: 'with' },
    ],
    [
      'replacing with half the data',
      correct({ entry: 1, with: { school: 'oak', name: 'Oak' } }),
      { status: 400, code: 'RECORD.FIELD_MISSING', field: 'with.from' },
    ],
    [
      'replacing with unknown data',
      correct({ entry: 1, with: { school: 'oak', name: 'Oak', from: '2015-09-01', zzz: 1 } }),
      { status: 400, code: 'RECORD.FIELD_UNKNOWN', field: 'with.zzz' },
    ],
    [
      'replacing with another school',
      correct({ entry: 1, with: { school: 'elm', name: 'Elm', from: '2015-09-01' } }),
      { status: 422, code: 'RECORD.OTHER_SUBJECT', field: 'with.school', entry: 1 },
    ],
    [
      'replacing with no day',
      correct({ entry: 1, with: { school: 'oak', name: 'Oak', from: '2015-09-01', until: '2015-09-01' } }),
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'with.until' },
    ],
    [
      'replacing with a clash',
      correct({
        entry: 16,
        with: { scheme: 'scheme-2020', version: '3', from: '2020-09-01', lines: [line({}), line({ line: '2' })] },
      }),
      { status: 422, code: 'DELEGATION.FUNCTION_TWICE', field: 'with.lines[1].function' },
    ],
  ])('%s', async (_what, command, problem) => {
    const before = await api.heads();
    const reply = await api.record(TRUST, command);
    expect({ ...reply, faults: faultsOfRefusal(reply) }).toMatchObject({ json: problem, faults: [] });
    expect(await api.heads()).toEqual(before);
  });

  test('any command but EstablishTrust for a trust without a record', async () => {
    for (const { command, data } of SAMPLE_TRUST.slice(1)) {
      const reply = await api.record('nowhere', { command, data });
      expect(reply).toMatchObject({ status: 404, json: { code: 'RECORD.TRUST_UNKNOWN', field: 'trust' } });
    }
    expect(await api.heads()).not.toHaveProperty('nowhere');
    expect(SAMPLE_HEAD).toBe(18);
  });
});
