import { listInWords } from '@remit/kernel';

/** A row of a file, its cells as texts; the number is the one that the person sees beside it, from 1. */
export interface TextRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** A sheet of a workbook, a table or list of a Word document, or a CSV file as a whole. */
export interface TextSheet {
  /** How messages call it, such as `sheet "Finance"` or `table 2`; empty when the file has only this one. */
  readonly called: string;
  /** What stands before it since the sheet before it: the paragraphs of a Word document. */
  readonly above: readonly string[];
  /** The heading of a Word document that it stands under. */
  readonly heading?: string;
  readonly rows: readonly TextRow[];
}

/** A file that holds a scheme of delegation, as texts. */
export interface SchemeDocument {
  readonly sheets: readonly TextSheet[];
}

/** Where something stands in the file. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
}

/** A place within a sentence: `row 14`, or `sheet "Finance", row 14`. */
export function placeInShort({ sheet, row }: Place): string {
  return sheet === '' ? `row ${String(row)}` : `${sheet}, row ${String(row)}`;
}

/** A place at the beginning of a sentence: `Row 14`. */
export function placeInWords(place: Place): string {
  const where = placeInShort(place);
  return where.charAt(0).toUpperCase() + where.slice(1);
}

/** Places in one phrase: `Rows 14 and 20`. */
export function placesInWords(places: readonly Place[]): string {
  const sheets = new Set(places.map(({ sheet }) => sheet));
  const [first] = places;
  if (first === undefined) return '';
  if (places.length === 1) return placeInWords(first);
  if (sheets.size > 1) return listInWords(places.map(placeInWords));
  const rows = `rows ${listInWords(places.map(({ row }) => String(row)))}`;
  const where = first.sheet === '' ? rows : `${first.sheet}, ${rows}`;
  return where.charAt(0).toUpperCase() + where.slice(1);
}
