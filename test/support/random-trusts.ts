import type { MatrixCell, Verdict } from '@remit/accountability';
import { canonicalJson, dayOf } from '@remit/kernel';
import { random, type Random } from '../oracle/random.js';
import { randomRecord } from '../oracle/random-record.js';
import type { Command } from '../oracle/types.js';
import type { PureTrust } from './pure-trust.js';
import { trustIfAccepted } from './shaped-trust.js';

/** A random record with the trust that was built of it. */
export interface RandomTrust {
  /** Makes the same record again: `randomRecord(seed)`. */
  readonly seed: number;
  readonly record: readonly Command[];
  readonly trust: PureTrust;
  /** Draws of its own, so that one record's questions do not depend on how many came before it. */
  readonly rnd: Random;
}

/** `PROPERTY_TIMES=20` tries twenty times as many records; give Jest a longer `--testTimeout` with it. */
const TIMES = Number(process.env['PROPERTY_TIMES'] ?? 1);

/**
 * Every fourth record is always the same: what a test wants to have met at least once it meets among these, and does not
 * owe to chance. `PROPERTY_ALWAYS=1` makes these records alone, to see whether that holds.
 */
const ALWAYS_EVERY = 4;
const ALWAYS_SEED = 2026;
const ALWAYS_ALONE = process.env['PROPERTY_ALWAYS'] === '1';

/** The seeds of the records that follow from the seed of a run. */
export function recordSeeds(seed: number, count: number): number[] {
  const seeds = Array.from({ length: count * TIMES }, (_, at) => {
    const from = at < count && at % ALWAYS_EVERY === 0 ? ALWAYS_SEED : seed;
    return (Math.imul(from, 1_000_003) + at) | 0;
  });
  return ALWAYS_ALONE ? seeds.filter((_, at) => at < count && at % ALWAYS_EVERY === 0) : seeds;
}

/** Random records, each recorded in a trust; everything follows from the seed. */
export function* randomTrusts(seed: number, count: number): Generator<RandomTrust> {
  for (const ofRecord of recordSeeds(seed, count)) {
    const record = randomRecord(ofRecord);
    const trust = trustIfAccepted(record);
    if (trust === undefined) throw new Error(`The trust refuses a command of randomRecord(${ofRecord}).`);
    yield { seed: ofRecord, record, trust, rnd: random(ofRecord ^ 0x5eed) };
  }
}

/** The days on which something in a record begins or ends, in order, each once. */
export function daysOf(record: readonly Command[]): number[] {
  return [...new Set(record.flatMap(({ data }) => datesIn(data)))].map(dayOf).sort((a, b) => a - b);
}

function datesIn(data: object): string[] {
  const { from, until, with: replacement } = data as Readonly<Record<string, unknown>>;
  const inner = typeof replacement === 'object' && replacement !== null ? datesIn(replacement) : [];
  return [...[from, until].filter((date) => typeof date === 'string'), ...inner];
}

/** All days of `[from, until)`. */
export function eachDay(from: number, until: number): number[] {
  return Array.from({ length: Math.max(until - from, 0) }, (_, at) => from + at);
}

/** A day on which something begins or ends, the one before or after it, or any day near the record. */
export function someDay({ rnd }: Pick<RandomTrust, 'rnd'>, days: readonly number[]): number {
  const day = rnd.pick(days) + rnd.pick([0, 0, -1, 1]);
  return rnd.chance(0.2) ? day + rnd.int(400) - 200 : day;
}

/** An entry number from -1 to the head; the head and its neighbours more often. */
export function someKnown({ rnd, trust }: Pick<RandomTrust, 'rnd' | 'trust'>): number {
  const { head } = trust.index;
  return rnd.chance(0.4) ? head : rnd.int(head + 2) - 1;
}

/** One text for everything that a verdict says. */
export function textOf(verdict: Verdict | MatrixCell | null | undefined): string {
  return canonicalJson(verdict ?? null);
}
