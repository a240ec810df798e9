import { parse } from 'csv-parse/sync';
import type { FoundBlock } from '../../../domain/publication/published-document.js';
import { unguarded } from '../faces/csv-face.js';
import type { ReadBack } from './read-file.js';
import { blocksOfRows, trimmed } from './rows.js';

/** Comma-separated values: parts with an empty line between them. */
export function readCsv(bytes: Uint8Array): ReadBack {
  const rows: string[][] = parse(Buffer.from(bytes), { bom: true, relax_column_count: true });
  const parts: string[][][] = [[]];
  for (const row of rows.map((cells) => trimmed(cells.map(unguarded)))) {
    if (row.length === 0) parts.push([]);
    else parts.at(-1)?.push(row);
  }
  const blocks = parts.flatMap((part): FoundBlock[] => blocksOfRows(part));
  return { kind: 'blocks', format: 'csv', blocks };
}
