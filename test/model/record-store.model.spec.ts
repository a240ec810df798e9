import fc from 'fast-check';
import { MemoryRecordStore, type AppendResult, type NewEntry, type RecordStore, type StoredEntry } from '@remit/record';
import { SqliteRecordStore, type SqliteRecordStoreOptions } from '@remit/record-sqlite';
import { printedSeed } from '../support/seed.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { recordStoreCommands, type Model, type Real } from './record-store.commands.js';

const seed = printedSeed('MODEL_SEED');

type OpenStore = (options: SqliteRecordStoreOptions) => RecordStore;

/** Runs random commands on a store and on the one in memory. @returns how they differ, if they do. */
async function differenceFromMemory(open: OpenStore, numRuns: number): Promise<string | undefined> {
  const property = fc.asyncProperty(recordStoreCommands(), async (commands) => {
    const directory = temporaryDirectory();
    const openIt = () => open({ directory: directory.path, access: 'write', durability: 'test-off' });
    const real: Real = { store: openIt(), open: openIt };
    const model: Model = { memory: new MemoryRecordStore(), sent: [] };
    try {
      await fc.asyncModelRun(() => ({ model, real }), commands);
    } finally {
      await real.store.close();
      directory.remove();
    }
  });
  const details = await fc.check(property, { seed, numRuns });
  if (!details.failed) return undefined;
  return `${String(await fc.asyncDefaultReportMessage(details))}\n${String(details.errorInstance)}`;
}

describe('the SQLite store, compared with the one in memory', () => {
  it('gives the same answers whatever is sent to it', async () => {
    expect(await differenceFromMemory((options) => new SqliteRecordStore(options), 300)).toBeUndefined();
  }, 60_000);

  it.each<[string, OpenStore]>([
    ['never looks at the expected head', (options) => new HeadNeverChecked(options)],
    ['swaps two columns', (options) => new ColumnsSwapped(options)],
    ['stores an append a second time', (options) => new StoredTwice(options)],
    ['looks only at the first id of an append', (options) => new FirstIdOnly(options)],
    ['forgets the newest entry when it is opened again', (options) => new LastForgotten(options)],
  ])(
    'would catch a store that %s',
    async (_fault, open) => {
      expect(await differenceFromMemory(open, 100)).toContain('deep equality');
    },
    60_000,
  );
});

/** Appends wherever the head happens to be: the fault of Emmett's SQLite store. */
class HeadNeverChecked extends SqliteRecordStore {
  override async append(trust: string, _expected: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const head = (await this.heads()).find((known) => known.trust === trust)?.head ?? -1;
    return super.append(
      trust,
      head,
      entries.map((entry, i) => ({ ...entry, n: head + 1 + i })),
    );
  }
}

class ColumnsSwapped extends SqliteRecordStore {
  override async readAll(after: string, limit: number): Promise<readonly StoredEntry[]> {
    const entries = await super.readAll(after, limit);
    return entries.map((entry) => ({ ...entry, type: entry.recordedAt, recordedAt: entry.type }));
  }
}

/** Does not know an append again: as if the ids were new each time. */
class StoredTwice extends SqliteRecordStore {
  override async append(trust: string, expected: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const result = await super.append(trust, expected, entries);
    const again = entries.map((entry, i) => ({
      ...entry,
      n: result.head + 1 + i,
      id: entry.id.replace('-4000-', '-4001-'),
    }));
    return result.kind === 'appended' ? super.append(trust, result.head, again) : result;
  }
}

/** Takes an append for a known one by its first id: the fault of the first draft in the house style's report. */
class FirstIdOnly extends SqliteRecordStore {
  override async append(trust: string, expected: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const first = entries[0];
    const known = first === undefined ? undefined : await this.locate(trust, first.id);
    if (known === undefined || known !== expected + 1) return super.append(trust, expected, entries);
    const position = (await this.read(trust, known, 1))[0]!.position;
    return { kind: 'appended', head: expected + entries.length, position };
  }
}

/** Loses the end of the record, as a lost write-ahead file does. */
class LastForgotten extends SqliteRecordStore {
  private readonly forgotten = super.readAll('0', 1000).then((all) => all.at(-1)?.position);

  override async readAll(after: string, limit: number): Promise<readonly StoredEntry[]> {
    const forgotten = await this.forgotten;
    return (await super.readAll(after, limit)).filter(({ position }) => position !== forgotten);
  }
}
