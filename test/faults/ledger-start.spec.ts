import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Ledger, LedgerFault, refuseLostRecord } from '@remit/ledger/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { keysIn, openLedger } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** On start the record is compared with what was signed: a shorter, different or missing one is never written to. */

let directory: TemporaryDirectory;
beforeEach(async () => {
  directory = temporaryDirectory();
  await recorded(0, 6);
});
afterEach(() => directory.remove());

const file = (name: string) => path.join(directory.path, name);
const lastFile = () => path.join(keysIn(directory.path), 'last-checkpoint.txt');
const openStore = () => new SqliteRecordStore({ directory: directory.path, access: 'write', durability: 'test-off' });

/** Opens as a server does. */
async function start<T>(work: (store: SqliteRecordStore, ledger: Ledger) => Promise<T>): Promise<T> {
  refuseLostRecord(directory.path, keysIn(directory.path));
  const store = openStore();
  try {
    const ledger = await openLedger(directory.path, store);
    try {
      return await work(store, ledger);
    } finally {
      ledger.close();
    }
  } finally {
    await store.close();
  }
}

/** Appends entries and signs them. */
function recorded(first: number, count: number): Promise<void> {
  return start(async (store, ledger) => {
    for (const trust of ['north', 'south']) {
      const entries = Array.from({ length: count }, (_, i) => deterministicEntry(trust, first + i, 'start'));
      await store.append(trust, first - 1, entries);
    }
    await ledger.sign(['north', 'south']);
  });
}

async function refusal(): Promise<{ readonly code: string; readonly detail: string }> {
  const error: unknown = await start(() => Promise.resolve()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LedgerFault);
  return (error as LedgerFault).problem;
}

