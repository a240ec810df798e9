import type { Answer, Verdict } from '@remit/accountability';
import type { PreviewView } from '@remit/engine/nest';
import type { Views } from '@remit/accountability/nest';
import { ApiServer, TurnedClock } from '../support/api-server.js';
import type { ScriptCommand } from '../support/pure-trust.js';
import { faultsOfRefusal } from '../support/refusals.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';

/** Asking over HTTP: one question and many, knowledge time in its three forms, the views, a draft, and the record itself. */

const TRUST = 'northshire';
const MONITOR = { function: 'edu.monitor', school: 'oak', on: '2025-06-03' };

const clock = new TurnedClock(Date.parse('2025-06-01T09:00:00.000Z'));
let api: ApiServer;
beforeAll(async () => {
  api = await ApiServer.start(clock);
  await api.recordAll(TRUST, SAMPLE_TRUST);
});
afterAll(() => api.close());

async function who(question: Readonly<Record<string, unknown>>, trust = TRUST): Promise<Answer> {
  const reply = await api.ask(trust, 'who', question);
  expect(reply).toMatchObject({ status: 200 });
  return reply.json as Answer;
}

async function view<Name extends keyof Views>(
  name: Name,
  question: Readonly<Record<string, unknown>>,
): Promise<Views[Name]> {
  const reply = await api.ask(TRUST, name, question);
  expect(reply).toMatchObject({ status: 200, json: { trust: TRUST } });
  return reply.json as Views[Name];
}

async function refused(name: string, question: Readonly<Record<string, unknown>>, problem: object): Promise<void> {
  const reply = await api.ask(TRUST, name, question);
  expect({ ...reply, faults: faultsOfRefusal(reply) }).toMatchObject({ json: problem, faults: [] });
}

const inShort = ({ status, decides, layer, instrument }: Verdict) =>
  `${status} ${String(decides?.holder)} ${String(layer)} ${String(instrument)}`;

