import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RecordInUse, SqliteRecordStore } from '@remit/record-sqlite';
import { mustAppend, sampleEntry } from '../../libs/record/testing/sample-entries.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const HOLDER = path.join(import.meta.dirname, '../support/record-holder.program.ts');

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const open = (access: 'write' | 'read' = 'write') => new SqliteRecordStore({ directory: directory.path, access });

describe('a writer that stands still (F11)', () => {
  it('keeps its right to write, and others are told so at once and may read', async () => {
    const holder = new TypeScriptChild(HOLDER, [directory.path, '3']);
    await holder.line('holding');
    holder.signal('SIGSTOP');
    try {
      const before = performance.now();
      expect(() => open()).toThrow(RecordInUse);
      expect(() => open()).toThrow(/^Another Remit process \(pid \d+, the record holder of the tests\) is writing to/);
      expect(performance.now() - before).toBeLessThan(1000);
      const reader = open('read');
      expect(await reader.heads()).toEqual([{ trust: 'held', head: 2 }]);
      await reader.close();
    } finally {
      holder.signal('SIGCONT');
      await holder.end();
    }
    await open().close();
  });
});

describe('two processes on one record (F12)', () => {
  it('lets one write, and the other when the first has ended', async () => {
    const first = new TypeScriptChild(HOLDER, [directory.path]);
    await first.line('holding');
    const second = new TypeScriptChild(HOLDER, [directory.path]);
    await expect(second.line('holding')).rejects.toThrow(/RecordInUse: Another Remit process/);
    await first.end();
    const third = new TypeScriptChild(HOLDER, [directory.path, '1']);
    await third.line('holding');
    await third.end();
  });
});

describe('a program that locks the record itself', () => {
  it('makes appends fail with a sentence for as long as it holds it', async () => {
    const store = open();
    await mustAppend(store, 'a-trust', -1);
    const browser = new DatabaseSync(path.join(directory.path, 'record.db'));
    browser.exec('begin immediate');
    await expect(store.append('a-trust', 0, [sampleEntry(1)])).rejects.toMatchObject({
      why: 'busy',
      message: `Another program holds the record in ${directory.path}, so nothing was recorded. Close it (a database browser, a backup), then try again.`,
    });
    expect(await store.read('a-trust', 0, 10)).toHaveLength(1);
    browser.exec('rollback');
    browser.close();
    await mustAppend(store, 'a-trust', 0);
    await store.close();
  });
});