/** Changes the record from outside, past its triggers, which stand there again afterwards. */
function tamper(sql: string): void {
  const database = new DatabaseSync(file('record.db'));
  const triggers = database.prepare("select name, sql from sqlite_schema where type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`drop trigger ${String(name)}`);
  expect(database.prepare(sql).run().changes).toBeGreaterThan(0);
  for (const trigger of triggers) database.exec(String(trigger['sql']));
  database.close();
}

const NORTH = "(select id from trust where name = 'north')";

test('a record that is as it was signed, or longer, starts', async () => {
  await start(async (store) => {
    await store.append('north', 5, [deterministicEntry('north', 6, 'start')]);
  });
  await start(async (_store, ledger) => expect(await ledger.due()).toEqual(['north']));
});

test('shorter than signed: says which trust and how many entries are missing', async () => {
  tamper(`delete from entry where trust = ${NORTH} and n >= 4`);
  const { code, detail } = await refusal();
  expect(code).toBe('LEDGER.RECORD_SHORTER');
  expect(detail).toMatch(
    /^The record of "north" is shorter than signed\. The checkpoint of \d+ \w+ \d{4} covers 6 entries, and only 4 are there: 2 entries at the end are missing\. .* Restore record\.db from a backup made after that checkpoint\.$/,
  );
});

test('different at the signed size, also when it is longer', async () => {
  tamper(`update entry set hashes = zeroblob(64) where trust = ${NORTH} and n = 5`);
  expect(await refusal()).toMatchObject({
    code: 'LEDGER.RECORD_DIFFERENT',
    detail: expect.stringMatching(
      /^The record of "north" is not the one that was signed\..*remit verify --trust north/,
    ) as string,
  });
});

test('an older copy of the record, put back', async () => {
  cpSync(file('record.db'), file('older.db'));
  await recorded(6, 3);
  copyFileSync(file('older.db'), file('record.db'));
  expect(await refusal()).toMatchObject({ code: 'LEDGER.RECORD_SHORTER' });
});

test('the record of somebody else, put in its place', async () => {
  const other = temporaryDirectory();
  const store = new SqliteRecordStore({ directory: other.path, access: 'write', durability: 'test-off' });
  for (let n = 0; n < 9; n += 1) await store.append('north', n - 1, [deterministicEntry('north', n, 'somebody else')]);
  for (let n = 0; n < 9; n += 1) await store.append('south', n - 1, [deterministicEntry('south', n, 'start')]);
  await store.close();
  copyFileSync(path.join(other.path, 'record.db'), file('record.db'));
  other.remove();
  expect(await refusal()).toMatchObject({ code: 'LEDGER.RECORD_DIFFERENT' });
});

test('a missing record is never made anew', async () => {
  rmSync(file('record.db'));
  expect(await refusal()).toMatchObject({
    code: 'LEDGER.RECORD_MISSING',
    detail: expect.stringMatching(/record\.db is missing although ledger\.db shows that a record was kept/) as string,
  });
  expect(existsSync(file('record.db'))).toBe(false);
});

test('a record that has lost everything, or its ledger too, is never made anew', async () => {
  for (const lost of ['record.db', 'ledger.db']) rmSync(file(lost));
  expect(await refusal()).toMatchObject({
    code: 'LEDGER.RECORD_MISSING',
    detail: expect.stringContaining('last-checkpoint.txt shows') as string,
  });
  // Made by other means, it has none of the entries that were signed.
  await openStore().close();
  expect(await refusal()).toMatchObject({ code: 'LEDGER.LEDGER_MISSING' });
});

test('an empty record in the place of the one that was signed', async () => {
  rmSync(file('record.db'));
  await openStore().close();
  expect(await refusal()).toMatchObject({
    code: 'LEDGER.RECORD_SHORTER',
    detail: expect.stringContaining('none of them is there') as string,
  });
});

describe('the write-ahead file', () => {
  /** The files as they lie while the process runs, as after a power cut. */
  async function cutOff(wal: (file: string) => void): Promise<void> {
    const taken = temporaryDirectory();
    await start(async (store, ledger) => {
      for (let n = 6; n < 20; n += 1) await store.append('north', n - 1, [deterministicEntry('north', n, 'start')]);
      await ledger.sign(['north']);
      // This process loses its locks on the files by copying them, which nobody else is there to notice.
      cpSync(directory.path, taken.path, { recursive: true, filter: (name) => !/writer\.lock|-shm$/.test(name) });
    });
    for (const name of ['record.db', 'record.db-wal', 'writer.txt', 'ledger.db', 'ledger.db-wal']) {
      rmSync(file(name), { force: true });
      if (existsSync(path.join(taken.path, name))) copyFileSync(path.join(taken.path, name), file(name));
    }
    taken.remove();
    expect(statSync(file('record.db-wal')).size).toBeGreaterThan(0);
    wal(file('record.db-wal'));
  }

  test('whole: it starts', async () => {
    await cutOff(() => undefined);
    await start(async (store) => expect(await store.heads()).toContainEqual({ trust: 'north', head: 19 }));
  });

  test('missing: the record says so before the ledger does; without its note the ledger does', async () => {
    await cutOff((wal) => rmSync(wal));
    await expect(start(() => Promise.resolve())).rejects.toThrow(/record\.db-wal is missing/);
    rmSync(file('writer.txt'));
    expect(await refusal()).toMatchObject({ code: 'LEDGER.RECORD_SHORTER' });
  });

  test('cut: the newest entries are gone', async () => {
    await cutOff((wal) => truncateSync(wal, Math.floor(statSync(wal).size / 2)));
    expect(await refusal()).toMatchObject({ code: 'LEDGER.RECORD_SHORTER' });
  });
});

describe('the ledger itself', () => {
  test('missing: no second history is begun', async () => {
    rmSync(file('ledger.db'));
    expect(await refusal()).toMatchObject({
      code: 'LEDGER.LEDGER_MISSING',
      detail: expect.stringContaining('last-checkpoint.txt shows that checkpoints were signed here') as string,
    });
    expect(existsSync(file('ledger.db'))).toBe(false);
  });

  test('put back to an earlier state', async () => {
    copyFileSync(file('ledger.db'), file('older.db'));
    await recorded(6, 2);
    copyFileSync(file('older.db'), file('ledger.db'));
    expect(await refusal()).toMatchObject({
      code: 'LEDGER.ROLLED_BACK',
      detail: expect.stringMatching(/shows that 4 checkpoints were signed here, and ledger\.db has only 2/) as string,
    });
  });

  test('with a checkpoint that was not signed here', async () => {
    const database = new DatabaseSync(file('ledger.db'));
    database.exec(
      'drop trigger checkpoint_is_never_changed; update checkpoint set size = 4 where size = 6; create trigger checkpoint_is_never_changed before update on checkpoint begin select raise(abort, 1); end',
    );
    database.close();
    expect(await refusal()).toMatchObject({ code: 'LEDGER.CHECKPOINT_ALTERED' });
  });

  test.each([
    ['emptied', () => truncateSync(file('ledger.db'), 0)],
    ['no database', () => writeFileSync(file('ledger.db'), 'nothing of the kind'.repeat(100))],
  ])('%s', async (_name, spoil) => {
    spoil();
    expect(await refusal()).toMatchObject({ code: 'LEDGER.FILE_UNSAFE' });
  });

  test('with a directory that was changed, also when nothing beside the key tells of it', async () => {
    const database = new DatabaseSync(file('ledger.db'));
    const { sql } = database
      .prepare("select sql from sqlite_schema where name = 'directory_leaf_is_never_changed'")
      .get()!;
    database.exec('drop trigger directory_leaf_is_never_changed');
    database.exec('update directory_leaf set hashes = zeroblob(64) where n = 1');
    database.exec(String(sql));
    database.close();
    expect(await refusal()).toMatchObject({ code: 'LEDGER.ROLLED_BACK' });
    rmSync(lastFile());
    expect(await refusal()).toMatchObject({
      code: 'LEDGER.CHECKPOINT_ALTERED',
      detail: expect.stringContaining('The directory of checkpoints in ledger.db') as string,
    });
  });

  test('without its key', async () => {
    rmSync(path.join(keysIn(directory.path), 'log-key.txt'));
    expect(await refusal()).toMatchObject({ code: 'LEDGER.KEY_MISSING' });
  });

  test('with the key of another installation', async () => {
    const other = temporaryDirectory();
    const store = new SqliteRecordStore({ directory: other.path, access: 'write', durability: 'test-off' });
    (await openLedger(other.path, store)).close();
    await store.close();
    copyFileSync(path.join(keysIn(other.path), 'log-key.txt'), path.join(keysIn(directory.path), 'log-key.txt'));
    other.remove();
    expect(await refusal()).toMatchObject({ code: 'LEDGER.LAST_CHECKPOINT_UNREADABLE' });
    rmSync(lastFile());
    expect(await refusal()).toMatchObject({ code: 'LEDGER.CHECKPOINT_ALTERED' });
  });

  test('with a note beside the key that was changed', async () => {
    writeFileSync(lastFile(), readFileSync(lastFile(), 'utf8').replace('\n2\n', '\n1\n'));
    expect(await refusal()).toMatchObject({ code: 'LEDGER.LAST_CHECKPOINT_UNREADABLE' });
  });

  test('whose note beside the key is one behind, as after a power cut, starts and puts it right', async () => {
    const before = readFileSync(lastFile());
    await recorded(6, 1);
    const newest = readFileSync(lastFile());
    writeFileSync(lastFile(), before);
    await start(async (_store, ledger) => {
      await ledger.sign([]);
    });
    expect(readFileSync(lastFile()).equals(newest)).toBe(true);
  });
});
