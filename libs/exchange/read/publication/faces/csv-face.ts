import { stringify } from 'csv-stringify/sync';
import { type Block, csvBlocks } from '../../../domain/publication/published-document.js';
import type { Publication } from '../publication-maker.js';

/** UTF-8 with a mark at the beginning, without which Excel takes it for another encoding. */
const MARK = '\uFEFF';

/** What a spreadsheet would take for a formula at the beginning of a cell, and the sign that keeps it from that. */
const FORMULA = /^['=+\-@\t\r]/;
const GUARD = "'";

/** Comma-separated values: title, stamp, what goes before, and the table, with an empty line between them. */
export function csvFace({ document }: Publication): Uint8Array {
  const rows = csvBlocks(document).flatMap((block, at) => [...(at === 0 ? [] : [['']]), ...rowsOf(block)]);
  const guarded = rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `${GUARD}${cell}` : cell)));
  return Buffer.from(MARK + stringify(guarded, { record_delimiter: 'windows', quoted_match: /\n/ }), 'utf8');
}

/** A cell without the sign that {@link csvFace} put before it. */
export function unguarded(cell: string): string {
  return cell.startsWith(GUARD) && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function rowsOf(block: Block): readonly (readonly string[])[] {
  return block.kind === 'text' ? [[block.text]] : block.rows;
}
