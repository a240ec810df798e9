import { ScriptReader } from '../../apps/cli/src/commands/script.js';
import { ApiServer, TurnedClock } from '../support/api-server.js';
import type { ScriptCommand } from '../support/pure-trust.js';

/** Names beside answers: as known then, opened for the answer alone, and never in the core of it. */

const script = (command: string, data: object): ScriptCommand => ({ command, data });

const RECORD: readonly ScriptCommand[] = [
  script('EstablishTrust', { trust: 't', name: 'Trust', from: '2020-09-01' }),
  script('CreatePost', { post: 'ceo', tier: 'ceo', title: 'CEO', covers: { trust: true }, from: '2020-09-01' }),
  script('AdmitSchool', { school: 'oak', name: 'Oak', from: '2020-09-01' }),
  script('AdoptScheme', {
    scheme: 's1',
    version: '1',
    from: '2020-09-01',
    lines: [{ line: '1', function: 'edu.curriculum', decides: 'ceo' }],
  }),
  script('Appoint', { appointment: 'a1', person: 'p1', to: 'ceo', from: '2020-09-01' }),
  script('Appoint', { appointment: 'a2', person: 'p2', to: 'ceo', from: '2020-09-01', as: 'acting' }),
  script('RegisterPerson', { person: 'p1', details: { name: 'Amira Khan', email: 'amira@example.org' } }),
  script('CorrectPersonDetails', { person: 'p1', details: { name: 'Amira Shah' }, from: '2024-06-01' }),
];

const on = '2025-01-01';
const question = { function: 'edu.curriculum', school: 'oak', on };

let api: ApiServer;
const clock = new TurnedClock(Date.UTC(2031, 1, 1, 23, 30));

beforeAll(async () => {
  api = await ApiServer.start(clock);
  await api.recordAll('t', RECORD);
});
afterAll(() => api.close());

async function peopleIn(view: string, asked: object): Promise<unknown> {
  const { status, json } = await api.ask('t', view, asked as Readonly<Record<string, unknown>>);
  expect(status).toBe(200);
  return (json as { readonly people?: unknown }).people;
}

describe('names', () => {
  test('stand beside the answer, for those who are registered; the others stay ids', async () => {
    const { json } = await api.ask('t', 'who', question);
    const { people, ...answer } = json as Readonly<Record<string, unknown>>;
    expect(people).toEqual({ p1: { name: 'Amira Shah' } });
    expect(JSON.stringify(answer)).toMatch(/"person":"p1".*"person":"p2"|"person":"p2".*"person":"p1"/);
    expect(JSON.stringify(answer)).not.toContain('Amira');
  });

  test('are those of the day asked about', async () => {
    expect(await peopleIn('who', { ...question, on: '2024-05-31' })).toEqual({ p1: { name: 'Amira Khan' } });
    expect(await peopleIn('who', { ...question, on: '2024-06-01' })).toEqual({ p1: { name: 'Amira Shah' } });
  });

  test('are those known at the entry asked about, and before there was one those known now', async () => {
    expect(await peopleIn('who', { ...question, knownAt: 6 })).toEqual({ p1: { name: 'Amira Khan' } });
    expect(await peopleIn('who', { ...question, knownAt: 5 })).toEqual({ p1: { name: 'Amira Shah' } });
  });

  test('stand beside every view that names persons', async () => {
    const expected = { p1: { name: 'Amira Shah' } };
    const period = { function: 'edu.curriculum', school: 'oak', from: '2024-01-01', until: '2025-01-01' };
    expect(await peopleIn('matrix', { school: 'oak', on })).toEqual(expected);
    expect(await peopleIn('timeline', period)).toEqual(expected);
    expect(await peopleIn('holdings', { person: 'p1', on })).toEqual(expected);
    expect(await peopleIn('compare', { on: '2020-01-01', toOn: on, school: 'oak' })).toEqual(expected);
    const many = await api.post('/api/trusts/t/who', { questions: [question, { ...question, knownAt: 5 }] });
    const answers = (many.json as { readonly answers: readonly { readonly people?: unknown }[] }).answers;
    expect(answers.map(({ people }) => people)).toEqual([expected, expected]);
  });
});

