import type { FoundBlock } from '../../../domain/publication/published-document.js';

/** A row without the empty cells at its end, which a program that saves a table may add. */
export function trimmed(row: readonly string[]): string[] {
  const last = row.findLastIndex((cell) => cell.trim() !== '');
  return row.slice(0, last + 1);
}

/** Rows as pieces: rows of one cell at the beginning are texts, what follows is a table. */
export function blocksOfRows(rows: readonly (readonly string[])[]): FoundBlock[] {
  const wide = rows.findIndex((row) => row.length > 1);
  const texts = wide === -1 ? rows : rows.slice(0, wide);
  return [...texts.map(([text = '']) => ({ text })), ...(wide === -1 ? [] : [{ rows: rows.slice(wide) }])];
}
