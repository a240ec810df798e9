import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { jest } from '@jest/globals';
import { SqliteRecordStore, UnsafeSetting } from '@remit/record-sqlite';
import { sampleEntry } from '../../libs/record/testing/sample-entries.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const open = () => new SqliteRecordStore({ directory: directory.path, access: 'write' });
const file = () => path.join(directory.path, 'record.db');

/** A record with one entry, closed, seen with the eyes of another program. */
async function recordOfOne(): Promise<DatabaseSync> {
  const store = open();
  await store.append('a-trust', -1, [sampleEntry(0)]);
  await store.close();
  return new DatabaseSync(file());
}

const SCHEMA_V1 = readFileSync(path.join(import.meta.dirname, 'schema-v1.sql'), 'utf8');

const SAFE = {
  journal_mode: 'wal',
  synchronous: 2,
  busy_timeout: 2000,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
};

describe('the settings of the SQLite record', () => {
  it('are durable on the first open and on every other', async () => {
    for (let opened = 0; opened < 3; opened += 1) {
      const store = open();
      expect(store.settings()).toEqual(SAFE);
      await store.append('a-trust', opened - 1, [sampleEntry(opened)]);
      expect(store.settings()).toEqual(SAFE);
      await store.close();
    }
  });

  it('have a switch for tests, which production refuses', async () => {
    const options = { directory: directory.path, access: 'write', durability: 'test-off' } as const;
    const store = new SqliteRecordStore(options);
    expect(store.settings()).toEqual({ ...SAFE, synchronous: 0 });
    await store.close();

    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      expect(() => new SqliteRecordStore(options)).toThrow(UnsafeSetting);
      await open().close();
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});

describe('the schema of the SQLite record', () => {
  it('is version 1 as it was shipped', async () => {
    const database = await recordOfOne();
    const statements = database.prepare('select sql from sqlite_schema where sql is not null order by rowid').all();
    const schema = statements.map(({ sql }) => `${String(sql)};\n`).join('\n');
    expect(schema).toBe(SCHEMA_V1);
    expect(database.prepare('pragma user_version').get()).toEqual({ user_version: 1 });
    expect(database.prepare('pragma application_id').get()).toEqual({ application_id: 0x524d4954 });
    database.close();
  });

  it.each([
    ["update entry set bytes = x'00'", 'never changed'],
    ['update entry set n = 7', 'never changed'],
    ['delete from entry', 'never deleted'],
    ["update trust set name = 'b-trust'", 'never changed'],
    ['delete from trust', 'never deleted'],
    ['replace into entry select position, trust, 7, id, type, recorded_at, bytes, hashes from entry', 'never deleted'],
  ])('refuses: %s', async (sql, says) => {
    const database = await recordOfOne();
    database.exec('pragma foreign_keys = off; pragma recursive_triggers = on');
    expect(() => database.exec(sql)).toThrow(says);
    expect(database.prepare('select n from entry').all()).toEqual([{ n: 0 }]);
    database.close();
  });

  it.each([
    [
      "insert into entry values (null, 'one', 1, zeroblob(16), 't', 'r', x'00', zeroblob(32))",
      'cannot store TEXT value in INTEGER',
    ],
    [
      "insert into entry values (null, 1, 1, zeroblob(16), 't', 'r', 'text', zeroblob(32))",
      'cannot store TEXT value in BLOB',
    ],
    ["insert into entry values (null, 1, 1, zeroblob(15), 't', 'r', x'00', zeroblob(32))", 'CHECK constraint failed'],
    ["insert into entry values (null, 1, 1, zeroblob(16), 't', 'r', x'00', zeroblob(31))", 'CHECK constraint failed'],
    ["insert into entry values (null, 1, 0, zeroblob(16), 't', 'r', x'00', zeroblob(32))", 'UNIQUE constraint failed'],
    [
      "insert into entry values (null, 9, 0, zeroblob(16), 't', 'r', x'00', zeroblob(32))",
      'FOREIGN KEY constraint failed',
    ],
    ["insert into trust values (null, 'a-trust')", 'UNIQUE constraint failed'],
  ])('refuses: %s', async (sql, says) => {
    const database = await recordOfOne();
    expect(() => database.exec(sql)).toThrow(says);
    database.close();
  });

  it('refuses the one append that breaks a rule of the database, and takes those beside it', async () => {
    const database = await recordOfOne();
    database.exec(`create trigger no_poison before insert on entry when new.type = 'Poison.v1'
      begin select raise(abort, 'No poison.'); end`);
    database.close();
    const store = open();
    const results = await Promise.allSettled([
      store.append('a-trust', 0, [sampleEntry(1)]),
      store.append('b-trust', -1, [sampleEntry(0), sampleEntry(1, { type: 'Poison.v1' })]),
      store.append('a-trust', 1, [sampleEntry(2)]),
      store.append('a-trust', 1, [sampleEntry(2)]),
    ]);
    expect(results.map((r) => (r.status === 'fulfilled' ? r.value : (r.reason as Error).message))).toEqual([
      { kind: 'appended', head: 1, position: '2' },
      'No poison.',
      { kind: 'appended', head: 2, position: '3' },
      { kind: 'conflict', head: 2 },
    ]);
    expect(await store.heads()).toEqual([{ trust: 'a-trust', head: 2 }]);
    await store.append('b-trust', -1, [sampleEntry(0)]);
    await store.close();
  });

  it('keeps the bytes of an entry as they are, for any SQLite to read', async () => {
    const store = open();
    const entry = sampleEntry(0, { canonical: '{"a":"🏫"}' });
    await store.append('a-trust', -1, [entry]);
    await store.close();
    const database = new DatabaseSync(file());
    expect(
      database.prepare('select position, n, hex(id) as id, type, recorded_at, hex(bytes) as bytes from entry').get(),
    ).toEqual({
      position: 1,
      n: 0,
      id: entry.id.replaceAll('-', '').toUpperCase(),
      type: entry.type,
      recorded_at: entry.recordedAt,
      bytes: Buffer.from(entry.canonical, 'utf8').toString('hex').toUpperCase(),
    });
    database.close();
  });
});

describe('the write-ahead file of the SQLite record', () => {
  it('is moved into the record on close', async () => {
    const store = open();
    await store.append('a-trust', -1, [sampleEntry(0)]);
    expect(statSync(`${file()}-wal`).size).toBeGreaterThan(0);
    await store.close();
    expect(statSync(`${file()}-wal`, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is moved and cut back when a reading has held it up and nobody writes', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const store = open();
    const reader = new DatabaseSync(file(), { readOnly: true });
    try {
      reader.exec('begin; select count(*) from entry');
      const canonical = `"${'x'.repeat(1_000_000)}"`;
      for (let n = 0; n < 20; n += 1) await store.append('a-trust', n - 1, [sampleEntry(n, { canonical })]);
      reader.exec('commit');
      expect(statSync(file()).size).toBeLessThan(1_000_000);

      jest.advanceTimersByTime(1000);
      expect(statSync(file()).size).toBeGreaterThan(20_000_000);
      expect(statSync(`${file()}-wal`).size).toBeGreaterThan(20_000_000);
      await store.append('a-trust', 19, [sampleEntry(20)]);
      expect(statSync(`${file()}-wal`).size).toBeLessThanOrEqual(16 * 1_048_576);
    } finally {
      jest.useRealTimers();
      reader.close();
      await store.close();
    }
  });
});

describe('the tree that stands beside the entries', () => {
  const opened = (environment: string | undefined, directory: string) => {
    const before = process.env['NODE_ENV'];
    if (environment !== undefined) process.env['NODE_ENV'] = environment;
    try {
      return new SqliteRecordStore({ directory, access: 'write', tree: 'test-off' });
    } finally {
      process.env['NODE_ENV'] = before;
    }
  };

  it('can be left out for a measurement, and never in production', async () => {
    const directory = temporaryDirectory();
    expect(() => opened('production', directory.path)).toThrow(/A record without its trees is for measurements/);
    const store = opened(undefined, directory.path);
    await store.append('a-trust', -1, [sampleEntry(0), sampleEntry(1)]);
    expect(store.trees.treeOf('a-trust')(0, 0)).toEqual(Buffer.alloc(32));
    await store.close();
    directory.remove();
  });
});
