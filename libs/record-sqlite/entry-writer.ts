import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { diskFailure } from '@remit/disk/nest';
import { invariant, InvariantBroken, type Id } from '@remit/kernel';
import { checkOrder, NOTHING_KNOWN, type AppendResult, type EntryNumber, type NewEntry } from '@remit/record';
import { canonicalFault, completedBy, HASH_BYTES, leafHash, placeOf, type ReadNode, type Sha256 } from '@remit/ledger';
import type { TreeKeeping } from './settings.js';

/** One call of `RecordStore.append`, checked and waiting to be stored. */
export interface AppendRequest {
  readonly trust: Id;
  readonly expectedHead: EntryNumber;
  readonly entries: readonly NewEntry[];
}

/** What became of a request: its answer, or the error of this request alone. */
export type Outcome = { readonly result: AppendResult } | { readonly refused: unknown };

/** Node's own, written here again because the ledger's other door brings all of Nest, and a store needs none of it. */
const sha256: Sha256 = (...parts) => Buffer.from(hash('sha256', Buffer.concat(parts), 'binary'), 'binary');

/** What stands in the place of the nodes where none are kept. */
const NO_TREE = new Uint8Array(HASH_BYTES);

type HeadRow = [trust: number, n: EntryNumber, recordedAt: string, hashes: Uint8Array];

/** The newest row of a trust: half of the nodes that an entry needs stand in the row before it. */
interface NewestRow {
  n: EntryNumber;
  hashes: Uint8Array;
}
type PlaceRow = [id: string, position: number];

/**
 * Stores groups of appends, each group in one transaction. Everything an answer depends on (heads, ids, positions) is
 * asked of SQLite inside the transaction and never remembered between two, so that a transaction that failed leaves
 * nothing behind here either.
 */
export class EntryWriter {
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly rollback: StatementSync;
  private readonly savepoint: StatementSync;
  private readonly release: StatementSync;
  private readonly rollbackToSavepoint: StatementSync;
  private readonly headOf: StatementSync;
  private readonly lastPosition: StatementSync;
  private readonly isStored: StatementSync;
  private readonly places: StatementSync;
  private readonly addTrust: StatementSync;
  private readonly addEntry: StatementSync;
  private readonly nodeAt: StatementSync;
  private readonly database: DatabaseSync;
  /** The greatest position; valid inside a transaction only. */
  private position = 0;

  constructor(
    database: DatabaseSync,
    private readonly tree: TreeKeeping,
  ) {
    const prepare = (sql: string) => database.prepare(sql, { returnArrays: true });
    this.database = database;
    this.begin = prepare('begin immediate');
    this.commit = prepare('commit');
    this.rollback = prepare('rollback');
    this.savepoint = prepare('savepoint one_append');
    this.release = prepare('release one_append');
    this.rollbackToSavepoint = prepare('rollback to one_append');
    this.headOf = prepare(`
      select trust.id, entry.n, entry.recorded_at, entry.hashes from trust join entry on entry.trust = trust.id
      where trust.name = ? order by entry.n desc limit 1`);
    this.lastPosition = prepare('select coalesce(max(position), 0) from entry');
    this.isStored = prepare(`select 1 from entry where id = unhex(?, '-')`);
    this.places = prepare(`
      select lower(hex(id)), position from entry where trust = :trust and n between :first and :last order by n`);
    this.addTrust = prepare('insert into trust (name) values (:name)');
    this.addEntry = prepare(`
      insert into entry (trust, n, id, type, recorded_at, bytes, hashes)
      values (?, ?, unhex(?, '-'), ?, ?, ?, ?)`);
    this.nodeAt = prepare(`
      select substr(hashes, ?1, ${String(HASH_BYTES)}) from entry where trust = ?2 and n = ?3`);
  }

  /**
   * Stores the requests in their order. A conflict, or a request that breaks a rule, leaves its neighbours alone.
   * @throws what SQLite throws when the transaction as a whole fails: then no request of the group is stored, unless it
   * was the commit itself that went wrong half-way.
   */
  write(group: readonly AppendRequest[]): readonly Outcome[] {
    try {
      return this.inTransaction(() => group.map((request) => this.append(request)));
    } catch (error) {
      if (diskFailure(error) !== 'constraint') throw error;
      // Every rule was looked at before the first insert, so this hardly ever happens, and appends need not pay for a
      // savepoint each (measured: a sixth of their cost) until it does.
      return this.inTransaction(() => group.map((request) => this.inSavepoint(request)));
    }
  }

