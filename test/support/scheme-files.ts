import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow as WordRow } from 'docx';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';

/** Schemes of delegation as trusts write them: spreadsheets and Word documents for tests. */

type Cell = string | number | boolean | Date | null;

/** A workbook of sheets, each with its rows. */
export async function workbook(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Promise<Buffer> {
  return writeWorkbook(
    Object.entries(sheets).map(([sheet, data]) => ({ sheet, data: data as SheetData, dateFormat: 'dd/mm/yyyy' })),
  ).toBuffer();
}

/** Something in a Word document: a heading, a paragraph, a list, or a table. */
export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly table: readonly (readonly string[])[] };

/** A Word document. */
export async function wordDocument(blocks: readonly Block[]): Promise<Buffer> {
  return Packer.toBuffer(new Document({ sections: [{ children: blocks.flatMap(blockOf) }] }));
}

function blockOf(block: Block): (Paragraph | Table)[] {
  if ('heading' in block) return [new Paragraph({ text: block.heading, heading: HeadingLevel.HEADING_2 })];
  if ('text' in block) return [new Paragraph(block.text)];
  if ('list' in block) return block.list.map((text) => new Paragraph({ text, bullet: { level: 0 } }));
  const rows = block.table.map(
    (cells) =>
      new WordRow({
        children: cells.map((cell) => new TableCell({ children: cell.split('\n').map((text) => new Paragraph(text)) })),
      }),
  );
  return [new Table({ rows })];
}

/** The text of a CSV file. */
export function csv(rows: readonly (readonly string[])[], separator = ','): Buffer {
  return Buffer.from(
    rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join('\r\n'),
  );
}
