import readWorkbook from 'read-excel-file/node';
import type { NamedSheets } from './scheme-file.js';

/** The sheets of an .xlsx workbook, cells as texts; `undefined` when it is none. */
export async function workbookSheets(bytes: Buffer): Promise<NamedSheets | undefined> {
  const sheets = await readWorkbook(bytes, { trim: false }).catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });
  return sheets?.map(({ sheet, data }) => ({
    title: sheet,
    called: sheets.length === 1 ? '' : `sheet "${sheet}"`,
    above: [],
    rows: data.map((cells, at) => ({ number: at + 1, cells: cells.map(textOf) })),
  }));
}

/** A cell as a person would write it: a date by its day, a tick box as TRUE or FALSE. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
