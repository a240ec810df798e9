import type { Day } from '@remit/kernel';
import type { EntryNumber } from './entry.js';
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
 * An entry as it stands after the corrections known so far. The indexes of the contexts are made of these; what was
 * known before is kept in the rows of the lists, not here.
 */
export interface StandingEntry<Data = unknown> {
  readonly n: EntryNumber;
  /** The type without its version, such as `SchemeAdopted`. */
  readonly type: string;
  /** False while a live correction says that it should never have been recorded. */
  live: boolean;
  /** What it says: its own data, or those of the correction that replaced them. */
  data: Data;
  /** The corrections that make it stand as it does, so that an answer can name them. */
  by: readonly EntryNumber[];
  /** Where it stands in the indexes now. */
  placements: readonly Placement[];
}
