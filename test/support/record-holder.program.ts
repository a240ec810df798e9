// Opens a record for writing and holds it until its standard input ends. Arguments: the data directory, and a number of
// entries to append first.
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from './deterministic-entry.js';

const [directory, count] = [process.argv[2]!, Number(process.argv[3] ?? 0)];
const store = new SqliteRecordStore({ directory, access: 'write', program: 'the record holder of the tests' });
for (let n = 0; n < count; n += 1) {
  await store.append('held', n - 1, [deterministicEntry('held', n, `holder-${String(n)}`)]);
}
console.log('holding');
process.stdin.resume().once('end', () => void store.close());
