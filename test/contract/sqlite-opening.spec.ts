import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RecordInUse, SqliteRecordStore, UnsafeSetting, type Access } from '@remit/record-sqlite';
import { BEFORE_EVERYTHING, type StoredEntry } from '@remit/record';
import { mustAppend, sampleEntry } from '../../libs/record/testing/sample-entries.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const HOLDER = path.join(import.meta.dirname, '../support/record-holder.program.ts');

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const inDirectory = (name: string) => path.join(directory.path, name);
const open = (access: Access = 'write') => new SqliteRecordStore({ directory: directory.path, access });

async function makeRecord(): Promise<void> {
  const store = open();
  await mustAppend(store, 'a-trust', -1, 3);
  await store.close();
}

describe('one process writes', () => {
  it('refuses a second process and names the first', async () => {
    const holder = new TypeScriptChild(HOLDER, [directory.path]);
    await holder.line('holding');
    expect(() => open()).toThrow(RecordInUse);
    expect(() => open()).toThrow(
      new RegExp(
        `^Another Remit process \\(pid \\d+, the record holder of the tests\\) is writing to ${directory.path}; stop it first, or send your commands to it\\.$`,
      ),
    );
    await holder.end();
    await open().close();
  });

  it('lets the next one in when the holder was killed', async () => {
    const holder = new TypeScriptChild(HOLDER, [directory.path, '5']);
    await holder.line('holding');
    await holder.kill('SIGKILL');
    const store = open();
    expect(await store.heads()).toEqual([{ trust: 'held', head: 4 }]);
    await store.close();
  });

  it('refuses a second store of the same process, and leaves the first alone', async () => {
    const store = open();
    expect(() => open()).toThrow(RecordInUse);
    await mustAppend(store, 'a-trust', -1);
    await store.close();
    await open().close();
  });

  it('leaves nothing but the record and the lock behind', async () => {
    await makeRecord();
    expect(readdirSync(directory.path).sort()).toEqual(['record.db', 'writer.lock']);
  });

  it('says who writes while it writes', async () => {
    const store = new SqliteRecordStore({ directory: directory.path, access: 'write', program: 'remit serve' });
    expect(readFileSync(inDirectory('writer.txt'), 'utf8')).toBe(`pid ${String(process.pid)}, remit serve\n`);
    await store.close();
  });

  it('makes the directory', async () => {
    const store = new SqliteRecordStore({ directory: inDirectory('a/b'), access: 'write' });
    await mustAppend(store, 'a-trust', -1);
    await store.close();
  });
});

describe('others read', () => {
  it('reads beside the writer, sees what is committed, and cannot append', async () => {
    const writer = open();
    await mustAppend(writer, 'a-trust', -1);
    const reader = open('read');
    expect(await reader.read('a-trust', 0, 10)).toHaveLength(1);
    await mustAppend(writer, 'a-trust', 0);
    expect(await reader.read('a-trust', 0, 10)).toHaveLength(2);
    await expect(reader.append('a-trust', 1, [sampleEntry(2)])).rejects.toMatchObject({
      why: 'read-only',
      message: `The record in ${directory.path} was opened for reading. Send what is to be recorded to the process that writes.`,
    });
    await writer.close();
    expect(await reader.heads()).toEqual([{ trust: 'a-trust', head: 1 }]);
    await reader.close();
  });

  it('reads a closed record without a writer, and a backup, which can be written to as well', async () => {
    await makeRecord();
    const backup = inDirectory('backup');
    await new SqliteRecordStore({ directory: backup, access: 'write' }).close();
    rmSync(path.join(backup, 'record.db'));
    const database = new DatabaseSync(inDirectory('record.db'));
    database.exec(`vacuum into '${path.join(backup, 'record.db')}'`);
    database.close();
    for (const place of [directory.path, backup]) {
      for (const access of ['read', 'write', 'read'] as const) {
        const store = new SqliteRecordStore({ directory: place, access });
        expect(await store.readAll(BEFORE_EVERYTHING, 10)).toHaveLength(3);
        await store.close();
      }
    }
  });

  it('reads what a killed writer left', async () => {
    const holder = new TypeScriptChild(HOLDER, [directory.path, '5']);
    await holder.line('holding');
    await holder.kill('SIGKILL');
    const reader = open('read');
    expect(await reader.heads()).toEqual([{ trust: 'held', head: 4 }]);
    await reader.close();
    const writer = open();
    expect(await writer.heads()).toEqual([{ trust: 'held', head: 4 }]);
    await writer.close();
  });

  it('follows what another process records', async () => {
    await makeRecord();
    const reader = open('read');
    const seen: StoredEntry[] = [];
    const eight = new Promise<void>((resolve, reject) => {
      reader.follow(
        BEFORE_EVERYTHING,
        (entry) => {
          if (seen.push(entry) === 8) resolve();
        },
        reject,
      );
    });
    const holder = new TypeScriptChild(HOLDER, [directory.path, '5']);
    await eight;
    expect(seen).toEqual(await reader.readAll(BEFORE_EVERYTHING, 10));
    await holder.end();
    await reader.close();
  });
});

