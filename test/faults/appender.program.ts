// Appends without end, as 32 writers at once, and prints what it tries and what was acknowledged: to be killed.
// Arguments: the data directory; a word that makes this run's ids its own; `early` to print acknowledgements before
// there are any, which the test must notice.
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';

const [directory, run, mode] = [process.argv[2]!, process.argv[3]!, process.argv[4]];
const OWN = 16;
const SHARED = 16;

const store = new SqliteRecordStore({ directory, access: 'write', program: 'the appender of the tests' });
const heads = new Map((await store.heads()).map(({ trust, head }) => [trust, head]));

await Promise.all([
  ...Array.from({ length: OWN }, (_, i) => write(`own-${String(i)}`, `${run}-own`, 2)),
  ...Array.from({ length: SHARED }, (_, i) => write('shared', `${run}-${String(i)}`, 1)),
]);

async function write(trust: string, writer: string, count: number): Promise<never> {
  let head = heads.get(trust) ?? -1;
  for (;;) {
    const expectedHead = head;
    const entries = Array.from({ length: count }, (_, i) => deterministicEntry(trust, expectedHead + 1 + i, writer));
    const what = [trust, expectedHead, ...entries.map(({ id }) => id)].join(' ');
    // Written at once: standard output is a pipe, and on Linux Node writes to pipes synchronously.
    process.stdout.write(`try ${what}\n`);
    if (mode === 'early') process.stdout.write(`ack ${what}\n`);
    const result = await store.append(trust, expectedHead, entries);
    if (result.kind === 'appended' && mode !== 'early') process.stdout.write(`ack ${what}\n`);
    head = result.head;
  }
}
