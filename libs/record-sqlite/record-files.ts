import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { inWords } from '@remit/disk/nest';
import { UnsafeSetting } from './settings.js';

/**
 * The files of a record in its data directory.
 *
 * SQLite guards `record.db` and `writer.lock` with POSIX locks, which a process loses when it closes *any* handle of
 * the file: nothing in this program may open these two other than through SQLite.
 */
export class RecordFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = path.resolve(directory);
  }

  /** The record itself. */
  get database(): string {
    return path.join(this.directory, 'record.db');
  }

  /** What was committed and not yet moved into the record. As precious as the record. */
  get wal(): string {
    return `${this.database}-wal`;
  }

  /** Held by SQLite's own lock for as long as a process writes. */
  get lock(): string {
    return path.join(this.directory, 'writer.lock');
  }

  /** Says who writes. Stays behind when that process dies, and then tells that the record was not closed. */
  get note(): string {
    return path.join(this.directory, 'writer.txt');
  }
}

/**
 * Makes the data directory if need be.
 * @throws UnsafeSetting when it cannot be made or written to.
 */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o750 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UnsafeSetting(
      `The data directory ${directory} cannot be written to (${inWords(error)}). Give the account that runs Remit the right to, or name another directory.`,
      { cause: error },
    );
  }
}

/**
 * Looks, before SQLite does, whether the files of a record are all there: SQLite takes an emptied file for a new
 * database and deletes the write-ahead file beside it, and takes a missing write-ahead file for an empty one.
 * @returns whether there is a record; `false` means that one may be made.
 * @throws UnsafeSetting when a part is missing. Nothing has been changed then.
 */
export function recordIsThere(files: RecordFiles): boolean {
  const size = sizeOf(files.database);
  if (size === undefined) {
    refuseRemains(files, files.wal);
    refuseRemains(files, files.note);
    return false;
  }
  if (size === 0) {
    throw new UnsafeSetting(
      `${files.database} is empty although a record was kept there. Nothing was changed. Put the files of the directory back from a backup; to start anew, name another directory.`,
    );
  }
  // A writer makes the write-ahead file before the note and removes it after: the second look is for one just starting.
  if (!existsSync(files.wal) && existsSync(files.note) && !existsSync(files.wal)) {
    throw new UnsafeSetting(
      `${files.wal} is missing although the last process that wrote was cut off: the newest entries were in it. Nothing was changed. Put the file back, or restore a backup; to go on without these entries, delete ${files.note}.`,
    );
  }
  return true;
}

function refuseRemains(files: RecordFiles, remains: string): void {
  if (!existsSync(remains)) return;
  throw new UnsafeSetting(
    `${files.database} is missing although ${path.basename(remains)} shows that a record was kept there. Nothing was changed. Put the file back from a backup; to start anew, name another directory.`,
  );
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
