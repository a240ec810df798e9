import writeXlsxFile, { type Row, type Sheet, type SheetData } from 'write-excel-file/node';
import { ABOUT, type PublishedSheet, type StampRow } from '../../../domain/publication/published-document.js';
import { undated } from '../../../domain/undated-archive.js';
import type { Publication } from '../publication-maker.js';

const FONT = { fontFamily: 'Arial', fontSize: 10 };
const HEADING = { ...FONT, fontWeight: 'bold', wrap: true, alignVertical: 'bottom', borderStyle: 'thin' } as const;
const CELL = { ...FONT, wrap: true, alignVertical: 'top', borderStyle: 'thin', borderColor: '#808080' } as const;

/**
 * A workbook: the lines with real columns, then a sheet about it with the stamp. Every cell is text, and the same
 * publication makes the same bytes.
 */
export async function xlsxFace({ document }: Publication): Promise<Uint8Array> {
  const sheets = [...document.sheets.map(sheetOf), aboutSheet(document.title, document.stamp)];
  return undated(await writeXlsxFile(sheets, FONT).toBuffer());
}

function sheetOf({ name, above, columns, rows }: PublishedSheet): Sheet<never> {
  const widths = columns.map((column, at) =>
    widthOf(
      column,
      rows.map((row) => row[at] ?? ''),
    ),
  );
  const height = (texts: readonly string[]): number =>
    LINE_POINTS * Math.max(...texts.map((text, at) => linesOf(text, widths[at] ?? WIDTH_MIN)));
  const data: SheetData = [
    ...above.map((text): Row => [{ value: text, ...FONT }]),
    columns.map((column) => ({ value: column, ...HEADING, height: height(columns), backgroundColor: '#e8edf0' })),
    ...rows.map((row) =>
      row.map((text) => ({ ...(text === '' ? {} : { value: text, type: String }), ...CELL, height: height(row) })),
    ),
  ];
  return {
    data,
    sheet: name,
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: above.length + 1,
    orientation: 'landscape',
  };
}

/** The height of one line of text. */
const LINE_POINTS = 13.5;

/** On how many lines a text is wrapped, a hyphen being a place to break too. */
function linesOf(text: string, width: number): number {
  let lines = 1;
  let taken = 0;
  for (const word of text.split(/(?<=[ -])/)) {
    if (taken + word.trimEnd().length > width - 1 && taken > 0) {
      lines += 1;
      taken = 0;
    }
    taken += word.length;
  }
  return lines;
}

const WIDTH_MIN = 8;
const WIDTH_MAX = 46;

/** As wide as its longest cell, within reason; a heading may wrap between its words. Units: characters. */
function widthOf(column: string, cells: readonly string[]): number {
  const longestWord = Math.max(...column.split(' ').map(({ length }) => length));
  const longest = Math.max(longestWord, ...cells.map(({ length }) => length));
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, longest + 2));
}

function aboutSheet(title: string, stamp: readonly StampRow[]): Sheet<never> {
  return {
    data: [
      [{ value: title, ...FONT, fontSize: 14, fontWeight: 'bold' }],
      ...stamp.map(([label, value]): Row => [
        { value: label, ...FONT, fontWeight: 'bold' },
        { value, type: String, ...FONT },
      ]),
    ],
    sheet: ABOUT,
    columns: [{ width: 18 }, { width: 70 }],
  };
}
