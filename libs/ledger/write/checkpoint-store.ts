import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Access, Durability } from '@remit/disk/nest';
import { invariant } from '@remit/kernel';
import { concatBytes } from '../domain/bytes.js';
import { completedBy, HASH_BYTES, leafHash, placeOf, type ReadNode } from '../domain/merkle-tree.js';
import { ledgerIsThere, openLedgerDatabase, unwritten } from './ledger-database.js';
import { sha256 } from './node-primitives.js';

/** A checkpoint that was signed: what it says, and the note itself. */
export interface SignedCheckpoint {
  /** The origin. */
  readonly log: string;
  /** How many entries of the log it covers. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The signed note, byte for byte. */
  readonly note: Uint8Array;
  /** The hashes of the compact range, 32 bytes each, from left to right: what the next checkpoint grows from. */
  readonly peaks: readonly Uint8Array[];
  /** UTC instant with milliseconds. */
  readonly madeAt: string;
}

/** A checkpoint that is kept, with the number that its anchors refer to. */
export interface KeptCheckpoint extends SignedCheckpoint {
  readonly id: number;
}

/** What somebody outside has said of a checkpoint. */
export interface Anchor {
  readonly kind: 'cosignature' | 'timestamp';
  /** Who: the name of a witness's key, or that of a time-stamping authority. */
  readonly by: string;
  /** When they say it was. UTC instant. */
  readonly at: string;
  /** A signature line of a note, or a time-stamp token. */
  readonly bytes: Uint8Array;
}

/** What somebody outside has said of a log, and of which checkpoint. */
export interface OutsideWord extends Anchor {
  readonly checkpoint: KeptCheckpoint;
}

/** A leaf of the directory as it is stored, with what is kept of the checkpoint that it points to. */
export interface DirectoryRow {
  readonly n: number;
  readonly points: Pick<SignedCheckpoint, 'log' | 'size' | 'note'> | undefined;
  readonly hashes: Uint8Array;
}

/** A key that has signed checkpoints of a log. */
export interface UsedKey {
  readonly vkey: string;
  /** When the first checkpoint that it signed was made. UTC instant. */
  readonly from: string;
}

type Row = [id: number, log: string, size: number, root: Uint8Array, note: Uint8Array, peaks: Uint8Array, at: string];

const COLUMNS = 'id, log, size, root, note, peaks, made_at';
const NEWEST = 'order by size desc, id desc limit 1';

/** Keeps the signed checkpoints of all logs, and the tree of the directory, in `ledger.db`. Nothing in it ever changes. */
export class CheckpointStore {
  private readonly statements = new Map<string, StatementSync>();
  /** By log, the newest word of each outside, the oldest first; up to the anchor with the number `lastAnchor`. */
  private readonly words = new Map<string, Map<string, OutsideWord>>();
  private lastAnchor = 0;

  private constructor(private readonly database: DatabaseSync) {}

  /**
   * Opens the ledger of a data directory; makes it when there is none and `access` is `write`.
   * @throws LedgerFault when it is not there, or not safe to use.
   */
  static open(directory: string, access: Access, durability: Durability = 'full'): CheckpointStore {
    return new CheckpointStore(openLedgerDatabase(directory, access, durability));
  }

  /** Whether a data directory has a ledger. */
  static isIn(directory: string): boolean {
    return ledgerIsThere(directory);
  }

  /** The newest checkpoint of a log: the largest, and of several of one size the last. */
  latest(log: string): KeptCheckpoint | undefined {
    return this.one(`select ${COLUMNS} from checkpoint where log = ? ${NEWEST}`, log);
  }

  /** All checkpoints of a log, from the smallest on. */
  all(log: string): readonly KeptCheckpoint[] {
    return this.many(`select ${COLUMNS} from checkpoint where log = ? order by size, id`, log);
  }

  /** The newest checkpoint of a log with exactly this size. */
  ofSize(log: string, size: number): KeptCheckpoint | undefined {
    return this.one(`select ${COLUMNS} from checkpoint where log = ? and size = ? ${NEWEST}`, log, size);
  }

