import mammoth from 'mammoth';
import { parseFragment } from 'parse5';
import { blocksOfHtml } from './html-blocks.js';
import type { ReadBack } from './read-file.js';

/** A Word document: its paragraphs and tables as they would be if every change marked in it were accepted. */
export async function readDocx(bytes: Uint8Array): Promise<ReadBack> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return { kind: 'blocks', format: 'docx', blocks: blocksOfHtml(parseFragment(value)) };
}
