import type { DatabaseSync } from 'node:sqlite';
import type { FileForm } from './file-form.js';

/** Whether a file may be written to, or is only read beside the process that writes. */
export type Access = 'write' | 'read';

/** `full`: acknowledged means on disk. `test-off`: a power cut loses and may break everything; only for tests. */
export type Durability = 'full' | 'test-off';

/** Values of SQLite's pragmas, as SQLite reports them. */
export type Settings = Readonly<Record<string, number | string>>;

/** How long a statement waits for another program that holds the file. Milliseconds. */
export const BUSY_TIMEOUT_MS = 2000;

/** A write-ahead file is cut back to this size when it starts anew, and is worth a checkpoint above it. Bytes. */
export const WAL_BYTES_MAX = 16 * 1_048_576;

/** What every connection to every file keeps to. Source: https://sqlite.org/security.html */
export const ALWAYS: Settings = {
  busy_timeout: BUSY_TIMEOUT_MS,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
};

const SYNCHRONOUS: Readonly<Record<Durability, number>> = { full: 2, 'test-off': 0 };

/** What the writer of a file with a write-ahead file keeps to besides: many read beside it, and what is committed is on disk. */
export function writeAhead(durability: Durability): Settings {
  return { journal_mode: 'wal', synchronous: SYNCHRONOUS[durability], journal_size_limit: WAL_BYTES_MAX };
}

/** Sets up a connection. SQLite forgets most settings when a connection closes, so they are set on every open. */
export function applySettings(database: DatabaseSync, settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) database.exec(`pragma ${name} = ${String(value)}`);
}

/**
 * Reads the settings back and refuses to go on with others. A library or a file system may drop a setting in silence.
 * @throws what the form refuses with: a sentence that says what to do.
 */
export function inspectSettings(database: DatabaseSync, settings: Settings, form: FileForm): void {
  for (const [name, needed] of Object.entries(settings)) {
    const is = pragma(database, name);
    if (is === needed) continue;
    throw form.refuse(
      `SQLite keeps ${name} at ${String(is)} where the ${form.what} needs ${String(needed)}. ${whatToDo(name, needed)}`,
    );
  }
}

function whatToDo(name: string, needed: number | string): string {
  if (needed === 'wal')
    return 'Without a write-ahead log appends are not safe beside readers. Put the data directory on a local disk: network and some shared folders cannot share memory.';
  const lost = name === 'synchronous' ? 'What was acknowledged could be lost in a power cut. ' : '';
  return `${lost}Report this: Remit sets it itself.`;
}

/** The value of a pragma that answers with one. */
export function pragma(database: DatabaseSync, name: string): number | string | undefined {
  const row = database.prepare(`pragma ${name}`).get();
  const value = row === undefined ? undefined : Object.values(row)[0];
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}