  /** The origins of all logs that have a checkpoint, in order. */
  logs(): readonly string[] {
    return this.rows('select distinct log from checkpoint order by log').map(([log]) => String(log));
  }

  /**
   * Keeps a checkpoint of a trust and makes it the next leaf of the directory, in one transaction.
   * @param vkeys the keys that have signed it
   */
  addOfTrust(checkpoint: SignedCheckpoint, vkeys: readonly string[]): KeptCheckpoint {
    return this.inTransaction(() => {
      const id = this.insert(checkpoint, vkeys);
      const n = this.directorySize();
      const hashes = completedBy(sha256, n, leafHash(sha256, checkpoint.note), this.directoryTree);
      this.run('insert into directory_leaf (n, checkpoint, hashes) values (?, ?, ?)', n, id, hashes);
      return { ...checkpoint, id };
    });
  }

  /** Keeps a checkpoint of the directory. @param vkeys the keys that have signed it */
  addOfDirectory(checkpoint: SignedCheckpoint, vkeys: readonly string[]): KeptCheckpoint {
    return this.inTransaction(() => ({ ...checkpoint, id: this.insert(checkpoint, vkeys) }));
  }

  /** How many leaves the directory has, signed or not yet. */
  directorySize(): number {
    return Number(this.rows('select coalesce(max(n), -1) + 1 from directory_leaf')[0]![0]);
  }

  /** The exact bytes of a leaf of the directory: the note of a trust's checkpoint. */
  directoryLeaf(n: number): Uint8Array {
    const [row] = this.rows(
      'select note from checkpoint where id = (select checkpoint from directory_leaf where n = ?)',
      n,
    );
    invariant(row !== undefined, `The directory has no leaf ${String(n)}.`);
    return row[0] as Uint8Array;
  }

  /** All rows of the directory as they are, in order; `points` is missing where a leaf points to nothing. */
  directoryRows(): readonly DirectoryRow[] {
    const rows = this.rows(
      `select n, hashes, log, size, note from directory_leaf
       left join checkpoint on checkpoint.id = directory_leaf.checkpoint order by n`,
    );
    return rows.map(([n, hashes, log, size, note]) => ({
      n: Number(n),
      hashes: hashes as Uint8Array,
      points: typeof log !== 'string' ? undefined : { log, size: Number(size), note: note as Uint8Array },
    }));
  }

  /** The leaf of the directory that a trust's checkpoint is. */
  leafOf(checkpoint: number): number | undefined {
    const [row] = this.rows('select n from directory_leaf where checkpoint = ?', checkpoint);
    return row === undefined ? undefined : Number(row[0]);
  }

  /** Reads the stored nodes of the directory's tree; one that is not stored throws. */
  readonly directoryTree: ReadNode = (level, index) => {
    const { row, offset } = placeOf({ level, index });
    const [found] = this.rows(
      `select substr(hashes, ?, ${String(HASH_BYTES)}) from directory_leaf where n = ?`,
      offset + 1,
      row,
    );
    const hash = found?.[0] as Uint8Array | undefined;
    invariant(
      hash?.length === HASH_BYTES,
      `The tree of the directory lacks node ${String(index)} of level ${String(level)}.`,
    );
    return hash;
  };

  /** The keys that have signed checkpoints of a log, the latest first. */
  keysOf(log: string): readonly UsedKey[] {
    const rows = this.rows(
      `select vkey, (select made_at from checkpoint where id = log_key.checkpoint) from log_key where log = ?
       order by id desc`,
      log,
    );
    return rows.map(([vkey, from]) => ({ vkey: String(vkey), from: String(from) }));
  }

  /** Keeps what somebody outside has said of a checkpoint. @param checkpoint its number */
  addAnchor(checkpoint: number, { kind, by, at, bytes }: Anchor): void {
    this.run(
      'insert into anchor (checkpoint, kind, by, at, bytes) values (?, ?, ?, ?, ?)',
      checkpoint,
      kind,
      by,
      at,
      bytes,
    );
  }

