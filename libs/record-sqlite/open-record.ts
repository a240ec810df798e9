import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { APPLICATION_ID, DDL, SCHEMA_OBJECTS, SCHEMA_VERSION } from './ddl.js';
import { recordIsThere, syncDirectory, type RecordFiles } from './record-files.js';
import {
  applySettings,
  BUSY_TIMEOUT_MS,
  inspectSettings,
  pragma,
  UnsafeSetting,
  type Access,
  type Durability,
} from './settings.js';
import { inWords, sqliteFailure } from './sqlite-failure.js';

/**
 * Makes an empty record unless there is one. It is made under another name and renamed when it is whole, so that a file
 * called `record.db` without tables is always damage and never a record that was just being made.
 * Call it under the writer's lock.
 * @throws UnsafeSetting when parts of a record are missing, or the disk does not take the file.
 */
export function makeRecordIfMissing(files: RecordFiles, durability: Durability): void {
  if (recordIsThere(files)) return;
  for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(files.unfinished + rest, { force: true });
  try {
    createRecord(files.unfinished, durability);
    if (durability === 'full') syncFile(files.unfinished);
    renameSync(files.unfinished, files.database);
    if (durability === 'full') syncDirectory(files.directory);
  } catch (error) {
    throw new UnsafeSetting(
      `A record cannot be made in ${files.directory} (${inWords(error)}). Check that the disk has room and takes new files.`,
      { cause: error },
    );
  }
}

/**
 * Opens a connection to the record, sets it up and looks whether it is safe to go on.
 * @throws UnsafeSetting when the record is missing, damaged, newer than this program or set up in an unsafe way.
 */
export function openRecord(files: RecordFiles, access: Access, durability: Durability): DatabaseSync {
  try {
    // Over a connection that cannot write: one that can would move the write-ahead file of a foreign record on closing.
    connect(files, 'read', (database) => refuseForeign(database, files)).close();
    return connect(files, access, (database) => {
      applySettings(database, access, durability);
      inspectSettings(database, access, durability);
      // The first reading makes the write-ahead file. From here on its absence means that it was lost.
      database.prepare('select count(*) from sqlite_schema').get();
    });
  } catch (error) {
    throw error instanceof UnsafeSetting ? error : cannotOpen(files, access, error);
  }
}

/** A connection that has passed a check. It is closed again when the check throws. */
function connect(files: RecordFiles, access: Access, check: (database: DatabaseSync) => void): DatabaseSync {
  const database = new DatabaseSync(files.database, {
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

function createRecord(file: string, durability: Durability): void {
  const database = new DatabaseSync(file);
  try {
    // Without a write-ahead log yet: what is renamed must stand in this one file.
    database.exec(`
      pragma synchronous = ${durability === 'full' ? 'full' : 'off'};
      begin;
      ${DDL}
      pragma application_id = ${String(APPLICATION_ID)};
      pragma user_version = ${String(SCHEMA_VERSION)};
      commit;
    `);
  } finally {
    database.close();
  }
}

function refuseForeign(database: DatabaseSync, files: RecordFiles): void {
  const application = pragma(database, 'application_id');
  const version = Number(pragma(database, 'user_version'));
  if (application === APPLICATION_ID && version > SCHEMA_VERSION) {
    throw new UnsafeSetting(
      `${files.database} was written by a newer Remit (schema ${String(version)}; this program knows ${String(SCHEMA_VERSION)}). Start that version or a later one.`,
    );
  }
  const found = new Set(
    database
      .prepare('select name from sqlite_schema')
      .all()
      .map(({ name }) => name),
  );
  const missing = SCHEMA_OBJECTS.filter((name) => !found.has(name));
  if (application === APPLICATION_ID && version === SCHEMA_VERSION && missing.length === 0) return;
  throw new UnsafeSetting(
    `${files.database} is not a whole record of Remit${missing.length === 0 ? '' : ` (it lacks ${missing.join(', ')})`}: it was emptied or changed by another program, or its write-ahead file was lost. Nothing was changed. Put the files of the directory back from a backup.`,
  );
}

function cannotOpen(files: RecordFiles, access: Access, error: unknown): unknown {
  const failure = sqliteFailure(error);
  if (failure === undefined) return error;
  const what = access === 'write' ? 'opened' : 'read';
  const says = `${files.database} cannot be ${what} (${inWords(error)}).`;
  return new UnsafeSetting(
    `${says} ${HOW_TO_OPEN[failure] ?? 'Check the disk, and restore a backup if it is damaged.'}`,
    {
      cause: error,
    },
  );
}

const HOW_TO_OPEN: Readonly<Record<string, string>> = {
  'not a database': 'The file is damaged or no record: put the files of the directory back from a backup.',
  busy: 'Another program holds it: close that program (a database browser, a backup), then start again.',
  full: 'Make room on the disk, then start again.',
  'cannot open': 'Give the account that runs Remit the right to read and write the files of the data directory.',
};

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
