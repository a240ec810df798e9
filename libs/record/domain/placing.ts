import type { Day } from '@remit/kernel';
import type { BitemporalList } from './bitemporal-list.js';
import type { EntryNumber } from './entry.js';
import { type Fact, NOWHERE, type Placement, type StandingEntry } from './standing-entry.js';

const ENTRIES_MAX = 2 ** 26;

/** Day and entry number as one rank: of the facts that hold, the one that started last wins, then the one recorded last. */
export function dayFirst(from: Day, n: EntryNumber): number {
  return from * ENTRIES_MAX + n;
}

/** A fact and where it is to stand. */
export interface Placing {
  readonly list: BitemporalList<unknown>;
  readonly fact: Fact<unknown>;
  /** Greatest wins; the entry number unless said otherwise, as by {@link dayFirst}. */
  readonly rank?: number;
  /** The day on which it gives up its place; the fact's own unless said otherwise. */
  readonly until?: Day;
}

/**
 * Brings an entry's places in the indexes up to date as known from `at` on: places that no longer hold are closed, new
 * ones added. Days that make an empty interval never hold and get no place.
 */
export function place(entry: StandingEntry, at: EntryNumber, wanted: readonly Placing[]): void {
  if (wanted.length === 1) {
    placeOne(entry, at, wanted[0]);
    return;
  }
  const standing = entry.placements;
  const placings = wanted.every(holds) ? wanted : wanted.filter(holds);
  if (placings.length === standing.length && placings.every((p, i) => same(p, standing[i]!))) return;
  leave(entry, at);
  entry.placements = placings.map((placing) => stand(placing, entry.n, at));
}

/** The same for an entry that has at most one place, as most have: a record has so many that lists of one would cost. */
export function placeOne(entry: StandingEntry, at: EntryNumber, wanted: Placing | undefined): void {
  const placing = wanted !== undefined && holds(wanted) ? wanted : undefined;
  const { placed } = entry;
  if (placing !== undefined && 'row' in placed && same(placing, placed)) return;
  leave(entry, at);
  entry.placed = placing === undefined ? NOWHERE : stand(placing, entry.n, at);
}

function leave({ placed }: StandingEntry, at: EntryNumber): void {
  if ('row' in placed) placed.list.close(placed.row, at);
  else for (const { list, row } of placed) list.close(row, at);
}

function stand({ list, fact, rank, until }: Placing, n: EntryNumber, at: EntryNumber): Placement {
  const rectangle = { from: fact.from, until: until ?? fact.until, since: at, rank: rank ?? n };
  return { list, fact, row: list.add(rectangle, fact) };
}

function holds({ fact }: Placing): boolean {
  return fact.from < fact.until;
}

function same({ list, fact }: Placing, placement: Placement): boolean {
  const stands = placement.fact;
  return (
    list === placement.list &&
    fact.data === stands.data &&
    fact.from === stands.from &&
    fact.until === stands.until &&
    fact.endedBy === stands.endedBy &&
    fact.endingBy === stands.endingBy &&
    fact.by === stands.by
  );
}

/** The value under a key, made when it is not there yet. */
export function under<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
