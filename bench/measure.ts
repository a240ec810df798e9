import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** What each scenario is told. */
export interface RunOptions {
  readonly seed: number;
  /** An empty directory of its own, on the disk that is measured. */
  readonly directory: string;
  /** How often each figure is measured; the best counts, because whatever else the machine does only makes it worse. */
  readonly rounds: number;
}

/** Milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly mean: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p99: at(0.99), mean: samples.reduce((sum, sample) => sum + sample, 0) / samples.length };
}

/** Times each call by itself. */
export function timeEach<T>(items: readonly T[], work: (item: T) => unknown): Spread {
  const samples = items.map((item) => {
    const start = performance.now();
    keep(work(item));
    return performance.now() - start;
  });
  return spreadOf(samples);
}

/** The same for work that is waited for, one call after the other. */
export async function timeEachInTurn<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<Spread> {
  const samples: number[] = [];
  for (const item of items) {
    const start = performance.now();
    keep(await work(item));
    samples.push(performance.now() - start);
  }
  return spreadOf(samples);
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  keep(await work());
  return performance.now() - start;
}

let kept: unknown;

/** Uses a result, so that the compiler cannot leave the work out. */
function keep(result: unknown): void {
  kept = result ?? kept;
}

/**
 * Measures several things by turns, round after round, and keeps the best of each: so a figure and its floor are taken
 * side by side, and what else the machine does in one round spoils neither for good.
 */
export async function bestOf<Name extends string>(
  rounds: number,
  things: Readonly<Record<Name, () => Promise<Spread> | Spread>>,
): Promise<Record<Name, Spread>> {
  const best: Partial<Record<Name, Spread>> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(things) as Name[]) {
      const now = await things[name]();
      const before = best[name] ?? now;
      best[name] = {
        p50: Math.min(now.p50, before.p50),
        p99: Math.min(now.p99, before.p99),
        mean: Math.min(now.mean, before.mean),
      };
    }
  }
  return best as Record<Name, Spread>;
}

const PAGE = Buffer.alloc(4096, 7);
const PAGES = 1024;

/**
 * The floor of everything durable: writing 4 KiB and one `fdatasync`, over and over into a file that is already there,
 * as a database does with its write-ahead file.
 */
export function diskFloor(directory: string, count = 200): Spread {
  const file = path.join(directory, 'floor');
  const handle = openSync(file, 'w');
  try {
    for (let page = 0; page < PAGES; page += 1) writeSync(handle, PAGE, 0, PAGE.length, page * PAGE.length);
    fdatasyncSync(handle);
    return timeEach(
      Array.from({ length: count }, (_, at) => (at % PAGES) * PAGE.length),
      (position) => {
        writeSync(handle, PAGE, 0, PAGE.length, position);
        fdatasyncSync(handle);
      },
    );
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}

export const DISK_FLOOR = 'one 4 KiB write and fdatasync';

/** Bytes on the heap that are in use. */
export function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
