import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LEDGER_APPLICATION_ID, LEDGER_DDL, LEDGER_OBJECTS, LEDGER_SCHEMA_VERSION } from './ledger-ddl.js';
import { LedgerFault } from './ledger-fault.js';

/** Whether a ledger may take new checkpoints, or is only read beside the process that makes them. */
export type LedgerAccess = 'write' | 'read';

/** `full`: kept means on disk. `test-off`: a power cut loses and may break everything; only for tests. */
export type LedgerDurability = 'full' | 'test-off';

const FILE = 'ledger.db';

/** How long a statement waits for another program that holds the file. Milliseconds. */
const BUSY_TIMEOUT_MS = 2000;

/** The ledger's file in a data directory. */
export function ledgerFile(directory: string): string {
  return path.join(path.resolve(directory), FILE);
}

/** Whether there is a ledger, or a part of one, in a data directory. */
export function ledgerIsThere(directory: string): boolean {
  const file = ledgerFile(directory);
  return existsSync(file) || existsSync(`${file}-wal`);
}

/**
 * Opens the ledger of a data directory, and makes it when there is none and `access` is `write`. The one who writes is
 * the one who holds the record's writer lock: call it after the record was opened.
 * @throws LedgerFault when it is missing, damaged, or cannot be kept safely; nothing has been changed then.
 */
export function openLedgerDatabase(
  directory: string,
  access: LedgerAccess,
  durability: LedgerDurability,
): DatabaseSync {
  const file = ledgerFile(directory);
  try {
    if (!existsSync(file)) make(file, access, durability);
    // Over a connection that cannot write, so that a foreign file stays as it is.
    connect(file, 'read', (database) => refuseForeign(database, file)).close();
    return connect(file, access, (database) => setUp(database, file, access, durability));
  } catch (error) {
    if (error instanceof LedgerFault) throw error;
    throw unsafe(
      `${file} cannot be ${access === 'write' ? 'opened' : 'read'} (${messageOf(error)}). It holds the signed checkpoints. Give the account that runs Remit the right to read and write it, or put it back from a backup if it is damaged.`,
      error,
    );
  }
}

function connect(file: string, access: LedgerAccess, check: (database: DatabaseSync) => void): DatabaseSync {
  const database = new DatabaseSync(file, {
    readOnly: access === 'read',
    timeout: BUSY_TIMEOUT_MS,
    defensive: true,
  });
  try {
    check(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite forgets most settings when a connection closes, so they are set on every open and read back. */
function setUp(database: DatabaseSync, file: string, access: LedgerAccess, durability: LedgerDurability): void {
  database.exec('pragma foreign_keys = on; pragma trusted_schema = off; pragma cell_size_check = on');
  if (access === 'read') return;
  const synchronous = durability === 'full' ? 2 : 0;
  database.exec(`pragma journal_mode = wal; pragma synchronous = ${String(synchronous)}`);
  const found = { journal_mode: pragma(database, 'journal_mode'), synchronous: pragma(database, 'synchronous') };
  if (found.journal_mode === 'wal' && found.synchronous === synchronous) return;
  throw unsafe(
    `SQLite keeps ${file} with journal_mode ${String(found.journal_mode)} and synchronous ${String(found.synchronous)}, so that a signed checkpoint could be lost in a power cut. Put the data directory on a local disk.`,
  );
}

/** Makes an empty ledger under another name and renames it when it is whole, so that one without tables is damage. */
function make(file: string, access: LedgerAccess, durability: LedgerDurability): void {
  if (existsSync(`${file}-wal`)) {
    throw unsafe(
      `${file} is missing although ${FILE}-wal shows that checkpoints were kept there. Nothing was changed. Put both files back from a backup.`,
    );
  }
  if (access === 'read') {
    throw new LedgerFault({
      code: 'LEDGER.NO_LEDGER',
      detail: `There are no checkpoints in ${path.dirname(file)} yet. They are made by remit serve, or by: remit checkpoint`,
    });
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o750 });
  const unfinished = `${file}.new`;
  for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + rest, { force: true });
  const database = new DatabaseSync(unfinished);
  try {
    database.exec(`
      pragma synchronous = ${durability === 'full' ? 'full' : 'off'};
      begin;
      ${LEDGER_DDL}
      pragma application_id = ${String(LEDGER_APPLICATION_ID)};
      pragma user_version = ${String(LEDGER_SCHEMA_VERSION)};
      commit;
    `);
  } finally {
    database.close();
  }
  if (durability === 'full') syncPath(unfinished);
  renameSync(unfinished, file);
  if (durability === 'full') syncPath(path.dirname(file));
}

function refuseForeign(database: DatabaseSync, file: string): void {
  const application = pragma(database, 'application_id');
  const version = Number(pragma(database, 'user_version'));
  if (application === LEDGER_APPLICATION_ID && version > LEDGER_SCHEMA_VERSION) {
    throw unsafe(
      `${file} was written by a newer Remit (schema ${String(version)}; this program knows ${String(LEDGER_SCHEMA_VERSION)}). Start that version or a later one.`,
    );
  }
  const rows = database.prepare('select name from sqlite_schema').all();
  const found = new Set(rows.map(({ name }) => name));
  const missing = LEDGER_OBJECTS.filter((name) => !found.has(name));
  if (application === LEDGER_APPLICATION_ID && version === LEDGER_SCHEMA_VERSION && missing.length === 0) return;
  throw unsafe(
    `${file} is not a whole ledger of Remit${missing.length === 0 ? '' : ` (it lacks ${missing.join(', ')})`}: it was emptied or changed by another program. Nothing was changed. Put it back from a backup.`,
  );
}

/** Makes a file, or the renames in a directory, last through a power cut. */
export function syncPath(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
}

function unsafe(detail: string, cause?: unknown): LedgerFault {
  return new LedgerFault({ code: 'LEDGER.FILE_UNSAFE', detail }, { cause });
}

function messageOf(error: unknown): string {
  return String((error as { readonly message?: unknown } | null)?.message ?? error);
}
