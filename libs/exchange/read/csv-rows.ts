import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { unguarded } from '../domain/csv-guard.js';

/** What may stand between cells: Excel writes semicolons where the comma is the decimal sign. */
const SEPARATORS = [',', ';', '\t'] as const;

/**
 * The rows of a CSV file as a spreadsheet writes it, whatever its encoding and its separator; cells without the sign that
 * keeps them from being formulas.
 * @returns `undefined` when it is no text, or its quotes do not close.
 */
export function csvRows(bytes: Buffer): readonly (readonly string[])[] | undefined {
  const text = textIn(bytes);
  if (text === undefined) return undefined;
  const tables = SEPARATORS.map((separator) => cellsIn(text, separator)).filter((rows) => rows !== undefined);
  const [best] = tables.sort((a, b) => Number(isEven(b)) - Number(isEven(a)) || filledIn(b) - filledIn(a));
  return best;
}

/** UTF-8, else the Windows-1252 of Excel; "Unicode text" of Excel is UTF-16. */
function textIn(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function cellsIn(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    const rows: string[][] = parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false });
    return rows.map((cells) => cells.map(unguarded));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/**
 * Whether all rows are equally wide, as a spreadsheet writes those of a table: the wrong separator cuts their sentences into
 * uneven pieces.
 */
function isEven(rows: readonly (readonly string[])[]): boolean {
  const widths = new Set(rows.filter((cells) => cells.join('') !== '').map(({ length }) => length));
  return widths.size === 1 && !widths.has(1);
}

/** The rows with at least three cells: else the right separator makes the most of them. */
function filledIn(rows: readonly (readonly string[])[]): number {
  return rows.filter((cells) => cells.length > 2).length;
}
