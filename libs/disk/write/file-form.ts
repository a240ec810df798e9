import type { DatabaseSync } from 'node:sqlite';
import { pragma } from './settings.js';

/** What an SQLite file of Remit is, and how it speaks when it is not. */
export interface FileForm {
  /** What the file is called in sentences: `record`. */
  readonly what: string;
  /** Marks the file in its header (`PRAGMA application_id`): four letters. */
  readonly applicationId: number;
  /** The schema that this program writes (`PRAGMA user_version`). A new one comes with its migration. */
  readonly version: number;
  /** The whole schema. Every `create` stands at the beginning of a line. */
  readonly ddl: string;
  /** The rights of a new file, such as 0o600. */
  readonly rights: number;
  /** What is put back from a backup when this file is damaged: itself, or all that belongs to it. `the file` */
  readonly backup: string;
  /** The error that refuses the file. @param says whole sentences: what is wrong and what to do */
  readonly refuse: (says: string, cause?: unknown) => Error;
}

/**
 * Refuses a file of somebody else, a newer one, and one that lacks a table or a trigger. Changes nothing.
 * @throws what the form refuses with
 */
export function refuseForeign(database: DatabaseSync, file: string, form: FileForm): void {
  const isOurs = pragma(database, 'application_id') === form.applicationId;
  const version = Number(pragma(database, 'user_version'));
  if (isOurs && version > form.version) {
    throw form.refuse(
      `${file} was written by a newer Remit (schema ${String(version)}; this program knows ${String(form.version)}). Start that version or a later one.`,
    );
  }
  const rows = database.prepare('select name from sqlite_schema').all();
  const found = new Set(rows.map(({ name }) => name));
  const missing = objectsOf(form.ddl).filter((name) => !found.has(name));
  if (isOurs && version === form.version && missing.length === 0) return;
  const lacks = missing.length === 0 ? '' : ` (it lacks ${missing.join(', ')})`;
  throw form.refuse(
    `${file} is not a whole ${form.what} of Remit${lacks}: it was emptied or changed by another program, or a file that belongs to it was lost. Nothing was changed. Put ${form.backup} back from a backup.`,
  );
}

/** The names of the tables and triggers of a schema, in its order. An index that is gone costs time and nothing else. */
function objectsOf(ddl: string): readonly string[] {
  return [...ddl.matchAll(/^create (?:table|trigger) (\w+)/gm)].map(([, name]) => String(name));
}
