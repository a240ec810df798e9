import { cpSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeysUnavailable, openPersonKeys, type PersonKeys, SqlitePersonKeys } from '@remit/access/nest';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { createServer } from '../../apps/server/src/create-server.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** An erasure is recorded first and carried out then: whatever comes between the two, it is carried out. */

let temporary: TemporaryDirectory;
let data: string;
let keysIn: string;

beforeEach(() => {
  temporary = temporaryDirectory();
  data = path.join(temporary.path, 'data');
  keysIn = path.join(temporary.path, 'keys');
});
afterEach(() => temporary.remove());

/** Keys on a disk that takes no more changes. */
class StuckKeys extends SqlitePersonKeys {
  override destroy(): void {
    throw new KeysUnavailable('the disk is worn out');
  }
}

interface Reply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A server over the directories, for as long as the work takes. */
async function serving(
  work: (
    post: (command: string, body: object) => Promise<Reply>,
    get: (view: string) => Promise<Reply>,
  ) => Promise<void>,
  keys: PersonKeys = openPersonKeys({ directory: keysIn, access: 'write' }),
): Promise<void> {
  const store = new SqliteRecordStore({ directory: data, access: 'write', durability: 'test-off' });
  const app = await createServer(store, new SystemClock(), undefined, keys);
  try {
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const ask = async (address: string, init?: RequestInit): Promise<Reply> => {
      const reply = await fetch(`http://127.0.0.1:${String(port)}/api/trusts/t/${address}`, init);
      return { status: reply.status, json: (await reply.json()) as Reply['json'] };
    };
    await work(
      (command, body) =>
        ask(`commands/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      (view) => ask(view),
    );
  } finally {
    await app.close();
    keys.close();
    await store.close();
  }
}

/** Whether each of the persons has a key. */
function haveKeys(...persons: readonly string[]): boolean[] {
  const keys = new SqlitePersonKeys({ directory: keysIn, access: 'read' });
  const found = persons.map((person) => keys.find('t', person) !== undefined);
  keys.close();
  return found;
}

/** Changes what an entry says from outside. */
function inEntry(n: number, was: string, becomes: string): void {
  const database = new DatabaseSync(path.join(data, 'record.db'));
  const trigger = database.prepare("select sql from sqlite_schema where name = 'entry_is_never_changed'").get()!['sql'];
  database.exec('drop trigger entry_is_never_changed');
  const changed = database.prepare(
    'update entry set bytes = cast(replace(cast(bytes as text), ?, ?) as blob) where n = ?',
  );
  expect(changed.run(was, becomes, n).changes).toBe(1);
  database.exec(String(trigger));
  database.close();
}

const PEOPLE = ['p1', 'p2'];
const erase = { person: 'p1', basis: 'no longer needed' };
const holdings = 'holdings?person=p1&on=2025-01-01';

async function registerAll(): Promise<void> {
  await serving(async (post) => {
    await post('EstablishTrust', { trust: 't', name: 'Trust', from: '2020-09-01' });
    const board = { body: 'board', tier: 'board', name: 'Board', covers: { trust: true }, from: '2020-09-01' };
    await post('ConstituteBody', board);
    for (const person of PEOPLE) {
      await post('Appoint', { appointment: `of-${person}`, person, to: 'board', from: '2020-09-01' });
      expect(await post('RegisterPerson', { person, details: { name: `Name of ${person}` } })).toMatchObject({
        status: 201,
      });
    }
  });
}

test('a key that cannot be destroyed is not said to be: the next start destroys it', async () => {
  await registerAll();
  await serving(
    async (post, get) => {
      const failed = await post('ErasePerson', erase);
      expect(failed).toMatchObject({ status: 503, json: { code: 'ACCESS.KEY_NOT_DESTROYED', entry: 6 } });
      expect(failed.json['detail']).toMatch(/recorded \(entry 6\).*worn out\. Send the same command again, or restart/);
      // The name is not shown any more, although the key is still there.
      expect(await get(holdings)).toMatchObject({ json: { people: { p1: { erased: expect.any(String) as string } } } });
      expect(await get('people/p1')).toMatchObject({ json: { details: {}, erased: { entry: 6 } } });
    },
    new StuckKeys({ directory: keysIn, access: 'write' }),
  );
  expect(haveKeys(...PEOPLE)).toEqual([true, true]);
  await serving(() => Promise.resolve());
  expect(haveKeys(...PEOPLE)).toEqual([false, true]);
});

test('the same command sent again, or another one for the same person, finishes it', async () => {
  await registerAll();
  await serving(
    async (post) => {
      await post('ErasePerson', erase);
    },
    new StuckKeys({ directory: keysIn, access: 'write' }),
  );
  // A start that leaves it undone, as a process that was already running would: the key comes back while it runs.
  const before = path.join(temporary.path, 'before');
  cpSync(keysIn, before, { recursive: true });
  const keys = new SqlitePersonKeys({ directory: keysIn, access: 'write' });
  await serving(async (post) => {
    keys.findOrMake('t', 'p1');
    expect(haveKeys('p1')).toEqual([true]);
    expect(await post('ErasePerson', erase)).toMatchObject({ status: 409, json: { code: 'ACCESS.PERSON_ERASED' } });
    expect(haveKeys('p1')).toEqual([false]);
  }, keys);
});

test('a backup of the keys from before the erasure does not bring the person back', async () => {
  await registerAll();
  await serving(() => Promise.resolve());
  const backup = path.join(temporary.path, 'backup');
  cpSync(keysIn, backup, { recursive: true });
  await serving(async (post) => {
    expect(await post('ErasePerson', erase)).toMatchObject({ status: 201 });
  });
  await serving(() => Promise.resolve());
  rmSync(keysIn, { recursive: true });
  cpSync(backup, keysIn, { recursive: true });
  expect(haveKeys(...PEOPLE)).toEqual([true, true]);
  await serving(async (_post, get) => {
    expect(await get(holdings)).toMatchObject({ json: { people: { p1: { erased: expect.any(String) as string } } } });
  });
  expect(haveKeys(...PEOPLE)).toEqual([false, true]);
});

test('one erasure that cannot be read does not hold up the others, and is looked for again at the next start', async () => {
  await registerAll();
  await serving(
    async (post) => {
      await post('ErasePerson', erase);
      await post('ErasePerson', { ...erase, person: 'p2' });
    },
    new StuckKeys({ directory: keysIn, access: 'write' }),
  );
  inEntry(6, '"v":1}', '"v":9}');
  await serving(() => Promise.resolve());
  expect(haveKeys(...PEOPLE)).toEqual([true, false]);
  inEntry(6, '"v":9}', '"v":1}');
  await serving(() => Promise.resolve());
  expect(haveKeys(...PEOPLE)).toEqual([false, false]);
});

test('keys that looked further than a record put back from a backup look through it from the first', async () => {
  await registerAll();
  const backup = path.join(temporary.path, 'record');
  cpSync(data, backup, { recursive: true });
  await serving(async (post) => {
    for (let i = 0; i < 5; i += 1)
      await post('Appoint', { appointment: `x${String(i)}`, person: 'x', to: 'board', from: '2021-01-01' });
  });
  // A further start notes how far it has looked: past all that the backup holds.
  await serving(() => Promise.resolve());
  rmSync(data, { recursive: true });
  cpSync(backup, data, { recursive: true });
  await serving(
    async (post) => {
      await post('ErasePerson', erase);
    },
    new StuckKeys({ directory: keysIn, access: 'write' }),
  );
  await serving(() => Promise.resolve());
  expect(haveKeys(...PEOPLE)).toEqual([false, true]);
});

test('without its keys the product answers: names are unavailable, which is not the same as erased', async () => {
  await registerAll();
  const away = path.join(temporary.path, 'away');
  cpSync(keysIn, away, { recursive: true });
  rmSync(path.join(keysIn, 'person-master.key'));
  await serving(async (post, get) => {
    const { status, json } = await get(holdings);
    expect([status, json['people']]).toEqual([
      200,
      { p1: { unavailable: expect.stringMatching(/^name unavailable: .*person-master\.key is missing/) as string } },
    ]);
    const refused = { status: 503, json: { code: 'ACCESS.KEYS_UNAVAILABLE' } };
    expect(await post('RegisterPerson', { person: 'p3', details: { name: 'N' } })).toMatchObject(refused);
    expect(await post('CorrectPersonDetails', { person: 'p2', details: { name: 'N' } })).toMatchObject(refused);
    expect(await post('ErasePerson', erase)).toMatchObject(refused);
    expect(await post('Appoint', { appointment: 'y', person: 'p3', to: 'board', from: '2021-01-01' })).toMatchObject({
      status: 201,
    });
  });
  // A directory that is empty altogether: nothing new is sealed with keys that the old ones would overwrite.
  rmSync(keysIn, { recursive: true });
  await serving(async (post, get) => {
    expect((await get(holdings)).json['people']).toEqual({
      p1: { unavailable: expect.stringMatching(/key of this person is not in the keys directory/) as string },
    });
    const lost = await post('RegisterPerson', { person: 'p3', details: { name: 'N' } });
    expect(lost).toMatchObject({ status: 503, json: { code: 'ACCESS.KEYS_UNAVAILABLE' } });
    expect(await post('CorrectPersonDetails', { person: 'p2', details: { name: 'N' } })).toMatchObject({ status: 503 });
  });
  rmSync(keysIn, { recursive: true });
  cpSync(away, keysIn, { recursive: true });
  await serving(async (post, get) => {
    expect((await get(holdings)).json['people']).toEqual({ p1: { name: 'Name of p1' } });
    expect(await post('RegisterPerson', { person: 'p3', details: { name: 'N' } })).toMatchObject({ status: 201 });
  });
});
