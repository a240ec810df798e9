import type { DatabaseSync } from 'node:sqlite';

/** Whether a store may record, or only read what another process (or an earlier one) recorded. */
export type Access = 'write' | 'read';

/** `full`: acknowledged means on disk. `test-off`: a power cut loses and may break everything; only for tests. */
export type Durability = 'full' | 'test-off';

/** `kept`: each entry with the nodes of its trust's tree. `test-off`: with a zero in their place, to measure what they cost. */
export type TreeKeeping = 'kept' | 'test-off';

/** How long a statement waits for another program that holds the file. Milliseconds. */
export const BUSY_TIMEOUT_MS = 2000;

/** The write-ahead file is cut back to this size when it starts anew, and is worth a checkpoint above it. Bytes. */
export const WAL_BYTES_MAX = 16 * 1_048_576;

/** A setting or a file under which a record could be lost or broken. The message says what to do. */
export class UnsafeSetting extends Error {
  override readonly name = 'UnsafeSetting';
}

/**
 * Sets up a connection. Source: fault guide D.5. SQLite forgets most of these when a connection closes, so they are set
 * on every open; {@link inspectSettings} then reads them back.
 */
export function applySettings(database: DatabaseSync, access: Access, durability: Durability): void {
  database.exec(`
    pragma busy_timeout = ${String(BUSY_TIMEOUT_MS)};
    pragma foreign_keys = on;
    pragma trusted_schema = off;
    pragma cell_size_check = on;
  `);
  if (access === 'read') return;
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = ${durability === 'full' ? 'full' : 'off'};
    pragma journal_size_limit = ${String(WAL_BYTES_MAX)};
  `);
}

const SYNCHRONOUS: Readonly<Record<Durability, number>> = { full: 2, 'test-off': 0 };

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  journal_mode:
    'Without a write-ahead log appends are not safe beside readers. Put the data directory on a local disk: network and some shared folders cannot share memory.',
  synchronous: 'Acknowledged entries could be lost in a power cut. Report this: Remit sets it itself.',
};

/** The settings that the safety of a record hangs on, as SQLite reports them. Durability `full` is `synchronous` 2. */
export type RecordSettings = Readonly<
  Record<
    'journal_mode' | 'synchronous' | 'busy_timeout' | 'foreign_keys' | 'trusted_schema' | 'cell_size_check',
    number | string | undefined
  >
>;

/** Reads the settings of a connection back. */
export function readSettings(database: DatabaseSync): RecordSettings {
  return {
    journal_mode: pragma(database, 'journal_mode'),
    synchronous: pragma(database, 'synchronous'),
    busy_timeout: pragma(database, 'busy_timeout'),
    foreign_keys: pragma(database, 'foreign_keys'),
    trusted_schema: pragma(database, 'trusted_schema'),
    cell_size_check: pragma(database, 'cell_size_check'),
  };
}

/**
 * Reads the settings back and refuses to go on with others. A library or a file system may drop a setting in silence.
 * @throws UnsafeSetting with a sentence that says what to do.
 */
export function inspectSettings(database: DatabaseSync, access: Access, durability: Durability): void {
  const found = readSettings(database);
  const needed: RecordSettings = {
    // A connection that only reads syncs nothing, and may read a backup that has no write-ahead log.
    journal_mode: access === 'write' ? 'wal' : found.journal_mode,
    synchronous: access === 'write' ? SYNCHRONOUS[durability] : found.synchronous,
    busy_timeout: BUSY_TIMEOUT_MS,
    foreign_keys: 1,
    trusted_schema: 0,
    cell_size_check: 1,
  };
  for (const [name, value] of Object.entries(needed)) {
    const is = found[name as keyof RecordSettings];
    if (is === value) continue;
    throw new UnsafeSetting(
      `SQLite keeps ${name} at ${String(is)} where the record needs ${String(value)}. ` +
        (WHAT_TO_DO[name] ?? 'Report this: Remit sets it itself.'),
    );
  }
}

/** The value of a pragma that answers with one. */
export function pragma(database: DatabaseSync, name: string): number | string | undefined {
  const row = database.prepare(`pragma ${name}`).get();
  const value = row === undefined ? undefined : Object.values(row)[0];
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/**
 * Keeps the switch for measurements out of production.
 * @throws UnsafeSetting when a production process asks for a record without its trees.
 */
export function refuseTestTree(tree: TreeKeeping, environment: string | undefined): void {
  if (tree === 'kept' || environment !== 'production') return;
  throw new UnsafeSetting(
    'A record without its trees is for measurements and could never be verified. Leave the setting out, or unset NODE_ENV=production if this is a test.',
  );
}

/**
 * Keeps the switch for tests out of production.
 * @throws UnsafeSetting when a production process asks for anything but full durability.
 */
export function refuseTestDurability(durability: Durability, environment: string | undefined): void {
  if (durability === 'full' || environment !== 'production') return;
  throw new UnsafeSetting(
    `The durability "${durability}" is for tests and would lose entries in a power cut. Use "full", or unset NODE_ENV=production if this is a test.`,
  );
}
