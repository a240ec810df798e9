import type { Id } from '@remit/kernel';
import type { EntryNumber } from './entry.js';

/** A place in the whole store: opaque, increasing, comparable only with others of the same store. Decimal text. */
export type Position = string;

/** The position before everything. */
export const BEFORE_EVERYTHING: Position = '0';

/** An entry to append. `bytes` is its canonical JSON, made once and never serialised again. */
export interface NewEntry {
  readonly n: EntryNumber;
  /** UUID in lower-case text; unique in the whole store. */
  readonly id: string;
  readonly type: string;
  /** UTC instant with milliseconds. */
  readonly recordedAt: string;
  /** Canonical JSON text of the whole entry (RFC 8785); the store keeps its UTF-8 bytes. */
  readonly canonical: string;
}

/** An entry as the store gives it back. */
export interface StoredEntry extends NewEntry {
  readonly trust: Id;
  readonly position: Position;
}

/** A conflict is a value: it is expected. */
export type AppendResult =
  | { readonly kind: 'appended'; readonly head: EntryNumber; readonly position: Position }
  | { readonly kind: 'conflict'; readonly head: EntryNumber };

export interface TrustHead {
  readonly trust: Id;
  readonly head: EntryNumber;
}

/** A running follower. `close` resolves when the handler will not be called again. */
export interface Subscription {
  close(): Promise<void>;
}

/**
 * Where records are kept. One trust, one stream; the stream's last entry number is what an append is checked against.
 * Fits SQLite and KurrentDB (expected revision on every append, positions opaque, `after` exclusive).
 * Every implementation passes the contract suite in `../testing/record-store.contract.ts`.
 */
export abstract class RecordStore {
  /**
   * Appends entries in one durable transaction: acknowledged means on disk, all of them or none.
   *
   * `expectedHead` is the number of the entry that the caller decided on, -1 for a record that does not exist yet; the
   * entries must be numbered on from it. Appending the same ids at the same place again gives the same answer and
   * stores nothing (the way to find out after an unknown outcome).
   * @throws InvariantBroken when the entries are none, not numbered on from `expectedHead`, or together larger than 1 MiB.
   */
  abstract append(trust: Id, expectedHead: EntryNumber, entries: readonly NewEntry[]): Promise<AppendResult>;

  /** Entries of one trust from number `from` (included), in order, at most `limit`. Empty for an unknown trust. */
  abstract read(trust: Id, from: EntryNumber, limit: number): Promise<readonly StoredEntry[]>;

  /** The canonical texts alone of what {@link read} gives: all that a replay needs. */
  abstract readTexts(trust: Id, from: EntryNumber, limit: number): Promise<readonly string[]>;

  /** Entries of all trusts after a position (exclusive), in the order of their positions, at most `limit`. */
  abstract readAll(after: Position, limit: number): Promise<readonly StoredEntry[]>;

  /**
   * Calls the handler for every entry after a position (exclusive), first those stored, then those to come, one at a
   * time, in order, each once. A batch of one append may come in several calls' time; a handler that throws ends it.
   */
  abstract follow(
    after: Position,
    handler: (entry: StoredEntry) => void | Promise<void>,
    onError: (error: unknown) => void,
  ): Subscription;

  /** The number of the entry with this id in the trust's record, if it has one. */
  abstract locate(trust: Id, id: string): Promise<EntryNumber | undefined>;

  /** The number of a trust's newest entry, if it has a record. */
  abstract head(trust: Id): Promise<EntryNumber | undefined>;

  /** All trusts that have a record, by name. */
  abstract heads(): Promise<readonly TrustHead[]>;

  /** Waits for appends under way and lets go of files and locks. */
  abstract close(): Promise<void>;
}

/** The most that one append may hold: the smallest limit of the stores (KurrentDB up to 25.0). Bytes of UTF-8. */
export const APPEND_BYTES_MAX = 1_048_576;