describe('what is not safe is refused', () => {
  const refusal = (access: Access = 'write') => {
    try {
      void open(access).close();
    } catch (error) {
      expect(error).toBeInstanceOf(UnsafeSetting);
      return (error as Error).message;
    }
    return 'It was not refused.';
  };

  it('a directory without a record, to a reader', () => {
    expect(refusal('read')).toBe(
      `There is no record in ${directory.path}. Check the directory, or start the process that records first: it makes one.`,
    );
  });

  it('a directory that cannot be written to', () => {
    writeFileSync(inDirectory('file'), '');
    const place = inDirectory('file/data');
    expect(() => new SqliteRecordStore({ directory: place, access: 'write' })).toThrow(
      /^The data directory .*\/file\/data cannot be written to \(ENOTDIR.*\)\. Give the account .* another directory\.$/,
    );
  });

  it.each<Access>(['write', 'read'])('a record of a newer Remit, to %s', async (access) => {
    await makeRecord();
    const database = new DatabaseSync(inDirectory('record.db'));
    database.exec('pragma user_version = 2');
    database.close();
    expect(refusal(access)).toBe(
      `${inDirectory('record.db')} was written by a newer Remit (schema 2; this program knows 1). Start that version or a later one.`,
    );
  });

  it.each<Access>(['write', 'read'])('a record that lost its tables, to %s', (access) => {
    const database = new DatabaseSync(inDirectory('record.db'));
    database.exec('create table something_else (a)');
    database.close();
    expect(refusal(access)).toMatch(
      /record\.db is not a whole record of Remit \(it lacks trust, entry, .*Put the files of the directory back from a backup\.$/,
    );
  });

  it('a newer record whose writer was killed, without touching its write-ahead file', async () => {
    const holder = new TypeScriptChild(HOLDER, [directory.path, '5']);
    await holder.line('holding');
    await holder.kill('SIGKILL');
    const database = new DatabaseSync(inDirectory('record.db'));
    const keepsItOpen = new DatabaseSync(inDirectory('record.db'), { readOnly: true });
    keepsItOpen.exec('begin; select * from entry');
    database.exec('pragma user_version = 2');
    database.close();
    keepsItOpen.close();
    const before = statSync(inDirectory('record.db-wal')).size;
    expect(refusal()).toMatch(/newer Remit/);
    expect(statSync(inDirectory('record.db-wal')).size).toBe(before);
    expect(refusal()).toMatch(/newer Remit/);
  });

  it('a record that lost a trigger', async () => {
    await makeRecord();
    const database = new DatabaseSync(inDirectory('record.db'));
    database.exec('drop trigger entry_never_goes');
    database.close();
    expect(refusal()).toMatch(/\(it lacks entry_never_goes\)/);
  });

  it.each<Access>(['write', 'read'])('a file that is no database, to %s', (access) => {
    writeFileSync(inDirectory('record.db'), 'This is a letter to the board. '.repeat(100));
    expect(refusal(access)).toMatch(
      /cannot be (opened|read) \(file is not a database.*The file is damaged or no record/,
    );
  });

  it('after a refusal the lock is free', () => {
    writeFileSync(inDirectory('record.db'), 'x'.repeat(2000));
    refusal();
    rmSync(inDirectory('record.db'));
    expect(refusal()).toBe('It was not refused.');
  });

  it('nothing that was left by a record in the making', async () => {
    for (const rest of ['', '-wal', '-journal']) writeFileSync(inDirectory(`record.db.new${rest}`), 'half');
    await makeRecord();
    expect(existsSync(inDirectory('record.db.new'))).toBe(false);
  });
});
