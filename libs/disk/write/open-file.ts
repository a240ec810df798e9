import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type DiskFailure, diskFailure, inWords } from './disk-failure.js';
import { type FileForm, refuseForeign } from './file-form.js';
import { syncPath } from './replace-file.js';
import {
  type Access,
  ALWAYS,
  applySettings,
  BUSY_TIMEOUT_MS,
  type Durability,
  inspectSettings,
  type Settings,
} from './settings.js';

/**
 * A connection to a file that is there, set up as every connection is. Nothing of the file has been looked at.
 * @throws what SQLite throws
 */
export function connect(file: string, access: Access): DatabaseSync {
  const database = new DatabaseSync(file, {
    readOnly: access === 'read',
    timeout: BUSY_TIMEOUT_MS,
    defensive: true,
  });
  return closedOnError(database, () => applySettings(database, ALWAYS));
}

/**
 * Opens a file, looks whether it is what it should be, sets the connection up and reads the settings back.
 * @param settings what a connection that writes keeps to, besides {@link ALWAYS}
 * @throws what the form refuses with, when the file is missing, damaged, foreign, newer than this program, held by
 * another, or cannot be kept safely. A foreign file has not been changed then.
 */
export function openFile(file: string, form: FileForm, access: Access, settings: Settings): DatabaseSync {
  // Over a connection that cannot write: one that can would move the write-ahead file of a foreign file on closing.
  // What a rollback journal holds after a power cut, however, is seen only by one that can roll it back.
  const looking = settings['journal_mode'] === 'wal' ? 'read' : access;
  try {
    closedOnError(connect(file, looking), (database) => refuseForeign(database, file, form)).close();
    return closedOnError(connect(file, access), (database) => {
      if (access === 'write') applySettings(database, settings);
      inspectSettings(database, access === 'write' ? { ...settings, ...ALWAYS } : ALWAYS, form);
      // The first reading makes the write-ahead file. From here on its absence means that it was lost.
      database.prepare('select count(*) from sqlite_schema').get();
    });
  } catch (error) {
    const failure = diskFailure(error);
    if (failure === undefined) throw error;
    const what = access === 'write' ? 'opened' : 'read';
    throw form.refuse(`${file} cannot be ${what} (${inWords(error)}). ${howToOpen(failure, file, form)}`, error);
  }
}

/**
 * Makes an empty file of the form. It is made under another name and renamed when it is whole, so that a file without
 * tables is always damage and never one that was just being made. Only one process may do this at a time.
 * @throws what the form refuses with, when the disk does not take the file
 */
export function makeFile(file: string, form: FileForm, durability: Durability): void {
  const unfinished = `${file}.new`;
  try {
    for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + rest, { force: true });
    closeSync(openSync(unfinished, 'wx', form.rights));
    fill(unfinished, form, durability);
    if (durability === 'full') syncPath(unfinished);
    renameSync(unfinished, file);
    if (durability === 'full') syncPath(path.dirname(file));
  } catch (error) {
    throw form.refuse(
      `A ${form.what} cannot be made in ${path.dirname(file)} (${inWords(error)}). Check that the disk has room and takes new files.`,
      error,
    );
  }
}

function fill(file: string, form: FileForm, durability: Durability): void {
  const database = new DatabaseSync(file);
  try {
    // Without a write-ahead log yet: what is renamed must stand in this one file.
    database.exec(`
      pragma synchronous = ${durability === 'full' ? 'full' : 'off'};
      begin;
      ${form.ddl}
      pragma application_id = ${String(form.applicationId)};
      pragma user_version = ${String(form.version)};
      commit;
    `);
  } finally {
    database.close();
  }
}

function closedOnError(database: DatabaseSync, check: (database: DatabaseSync) => void): DatabaseSync {
  try {
    check(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function howToOpen(failure: DiskFailure, file: string, { what, backup }: FileForm): string {
  if (failure === 'not a database') return `The file is damaged or no ${what}: put ${backup} back from a backup.`;
  if (failure === 'busy')
    return 'Another program holds it: close that program (a database browser, a backup), then start again.';
  if (failure === 'full') return 'Make room on the disk, then start again.';
  if (failure === 'cannot open')
    return `Give the account that runs Remit the right to read and write the files of ${path.dirname(file)}.`;
  return 'Check the disk, and restore a backup if it is damaged.';
}
