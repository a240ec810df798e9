import { jest } from '@jest/globals';
import { canonicalJson } from '@remit/kernel';
import { MemoryRecordStore, type RecordStore, StoreUnavailable, type WhyUnavailable } from '@remit/record';
import { commandShapes } from '@remit/engine/nest';
import { type ApiDocument, ApiSchemas, isObject, type Schema } from '../support/api-schemas.js';
import { ApiServer } from '../support/api-server.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../support/sample-trust.js';

/** The server as a service: health, its own description, records that cannot be read, and disks that fail. */

let api: ApiServer;
afterEach(() => api.close());

const MONITOR = { function: 'edu.monitor', school: 'oak', on: '2025-06-03' };

describe('health', () => {
  test('the process runs, and the record can be read', async () => {
    api = await ApiServer.start();
    expect(await api.get('/health/live')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(await api.get('/health/ready')).toMatchObject({ status: 200, json: { status: 'ok', trusts: 0 } });
    await api.recordAll('northshire', SAMPLE_TRUST.slice(0, 1));
    expect(await api.get('/health/ready')).toMatchObject({ status: 200, json: { status: 'ok', trusts: 1 } });
    expect(await api.get('/api/trusts')).toMatchObject({ status: 200, json: { trusts: [{ trust: 'northshire' }] } });
  });

  test('a record that is closed is alive and not ready', async () => {
    api = await ApiServer.start();
    await api.store.close();
    expect(await api.get('/health/live')).toMatchObject({ status: 200 });
    expect(await api.get('/health/ready')).toMatchObject({ status: 503, json: { code: 'RECORD.CLOSED' } });
  });
});

describe('its description', () => {
  /** The questions and commands of the contract and the addresses of the issue. */
  const ADDRESSES = [
    'get /api/catalogue/functions',
    'get /api/directory/checkpoint',
    'get /api/directory/proof/consistency',
    'get /api/directory/proof/inclusion',
    'get /api/fingerprints/{code}',
    'get /api/trusts',
    ...[
      'bundle',
      'checkpoint',
      'checks',
      'compare',
      'diff',
      'findings',
      'functions',
      'gaps',
      'holdings',
      'index',
      'matrix',
      'people/{person}',
      'proof/consistency',
      'proof/inclusion',
      'publication/matrix',
      'publication/scheme',
      'record',
      'record/{n}',
      'timeline',
      'who',
    ].map((view) => `get /api/trusts/{trust}/${view}`),
    'get /health/live',
    'get /health/ready',
    ...Object.keys(commandShapes).map((command) => `post /api/trusts/{trust}/commands/${command}`),
    'post /api/trusts/{trust}/preview',
    'post /api/trusts/{trust}/who',
  ];

  test('names every command and every question, and is a proper OpenAPI document', async () => {
    api = await ApiServer.start();
    const reply = await api.get('/api/openapi.json');
    expect(reply).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('json') as string },
    });
    const document = reply.json as ApiDocument;
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.[01]\.\d$/) as string,
      info: { title: 'Remit' },
    });
    const { operations } = new ApiSchemas(document);
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...ADDRESSES].sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.flatMap(faultsOfOperation)).toEqual([]);
    expect([...faultsIn(document, document, '')]).toEqual([]);
  });

  test('every schema accepts its own example', async () => {
    api = await ApiServer.start();
    const schemas = new ApiSchemas((await api.get('/api/openapi.json')).json as ApiDocument);
    const all = Object.entries(schemas.document.components.schemas);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(([, schema]) => !schemas.accepts(schema, schemas.example(schema))).map(([name]) => name)).toEqual(
      [],
    );
  });

  test('a page shows it', async () => {
    api = await ApiServer.start();
    const page = await api.get('/api/docs');
    expect(page).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('text/html') as string },
    });
    expect(page.text).toContain('<title>Remit</title>');
    for (const [, asset] of page.text.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)) {
      expect([asset, (await api.get(`/api/${asset!.slice(2)}`)).status]).toEqual([asset, 200]);
    }
    // What the browser loads comes from this server alone.
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
  });

  function faultsOfOperation({
    method,
    path,
    parameters,
    body,
    responses,
  }: ApiSchemas['operations'][number]): string[] {
    const faults: string[] = [];
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((each) => each.in === 'path');
    if (declared.map(({ name }) => name).join() !== inPath.join()) faults.push('path parameters');
    if (declared.some(({ required }) => required !== true)) faults.push('optional path parameter');
    if (new Set(parameters.map((each) => `${each.in} ${each.name}`)).size !== parameters.length)
      faults.push('a parameter twice');
    if (method === 'post' && body === undefined) faults.push('no body');
    if (!Object.keys(responses).some((code) => /^20\d$/.test(code))) faults.push('no answer');
    if (!Object.hasOwn(responses, 'default')) faults.push('no problem');
    return faults.map((fault) => `${method} ${path}: ${fault}`);
  }

  /** References that lead nowhere and schemas that no program would understand. */
  function* faultsIn(document: ApiDocument, value: unknown, at: string): Generator<string> {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) yield* faultsIn(document, item, `${at}/${String(i)}`);
    }
    if (!isObject(value)) return;
    const { $ref, type, pattern, required, properties } = value as Schema;
    if (typeof $ref === 'string' && !($ref.split('/').at(-1)! in document.components.schemas)) yield `${at}: ${$ref}`;
    if (typeof type === 'string' && !['object', 'array', 'string', 'integer', 'boolean'].includes(type))
      yield `${at}: ${type}`;
    if (typeof pattern === 'string') new RegExp(pattern, 'u');
    const unknown = Array.isArray(required)
      ? required.filter((name) => !Object.hasOwn(properties ?? {}, name as string))
      : [];
    if (unknown.length > 0) yield `${at}: requires ${unknown.join()}`;
    for (const [name, member] of Object.entries(value)) {
      if (name !== 'example') yield* faultsIn(document, member, `${at}/${name}`);
    }
  }
});