  private inTransaction(store: () => readonly Outcome[]): readonly Outcome[] {
    this.begin.run();
    try {
      this.position = (this.lastPosition.get() as unknown as [number])[0];
      const outcomes = store();
      this.commit.run();
      return outcomes;
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  private undo(): void {
    // After some errors SQLite has rolled back by itself.
    if (!this.database.isTransaction) return;
    try {
      this.rollback.run();
    } catch {
      // The error that led here says more than that undoing failed as well.
    }
  }

  private inSavepoint(request: AppendRequest): Outcome {
    const before = this.position;
    this.savepoint.run();
    try {
      const outcome = this.append(request);
      this.release.run();
      return outcome;
    } catch (error) {
      if (diskFailure(error) !== 'constraint') throw error;
      this.rollbackToSavepoint.run();
      this.release.run();
      this.position = before;
      return { refused: error };
    }
  }

  private append({ trust, expectedHead, entries }: AppendRequest): Outcome {
    const row = this.headOf.get(trust) as unknown as HeadRow | undefined;
    const head = row?.[1] ?? NOTHING_KNOWN;
    if (row !== undefined && head !== expectedHead) return { result: this.answerOfBefore(row, expectedHead, entries) };
    if (head !== expectedHead || entries.some(({ id }) => this.isStored.get(id) !== undefined)) {
      return { result: { kind: 'conflict', head } };
    }
    const refused = row === undefined ? undefined : orderBroken({ n: head, recordedAt: row[2] }, entries[0]!);
    if (refused !== undefined) return { refused };
    const written = entries.map((entry) => ({ ...entry, bytes: Buffer.from(entry.canonical) }));
    const notCanonical = formBroken(trust, written);
    if (notCanonical !== undefined) return { refused: notCanonical };
    const trustNumber = row?.[0] ?? this.addTrust.run({ name: trust }).lastInsertRowid;
    const newest: NewestRow = { n: head, hashes: row?.[3] ?? NO_TREE };
    const readNode = this.treeOf(trustNumber, newest);
    for (const { n, id, type, recordedAt, bytes } of written) {
      const hashes = this.tree === 'kept' ? completedBy(sha256, n, leafHash(sha256, bytes), readNode) : NO_TREE;
      this.insert(trustNumber, n, id, type, recordedAt, bytes, hashes);
      newest.n = n;
      newest.hashes = hashes;
    }
    return {
      result: { kind: 'appended', head: expectedHead + entries.length, position: String(this.position) },
    };
  }

  /** Subscribers read positions in order and never look back, so a position must never appear below the greatest. */
  private insert(...row: readonly (string | number | bigint | Uint8Array)[]): void {
    const position = Number(this.addEntry.run(...row).lastInsertRowid);
    this.position += 1;
    invariant(
      position === this.position,
      `SQLite gave position ${String(position)} where ${String(this.position)} was due: the record is not dense.`,
    );
  }

  /** The nodes that earlier entries of the trust have completed, those of this transaction included. */
  private treeOf(trust: number | bigint, newest: NewestRow): ReadNode {
    return (level, index) => {
      const { row, offset } = placeOf({ level, index });
      if (row === newest.n) return newest.hashes.subarray(offset, offset + HASH_BYTES);
      const found = this.nodeAt.get(offset + 1, trust, row) as unknown as [Uint8Array] | undefined;
      invariant(found?.[0].length === HASH_BYTES, `The tree lacks node ${String(index)} of level ${String(level)}.`);
      return found[0];
    };
  }

  /** The append was decided on another head: either it is one that was stored before, or it comes too late. */
  private answerOfBefore(
    [trust, head]: HeadRow,
    expectedHead: EntryNumber,
    entries: readonly NewEntry[],
  ): AppendResult {
    const [first, last] = [expectedHead + 1, expectedHead + entries.length];
    const stored = this.places.all({ trust, first, last }) as unknown as PlaceRow[];
    const same = stored.length === entries.length && stored.every(([id], i) => id === withoutHyphens(entries[i]!.id));
    return same ? { kind: 'appended', head: last, position: String(stored.at(-1)![1]) } : { kind: 'conflict', head };
  }
}

function orderBroken(last: Pick<NewEntry, 'n' | 'recordedAt'>, next: NewEntry): unknown {
  try {
    checkOrder(last, next);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What is stored is hashed and signed as it is, so bytes that say the same in another way must never get in. */
function formBroken(
  trust: Id,
  entries: readonly { readonly n: EntryNumber; readonly bytes: Uint8Array }[],
): InvariantBroken | undefined {
  for (const { n, bytes } of entries) {
    const why = canonicalFault(bytes);
    if (why === undefined) continue;
    return new InvariantBroken(`Entry ${String(n)} of ${trust} is not the canonical JSON of anything (${why}).`);
  }
  return undefined;
}

function withoutHyphens(id: string): string {
  return id.replaceAll('-', '');
}
