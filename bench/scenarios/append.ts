import path from 'node:path';
import { NOTHING_KNOWN, type NewEntry, type RecordStore } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, DISK_FLOOR, diskFloor, type RunOptions, type Spread, timed, timeEachInTurn } from '../measure.js';
import { generateStored } from '../trust-entries.js';

const APPENDS = 200;
const WRITERS = 32;
const APPENDS_EACH = 20;

/** Durable appends of one entry: one writer who waits for each, and 32 writers at a time, each with a trust of its own. */
export async function append({ seed, directory, ...options }: RunOptions): Promise<Figure[]> {
  const rounds = 3 * options.rounds;
  const store = new SqliteRecordStore({ directory: path.join(directory, 'append'), access: 'write' });
  const alone = new Writer(store, 'alone', seed, 1 + rounds * APPENDS);
  const bareStore = new SqliteRecordStore({
    directory: path.join(directory, 'bare'),
    access: 'write',
    tree: 'test-off',
  });
  const bare = new Writer(bareStore, 'alone', seed, 1 + rounds * APPENDS);
  const crowdOn = (crowdedStore: RecordStore) =>
    Array.from({ length: WRITERS }, (_, at) => {
      return new Writer(crowdedStore, `writer-${String(at)}`, seed, 1 + rounds * APPENDS_EACH);
    });
  const together = crowdOn(store);
  const bareTogether = crowdOn(bareStore);
  const allAtOnce = async (writers: readonly Writer[]): Promise<Spread> => {
    const took = await timed(() => Promise.all(writers.map((writer) => writer.several(APPENDS_EACH))));
    return { p50: took, p99: took, mean: took };
  };
  for (const writer of [alone, bare, ...together, ...bareTogether]) await writer.next();
  const best = await bestOf(rounds, {
    floor: () => diskFloor(directory, APPENDS),
    alone: () => timeEachInTurn(Array.from({ length: APPENDS }), () => alone.next()),
    bare: () => timeEachInTurn(Array.from({ length: APPENDS }), () => bare.next()),
    together: () => allAtOnce(together),
    bareTogether: () => allAtOnce(bareTogether),
  });
  await store.close();
  await bareStore.close();
  const rateOf = ({ mean }: Spread) => (WRITERS * APPENDS_EACH * 1000) / mean;
  const rate = rateOf(best.together);
  const sequential = 1000 / best.alone.mean;
  const scenario = 'append';
  return [
    {
      scenario,
      what: '1 writer, p50',
      value: best.alone.p50,
      unit: 'ms',
      floor: best.floor.p50,
      floorIs: DISK_FLOOR,
      target: { atMost: 1.6, floors: true },
    },
    { scenario, what: '1 writer, p99', value: best.alone.p99, unit: 'ms', floor: best.floor.p99, floorIs: DISK_FLOOR },
    { scenario, what: '1 writer', value: sequential, unit: '/s', floor: 1000 / best.floor.mean, floorIs: DISK_FLOOR },
    {
      scenario,
      what: '1 writer with the ledger, p50',
      value: best.alone.p50,
      unit: 'ms',
      floor: best.bare.p50,
      floorIs: 'the same without the tree of hashes',
      target: { atMost: 1.25, floors: true },
    },
    {
      scenario,
      what: '32 writers',
      value: rate,
      unit: '/s',
      floor: sequential,
      floorIs: '1 writer',
      target: { atLeast: 5, floors: true },
    },
    {
      scenario,
      what: '32 writers with the ledger',
      value: rate,
      unit: '/s',
      floor: rateOf(best.bareTogether),
      floorIs: 'the same without the tree of hashes',
      target: { atLeast: 0.8, floors: true },
    },
  ];
}

/** Appends the first entries of a generated trust, made beforehand, one at a time. */
export class Writer {
  private readonly entries: readonly NewEntry[];
  private head = NOTHING_KNOWN;

  constructor(
    private readonly store: RecordStore,
    private readonly trust: string,
    seed: number,
    count: number,
  ) {
    this.entries = firstOf(generateStored({ seed, trust, pace: 1 }), count);
  }

  async next(): Promise<void> {
    const entry = this.entries[this.head + 1]!;
    await this.store.append(this.trust, this.head, [entry]);
    this.head = entry.n;
  }

  async several(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.next();
  }
}

function firstOf(entries: Iterable<NewEntry>, count: number): NewEntry[] {
  const first: NewEntry[] = [];
  for (const entry of entries) {
    if (first.push(entry) === count) break;
  }
  return first;
}
