import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Durability } from './settings.js';

/** Only the account that runs Remit may read and write what is kept beside the databases. */
const OWNER_ONLY = 0o600;

/**
 * Replaces a small file, or makes it: at every moment there is the old one or the new one, whole. A new one can be read by
 * its owner alone.
 * @throws what the system throws; the old one is still there then
 */
export function replaceFile(file: string, bytes: Uint8Array | string, durability: Durability): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, 'wx', OWNER_ONLY);
  try {
    // Unlike a single write, which on a full disk may store a part and call it done.
    writeFileSync(handle, bytes);
    if (durability === 'full') fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
  if (durability === 'full') syncPath(path.dirname(file));
}

/** Makes a file, or the renames and deletions in a directory, last through a power cut. */
export function syncPath(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
