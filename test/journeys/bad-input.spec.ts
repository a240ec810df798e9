import fc from 'fast-check';
import { type ApiDocument, ApiSchemas, isWellFormed, type Operation, type Schema } from '../support/api-schemas.js';
import { ApiServer, type Reply } from '../support/api-server.js';
import {
  ANY_VALUES,
  type BadValue,
  BAD_TEXTS,
  jsonText,
  spoilt,
  UNKNOWN_NAMES,
  withMember,
} from '../support/bad-values.js';
import { faultsOfRefusal, type ProblemSaid } from '../support/refusals.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';
import { printedSeed } from '../support/seed.js';

/**
 * What the OpenAPI document does not allow is refused with a clear problem, and nothing is appended. The inputs are made
 * from the document's schemas, so that a new command or question is tried without a new test.
 */

const api = await ApiServer.start();
const schemas = new ApiSchemas((await api.get('/api/openapi.json')).json as ApiDocument);
const commands = schemas.operations.filter(({ path }) => path.includes('/commands/'));
const views = schemas.operations.filter(({ parameters }) => parameters.some((each) => each.in === 'query'));

const TRUST = 'northshire';
const SCRATCH = SAMPLE_TRUST.map(({ command, data }) => ({
  command,
  data: command === 'EstablishTrust' ? { ...data, trust: 'scratch' } : data,
}));
/** Whose details can be asked for. */
const SOMEBODY = { command: 'RegisterPerson', data: { person: 'p-7', details: { name: 'Amira Khan' } } };
/** The fingerprint of the sample's scheme. */
let code = '';
const addressOf = ({ path }: Pick<Operation, 'path'>): string =>
  path.replace('{trust}', TRUST).replace('{n}', '0').replace('{person}', 'p-7').replace('{code}', code);

beforeAll(async () => {
  await api.recordAll(TRUST, [...SAMPLE_TRUST, SOMEBODY]);
  const published = await api.get(`/api/trusts/${TRUST}/publication/scheme?format=json`);
  code = (published.json as { readonly fingerprint: string }).fingerprint;
  // Proofs are asked about a checkpoint.
  await api.ledger.schedule.tick();
});
afterEach(async () => expect(await api.heads()).toMatchObject({ [TRUST]: SAMPLE_HEAD + 1 }));
afterAll(async () => {
  expect(await api.get('/health/ready')).toMatchObject({ status: 200, json: { status: 'ok' } });
  await api.close();
});

/** Sends requests a few at a time. */
async function repliesTo<T>(inputs: readonly T[], send: (input: T) => Promise<Reply>): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let at = 0; at < inputs.length; at += 32) {
    replies.push(...(await Promise.all(inputs.slice(at, at + 32).map(send))));
  }
  return replies;
}

function postJson(path: string, value: unknown): Promise<Reply> {
  return api.send({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: jsonText(value) });
}

