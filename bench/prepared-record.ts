import { closeSync, fsyncSync, openSync } from 'node:fs';
import path from 'node:path';
import type { NewEntry, RecordStore } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { generateStored } from './trust-entries.js';
import type { TrustSize } from './trust-generator.js';

const BATCH = 500;
const BATCH_CHARACTERS = 300_000;

/** Puts generated trusts into a record on disk, fast: without waiting for the disk, which is not what is measured here. */
export async function prepareRecord(directory: string, sizes: readonly TrustSize[]): Promise<number> {
  const store = new SqliteRecordStore({ directory, access: 'write', durability: 'test-off' });
  let count = 0;
  for (const size of sizes) count += await load(store, size);
  await store.close();
  flush(path.join(directory, 'record.db'));
  return count;
}

/** Has the disk take what was only handed to it, so that it does not do so while something else is measured. */
function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

async function load(store: RecordStore, size: TrustSize): Promise<number> {
  let batch: NewEntry[] = [];
  let characters = 0;
  let head = -1;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await store.append(size.trust, head, batch);
    head += batch.length;
    batch = [];
    characters = 0;
  };
  for (const entry of generateStored(size)) {
    if (batch.length === BATCH || characters + entry.canonical.length > BATCH_CHARACTERS) await flush();
    batch.push(entry);
    characters += entry.canonical.length;
  }
  await flush();
  return head + 1;
}
