import type { Id } from '@remit/kernel';

/** An entry as it lies on the disk: its exact bytes, and what the store keeps beside them. Nothing of it is trusted. */
export interface StoredRow {
  readonly n: number;
  /** Its place in the whole store, from 1. */
  readonly position: number;
  /** 32 hexadecimal digits in upper case. */
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly bytes: Uint8Array;
  /** The nodes of the tree that the entry completes (see `placeOf`), one character from U+0000 to U+00FF for each byte. */
  readonly hashes: string;
}

/** A trust that has entries in the store. */
export interface StoredTrust {
  readonly trust: Id;
  readonly entries: number;
}

/** Something wrong with the store that belongs to no single entry, in a sentence. */
export interface StoreFault {
  readonly says: string;
}

/** The stored rows of a record, for whoever checks them. */
export abstract class StoredRows {
  /** All trusts of the store, by name. */
  abstract trusts(): readonly StoredTrust[];

  /**
   * The rows of a trust by their numbers, in pages: what comes while they are read comes as well. Numbers that are
   * missing, negative or too large come as they are.
   * @throws UnreadableRows when the file is damaged.
   */
  abstract pagesOf(trust: Id): Iterable<readonly StoredRow[]>;

  /**
   * What is wrong with the store as a whole: rows that are missing between others, rows of no trust, guards that were
   * taken away. @throws UnreadableRows when the file is damaged.
   */
  abstract faults(): readonly StoreFault[];
}

/** The file cannot be read to the end: it is damaged. The message is for people and says what the store says. */
export class UnreadableRows extends Error {
  override readonly name = 'UnreadableRows';
}
