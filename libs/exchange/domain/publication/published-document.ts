/** A table of a published document; every cell is text. */
export interface PublishedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of a published document under a heading: sentences, a table, or both in this order. */
export interface PublishedSection {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly table?: PublishedTable;
}

/** One line of the stamp: what it is called, and what it says. */
export type StampRow = readonly [label: string, value: string];

/** What a publication shows, in words, before it takes the form of a page, a Word document or a PDF. */
export interface PublishedDocument {
  readonly title: string;
  /** Which trust's, which version's, at which position of the record; with the fingerprint. */
  readonly stamp: readonly StampRow[];
  /** What a reader has to know first, such as what the letters mean. */
  readonly preface: readonly string[];
  readonly sections: readonly PublishedSection[];
  /** The same lines as one table under one heading each, for spreadsheets; a text in plain words has none. */
  readonly sheets: readonly PublishedSheet[];
}

/** One sheet of a spreadsheet: lines above the table, and the table. */
export interface PublishedSheet extends PublishedTable {
  readonly name: string;
  readonly above: readonly string[];
}

/** What a text is in its document. */
export type TextRole = 'title' | 'heading' | 'paragraph' | 'sentence' | 'sheet';

/**
 * A piece of a document in the order of reading. A table's rows are all its rows, the headings of its columns first when
 * it has any.
 */
export type Block =
  | { readonly kind: 'text'; readonly as: TextRole; readonly text: string }
  | { readonly kind: 'table'; readonly of: 'stamp' | 'lines'; readonly rows: readonly (readonly string[])[] };

/** The same as read back from a file, of which only the words are known. */
export type FoundBlock = { readonly text: string } | { readonly rows: readonly (readonly string[])[] };

/** The pieces of a document as a page, a Word document and a PDF show them. */
export function pageBlocks({ title, stamp, preface, sections }: PublishedDocument): Block[] {
  return [
    text('title', title),
    stampBlock(stamp),
    ...preface.map((each) => text('paragraph', each)),
    ...sections.flatMap(({ heading, sentences, table }): Block[] => [
      text('heading', heading),
      ...sentences.map((each) => text('sentence', each)),
      ...(table === undefined ? [] : [tableBlock(table)]),
    ]),
  ];
}

/** The pieces of a document as a spreadsheet shows them: its sheets, then one about it. */
export function sheetBlocks({ title, stamp, sheets }: PublishedDocument): Block[] {
  return [
    ...sheets.flatMap((sheet) => [text('sheet', sheet.name), ...linesOf(sheet)]),
    text('sheet', ABOUT),
    text('title', title),
    stampBlock(stamp),
  ];
}

/** The name of the sheet with the stamp. */
export const ABOUT = 'About';

/** The pieces of a document as a file of comma-separated values shows them: title and stamp, then the tables. */
export function csvBlocks({ title, stamp, sheets }: PublishedDocument): Block[] {
  return [text('title', title), stampBlock(stamp), ...sheets.flatMap(linesOf)];
}

function linesOf(sheet: PublishedSheet): Block[] {
  return [...sheet.above.map((each) => text('paragraph', each)), tableBlock(sheet)];
}

function text(as: TextRole, words: string): Block {
  return { kind: 'text', as, text: words };
}

function stampBlock(rows: readonly StampRow[]): Block {
  return { kind: 'table', of: 'stamp', rows };
}

function tableBlock({ columns, rows }: PublishedTable): Block {
  return { kind: 'table', of: 'lines', rows: [columns, ...rows] };
}
