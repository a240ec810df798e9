// Appends one entry after another until the store refuses, then tells how it stands. Argument: the data directory.
// Prints `ack <n>` for each entry, then `refused <why> <message>` twice, then `reads <count>`.
import { StoreUnavailable } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';

const ENTRIES_MAX = 5000;

const store = new SqliteRecordStore({
  directory: process.argv[2]!,
  access: 'write',
  program: 'the filler of the tests',
});
let head = -1;
while (head < ENTRIES_MAX && (await appendOne()));
await appendOne();
console.log(`reads ${String((await store.read('filled', 0, ENTRIES_MAX)).length)}`);
await store.close();

async function appendOne(): Promise<boolean> {
  try {
    await store.append('filled', head, [deterministicEntry('filled', head + 1, 'filler')]);
    head += 1;
    console.log(`ack ${String(head)}`);
    return true;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    console.log(`refused ${error.why} ${error.message}`);
    return false;
  }
}
