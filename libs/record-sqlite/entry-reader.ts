import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { pragma } from '@remit/disk/nest';
import { invariant, type Id } from '@remit/kernel';
import {
  checkLimit,
  isEntryId,
  positionToNumber,
  type EntryNumber,
  type Position,
  type StoredEntry,
  type TrustHead,
} from '@remit/record';
import { HASH_BYTES, placeOf } from '@remit/ledger';
import { readSettings, type RecordSettings } from './settings.js';

type EntryRow = [
  position: number,
  trust: number,
  n: EntryNumber,
  id: string,
  type: string,
  recordedAt: string,
  canonical: string,
];

// Rows as arrays and both blobs turned to text by SQLite: measured twice as fast as objects with Uint8Arrays.
const COLUMNS = 'position, trust, n, hex(id), type, recorded_at, cast(bytes as text)';

/** Reads the record over a connection of its own; each page is one statement and so one moment of the record. */
export class EntryReader {
  private readonly database: DatabaseSync;
  private readonly ofTrust: StatementSync;
  private readonly textsOfTrust: StatementSync;
  private readonly ofAll: StatementSync;
  private readonly nameOf: StatementSync;
  private readonly numberOf: StatementSync;
  private readonly placeOf: StatementSync;
  private readonly headOf: StatementSync;
  private readonly allHeads: StatementSync;
  private readonly nodeAt: StatementSync;
  /** Names of trusts by their row number. They never change, so they may be remembered. */
  private readonly names = new Map<number, Id>();

  /** @param database a connection opened for reading only. */
  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql, { returnArrays: true });
    this.database = database;
    this.ofTrust = prepare(`select ${COLUMNS} from entry where trust = :trust and n >= :from order by n limit :limit`);
    this.textsOfTrust = prepare(`
      select cast(bytes as text) from entry where trust = :trust and n >= :from order by n limit :limit`);
    this.ofAll = prepare(`select ${COLUMNS} from entry where position > :after order by position limit :limit`);
    this.nameOf = prepare('select name from trust where id = :trust');
    this.numberOf = prepare('select id from trust where name = :name');
    this.placeOf = prepare(`select trust, n from entry where id = unhex(:id, '-')`);
    this.nodeAt = prepare(`
      select substr(hashes, :start, ${String(HASH_BYTES)}) from entry
      where trust = (select id from trust where name = :name) and n = :row`);
    this.headOf = prepare('select max(n) from entry where trust = (select id from trust where name = :name)');
    this.allHeads = prepare(`
      select name, (select max(n) from entry where entry.trust = trust.id) from trust order by name`);
  }

  /** The stored node of a trust's tree; `undefined` when it is not there or not whole. */
  node(name: Id, level: number, index: number): Uint8Array | undefined {
    const { row, offset } = placeOf({ level, index });
    const found = this.nodeAt.get({ name, row, start: offset + 1 }) as unknown as [Uint8Array] | undefined;
    return found?.[0].length === HASH_BYTES ? found[0] : undefined;
  }

  /** See `RecordStore.read`. */
  read(name: Id, from: EntryNumber, limit: number): readonly StoredEntry[] {
    checkLimit(limit);
    const trust = this.numberOf.get({ name }) as unknown as [number] | undefined;
    return trust === undefined ? [] : this.entries(this.ofTrust, { trust: trust[0], from, limit });
  }

  /** See `RecordStore.readTexts`. */
  readTexts(name: Id, from: EntryNumber, limit: number): readonly string[] {
    checkLimit(limit);
    const trust = this.numberOf.get({ name }) as unknown as [number] | undefined;
    if (trust === undefined) return [];
    const rows = this.textsOfTrust.all({ trust: trust[0], from, limit }) as unknown as [canonical: string][];
    return rows.map(([canonical]) => canonical);
  }

  /** See `RecordStore.readAll`. */
  readAll(after: Position, limit: number): readonly StoredEntry[] {
    checkLimit(limit);
    return this.entries(this.ofAll, { after: positionToNumber(after), limit });
  }

  /** See `RecordStore.locate`. */
  locate(name: Id, id: string): EntryNumber | undefined {
    if (!isEntryId(id)) return undefined;
    const place = this.placeOf.get({ id }) as unknown as [trust: number, n: EntryNumber] | undefined;
    return place !== undefined && this.trustName(place[0]) === name ? place[1] : undefined;
  }

  /** See `RecordStore.head`. */
  head(name: Id): EntryNumber | undefined {
    const row = this.headOf.get({ name }) as unknown as [EntryNumber | null];
    return row[0] ?? undefined;
  }

  /** See `RecordStore.heads`. */
  heads(): readonly TrustHead[] {
    const rows = this.allHeads.all() as unknown as [trust: Id, head: EntryNumber][];
    return rows.map(([trust, head]) => ({ trust, head }));
  }

  /** A number that changes when another connection, of any process, has committed. Costs next to nothing. */
  dataVersion(): number {
    return Number(pragma(this.database, 'data_version'));
  }

  /** The settings of the reading connection, read back from SQLite. */
  settings(): RecordSettings {
    return readSettings(this.database);
  }

  close(): void {
    this.database.close();
  }

  private entries(statement: StatementSync, values: Readonly<Record<string, number>>): readonly StoredEntry[] {
    const rows = statement.all(values) as unknown as EntryRow[];
    return rows.map(([position, trust, n, id, type, recordedAt, canonical]) => ({
      trust: this.trustName(trust),
      position: String(position),
      n,
      id: withHyphens(id),
      type,
      recordedAt,
      canonical,
    }));
  }

  private trustName(trust: number): Id {
    const known = this.names.get(trust);
    if (known !== undefined) return known;
    const row = this.nameOf.get({ trust }) as unknown as [Id] | undefined;
    invariant(row !== undefined, `The record has entries of a trust that is not there: ${String(trust)}.`);
    this.names.set(trust, row[0]);
    return row[0];
  }
}

function withHyphens(hex: string): string {
  const id = hex.toLowerCase();
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}
