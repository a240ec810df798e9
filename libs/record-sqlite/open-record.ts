import type { DatabaseSync } from 'node:sqlite';
import { type Access, type Durability, makeFile, openFile, writeAhead } from '@remit/disk/nest';
import { RECORD } from './ddl.js';
import { recordIsThere, type RecordFiles } from './record-files.js';

/**
 * Makes an empty record unless there is one. Call it under the writer's lock.
 * @throws UnsafeSetting when parts of a record are missing, or the disk does not take the file.
 */
export function makeRecordIfMissing(files: RecordFiles, durability: Durability): void {
  if (!recordIsThere(files)) makeFile(files.database, RECORD, durability);
}

/**
 * Opens a connection to the record, sets it up and looks whether it is safe to go on.
 * @throws UnsafeSetting when the record is missing, damaged, newer than this program or set up in an unsafe way.
 */
export function openRecord(files: RecordFiles, access: Access, durability: Durability): DatabaseSync {
  return openFile(files.database, RECORD, access, writeAhead(durability));
}
