import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Durability } from './settings.js';

/** Only the account that runs Remit may read and write what is kept beside the databases. */
const OWNER_ONLY = 0o600;

/**
 * Replaces a small file, or makes it: at every moment there is the old one or the new one, whole. A new one can be read by
 * its owner alone.
 * @throws what the system throws; of a new one that did not get into place, which may be secret, nothing is left then
 */
export function replaceFile(file: string, bytes: Uint8Array | string, durability: Durability): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, 'wx', OWNER_ONLY);
  try {
    fill(handle, bytes, durability);
    renameSync(unfinished, file);
  } catch (error) {
    removeIfPossible(unfinished);
    throw error;
  }
  if (durability === 'full') syncPath(path.dirname(file));
}

function fill(handle: number, bytes: Uint8Array | string, durability: Durability): void {
  try {
    // Unlike a single write, which on a full disk may store a part and call it done.
    writeFileSync(handle, bytes);
    if (durability === 'full') fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What went wrong before is what has to be told. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The next attempt removes it.
  }
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