describe('one question', () => {
  test('is answered with the holder, the people, the source, the reasons, and where the record stood', async () => {
    expect(await who(MONITOR)).toMatchObject({
      question: { trust: TRUST, ...MONITOR, knownAt: SAMPLE_HEAD, amount: null },
      status: 'held',
      accountable: { tier: 'board', holder: 'board' },
      decides: {
        tier: 'ceo',
        holder: 'ceo',
        kind: 'post',
        people: [{ person: 'p3', as: 'holder', appointment: 'a3' }],
      },
      layer: 'school',
      instrument: 'v-7',
      line: '1',
      position: SAMPLE_HEAD,
      recordedThrough: '2025-06-01T09:00:00.000Z',
      says: expect.stringMatching(/^Chief Executive .*Oak School on 3 June 2025/) as string,
    });
  });

  test('explain=full adds the lines that lost, and why', async () => {
    expect(await who(MONITOR)).not.toHaveProperty('lost');
    expect(await who({ ...MONITOR, explain: 'full' })).toMatchObject({
      lost: [
        {
          layer: 'scheme',
          instrument: 'scheme-2020',
          line: '1.1',
          entry: 16,
          says: expect.stringMatching(/\.$/) as string,
        },
      ],
    });
  });

  test('an amount picks its band, to the penny; without one every band is answered', async () => {
    const order = { function: 'fin.order.approve', school: 'oak', on: '2024-06-03' };
    const holders = await Promise.all(
      [0, 500_000, 500_001, 5_000_001].map(async (amount) => (await who({ ...order, amount })).decides?.tier),
    );
    expect(holders).toEqual(['head', 'head', 'ceo', 'board']);
    expect(await who(order)).toMatchObject({
      status: 'by-amount',
      bands: [{ upTo: 500_000 }, { upTo: 5_000_000 }, { upTo: null }],
    });
  });

  test('vacant: who can act, and why', async () => {
    expect(await who({ function: 'hr.staff.appoint', school: 'oak', on: '2025-06-03' })).toMatchObject({
      status: 'vacant',
      cause: 'post-vacant',
      exercisableBy: { tier: 'ceo', holder: 'ceo', people: [{ person: 'p3' }] },
    });
  });

  test('a school that was not in the trust, a day before the trust, and a school that never was', async () => {
    expect((await who({ ...MONITOR, on: '2015-08-31' })).status).toBe('not-in-trust');
    expect((await who({ ...MONITOR, on: '2014-08-31' })).status).toBe('before-record');
    expect((await who({ ...MONITOR, school: 'ash' })).status).toBe('not-in-trust');
  });

  test('what cannot be asked is refused', async () => {
    await refused(
      'who',
      { ...MONITOR, function: 'edu.unknown' },
      { status: 400, code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN', field: 'function' },
    );
    await refused(
      'who',
      { function: 'hr.staff.appoint', on: '2025-06-03' },
      { status: 400, code: 'ACCOUNTABILITY.SCHOOL_NEEDED', field: 'school' },
    );
    await refused(
      'who',
      { ...MONITOR, function: 'own.minibus' },
      { status: 400, code: 'ACCOUNTABILITY.SCHOOL_NOT_WANTED', field: 'school' },
    );
  });
});

describe('many questions', () => {
  test('are answered in order, each as if asked alone; one that cannot be asked has its problem in its place', async () => {
    const questions = [
      MONITOR,
      { ...MONITOR, function: 'edu.unknown' },
      { ...MONITOR, on: '2025-02-30' },
      { ...MONITOR, amount: 1.5 },
      { ...MONITOR, school: '\ud83d' },
      null,
      { ...MONITOR, knownAt: 10 },
      { ...MONITOR, explain: 'full' },
    ];
    const reply = await api.post(`/api/trusts/${TRUST}/who`, { questions });
    const { answers } = reply.json as { readonly answers: readonly unknown[] };
    expect(answers).toMatchObject([
      { status: 'held' },
      { problem: { code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN' } },
      { problem: { code: 'RECORD.FIELD_INVALID', field: 'on' } },
      { problem: { code: 'RECORD.NOT_PLAIN_JSON', field: 'amount' } },
      { problem: { code: 'RECORD.NOT_PLAIN_JSON', field: 'school' } },
      { problem: { code: 'RECORD.NOT_AN_OBJECT' } },
      { status: 'retained', position: 10 },
      { lost: [{ instrument: 'scheme-2020' }] },
    ]);
    expect(answers[0]).toEqual(await who(MONITOR));
  });

  test('1,000 at once', async () => {
    const questions = Array.from({ length: 1000 }, (_, i) => ({ ...MONITOR, knownAt: i % SAMPLE_HEAD }));
    const reply = await api.post(`/api/trusts/${TRUST}/who`, { questions });
    const { answers } = reply.json as { readonly answers: readonly Answer[] };
    expect(answers.map(({ position }) => position)).toEqual(questions.map(({ knownAt }) => knownAt));
  });

  test('none at all', async () => {
    expect(await api.post(`/api/trusts/${TRUST}/who`, { questions: [] })).toMatchObject({
      status: 200,
      json: { answers: [] },
    });
  });
});

describe('known at', () => {
  /** Instants of recording around midnight in London: summer time, the night on which it ends, and winter. */
  const INSTANTS = [
    '2025-06-09T22:59:59.999Z',
    '2025-06-09T23:00:00.000Z',
    '2025-06-10T22:59:59.999Z',
    '2025-06-10T23:00:00.000Z',
    '2025-10-25T22:59:59.999Z',
    '2025-10-25T23:00:00.000Z',
    '2025-10-26T23:59:59.999Z',
    '2025-10-27T00:00:00.000Z',
  ];
  const LATER = 'late';

  beforeAll(async () => {
    for (const [n, instant] of INSTANTS.entries()) {
      clock.at = Date.parse(instant);
      const founding = { command: 'EstablishTrust', data: { trust: LATER, name: 'Late', from: '2014-09-01' } };
      const school = { command: 'AdmitSchool', data: { school: `s${String(n)}`, name: 'S', from: '2020-01-01' } };
      await api.recordAll(LATER, [n === 0 ? founding : school]);
    }
  });

  const positionAt = async (knownAt: string | number): Promise<number> =>
    (await who({ function: 'str.vision.trust', on: '2025-06-03', knownAt }, LATER)).position;

  test.each([
    ['2025-06-08', -1],
    ['2025-06-09', 0],
    ['2025-06-10', 2],
    ['2025-06-11', 3],
    ['2025-10-25', 4],
    ['2025-10-26', 6],
    ['2025-10-27', 7],
    ['2099-12-31', 7],
    ['1999-12-31', -1],
  ])('the date %s is the end of that London day: entry %i', async (date, entry) => {
    expect(await positionAt(date)).toBe(entry);
  });

  test.each([
    ['2025-06-09T22:59:59.998Z', -1],
    ['2025-06-09T22:59:59.999Z', 0],
    ['2025-06-09T23:00:00Z', 1],
    ['2025-06-09T23:00Z', 1],
    ['2025-06-10T00:00:00+01:00', 1],
    ['2025-06-10T00:00:00.000000001+01:00', 1],
    ['2025-06-09T18:00:00-05:00', 1],
    ['2025-10-26T23:59:59.998Z', 5],
    ['2025-10-27T00:00:00.000Z', 7],
    ['2200-01-01T00:00:00Z', 7],
  ])('the instant %s is what was recorded by then: entry %i', async (instant, entry) => {
    expect(await positionAt(instant)).toBe(entry);
  });

  test('an entry number is that entry; the answer says until when it was recorded', async () => {
    for (const [entry, instant] of INSTANTS.entries()) {
      const answer = await who({ function: 'str.vision.trust', on: '2025-06-03', knownAt: entry }, LATER);
      expect([answer.position, answer.recordedThrough]).toEqual([entry, instant]);
    }
    expect(await positionAt('0003')).toBe(3);
  });

  test('before anything was recorded there is no record', async () => {
    expect(await who({ function: 'str.vision.trust', on: '2025-06-03', knownAt: '2000-01-01' }, LATER)).toMatchObject({
      status: 'before-record',
      recordedThrough: null,
    });
  });

  test('an entry that has not been recorded yet is refused', async () => {
    await refused(
      'who',
      { ...MONITOR, knownAt: SAMPLE_HEAD + 1 },
      { status: 400, code: 'ACCOUNTABILITY.NOT_YET_RECORDED', field: 'knownAt' },
    );
    const question = { on: '2025-06-03', knownAt: 3, toKnownAt: SAMPLE_HEAD + 1 };
    await refused('compare', question, { status: 400, code: 'ACCOUNTABILITY.NOT_YET_RECORDED', field: 'toKnownAt' });
  });

  test('a plus sign that was not encoded is a blank, and is refused rather than misread', async () => {
    const reply = await api.get(
      `/api/trusts/${TRUST}/who?function=edu.monitor&school=oak&on=2025-06-03&knownAt=2025-06-10T00:00:00+01:00`,
    );
    expect(reply).toMatchObject({ status: 400, json: { code: 'RECORD.FIELD_INVALID', field: 'knownAt' } });
  });

  test('an answer for an entry stays the same when more is recorded', async () => {
    const question = { ...MONITOR, knownAt: SAMPLE_HEAD, explain: 'full' };
    const before = await who(question);
    await api.recordAll(TRUST, [
      { command: 'EndVariation', data: { variation: 'v-7', until: '2025-05-01' } },
      { command: 'Correct', data: { entry: 16, how: 'void', reason: 'never adopted' } },
    ]);
    expect(await who(question)).toEqual(before);
    expect(await who(MONITOR)).toMatchObject({ status: 'retained', position: SAMPLE_HEAD + 2 });
    await api.recordAll(TRUST, [
      { command: 'Correct', data: { entry: SAMPLE_HEAD + 1, how: 'void', reason: 'not ended after all' } },
      { command: 'Correct', data: { entry: SAMPLE_HEAD + 2, how: 'void', reason: 'it was adopted' } },
    ]);
    expect(inShort(await who(MONITOR))).toBe(inShort(before));
  });
});

describe('reading what one has just written', () => {
  test('minPosition waits for the entry', async () => {
    for (let i = 0; i < 5; i += 1) {
      const data = { school: `fresh-${String(i)}`, name: 'Fresh School', from: '2020-09-01' };
      const written = api.record(TRUST, { command: 'AdmitSchool', data });
      const next = (await api.heads())[TRUST]! + 1;
      const asked = await who({
        function: 'edu.monitor',
        school: `fresh-${String(i)}`,
        on: '2025-06-03',
        minPosition: next,
      });
      expect(asked.status).not.toBe('not-in-trust');
      expect(await written).toMatchObject({ status: 201, json: { position: next } });
    }
  });

  test('an entry that does not come is said to be not here yet', async () => {
    const reply = await api.ask(TRUST, 'who', { ...MONITOR, minPosition: 9999 });
    expect(reply).toMatchObject({ status: 503, json: { code: 'RECORD.NOT_YET_HERE', field: 'minPosition' } });
  });
});

describe('views', () => {
  test('the matrix of a school, of a function, and of one cell agree with single answers', async () => {
    const on = '2025-06-03';
    const { cells } = await view('matrix', { school: 'oak', on });
    expect(cells.length).toBeGreaterThan(90);
    expect(new Set(cells.map(({ school }) => school))).toEqual(new Set(['oak']));
    for (const cell of cells.filter((_, i) => i % 20 === 0)) {
      expect(inShort(await who({ function: cell.function, school: 'oak', on }))).toBe(inShort(cell));
    }
    const ofFunction = await view('matrix', { function: 'edu.monitor', on, knownAt: SAMPLE_HEAD });
    expect(ofFunction.cells.map(({ school }) => school)).toEqual([null, 'oak', 'elm']);
    expect((await view('matrix', { function: 'edu.monitor', school: 'oak', on })).cells).toHaveLength(1);
  });

  test('the timeline covers the period without gaps, and its ends are the days on which the answer changes', async () => {
    const { segments } = await view('timeline', {
      function: 'edu.monitor',
      school: 'oak',
      from: '2014-01-01',
      until: '2027-01-01',
    });
    expect(segments.map(({ from, until, status, decides }) => [from, until, status, decides?.holder ?? null])).toEqual([
      ['2014-01-01', '2014-09-01', 'before-record', null],
      ['2014-09-01', '2015-09-01', 'not-in-trust', null],
      ['2015-09-01', '2020-09-01', 'retained', 'board'],
      ['2020-09-01', '2025-03-12', 'held', 'local-oak'],
      ['2025-03-12', '2026-04-20', 'held', 'ceo'],
      ['2026-04-20', '2027-01-01', 'held', 'local-oak'],
    ]);
  });

  test('two days, two states of knowledge, and both', async () => {
    const days = await view('compare', { school: 'oak', on: '2025-03-11', toOn: '2025-03-12' });
    expect(
      days.changed.map((cell) => [cell.function, cell.before?.decides?.holder, cell.after?.decides?.holder]),
    ).toEqual([['edu.monitor', 'local-oak', 'ceo']]);
    const knowledge = await view('compare', { school: 'oak', on: '2025-06-03', knownAt: 16, toKnownAt: 17 });
    expect(knowledge).toMatchObject({ position: 16, toPosition: 17, on: '2025-06-03', toOn: '2025-06-03' });
    expect(knowledge.changed.map((cell) => cell.function)).toEqual(['edu.monitor']);
    const same = await view('compare', { on: '2025-06-03' });
    expect(same.changed).toEqual([]);
    const own = await view('compare', { on: '2025-06-03', knownAt: 17, toKnownAt: 18, function: 'own.minibus' });
    expect(own.changed).toMatchObject([{ function: 'own.minibus', before: null, after: { status: 'retained' } }]);
  });

  test('gaps with the days exposed', async () => {
    const { gaps } = await view('gaps', {
      function: 'hr.staff.appoint',
      school: 'oak',
      from: '2025-01-01',
      until: '2026-01-01',
    });
    expect(gaps).toMatchObject([
      {
        function: 'hr.staff.appoint',
        school: 'oak',
        kind: 'vacant',
        from: '2025-04-01',
        until: '2026-01-01',
        daysExposed: 275,
      },
    ]);
  });

  test('what a post holds and what a person holds', async () => {
    const ofPost = await view('holdings', { holder: 'head-oak', on: '2024-06-03' });
    expect(ofPost.holdings.map((held) => `${held.function} ${held.part}`)).toContain('hr.staff.appoint decides');
    expect(ofPost.holdings.map((held) => `${held.function} ${held.part}`)).toContain('edu.monitor recommends');
    const ofPerson = await view('holdings', { person: 'p9', on: '2024-06-03' });
    expect(ofPerson.holdings).toEqual(ofPost.holdings);
    expect((await view('holdings', { person: 'p9', on: '2025-04-01' })).holdings).toEqual([]);
  });

  test('functions and findings', async () => {
    const { functions } = await view('functions', {});
    expect(functions.length).toBe(156);
    expect(functions.at(-1)).toMatchObject({ id: 'own.minibus' });
    expect((await view('functions', { knownAt: 17 })).functions.length).toBe(155);
    expect((await view('findings', {})).findings).toEqual([]);
  });

  test.each<[string, object, object]>([
    [
      'matrix',
      { school: 'ash', on: '2025-06-03' },
      { status: 400, code: 'ACCOUNTABILITY.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'compare',
      { school: 'ash', on: '2025-06-03' },
      { status: 400, code: 'ACCOUNTABILITY.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'gaps',
      { school: 'ash', from: '2025-01-01', until: '2026-01-01' },
      { status: 400, code: 'ACCOUNTABILITY.SCHOOL_UNKNOWN', field: 'school' },
    ],
    [
      'gaps',
      { function: 'edu.x', from: '2025-01-01', until: '2026-01-01' },
      { status: 400, code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN', field: 'function' },
    ],
    [
      'gaps',
      { from: '2025-01-01', until: '2025-01-01' },
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'gaps',
      { from: '1900-01-01', until: '2025-01-01' },
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'timeline',
      { ...MONITOR, on: undefined, from: '2026-01-01', until: '2025-01-01' },
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
    [
      'timeline',
      { function: 'edu.x', school: 'oak', from: '2025-01-01', until: '2026-01-01' },
      { status: 400, code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN' },
    ],
    ['holdings', { on: '2025-06-03' }, { status: 400, code: 'ACCOUNTABILITY.HOLDER_OR_PERSON', field: 'holder' }],
    [
      'holdings',
      { on: '2025-06-03', holder: 'board', person: 'p1' },
      { status: 400, code: 'ACCOUNTABILITY.HOLDER_OR_PERSON' },
    ],
    [
      'holdings',
      { on: '2025-06-03', holder: 'bored' },
      { status: 400, code: 'ACCOUNTABILITY.HOLDER_UNKNOWN', field: 'holder' },
    ],
    [
      'holdings',
      { on: '2025-06-03', person: 'nobody' },
      { status: 400, code: 'ACCOUNTABILITY.PERSON_UNKNOWN', field: 'person' },
    ],
  ])('%s %j is refused', async (name, question, problem) => {
    await refused(name, question as Readonly<Record<string, unknown>>, problem);
  });
});

describe('a draft', () => {
  const scheme: ScriptCommand = {
    command: 'AdoptScheme',
    data: {
      scheme: 'scheme-2027',
      version: '4',
      from: '2027-09-01',
      lines: [
        { line: '1.1', function: 'edu.monitor', decides: 'head' },
        { line: '2.1', function: 'hr.staff.appoint', decides: 'head', delegatedFrom: 'ceo' },
        { line: '4.1', function: 'edu.curriculum', decides: 'local' },
      ],
    },
  };

  test('records nothing, and shows what is then different once it is adopted', async () => {
    const before = await api.heads();
    const reply = await api.post(`/api/trusts/${TRUST}/preview`, { ...scheme, until: '2028-09-01' });
    expect(reply).toMatchObject({ status: 200, json: { trust: TRUST, from: '2027-09-01', until: '2028-09-01' } });
    const { changes, cells, position } = reply.json as PreviewView;
    expect(await api.heads()).toEqual(before);
    expect(position).toBe(before[TRUST]);
    // What stays with the same holder changes too: it rests on a line of another scheme.
    expect(new Set(changes.map((change) => change.function))).toEqual(
      new Set(['edu.monitor', 'edu.curriculum', 'fin.order.approve', 'hr.staff.appoint']),
    );
    expect(cells).toBeGreaterThanOrEqual(changes.length);

    const on = '2027-12-01';
    const old = await view('matrix', { on });
    await api.recordAll(TRUST, [scheme]);
    const fresh = await view('matrix', { on });
    const key = (cell: { readonly function: string; readonly school: string | null }) =>
      `${cell.function} ${String(cell.school)}`;
    const previewed = new Map(changes.map((change) => [key(change), [inShort(change.before), inShort(change.after)]]));
    const happened = old.cells.flatMap((cell, i) => {
      const [was, is] = [inShort(cell), inShort(fresh.cells[i]!)];
      return was === is ? [] : [[key(cell), [was, is]] as const];
    });
    expect(new Map(happened)).toEqual(previewed);
  });

  test.each<[string, object, object]>([
    [
      'of another command',
      { command: 'AdmitSchool', data: {} },
      { status: 400, code: 'RECORD.FIELD_INVALID', field: 'command' },
    ],
    [
      'without its data',
      { command: 'AdoptScheme', data: {} },
      { status: 400, code: 'RECORD.FIELD_MISSING', field: 'data.scheme' },
    ],
    [
      'with data that are wrong',
      { ...scheme, data: { ...scheme.data, from: '2027-02-30' } },
      { status: 400, code: 'RECORD.FIELD_INVALID', field: 'data.from' },
    ],
    [
      'that would be refused',
      { ...scheme, data: { ...scheme.data, scheme: 'scheme-2020' } },
      { status: 409, code: 'RECORD.ID_TAKEN', field: 'data.scheme', entry: 16 },
    ],
    [
      'over no days',
      { ...scheme, data: { ...scheme.data, scheme: 's', from: '2027-10-01' }, until: '2027-10-01' },
      { status: 422, code: 'RECORD.INTERVAL_EMPTY', field: 'until' },
    ],
  ])('%s is refused', async (_what, draft, problem) => {
    const reply = await api.post(`/api/trusts/${TRUST}/preview`, draft);
    expect({ ...reply, faults: faultsOfRefusal(reply) }).toMatchObject({ json: problem, faults: [] });
  });
});

describe('the record itself', () => {
  test('page by page, each entry once and in order', async () => {
    const numbers: number[] = [];
    for (let after: number | undefined; ; after = numbers.at(-1)) {
      const reply = await api.ask(TRUST, 'record', { after, limit: 7 });
      const { entries, head } = reply.json as {
        readonly head: number;
        readonly entries: readonly { readonly entry: { readonly n: number } }[];
      };
      numbers.push(...entries.map(({ entry }) => entry.n));
      if (entries.length < 7) {
        expect(numbers).toEqual(Array.from({ length: head + 1 }, (_, n) => n));
        return;
      }
    }
  });

  test('after the newest entry there is nothing', async () => {
    expect(await api.ask(TRUST, 'record', { after: 999_999 })).toMatchObject({ status: 200, json: { entries: [] } });
  });

  test('an entry that was voided, and one whose correction was', async () => {
    const path = `/api/trusts/${TRUST}/record`;
    expect((await api.get(`${path}/${String(SAMPLE_HEAD + 1)}`)).json).toMatchObject({
      live: false,
      correctedBy: [SAMPLE_HEAD + 3],
    });
    expect((await api.get(`${path}/16`)).json).toMatchObject({
      live: true,
      entry: { n: 16, type: 'SchemeAdopted.v1' },
    });
    expect((await api.get(`${path}/0`)).json).toMatchObject({
      entry: { n: 0, data: { trust: TRUST, catalogue: '2026-11', semantics: 1 } },
    });
  });

  test('all trusts, by id', async () => {
    expect((await api.get('/api/trusts')).json).toMatchObject({
      trusts: [
        { trust: 'late', name: 'Late', head: 7 },
        { trust: TRUST, name: 'Northshire Learning Trust', from: '2014-09-01' },
      ],
    });
  });
});
