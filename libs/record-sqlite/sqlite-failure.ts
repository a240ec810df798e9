/**
 * What went wrong inside SQLite, told by its result code. The class of the error says nothing: in tests the native
 * module belongs to another realm, so that not even `instanceof Error` holds.
 */
export type SqliteFailure = 'full' | 'busy' | 'constraint' | 'not a database' | 'cannot open' | 'other';

// Primary result codes; source: https://sqlite.org/rescode.html
const FAILURES: Readonly<Record<number, SqliteFailure>> = {
  5: 'busy',
  6: 'busy',
  8: 'cannot open',
  11: 'not a database',
  13: 'full',
  14: 'cannot open',
  19: 'constraint',
  23: 'cannot open',
  26: 'not a database',
};

/** @returns `undefined` when the error does not come from SQLite. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  const code = errcode(error);
  // The low byte is the primary code, the rest tells more: 4874 is IOERR_SHMSIZE, 1034 is IOERR_FSYNC.
  return code === undefined ? undefined : (FAILURES[code & 0xff] ?? 'other');
}

/** What SQLite says about it, for the message: `disk I/O error (1034)`. */
export function inWords(error: unknown): string {
  const code = errcode(error);
  const says = textOf(error, 'errstr') ?? textOf(error, 'message') ?? String(error);
  return code === undefined ? says : `${says} (${String(code)})`;
}

function errcode(error: unknown): number | undefined {
  const code = memberOf(error, 'errcode');
  return typeof code === 'number' ? code : undefined;
}

function textOf(error: unknown, name: string): string | undefined {
  const text = memberOf(error, name);
  return typeof text === 'string' ? text : undefined;
}

function memberOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
