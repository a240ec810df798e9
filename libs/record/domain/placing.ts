import type { Day } from '@remit/kernel';
import type { BitemporalList } from './bitemporal-list.js';
import type { EntryNumber } from './entry.js';
import type { Fact, Placement, StandingEntry } from './standing-entry.js';

/** A fact and where it is to stand. */
export interface Placing {
  readonly list: BitemporalList<unknown>;
  readonly fact: Fact<unknown>;
  /** Greatest wins; the entry number unless said otherwise. */
  readonly rank?: number;
  /** The day on which it gives up its place; the fact's own unless said otherwise. */
  readonly until?: Day;
}

/**
 * Brings an entry's places in the indexes up to date as known from `at` on: places that no longer hold are closed, new
 * ones added. Days that make an empty interval never hold and get no place.
 */
export function place(entry: StandingEntry, at: EntryNumber, wanted: readonly Placing[]): void {
  const standing = entry.placements;
  const placings = wanted.every(holds) ? wanted : wanted.filter(holds);
  if (placings.length === standing.length && placings.every((p, i) => same(p, standing[i]!))) return;
  for (const { list, row } of standing) list.close(row, at);
  entry.placements = placings.map(({ list, fact, rank = entry.n, until = fact.until }): Placement => {
    return { list, fact, row: list.add({ from: fact.from, until, since: at, rank }, fact) };
  });
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
