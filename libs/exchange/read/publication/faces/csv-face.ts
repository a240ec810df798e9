import { stringify } from 'csv-stringify/sync';
import { guarded } from '../../../domain/csv-guard.js';
import { type Block, csvBlocks } from '../../../domain/publication/published-document.js';
import type { Publication } from '../publication-maker.js';

/** UTF-8 with a mark at the beginning, without which Excel takes it for another encoding. */
const MARK = '\uFEFF';

/** Comma-separated values: title, stamp, what goes before, and the table, with an empty line between them. */
export function csvFace({ document }: Publication): Uint8Array {
  const rows = csvBlocks(document).flatMap((block, at) => [...(at === 0 ? [] : [['']]), ...rowsOf(block)]);
  const cells = rows.map((row) => row.map(guarded));
  return Buffer.from(MARK + stringify(cells, { record_delimiter: 'windows', quoted_match: /\n/ }), 'utf8');
}

function rowsOf(block: Block): readonly (readonly string[])[] {
  return block.kind === 'text' ? [[block.text]] : block.rows;
}
