import { csvRows } from '../../read/csv-rows.js';
import type { NamedSheets } from './scheme-file.js';

/** A CSV file as one sheet; `undefined` when it is no text, or its quotes do not close. */
export function csvSheets(bytes: Buffer): NamedSheets | undefined {
  const rows = csvRows(bytes)?.map((cells, at) => ({ number: at + 1, cells }));
  return rows && [{ title: '', called: '', above: [], rows }];
}
