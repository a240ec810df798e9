import readXlsxFile from 'read-excel-file/node';
import type { ReadBack } from './read-file.js';
import { blocksOfRows, trimmed } from './rows.js';

/** A workbook: the name of each sheet, the texts at its top, and its table. */
export async function readXlsx(bytes: Uint8Array): Promise<ReadBack> {
  const sheets = await readXlsxFile(Buffer.from(bytes));
  const blocks = sheets.flatMap(({ sheet, data }) => {
    const rows = data.map((row) => trimmed(row.map((cell) => (cell === null ? '' : String(cell)))));
    return [{ text: sheet }, ...blocksOfRows(rows.filter(({ length }) => length > 0))];
  });
  return { kind: 'blocks', format: 'xlsx', blocks };
}
