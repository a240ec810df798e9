import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { invariant } from '@remit/kernel';
import type { Entry } from '@remit/record';
import { decode, encode } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, DISK_FLOOR, diskFloor, type RunOptions, type Spread, timed, timeEachInTurn } from '../measure.js';
import { generateEntries, paceFor } from '../trust-entries.js';
import type { TrustSize } from '../trust-generator.js';

const APPENDS = 200;
const WRITERS = 32;
const APPENDS_EACH = 10;
const REPLAYED_TIMES = 2;
const BATCH = 200;
const PAGE = 2000;

/** A store under test: it takes entries as objects and gives them back as objects. */
interface Engine {
  readonly name: string;
  /** False when appends at the same time would share one transaction and be acknowledged too early. */
  readonly takesManyClients?: boolean;
  open(directory: string): Promise<OpenEngine> | OpenEngine;
}

interface OpenEngine {
  /** Durable when it resolves; checks that `expected` is the stream's last entry. */
  append(stream: string, expected: number, entries: readonly Entry[]): Promise<void>;
  /** Reads everything back as objects. @returns how many. */
  replay(): Promise<number>;
  close(): unknown;
}

const remit: Engine = {
  name: 'remit',
  open(directory) {
    const store = new SqliteRecordStore({ directory, access: 'write' });
    return {
      async append(stream, expected, entries) {
        const { kind } = await store.append(stream, expected, entries.map(encode));
        invariant(kind === 'appended', 'The benchmark met a conflict.');
      },
      async replay() {
        let count = 0;
        let after = '0';
        for (;;) {
          const page = await store.readAll(after, PAGE);
          for (const stored of page) if (decode(stored).n >= 0) count += 1;
          after = page.at(-1)?.position ?? after;
          if (page.length < PAGE) return count;
        }
      },
      close: () => store.close(),
    };
  },
};

/** By the name on the command line: the file under bench/peers/engines and what it exports. */
const PEERS: Readonly<Record<string, readonly [file: string, name: string]>> = {
  'emmett-sqlite': ['emmett-sqlite.mjs', 'emmettSqlite'],
  'emmett-sqlite-shared': ['emmett-sqlite.mjs', 'emmettSqliteShared'],
  'better-sqlite3': ['better-sqlite3.mjs', 'betterSqlite3'],
  lmdb: ['lmdb.mjs', 'lmdb'],
};

/** The scenarios of the peers: ours among them, under the same conditions. */
export const PEER_SCENARIOS = ['peer-remit', ...Object.keys(PEERS).map((name) => `peer-${name}`)];

/** The same appends and the same replay on another store, and on ours. */
export async function peer({ seed, directory: within, rounds }: RunOptions, scenario: string): Promise<Figure[]> {
  const name = scenario.replace('peer-', '');
  const engine = name === 'remit' ? remit : await load(PEERS[name]!);
  const directory = path.join(within, name);
  mkdirSync(directory);
  const open = await engine.open(directory);
  const replayed = await fill(open, { seed, trust: 'replayed', pace: paceFor(REPLAYED_TIMES, seed) });
  const alone = new Stream(open, 'alone', seed, 1 + rounds * APPENDS);
  const together = Array.from(
    { length: WRITERS },
    (_, at) => new Stream(open, `writer-${String(at)}`, seed, 1 + rounds * APPENDS_EACH),
  );
  for (const stream of [alone, ...together]) await stream.next();
  const best = await bestOf(rounds, {
    floor: () => diskFloor(within),
    alone: () => timeEachInTurn(Array.from({ length: APPENDS }), () => alone.next()),
    replay: () => all(() => open.replay()),
  });
  const { rate, failed } =
    engine.takesManyClients === false ? { rate: undefined, failed: 0 } : await atOnce(together, rounds);
  await open.close();
  const counted = replayed + 1 + rounds * APPENDS + WRITERS;
  const line = (what: string, value: number): Figure => ({
    scenario: `peers: ${engine.name}`,
    what,
    value,
    unit: '/s',
  });
  const refused = failed === 0 ? '' : ` (${String(failed)} of ${String(WRITERS)} were refused)`;
  return [
    { ...line('append of one entry, p50', best.alone.p50), unit: 'ms', floor: best.floor.p50, floorIs: DISK_FLOOR },
    line('append of one entry', 1000 / best.alone.mean),
    ...(rate === undefined ? [] : [line(`32 clients at once${refused}`, rate)]),
    line('entries read back as objects', (counted * 1000) / best.replay.mean),
  ];
}

async function load([file, name]: readonly [file: string, name: string]): Promise<Engine> {
  const module = (await import(path.join(import.meta.dirname, '../peers/engines', file))) as Record<string, Engine>;
  return module[name]!;
}

async function fill(engine: OpenEngine, size: TrustSize): Promise<number> {
  const entries = [...generateEntries(size)].map(({ entry }) => entry);
  for (let at = 0; at < entries.length; at += BATCH) {
    await engine.append(size.trust, at - 1, entries.slice(at, at + BATCH));
  }
  return entries.length;
}

interface AtOnce {
  /** Appends a second, of those that were not refused. */
  readonly rate: number;
  readonly failed: number;
}

/** The best round of 32 clients; the first in which an append fails is the last. */
async function atOnce(streams: readonly Stream[], rounds: number): Promise<AtOnce> {
  let best: AtOnce = { rate: 0, failed: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const before = streams.reduce((sum, { done }) => sum + done, 0);
    const took = await timed(() => Promise.all(streams.map((stream) => stream.several(APPENDS_EACH))));
    const failed = streams.reduce((sum, stream) => sum + stream.failed, 0);
    const rate = ((streams.reduce((sum, { done }) => sum + done, 0) - before) * 1000) / took;
    if (failed > 0) return { rate, failed };
    if (rate > best.rate) best = { rate, failed };
  }
  return best;
}

async function all(work: () => Promise<unknown>): Promise<Spread> {
  globalThis.gc?.();
  const took = await timed(work);
  return { p50: took, p99: took, mean: took };
}

/** Appends entries to a stream one at a time. */
class Stream {
  done = 0;
  failed = 0;
  private readonly entries: readonly Entry[];
  private head = -1;

  constructor(
    private readonly engine: OpenEngine,
    private readonly name: string,
    seed: number,
    count: number,
  ) {
    const entries: Entry[] = [];
    for (const { entry } of generateEntries({ seed, trust: name, pace: 1 })) {
      if (entries.push(entry) === count) break;
    }
    this.entries = entries;
  }

  async next(): Promise<void> {
    const entry = this.entries[this.head + 1]!;
    await this.engine.append(this.name, this.head, [entry]);
    this.head = entry.n;
  }

  /** Goes on until an append is refused. */
  async several(count: number): Promise<void> {
    for (let at = 0; at < count && this.failed === 0; at += 1) {
      await this.next().then(
        () => (this.done += 1),
        () => (this.failed += 1),
      );
    }
  }
}
