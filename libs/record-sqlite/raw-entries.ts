import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { connect, diskFailure, inWords, pragma } from '@remit/disk/nest';
import type { Id } from '@remit/kernel';
import { type StoredRow, StoredRows, type StoredTrust, type StoreFault, UnreadableRows } from '@remit/ledger';
import { RECORD } from './ddl.js';
import { RecordFiles, recordIsThere } from './record-files.js';
import { UnsafeSetting } from './settings.js';

/** What became of opening a record in order to check it. */
export type OpenedRaw =
  | { readonly is: 'open'; readonly rows: RawEntries }
  /** There is no record, and nothing shows that there ever was. */
  | { readonly is: 'none' }
  /** A part of the record is missing. */
  | { readonly is: 'lost'; readonly says: string }
  /** The file is no record any more. */
  | { readonly is: 'damaged'; readonly says: string };

/** The columns of a page of rows, each in one piece: a call for each row and column costs more than all the rest. */
type Page = [
  rows: number,
  numbers: string,
  positions: string,
  ids: string,
  types: string,
  times: string,
  lengths: string,
  hashLengths: string,
  bytes: Uint8Array | null,
  hashes: Uint8Array | null,
];

const PAGE = 256;
const BEFORE_ALL_NUMBERS = Number.MIN_SAFE_INTEGER;

/**
 * The rows of a record as they lie on the disk, for checking them: over a connection of its own that can only read,
 * beside the process that records. It trusts nothing that it reads, opens also a record whose guards were taken away,
 * and says of every failure whether the file is damaged.
 */
export class RawEntries extends StoredRows {
  private readonly database: DatabaseSync;
  private readonly page: StatementSync;

  private constructor(database: DatabaseSync) {
    super();
    this.database = database;
    // What is aggregated keeps the order in which it comes; that nothing of the bytes got lost, their lengths show.
    this.page = database.prepare(
      `select count(*), json_group_array(n), json_group_array(position), json_group_array(hex(id)),
         json_group_array(type), json_group_array(recorded_at),
         json_group_array(length(bytes)), json_group_array(length(hashes)),
         cast(group_concat(bytes, '') as blob), cast(group_concat(hashes, '') as blob)
       from (select n, position, id, type, recorded_at, bytes, hashes from entry
         where trust = (select id from trust where name = :trust) and n > :after order by n limit ${String(PAGE)})`,
      { returnArrays: true },
    );
  }

  /**
   * Opens the record of a data directory.
   * @throws what SQLite throws when another program holds the file or its rights forbid reading.
   */
  static open(directory: string): OpenedRaw {
    const files = new RecordFiles(directory);
    try {
      if (!recordIsThere(files)) return { is: 'none' };
    } catch (error) {
      if (error instanceof UnsafeSetting) return { is: 'lost', says: error.message };
      throw error;
    }
    let database: DatabaseSync | undefined;
    try {
      database = connect(files.database, 'read');
      const foreign = foreignness(database);
      if (foreign === undefined) return { is: 'open', rows: new RawEntries(database) };
      database.close();
      return { is: 'damaged', says: `${files.database} is no record that this Remit can read: ${foreign}.` };
    } catch (error) {
      database?.close();
      if (!isDamage(error)) throw error;
      return { is: 'damaged', says: `${files.database} cannot be read (${inWords(error)}).` };
    }
  }

  override trusts(): readonly StoredTrust[] {
    return this.reading(() => {
      const rows = this.database
        .prepare(
          'select name, (select count(*) from entry where entry.trust = trust.id) as entries from trust order by name',
        )
        .all() as unknown as { readonly name: Id; readonly entries: number }[];
      return rows.map(({ name, entries }) => ({ trust: name, entries }));
    });
  }