  /** What others have said of a checkpoint, in the order in which it came. @param checkpoint its number */
  anchorsOf(checkpoint: number): readonly Anchor[] {
    return this.anchorsWhere('checkpoint = ?', checkpoint);
  }

  /** The newest checkpoint of a trust that stands among the first `leaves` of the directory. */
  latestAmong(log: string, leaves: number): KeptCheckpoint | undefined {
    const within = '(select n from directory_leaf where directory_leaf.checkpoint = checkpoint.id) < ?';
    return this.one(`select ${COLUMNS} from checkpoint where log = ? and ${within} ${NEWEST}`, log, leaves);
  }

  /**
   * The newest word on a log of everybody outside who has said anything of it, with the checkpoint that it is about; the
   * newest of all first. Anchors are only ever added, so that each is read once, whichever process has added it.
   */
  outsideOf(log: string): readonly OutsideWord[] {
    const rows = this.rows(
      `select max(anchor.id), checkpoint.id, log from anchor join checkpoint on checkpoint.id = anchor.checkpoint
       where anchor.id > ? group by log, kind, "by" order by 1`,
      this.lastAnchor,
    );
    for (const [id, checkpoint, of] of rows) this.putWord(String(of), Number(id), Number(checkpoint));
    return [...(this.words.get(log)?.values() ?? [])].reverse();
  }

  private putWord(log: string, id: number, checkpoint: number): void {
    const anchor = this.anchorsWhere('id = ?', id)[0]!;
    const about = this.one(`select ${COLUMNS} from checkpoint where id = ?`, checkpoint)!;
    const words = this.words.get(log) ?? new Map<string, OutsideWord>();
    const who = `${anchor.kind} ${anchor.by}`;
    // Taken out first, so that it comes behind those that are older.
    words.delete(who);
    this.words.set(log, words.set(who, { ...anchor, checkpoint: about }));
    this.lastAnchor = id;
  }

  private anchorsWhere(condition: string, value: number): readonly Anchor[] {
    const rows = this.rows(`select kind, by, at, bytes from anchor where ${condition} order by id`, value);
    return rows.map(([kind, by, at, bytes]) => ({
      kind: kind as Anchor['kind'],
      by: String(by),
      at: String(at),
      bytes: bytes as Uint8Array,
    }));
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private insert({ log, size, root, note, peaks, madeAt }: SignedCheckpoint, vkeys: readonly string[]): number {
    const id = this.run(
      'insert into checkpoint (log, size, root, note, peaks, made_at) values (?, ?, ?, ?, ?, ?)',
      log,
      size,
      root,
      note,
      concatBytes(peaks),
      madeAt,
    );
    for (const vkey of vkeys) {
      this.run('insert or ignore into log_key (log, vkey, checkpoint) values (?, ?, ?)', log, vkey, id);
    }
    return id;
  }

  private inTransaction<T>(work: () => T): T {
    try {
      this.database.exec('begin immediate');
      const done = work();
      this.database.exec('commit');
      return done;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('rollback');
      throw unwritten(this.database.location() ?? 'the ledger', error);
    }
  }

  private one(sql: string, ...values: readonly (string | number)[]): KeptCheckpoint | undefined {
    return this.many(sql, ...values)[0];
  }

  private many(sql: string, ...values: readonly (string | number)[]): readonly KeptCheckpoint[] {
    const rows = this.rows(sql, ...values) as unknown as Row[];
    return rows.map(([id, log, size, root, note, peaks, madeAt]) => ({
      id,
      log,
      size,
      root,
      note,
      peaks: Array.from({ length: peaks.length / HASH_BYTES }, (_, i) =>
        peaks.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
      ),
      madeAt,
    }));
  }

  private rows(sql: string, ...values: readonly (string | number)[]): readonly (readonly unknown[])[] {
    return this.statement(sql).all(...values) as unknown as readonly unknown[][];
  }

  private run(sql: string, ...values: readonly (string | number | Uint8Array)[]): number {
    return Number(this.statement(sql).run(...values).lastInsertRowid);
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql) ?? this.database.prepare(sql, { returnArrays: true });
    this.statements.set(sql, known);
    return known;
  }
}