/** Whether a problem names the place that is wrong, or what it lies in, or what lies in it. */
function names(field: string | undefined, at: string): boolean {
  const path = at.replaceAll(/\.(\d+)/g, '[$1]');
  if (field === undefined) return path === '' || !isWellFormed(path);
  const [shorter, longer] = field.length < path.length ? [field, path] : [path, field];
  return shorter === '' || (longer.startsWith(shorter) && /^($|[.[])/.test(longer.slice(shorter.length)));
}

function faultsAt({ path, value }: BadValue, reply: Reply): string[] {
  const { code = '', field } = (reply.json ?? {}) as Partial<ProblemSaid>;
  const faults = faultsOfRefusal(reply);
  if (reply.status !== 400) faults.push(`status ${String(reply.status)} ${code}`);
  if (!names(field, path)) faults.push(`names ${String(field)}`);
  return faults.length === 0 ? [] : [`${path} in ${jsonText(value).slice(0, 200)}: ${faults.join(', ')}`];
}

/** The faults of many replies; a few are enough to see what is wrong. */
function faultsOf<T>(inputs: readonly T[], replies: readonly Reply[], faults: (input: T, reply: Reply) => string[]) {
  return inputs.flatMap((input, at) => faults(input, replies[at]!)).slice(0, 8);
}

describe('the data of a command', () => {
  test.each(commands.map((command) => [command.operationId, command] as const))('%s', async (_name, command) => {
    const bad = [...spoilt(schemas, command.body!, schemas.example(command.body!))];
    expect(bad.length).toBeGreaterThan(300);
    const replies = await repliesTo(bad, ({ value }) => postJson(addressOf(command), value));
    expect(faultsOf(bad, replies, faultsAt)).toEqual([]);
  });

  test('the examples of the document are well-formed commands', async () => {
    const replies = await repliesTo(commands, (command) =>
      postJson(addressOf(command).replace(TRUST, 'elsewhere'), schemas.example(command.body!)),
    );
    const codes = replies.map(({ json }) => (json as ProblemSaid).code);
    expect([...new Set(codes)].sort()).toEqual(['RECORD.OTHER_TRUST', 'RECORD.TRUST_UNKNOWN']);
  });

  test('whatever is sent is refused for its shape exactly when the document does not allow it', async () => {
    const member = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...ANY_VALUES) },
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc
        .date({ min: new Date('1700-01-01'), max: new Date('2400-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.stringMatching(/^[a-z0-9.-]{1,8}$/),
    );
    const change = fc.record({
      at: fc.nat(),
      member: fc.option(member, { nil: undefined }),
      name: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.string()),
    });
    const seen = { refused: 0, allowed: 0, recorded: 0 };
    await api.recordAll('scratch', SCRATCH);
    const body = fc.record({
      command: fc.constantFrom(...commands),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(body, async ({ command, changes }) => {
        const value = changes.reduce(changed(schemas, command.body!), schemas.example(command.body!));
        const reply = await postJson(`/api/trusts/scratch/commands/${command.operationId}`, value);
        const allowed = schemas.accepts(command.body!, JSON.parse(jsonText(value)));
        const { code = '' } = (reply.json ?? {}) as Partial<ProblemSaid>;
        const shape = /^RECORD\.(FIELD_|NOT_)/.test(code);
        // What `with` replaces is known only when the entry is looked at.
        if (allowed && shape && command.operationId === 'Correct') return;
        seen[reply.status === 201 ? 'recorded' : allowed ? 'allowed' : 'refused'] += 1;
        expect({ reply: reply.text, shape }).toEqual({ reply: reply.text, shape: !allowed });
        expect(reply.status === 201 ? [] : faultsOfRefusal(reply)).toEqual([]);
      }),
      { seed: printedSeed('BAD_INPUT_SEED'), numRuns: 2000, interruptAfterTimeLimit: 20_000 },
    );
    console.log(seen);
    expect(await api.heads()).toMatchObject({ scratch: SAMPLE_HEAD + seen.recorded });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  }, 40_000);
});

interface Change {
  readonly at: number;
  readonly member: unknown;
  readonly name: string | undefined;
}

/** Puts a value in the place of a member, takes one away, or adds one. */
function changed(all: ApiSchemas, body: Schema) {
  const members = Object.entries(all.resolved(body).properties ?? {});
  return (value: unknown, { at, member, name }: Change): unknown => {
    const [known, schema] = members[at % members.length]!;
    const good = value as Readonly<Record<string, unknown>>;
    if (member === undefined) return Object.fromEntries(Object.entries(good).filter(([each]) => each !== known));
    return withMember(good, name ?? known, at % 3 === 0 ? all.example(schema) : member);
  };
}

describe('the members of a question', () => {
  const example = (view: Operation): Record<string, string> =>
    Object.fromEntries(
      view.parameters
        .filter((each) => each.in === 'query' && (each.required === true || each.name === 'holder'))
        .map((each) => [each.name, String(schemas.example(each.schema))]),
    );
  const query = (members: Iterable<readonly [string, string]>): string =>
    [...members].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

  test.each(views.map((view) => [view.path, view] as const))('GET %s', async (_path, view) => {
    const good = example(view);
    expect(await api.get(`${addressOf(view)}?${query(Object.entries(good))}`)).toMatchObject({ status: 200 });
    const bad = view.parameters
      .filter((each) => each.in === 'query')
      .flatMap(({ name, required, schema }) => [
        ...(required === true
          ? [{ path: name, query: query(Object.entries(good).filter(([other]) => other !== name)) }]
          : []),
        ...BAD_TEXTS.filter((text) => !allowsText(schema, text)).map((text) => ({
          path: name,
          query: query(Object.entries({ ...good, [name]: text })),
        })),
        { path: name, query: `${query(Object.entries(good))}&${name}=a&${name}=b` },
        { path: `${name}[a]`, query: `${query(Object.entries(good))}&${name}[a]=c` },
        { path: `${name}[]`, query: `${query(Object.entries(good))}&${name}[]=c` },
        { path: name, query: query(Object.entries({ ...good, [name]: '' })) },
      ]);
    bad.push(
      ...UNKNOWN_NAMES.filter(isWellFormed).map((name) => ({
        path: name,
        query: query([...Object.entries(good), [name, 'x']]),
      })),
    );
    const replies = await repliesTo(bad, (each) => api.get(`${addressOf(view)}?${each.query}`));
    expect(faultsOf(bad, replies, (each, reply) => faultsAt({ path: each.path, value: each.query }, reply))).toEqual(
      [],
    );
  });

  /** Whether the text of a parameter is of its schema; numbers come as text. */
  function allowsText(schema: Schema, text: string): boolean {
    return schemas.accepts(schema, text) || (/^\d{1,15}$/.test(text) && schemas.accepts(schema, Number(text)));
  }

  test('questions in a body: each that cannot be asked has its problem in its place', async () => {
    const question = schemas.document.components.schemas['QuestionDto']!;
    const bad = [...spoilt(schemas, question, schemas.example(question))];
    for (let at = 0; at < bad.length; at += 500) {
      const asked = bad.slice(at, at + 500);
      const reply = await postJson(`/api/trusts/${TRUST}/who`, { questions: asked.map(({ value }) => value) });
      expect(reply.status).toBe(200);
      const { answers } = reply.json as { readonly answers: readonly { readonly problem?: ProblemSaid }[] };
      const unfit = asked.filter(
        ({ path }, i) =>
          !/^RECORD\.(FIELD|NOT)_/.test(answers[i]?.problem?.code ?? '') || !names(answers[i]?.problem?.field, path),
      );
      expect(unfit).toEqual([]);
    }
  });

  test('a body that is no list of questions, and more than 1,000 of them', async () => {
    const bad = [
      { questions: null },
      { questions: {} },
      { questions: 'x' },
      {},
      { questions: [], zzz: 1 },
      [],
      null,
    ].map((value) => ({ path: '', value }));
    bad.push({ path: 'questions', value: { questions: new Array(1001).fill({}) } });
    const replies = await repliesTo(bad, ({ value }) => postJson(`/api/trusts/${TRUST}/who`, value));
    expect(faultsOf(bad, replies, faultsAt)).toEqual([]);
  });

  test('a draft to preview', async () => {
    const draft = schemas.document.components.schemas['PreviewDto']!;
    const bad = [...spoilt(schemas, draft, schemas.example(draft))];
    const replies = await repliesTo(bad, ({ value }) => postJson(`/api/trusts/${TRUST}/preview`, value));
    expect(faultsOf(bad, replies, faultsAt)).toEqual([]);
  });
});