describe('a person', () => {
  test('has details with the entries that say them', async () => {
    expect(await api.get('/api/trusts/t/people/p1')).toMatchObject({
      status: 200,
      json: {
        trust: 't',
        person: 'p1',
        position: 7,
        details: { name: { entry: 7, value: 'Amira Shah' }, email: { entry: 6, value: 'amira@example.org' } },
        heldBy: null,
        erased: null,
      },
    });
    expect(await api.get('/api/trusts/t/people/p1?on=2024-05-31')).toMatchObject({
      json: { details: { name: { entry: 6, value: 'Amira Khan' } } },
    });
  });

  test.each([
    ['p2', 404, 'ACCESS.PERSON_NOT_FOUND'],
    ['p1?knownAt=5', 404, 'ACCESS.PERSON_NOT_FOUND'],
    ['P%201', 404, 'ACCESS.PERSON_NOT_FOUND'],
    ['p1?knownAt=99', 400, 'ACCOUNTABILITY.NOT_YET_RECORDED'],
    ['p1?colour=red', 400, 'RECORD.FIELD_UNKNOWN'],
  ])('%s is %d %s', async (asked, status, code) => {
    expect(await api.get(`/api/trusts/t/people/${asked}`)).toMatchObject({ status, json: { code } });
  });

  test('stands in the record sealed, whole and unreadable', async () => {
    const { json, text } = await api.get('/api/trusts/t/record/6');
    const base64 = expect.stringMatching(/^[A-Za-z0-9+/]+={0,2}$/) as string;
    const sealed = { alg: 'A256GCM', iv: base64, ct: base64, kc: base64 };
    expect(json).toMatchObject({ entry: { data: { person: 'p1', details: { name: sealed, email: sealed } } } });
    expect(text).not.toContain('Amira');
  });
});

describe('a command with details', () => {
  const registered = RECORD[6]!;
  const sent = { person: 'p5', details: { name: 'Bea Quinn', declarations: ['none'] }, reason: 'new' };

  test('sent twice under one key is one entry; with another name it is another command', async () => {
    const key = { 'idempotency-key': 'one' };
    expect(await api.record('t', script('RegisterPerson', sent), key)).toMatchObject({ status: 201 });
    const again = await api.record('t', script('RegisterPerson', sent), key);
    expect(again).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    const other = { ...sent, details: { ...sent.details, name: 'Bea Quin' } };
    const refused = await api.record('t', script('RegisterPerson', other), key);
    expect(refused).toMatchObject({ status: 409, json: { code: 'RECORD.KEY_REUSED' } });
    const fewer = { ...sent, details: { name: 'Bea Quinn' } };
    expect(await api.record('t', script('RegisterPerson', fewer), key)).toMatchObject({ status: 409 });
  });

  test.each([
    ['a name of two lines', { name: 'Secret\nName' }],
    ['no name', { email: 'secret@example.org' }],
    ['no e-mail address', { name: 'Secret', email: 'secret at example' }],
    ['declarations that are no list', { name: 'Secret', declarations: 'secret' }],
  ])('with %s is refused without a word of what was sent', async (_what, details) => {
    const reply = await api.record('t', script('RegisterPerson', { person: 'p8', details }));
    expect(reply).toMatchObject({ status: 400, json: { code: 'RECORD.FIELD_INVALID', field: 'details' } });
    expect(reply.text).not.toMatch(/secret/i);
  });

  test('of a script has a key that tells nothing of them', () => {
    const keyOf = (name: string, command = registered): string => {
      const { person } = command.data as { readonly person: string };
      const line = { command: command.command, data: { person, details: { name } } };
      const read = new ScriptReader('t').read({ number: 1, end: 0, read: { text: JSON.stringify(line) } });
      return (read as { readonly key: string }).key;
    };
    expect(keyOf('Amira Khan')).toBe(keyOf('Somebody Else'));
    expect(keyOf('Amira Khan')).not.toBe(keyOf('Amira Khan', script('RegisterPerson', { person: 'p9' })));
  });
});

test('an erasure is dated as in London, whatever was known then', async () => {
  await api.record('t', script('RegisterPerson', { person: 'p2', details: { name: 'Cai Rees' } }));
  expect(await peopleIn('who', question)).toEqual({ p1: { name: 'Amira Shah' }, p2: { name: 'Cai Rees' } });
  clock.at = Date.UTC(2031, 5, 30, 23, 30);
  const erased = { erased: 'name erased on 1 July 2031' };
  expect(await api.record('t', script('ErasePerson', { person: 'p1', basis: 'asked for' }))).toMatchObject({
    status: 201,
  });
  expect(await peopleIn('who', question)).toEqual({ p1: erased, p2: { name: 'Cai Rees' } });
  expect(await peopleIn('who', { ...question, knownAt: 6 })).toEqual({ p1: erased, p2: { name: 'Cai Rees' } });
  expect(await peopleIn('who', { ...question, knownAt: 5 })).toEqual({ p1: erased, p2: { name: 'Cai Rees' } });
  expect(await api.get('/api/trusts/t/people/p1')).toMatchObject({
    json: { details: {}, erased: { on: '2031-07-01', basis: 'asked for' } },
  });
});
