import type { Id } from '@remit/kernel';
import { NOTHING_KNOWN, type EntryNumber } from '../domain/entry.js';
import {
  RecordStore,
  type AppendResult,
  type NewEntry,
  type Position,
  type StoredEntry,
  type Subscription,
  type TrustHead,
} from '../domain/record-store.js';
import { checkAppend, checkLimit, checkOrder, positionToNumber } from './append-rules.js';
import { Followers } from './followers.js';
import { StoreUnavailable } from './store-unavailable.js';

/**
 * A record store that forgets everything with the process. It keeps the whole contract of the port, so that tests and
 * examples may run on it, and it is the model that the durable stores are compared with.
 */
export class MemoryRecordStore extends RecordStore {
  private readonly entries: StoredEntry[] = [];
  private readonly byTrust = new Map<Id, StoredEntry[]>();
  private readonly byId = new Map<string, StoredEntry>();
  private readonly followers = new Followers({
    readAll: (after, limit) => this.readAll(after, limit),
    pause: () => Promise.resolve(),
  });
  private closed = false;

  override async append(trust: Id, expectedHead: EntryNumber, entries: readonly NewEntry[]): Promise<AppendResult> {
    this.mustBeOpen();
    checkAppend(trust, expectedHead, entries);
    const record = this.byTrust.get(trust) ?? [];
    const head = headOf(record);
    if (head !== expectedHead) return this.answerOfBefore(record, expectedHead, entries);
    if (entries.some(({ id }) => this.byId.has(id))) return { kind: 'conflict', head };
    checkOrder(record.at(-1), entries[0]!);
    return this.store(trust, record, entries);
  }

  override async read(trust: Id, from: EntryNumber, limit: number): Promise<readonly StoredEntry[]> {
    this.mustBeOpen();
    checkLimit(limit);
    const start = Math.max(from, 0);
    return this.byTrust.get(trust)?.slice(start, start + limit) ?? [];
  }

  override async readTexts(trust: Id, from: EntryNumber, limit: number): Promise<readonly string[]> {
    return (await this.read(trust, from, limit)).map(({ canonical }) => canonical);
  }

  /** What {@link read} gives, all of it and at once: for whoever works out hashes beside the record. */
  stored(trust: Id): readonly StoredEntry[] {
    return this.byTrust.get(trust) ?? [];
  }

  override async readAll(after: Position, limit: number): Promise<readonly StoredEntry[]> {
    this.mustBeOpen();
    checkLimit(limit);
    // Positions count from one, so the entry after position p stands at index p.
    const start = positionToNumber(after);
    return this.entries.slice(start, start + limit);
  }

  override follow(
    after: Position,
    handler: (entry: StoredEntry) => void | Promise<void>,
    onError: (error: unknown) => void,
  ): Subscription {
    return this.followers.start(after, handler, onError);
  }

  override async locate(trust: Id, id: string): Promise<EntryNumber | undefined> {
    this.mustBeOpen();
    const entry = this.byId.get(id);
    return entry?.trust === trust ? entry.n : undefined;
  }

  override async head(trust: Id): Promise<EntryNumber | undefined> {
    this.mustBeOpen();
    return this.byTrust.get(trust)?.at(-1)?.n;
  }

  override async heads(): Promise<readonly TrustHead[]> {
    this.mustBeOpen();
    return [...this.byTrust]
      .map(([trust, record]) => ({ trust, head: headOf(record) }))
      .sort((a, b) => (a.trust < b.trust ? -1 : 1));
  }

  override async close(): Promise<void> {
    this.closed = true;
    await this.followers.close();
  }

  /** The append was decided on another head: either it is one that was stored before, or it comes too late. */
  private answerOfBefore(
    record: readonly StoredEntry[],
    expectedHead: EntryNumber,
    entries: readonly NewEntry[],
  ): AppendResult {
    const stored = record.slice(expectedHead + 1, expectedHead + 1 + entries.length);
    const last = stored.at(-1);
    const same = stored.length === entries.length && stored.every(({ id }, i) => id === entries[i]!.id);
    return same && last !== undefined
      ? { kind: 'appended', head: last.n, position: last.position }
      : { kind: 'conflict', head: headOf(record) };
  }

  private store(trust: Id, record: StoredEntry[], entries: readonly NewEntry[]): AppendResult {
    for (const { n, id, type, recordedAt, canonical } of entries) {
      const position = String(this.entries.length + 1);
      const stored: StoredEntry = Object.freeze({ trust, position, n, id, type, recordedAt, canonical });
      this.entries.push(stored);
      this.byId.set(id, stored);
      record.push(stored);
    }
    this.byTrust.set(trust, record);
    this.followers.wake();
    return { kind: 'appended', head: headOf(record), position: String(this.entries.length) };
  }

  private mustBeOpen(): void {
    if (this.closed) throw new StoreUnavailable('closed', 'The record is closed: open it again to go on.');
  }
}

function headOf(record: readonly StoredEntry[]): EntryNumber {
  return record.at(-1)?.n ?? NOTHING_KNOWN;
}
