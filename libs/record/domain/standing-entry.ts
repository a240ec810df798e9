import { ALWAYS, type Day, dayOf, FOREVER, untilDayOf } from '@remit/kernel';
import type { EntryNumber } from './entry.js';
import { allOf, type Few, fewOf } from './few.js';
import type { BitemporalList } from './bitemporal-list.js';

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
  /** The corrections that make that ending stand as it does. */
  readonly endingBy?: readonly EntryNumber[] | undefined;
}

/** A place that a fact takes in an index: where to end it when the record learns better. */
export interface Placement {
  readonly list: BitemporalList<unknown>;
  readonly row: number;
  readonly fact: Fact<unknown>;
}

/**
 * An entry as it stands since the last correction of it: a correction makes a new one in its place. It is itself the fact
 * that it states while no ending sets the last of its days, so that most entries need no second object.
 */
export class StandingEntry<Data = unknown> implements Fact<Data> {
  readonly from: Day;
  readonly until: Day;
  readonly endedBy = undefined;
  /** See {@link placements}. */
  placed: Few<Placement> = NOWHERE;

  /**
   * @param type without its version, such as `SchemeAdopted`
   * @param data what it says: its own data, or those of the correction that replaced them
   * @param live false while a live correction says that it should never have been recorded
   * @param by the corrections that make it stand as it does
   */
  constructor(
    readonly n: EntryNumber,
    readonly type: string,
    readonly data: Data,
    readonly live = true,
    readonly by: readonly EntryNumber[] = BY_ITSELF,
  ) {
    const { from, until } = data as { readonly from?: string; readonly until?: string };
    this.from = from === undefined ? ALWAYS : dayOf(from);
    this.until = untilDayOf(until);
  }

  /** The entry as it stands after a further correction, in the same places of the indexes. */
  corrected(live: boolean, data: Data, by: readonly EntryNumber[]): StandingEntry<Data> {
    const entry = new StandingEntry(this.n, this.type, data, live, by);
    entry.placed = this.placed;
    return entry;
  }

  /** Where it stands in the indexes now. */
  get placements(): readonly Placement[] {
    return allOf(this.placed);
  }

  set placements(placements: readonly Placement[]) {
    this.placed = fewOf(placements);
  }
}

/**
 * The entries of one kind under one id with one more, or with one in the place of its earlier standing. Unlike push() it
 * keeps no room for sixteen more: most ids have one.
 */
export function noted<T extends StandingEntry>(known: readonly T[], entry: T): readonly T[] {
  if (known.length === 0) return [entry];
  const at = known.findIndex(({ n }) => n === entry.n);
  return at < 0 ? [...known, entry] : known.with(at, entry);
}

/** The fact of an entry of knowledge only: it holds on every day. */
export function undatedFact<Data>({ n, by, data }: StandingEntry<Data>): Fact<Data> {
  return { n, by, data, from: ALWAYS, until: FOREVER, endedBy: undefined };
}

/** The places of what has none. */
export const NOWHERE: readonly never[] = [];
const BY_ITSELF: readonly never[] = [];
