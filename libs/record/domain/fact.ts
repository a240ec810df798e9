import { type Day, dayOf, type Id, untilDayOf } from '@remit/kernel';
import type { BitemporalList } from './bitemporal-list.js';
import type { EntryNumber } from './entry.js';
import type { Placement, StandingEntry } from './standing-entry.js';

/** What an entry says, with the days on which it holds after endings and corrections. */
export interface Fact<Data> {
  readonly n: EntryNumber;
  /** The corrections that make it stand as it does. */
  readonly by: readonly EntryNumber[];
  readonly data: Data;
  readonly from: Day;
  readonly until: Day;
  /** The ending command's entry that set `until`, when one did. */
  readonly endedBy: EntryNumber | undefined;
}

/** What can be claimed: a dated thing. */
export interface Claimed {
  readonly from: string;
  readonly until?: string;
}

/** What ends it. */
export interface Ended {
  readonly until: string;
}

/** Everything recorded under one id: the entries that brought it about and the entries that ended it. */
export class Subject<Claim extends Claimed, Ending extends Ended = Ended> {
  readonly claims: StandingEntry<Claim>[] = [];
  readonly endings: StandingEntry<Ending>[] = [];

  constructor(readonly id: Id) {}

  /** The claims that stand, leaving out entry `without`. */
  liveClaims(without?: EntryNumber): StandingEntry<Claim>[] {
    return this.claims.filter((claim) => claim.live && claim.n !== without);
  }

  /**
   * The days on which a claim holds: its own, unless an ending set the last of them. An ending is about the youngest
   * claim before it; of several endings the latest entry wins (contract, section 2). Leaves out an ending `without`; an
   * ending of a claim that is about to be replaced stays about that claim.
   */
  lifeOf(claim: StandingEntry<Claim>, without?: EntryNumber): Fact<Claim> {
    const ending = this.endings.findLast(
      (candidate) => candidate.live && candidate.n !== without && this.claimBefore(candidate.n) === claim,
    );
    return {
      n: claim.n,
      by: claim.by,
      data: claim.data,
      from: dayOf(claim.data.from),
      until: untilDayOf(ending === undefined ? claim.data.until : ending.data.until),
      endedBy: ending?.n,
    };
  }

  private claimBefore(n: EntryNumber): StandingEntry<Claim> | undefined {
    return this.claims.findLast((claim) => claim.live && claim.n < n);
  }
}

/** The fact of an entry that nothing but a correction can end. */
export function undyingFact<Data extends Claimed>(entry: StandingEntry<Data>): Fact<Data> {
  return {
    n: entry.n,
    by: entry.by,
    data: entry.data,
    from: dayOf(entry.data.from),
    until: untilDayOf(entry.data.until),
    endedBy: undefined,
  };
}

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
  const placings = wanted.filter(({ fact }) => fact.from < fact.until);
  if (placings.length === 0 && entry.placements.length === 0) return;
  const kept = placings.length === entry.placements.length && placings.every((p, i) => same(p, entry.placements[i]!));
  if (kept) return;
  for (const { list, row } of entry.placements) list.close(row, at);
  entry.placements = placings.map(({ list, fact, rank = entry.n, until = fact.until }): Placement => {
    return { list, fact, row: list.add({ from: fact.from, until, since: at, rank }, fact) };
  });
}

function same({ list, fact }: Placing, placement: Placement): boolean {
  const stands = placement.fact;
  return (
    list === placement.list &&
    fact.data === stands.data &&
    fact.from === stands.from &&
    fact.until === stands.until &&
    fact.endedBy === stands.endedBy &&
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
