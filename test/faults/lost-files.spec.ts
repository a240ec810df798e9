import {
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
  closeSync,
} from 'node:fs';
import path from 'node:path';
import { BEFORE_EVERYTHING } from '@remit/record';
import { SqliteRecordStore, UnsafeSetting, type Access } from '@remit/record-sqlite';
import { mustAppend } from '../../libs/record/testing/sample-entries.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const HOLDER = path.join(import.meta.dirname, '../support/record-holder.program.ts');
const BOTH: readonly Access[] = ['write', 'read'];

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const file = (name = '') => path.join(directory.path, `record.db${name}`);
const open = (access: Access = 'write') => new SqliteRecordStore({ directory: directory.path, access });

/** A record of five entries whose writer was killed, so that they stand in the write-ahead file. */
async function recordOfKilledWriter(): Promise<void> {
  const holder = new TypeScriptChild(HOLDER, [directory.path, '5']);
  await holder.line('holding');
  await holder.kill('SIGKILL');
  expect(statSync(file('-wal')).size).toBeGreaterThan(0);
}

function refusal(access: Access): string {
  try {
    open(access);
  } catch (error) {
    expect(error).toBeInstanceOf(UnsafeSetting);
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

describe('a record that has lost a file (F10) is never taken for a new one', () => {
  it('refuses to go on without the write-ahead file, changes nothing, and goes on when it is back', async () => {
    await recordOfKilledWriter();
    const before = readFileSync(file());
    renameSync(file('-wal'), file('-kept'));
    rmSync(file('-shm'), { force: true });
    for (const access of BOTH) {
      expect(refusal(access)).toBe(
        `${file('-wal')} is missing although the last process that wrote was cut off: the newest entries were in it. Nothing was changed. Put the file back, or restore a backup; to go on without these entries, delete ${path.join(directory.path, 'writer.txt')}.`,
      );
    }
    expect(readFileSync(file()).equals(before)).toBe(true);
    renameSync(file('-kept'), file('-wal'));
    const store = open();
    expect(await store.heads()).toEqual([{ trust: 'held', head: 4 }]);
    await store.close();
  });

  it('goes on without it when the operator says so', async () => {
    await recordOfKilledWriter();
    for (const lost of ['-wal', '-shm']) rmSync(file(lost));
    rmSync(path.join(directory.path, 'writer.txt'));
    const store = open();
    expect(await store.heads()).toEqual([]);
    await mustAppend(store, 'a-trust', -1);
    await store.close();
  });

  it.each(BOTH)('refuses an emptied file and leaves the write-ahead file beside it, to %s', async (access) => {
    await recordOfKilledWriter();
    truncateSync(file(), 0);
    expect(refusal(access)).toMatch(/record\.db is empty although a record was kept there\. Nothing was changed\./);
    expect(statSync(file('-wal')).size).toBeGreaterThan(0);
  });

  it('refuses to make a new record beside the write-ahead file of another', async () => {
    await recordOfKilledWriter();
    rmSync(file());
    expect(refusal('write')).toMatch(
      /record\.db is missing although record\.db-wal shows that a record was kept there\./,
    );
    rmSync(file('-wal'));
    expect(refusal('write')).toMatch(/record\.db is missing although writer\.txt shows that a record was kept there\./);
    expect(existsSync(file())).toBe(false);
  });

  it('makes a new record where the directory holds nothing but the lock', async () => {
    await open().close();
    rmSync(file());
    await open().close();
    expect(existsSync(file())).toBe(true);
  });
});

describe('a damaged record (F9) fails closed', () => {
  const damage = async (spoil: () => void) => {
    const store = open();
    for (let n = 0; n < 300; n += 100) await mustAppend(store, 'a-trust', n - 1, 100);
    await store.close();
    spoil();
  };

  it.each(BOTH)('refuses a zeroed first page, to %s', async (access) => {
    await damage(() => {
      const handle = openSync(file(), 'r+');
      writeSync(handle, Buffer.alloc(4096), 0, 4096, 0);
      closeSync(handle);
    });
    expect(refusal(access)).toMatch(/file is not a database .* The file is damaged or no record/);
  });

  it('does not answer from a file that was cut', async () => {
    await damage(() => truncateSync(file(), Math.floor(statSync(file()).size / 8192) * 4096));
    const readIt = async () => {
      const store = open('read');
      try {
        return await store.readAll(BEFORE_EVERYTHING, 1000);
      } finally {
        await store.close();
      }
    };
    await expect(readIt()).rejects.toMatchObject({ message: expect.stringMatching(/malformed|damaged/) as string });
  });
});
