/**
 * What went wrong with a file, told by SQLite's result code or the system's. The class of the error says nothing: in
 * tests the native module belongs to another realm, so that not even `instanceof Error` holds.
 */
export type DiskFailure = 'full' | 'busy' | 'constraint' | 'not a database' | 'cannot open' | 'other';

// Primary result codes; source: https://sqlite.org/rescode.html
const OF_SQLITE: Readonly<Record<number, DiskFailure>> = {
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

const OF_SYSTEM: Readonly<Record<string, DiskFailure>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'cannot open',
  EPERM: 'cannot open',
  EROFS: 'cannot open',
};

/** @returns `undefined` when the error comes neither from SQLite nor from a disk that is full or may not be used. */
export function diskFailure(error: unknown): DiskFailure | undefined {
  const code = errcode(error);
  // The low byte is the primary code, the rest tells more: 4874 is IOERR_SHMSIZE, 1034 is IOERR_FSYNC.
  if (code !== undefined) return OF_SQLITE[code & 0xff] ?? 'other';
  return OF_SYSTEM[textOf(error, 'code') ?? ''];
}

/** What SQLite or the system says about it, for the message: `disk I/O error (1034)`. */
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