  override *pagesOf(trust: Id): Generator<readonly StoredRow[]> {
    for (let after = BEFORE_ALL_NUMBERS; ;) {
      const page = this.reading(() => rowsOf(this.page.get({ trust, after }) as unknown as Page));
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)!.n;
    }
  }

  override faults(): readonly StoreFault[] {
    return this.reading(() => [...this.changedSchema(), ...this.lostRows()].map((says) => ({ says })));
  }

  close(): void {
    this.database.close();
  }

  /** The tables and the triggers that forbid changes must be those that this program makes, word for word. */
  private changedSchema(): readonly string[] {
    const made = new DatabaseSync(':memory:');
    made.exec(RECORD.ddl);
    const [expected, found] = [schemaOf(made), schemaOf(this.database)];
    made.close();
    const other = [...expected].flatMap(([name, sql]) => (found.get(name) === sql ? [] : [name]));
    const added = [...found.keys()].filter((name) => !expected.has(name));
    return other.length + added.length === 0
      ? []
      : [
          `Another program has changed the build of the file (${[...other, ...added].join(', ')}): what keeps entries from being changed may have been taken away.`,
        ];
  }

  /** Rows are never deleted, so that their positions in the file have no gaps. */
  private lostRows(): readonly string[] {
    const first = (sql: string): Readonly<Record<string, unknown>> | undefined => this.database.prepare(sql).get();
    const says: string[] = [];
    const all = first('select count(*) as count, coalesce(max(position), 0) as last from entry');
    if (all?.['count'] !== all?.['last']) {
      const gap = first(`
        select position + 1 as position from (select 0 as position union all select position from entry) as before
        where before.position < (select max(position) from entry)
        and not exists (select 1 from entry where entry.position = before.position + 1) order by 1 limit 1`);
      says.push(
        `Rows were taken out of the file or moved: ${String(all?.['last'])} were written and ${String(all?.['count'])} are there. The first that is missing stood at position ${String(gap?.['position'])}.`,
      );
    }
    const orphan = first('select position from entry where trust not in (select id from trust) limit 1');
    if (orphan !== undefined)
      says.push(
        `The row at position ${String(orphan['position'])} belongs to no trust: its trust was taken out of the file.`,
      );
    const empty = first('select name from trust where id not in (select trust from entry) limit 1');
    if (empty !== undefined)
      says.push(`The trust "${String(empty['name'])}" has no entries any more: they were taken out of the file.`);
    return says;
  }

  private reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw isDamage(error) ? new UnreadableRows(inWords(error), { cause: error }) : error;
    }
  }
}

function foreignness(database: DatabaseSync): string | undefined {
  const version = Number(pragma(database, 'user_version'));
  if (pragma(database, 'application_id') !== RECORD.applicationId) return 'it does not bear the mark of Remit';
  if (version !== RECORD.version)
    return `its schema is ${String(version)}, and this program knows ${String(RECORD.version)}`;
  const tables = schemaOf(database);
  return tables.has('trust') && tables.has('entry') ? undefined : 'its tables are missing';
}

function schemaOf(database: DatabaseSync): ReadonlyMap<string, string> {
  const rows = database.prepare('select name, sql from sqlite_schema where sql is not null').all();
  return new Map(rows.map(({ name, sql }) => [String(name), String(sql)]));
}

function rowsOf([count, ...columns]: Page): readonly StoredRow[] {
  const [bytes, hashes] = [columns.at(-2), columns.at(-1)] as [Uint8Array | null, Uint8Array | null];
  const [n, position, id, type, recordedAt, lengths, hashLengths] = columns
    .slice(0, -2)
    .map((column) => JSON.parse(column as string) as readonly (number | string | null)[]);
  const allBytes = bytes ?? new Uint8Array(0);
  const allHashes = textOf(hashes ?? new Uint8Array(0));
  const rows: StoredRow[] = [];
  let [at, hashesAt] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    const [length, hashLength] = [lengths![row], hashLengths![row]];
    const isWhole = [n![row], position![row], length, hashLength].every(Number.isSafeInteger);
    if (!isWhole) throw new UnreadableRows(`a row at or after position ${String(position![row])} is not whole`);
    rows.push({
      n: n![row] as number,
      position: position![row] as number,
      id: String(id![row]),
      type: String(type![row]),
      recordedAt: String(recordedAt![row]),
      bytes: allBytes.subarray(at, (at += length as number)),
      hashes: allHashes.slice(hashesAt, (hashesAt += hashLength as number)),
    });
  }
  if (at === allBytes.length && hashesAt === allHashes.length) return rows;
  throw new UnreadableRows(`the rows after position ${String(position![0])} are longer or shorter than they say`);
}

/** One character for each byte. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Whether an error says that the file is damaged, and not that somebody else has it or that it may not be read. */
function isDamage(error: unknown): boolean {
  const failure = diskFailure(error);
  if (failure !== undefined) return failure === 'not a database' || failure === 'other';
  // A number that no record has: SQLite keeps 64 bits and JavaScript 53.
  return (error as { readonly code?: unknown } | null)?.code === 'ERR_OUT_OF_RANGE';
}