describe('a trust with an entry that cannot be read', () => {
  /** Appends an entry that this version does not know, as a later version would. */
  async function appendUnknown(store: RecordStore, trust: string, n: number): Promise<void> {
    const id = '00000000-0000-4000-8000-000000000000';
    const recordedAt = '2099-01-01T00:00:00.000Z';
    const type = 'MeetingHeld.v7';
    const entry = {
      v: 1,
      trust,
      n,
      id,
      type,
      recordedAt,
      actor: { id: 'x', as: 'y' },
      command: { id: 'k', name: 'Hold' },
      correlationId: 'k',
      causationId: 'k',
      provenance: 'live',
      data: {},
    };
    await store.append(trust, n - 1, [{ n, id, type, recordedAt, canonical: canonicalJson(entry) }]);
  }

  test('stops, and names the entry, while the others go on', async () => {
    api = await ApiServer.start();
    await api.recordAll('northshire', SAMPLE_TRUST);
    const founding = (trust: string) => ({
      command: 'EstablishTrust',
      data: { trust, name: 'Broken', from: '2020-01-01' },
    });
    // Written past the server, which has not looked at this trust yet.
    const scratch = new MemoryRecordStore();
    const source = await ApiServer.start(undefined, () => scratch);
    await source.recordAll('broken', [founding('broken')]);
    const [first] = await scratch.read('broken', 0, 1);
    await source.close();
    await api.store.append('broken', -1, [first!]);
    await appendUnknown(api.store, 'broken', 1);

    const problem = {
      status: 503,
      json: {
        code: 'RECORD.ENTRY_UNREADABLE',
        entry: 1,
        detail: expect.stringMatching(/Entry 1 .*"broken".*MeetingHeld\.v7/) as string,
      },
    };
    const admit = { command: 'AdmitSchool', data: { school: 'ash', name: 'Ash', from: '2020-09-01' } };
    expect(await api.ask('broken', 'who', MONITOR)).toMatchObject(problem);
    expect(await api.post('/api/trusts/broken/who', { questions: [MONITOR] })).toMatchObject(problem);
    expect(await api.ask('broken', 'matrix', { on: '2025-06-03' })).toMatchObject(problem);
    expect(await api.get('/api/trusts/broken/record')).toMatchObject(problem);
    expect(await api.get('/api/trusts/broken/record/0')).toMatchObject(problem);
    expect(await api.record('broken', admit)).toMatchObject(problem);
    expect(await api.record('broken', admit, { 'if-match': '"1"', 'idempotency-key': 'k' })).toMatchObject(problem);

    expect(await api.ask('northshire', 'who', MONITOR)).toMatchObject({ status: 200, json: { status: 'held' } });
    expect(await api.record('northshire', admit)).toMatchObject({ status: 201, json: { position: SAMPLE_HEAD + 1 } });
    expect(await api.get('/health/ready')).toMatchObject({ status: 200 });
    const { trusts } = (await api.get('/api/trusts')).json as { readonly trusts: readonly object[] };
    expect(trusts).toMatchObject([
      { trust: 'broken', head: 1, problem: { code: 'RECORD.ENTRY_UNREADABLE', entry: 1 } },
      { trust: 'northshire', head: SAMPLE_HEAD + 1 },
    ]);
    expect(await api.heads()).toMatchObject({ broken: 1 });
  });
});

describe('a disk that fails', () => {
  /** A store that fails to append when it is told to. */
  class FailingStore extends MemoryRecordStore {
    why: WhyUnavailable | 'fault' | undefined;

    override async append(...args: Parameters<MemoryRecordStore['append']>) {
      if (this.why === 'fault') throw new Error('secret inside');
      if (this.why !== undefined) throw new StoreUnavailable(this.why, `It is ${this.why}.`);
      return super.append(...args);
    }
  }

  test.each([
    ['full', 'RECORD.DISK_FULL'],
    ['busy', 'RECORD.FILE_BUSY'],
    ['failed', 'RECORD.STORE_FAILED'],
  ] as const)(
    '%s: a command is refused with 503, questions are answered, and it goes on afterwards',
    async (why, code) => {
      const store = new FailingStore();
      api = await ApiServer.start(undefined, () => store);
      await api.recordAll('northshire', SAMPLE_TRUST);
      store.why = why;
      const admit = { command: 'AdmitSchool', data: { school: 'ash', name: 'Ash', from: '2020-09-01' } };
      const key = { 'idempotency-key': 'again' };
      expect(await api.record('northshire', admit, key)).toMatchObject({
        status: 503,
        json: { code, detail: `It is ${why}.` },
      });
      expect(await api.ask('northshire', 'who', MONITOR)).toMatchObject({
        status: 200,
        json: { position: SAMPLE_HEAD },
      });
      store.why = undefined;
      expect(await api.record('northshire', admit, key)).toMatchObject({
        status: 201,
        json: { position: SAMPLE_HEAD + 1 },
      });
    },
  );

  test('a fault of the program says so without its inside', async () => {
    const store = new FailingStore();
    api = await ApiServer.start(undefined, () => store);
    await api.recordAll('northshire', SAMPLE_TRUST.slice(0, 1));
    store.why = 'fault';
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const reply = await api.record('northshire', SAMPLE_TRUST[1]!);
    written.mockRestore();
    expect(reply).toMatchObject({ status: 500, json: { code: 'HTTP.FAULT' } });
    expect(reply.text).not.toMatch(/secret|\.ts|\n/);
  });
});
