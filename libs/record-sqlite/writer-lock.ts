import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { diskFailure, inWords } from '@remit/disk/nest';
import type { RecordFiles } from './record-files.js';
import { UnsafeSetting } from './settings.js';

/** Another process writes to the same directory. The message names it. */
export class RecordInUse extends Error {
  override readonly name = 'RecordInUse';
}

/**
 * The right to write to a directory, for one process at a time. It is a lock of the operating system on a file of its
 * own, so that it ends with the process, however that ends.
 */
export class WriterLock {
  private readonly files: RecordFiles;
  private readonly database: DatabaseSync;

  /**
   * @throws RecordInUse when another store, in this process or another, has the lock.
   * @throws UnsafeSetting when the lock file cannot be opened.
   */
  constructor(files: RecordFiles) {
    this.files = files;
    this.database = openLockFile(files);
    try {
      // Nothing is ever written to the file, and with the journal in memory no second file appears beside it.
      this.database.exec('pragma journal_mode = memory; begin exclusive');
    } catch (error) {
      this.database.close();
      throw diskFailure(error) === 'busy' ? inUse(files) : unusable(files, error);
    }
  }

  /** Tells others who writes: `pid 123, remit serve`. */
  leaveNote(program: string): void {
    try {
      writeFileSync(this.files.note, `pid ${String(process.pid)}, ${program}\n`);
    } catch {
      // On a full disk the note may be empty or missing. The record can be read all the same, and appends say what is wrong.
    }
  }

  /** Takes the note away: the record was closed as it should be. */
  removeNote(): void {
    rmSync(this.files.note, { force: true });
  }

  release(): void {
    this.database.close();
  }
}

function openLockFile(files: RecordFiles): DatabaseSync {
  try {
    return new DatabaseSync(files.lock, { timeout: 0 });
  } catch (error) {
    throw unusable(files, error);
  }
}

function inUse(files: RecordFiles): RecordInUse {
  const who = whoWrites(files);
  return new RecordInUse(
    `Another Remit process${who === '' ? '' : ` (${who})`} is writing to ${files.directory}; stop it first, or send your commands to it.`,
  );
}

function unusable(files: RecordFiles, error: unknown): UnsafeSetting {
  return new UnsafeSetting(
    `${files.lock} cannot be locked (${inWords(error)}). Put the data directory on a local disk, and give the account that runs Remit the right to write there.`,
    { cause: error },
  );
}

function whoWrites(files: RecordFiles): string {
  try {
    return readFileSync(files.note, 'utf8').trim();
  } catch {
    return '';
  }
}
