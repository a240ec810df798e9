import type { FoundBlock } from '../../../domain/publication/published-document.js';
import { csvRows } from '../../csv-rows.js';
import type { ReadBack } from './read-file.js';
import { blocksOfRows, trimmed } from './rows.js';

/** Comma-separated values: parts with an empty line between them. @throws when it is no text. */
export function readCsv(bytes: Uint8Array): ReadBack {
  const rows = csvRows(Buffer.from(bytes));
  if (rows === undefined) throw new Error('It is no text, or its quotes do not close.');
  const parts: string[][][] = [[]];
  for (const row of rows.map(trimmed)) {
    if (row.length === 0) parts.push([]);
    else parts.at(-1)?.push(row);
  }
  const blocks = parts.flatMap((part): FoundBlock[] => blocksOfRows(part));
  return { kind: 'blocks', format: 'csv', blocks };
}
