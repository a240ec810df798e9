import { type EntryNumber, LATEST } from './entry.js';

/** What `Correct` says: entry `entry` should never have been recorded, or stands with other data. */
export type EntryCorrected =
  | { readonly entry: EntryNumber; readonly how: 'void'; readonly reason: string }
  | {
      readonly entry: EntryNumber;
      readonly how: 'replace';
      readonly reason: string;
      readonly with: Readonly<Record<string, unknown>>;
    };

/** How an entry stands after the corrections known so far. */
export interface Standing {
  readonly live: boolean;
  /** The data that count, or `undefined` when the entry's own data do. */
  readonly replacedBy: Readonly<Record<string, unknown>> | undefined;
  /** The corrections that make it so, oldest first. */
  readonly by: readonly EntryNumber[];
}

interface Correction {
  readonly n: EntryNumber;
  readonly says: EntryCorrected;
}

const UNTOUCHED: Standing = { live: true, replacedBy: undefined, by: [] };

/**
 * The corrections of a record. Source: accountability contract, section 6: an entry is void when at least one live
 * `void` targets it; the live `replace` with the greatest number gives the data; corrections can be corrected too.
 */
export class Corrections {
  private readonly aimedAt = new Map<EntryNumber, Correction[]>();
  private readonly targets = new Map<EntryNumber, EntryNumber>();

  /** Takes a correction in. @returns the entry at the bottom that may stand differently now: never itself a correction. */
  add(n: EntryNumber, says: EntryCorrected): EntryNumber {
    const others = this.aimedAt.get(says.entry);
    if (others === undefined) this.aimedAt.set(says.entry, [{ n, says }]);
    else others.push({ n, says });
    this.targets.set(n, says.entry);
    return this.bottomOf(n);
  }

  /** How an entry stands. @param known corrections after this entry do not count; left out: all count */
  standing(n: EntryNumber, known: EntryNumber = LATEST): Standing {
    const corrections = this.aimedAt.get(n);
    if (corrections === undefined) return UNTOUCHED;
    let standing = UNTOUCHED;
    for (const correction of corrections) if (correction.n <= known) standing = this.apply(correction, standing, known);
    return standing;
  }

  private apply(correction: Correction, sofar: Standing, known: EntryNumber): Standing {
    // A correction is always younger than its target, so this recursion ends at the newest.
    const own = this.standing(correction.n, known);
    if (!own.live) return sofar;
    const says = (own.replacedBy as EntryCorrected | undefined) ?? correction.says;
    const by = [...sofar.by, correction.n, ...own.by];
    return says.how === 'void'
      ? { ...sofar, live: false, by }
      : { ...sofar, replacedBy: says.with, by: sofar.live ? [correction.n, ...own.by] : by };
  }

  private bottomOf(n: EntryNumber): EntryNumber {
    const target = this.targets.get(n);
    return target === undefined ? n : this.bottomOf(target);
  }
}
