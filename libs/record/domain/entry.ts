import type { Id } from '@remit/kernel';

/** The number of an entry in its trust's record: 0, 1, 2, … without gaps. The axis of knowledge. */
export type EntryNumber = number;

/** The position before the first entry: nothing is known. */
export const NOTHING_KNOWN: EntryNumber = -1;

/** A number past every entry: everything recorded is known. */
export const LATEST: EntryNumber = 2_147_483_646;

/** Who recorded, and in what capacity. Ids only: personal details never stand in an entry in clear. */
export interface Actor {
  readonly id: Id;
  readonly as: string;
  readonly onBehalfOf?: Id;
}

/** A document that shows what was decided. */
export interface Evidence {
  readonly ref: string;
  readonly kind?: string;
  /** SHA-256 of the document, 64 hexadecimal digits. */
  readonly sha256?: string;
}

/** What every command may say about the decision behind it. Source: accountability contract, section 2. */
export interface Grounds {
  /** Civil date of the meeting or the paper: evidence, not an axis. */
  readonly decidedOn?: string;
  /** Reference of the decision that made it. */
  readonly decision?: string;
  readonly reason?: string;
  readonly evidence?: readonly Evidence[];
}

/**
 * One entry of a trust's record, as its canonical bytes say it.
 * Source: architecture, "Entries". `type` is past tense with a version, such as `SchemeAdopted.v1`.
 */
export interface Entry extends Grounds {
  readonly v: 1;
  readonly trust: Id;
  readonly n: EntryNumber;
  /** UUID derived from the command's id, so that the same command always makes the same entry. */
  readonly id: string;
  readonly type: string;
  /** UTC instant with milliseconds; never decreasing along the record, never back-dated. */
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly command: { readonly id: string; readonly name: string };
  readonly correlationId: string;
  readonly causationId: string;
  readonly provenance: 'live' | 'import';
  readonly data: unknown;
}
