import { civilDate, FOREVER, type Id } from '@remit/kernel';
import { type Instrument, type PlainLine, plainLine } from '@remit/delegation';
import type { EntryNumber } from '@remit/record';
import type { TrustIndex } from '@remit/accountability';

/**
 * What the fingerprint of a scheme is taken of: everything that the scheme says, and nothing of when or how it is shown.
 * Two schemes that say the same have the same content: lines stand in the order of their functions, an empty list is left
 * out, and so is `delegatedFrom` when it is the board, which is what its absence means.
 */
export interface SchemeContent {
  readonly kind: 'scheme';
  readonly format: 1;
  readonly trust: Id;
  readonly scheme: Id;
  readonly version: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The scheme's own first day no longer; null when it says none. Being replaced by another scheme does not set it. */
  readonly until: string | null;
  readonly lines: readonly PlainLine[];
}

/** The content of a scheme. */
export function schemeContent(trust: Id, { id, version = '', from, until, lines }: Instrument): SchemeContent {
  return {
    kind: 'scheme',
    format: 1,
    trust,
    scheme: id,
    version,
    from: civilDate(from),
    until: until === FOREVER ? null : civilDate(until),
    lines: lines.all.map(plainLine).sort((a, b) => (a.function < b.function ? -1 : 1)),
  };
}

/** A scheme as it stood over a stretch of entries: a correction ends the stretch and may begin another. */
export interface SchemeStanding {
  readonly scheme: Instrument;
  /** The entry from which it stood so. */
  readonly since: EntryNumber;
  /** The entry that made it stand otherwise; null while none has. */
  readonly closedAt: EntryNumber | null;
}

/** Every scheme in every state in which it ever stood, as known at an entry, in the order of the entries. */
export function schemeStandings({ delegation }: TrustIndex, known: EntryNumber): SchemeStanding[] {
  return [...delegation.schemes.rowsKnownAt(known)].map(({ value, since, closedAt }) => ({
    scheme: value,
    since,
    closedAt,
  }));
}
