import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type IRunOptions,
  type ISectionOptions,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type {
  PublishedDocument,
  PublishedSection,
  PublishedTable,
  StampRow,
} from '../../../domain/publication/published-document.js';
import { undated } from '../../../domain/undated-archive.js';
import type { Publication } from '../publication-maker.js';
import { escaped } from './html-face.js';

/** Twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = 720;
/** Half points. */
const SIZE = { body: 20, cell: 16, small: 14 };
const LIST = 'sentences';

/**
 * A Word document with headings, tables whose heading row repeats, and the page x of y. The same publication makes the
 * same bytes.
 */
export async function docxFace({ document }: Publication): Promise<Uint8Array> {
  const wide = document.sections.some(({ table }) => table !== undefined);
  const word = new Document({
    styles: {
      default: {
        document: { run: { font: 'Arial', size: SIZE.body, language: { value: 'en-GB' } } },
        title: { run: { size: 40, bold: true }, paragraph: { spacing: { after: 200 } } },
        heading1: {
          run: { size: 26, bold: true },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: LIST,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 360, hanging: 240 } } },
            },
          ],
        },
      ],
    },
    sections: [sectionsOf(document, wide)],
  });
  return undated(await Packer.toBuffer(word, undefined, [{ path: PROPERTIES, data: propertiesOf(document.title) }]));
}

const PROPERTIES = 'docProps/core.xml';

/** What the document says about itself: the library would write the time of writing beside it. */
function propertiesOf(title: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>Remit</dc:creator></cp:coreProperties>`;
}

function sectionsOf({ title, stamp, preface, sections }: PublishedDocument, wide: boolean): ISectionOptions {
  const width = (wide ? A4.height : A4.width) - 2 * MARGIN;
  return {
    properties: {
      page: {
        // The library turns the sides of a page round itself when it lies.
        size: { ...A4, orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
      },
    },
    footers: { default: pageXOfY() },
    children: [
      new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
      stampTable(stamp),
      ...preface.map((text) => new Paragraph({ text, spacing: { before: 200 } })),
      ...sections.flatMap((section) => partOf(section, width)),
    ],
  };
}

function pageXOfY(): Footer {
  const children = [
    new TextRun({ size: SIZE.small, children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
  ];
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children })] });
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const GREY_LINE = { style: BorderStyle.SINGLE, size: 4, color: 'B1B4B6' };
const STAMP_WIDTHS = [2200, 7200];

function stampTable(stamp: readonly StampRow[]): Table {
  const borders = {
    top: NO_LINE,
    left: NO_LINE,
    right: NO_LINE,
    bottom: GREY_LINE,
    insideVertical: NO_LINE,
    insideHorizontal: GREY_LINE,
  };
  return new Table({
    columnWidths: STAMP_WIDTHS,
    layout: TableLayoutType.FIXED,
    width: { size: STAMP_WIDTHS.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    borders,
    rows: stamp.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: row.map((text, at) =>
            cellOf(text, { bold: at === 0, width: STAMP_WIDTHS[at] ?? 0, size: SIZE.body - 2 }),
          ),
        }),
    ),
  });
}

function partOf({ heading, sentences, table }: PublishedSection, width: number): (Paragraph | Table)[] {
  return [
    new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
    ...sentences.map(
      (text) => new Paragraph({ text, numbering: { reference: LIST, level: 0 }, spacing: { after: 100 } }),
    ),
    ...(table === undefined ? [] : [tableOf(table, width)]),
  ];
}

function tableOf({ columns, rows }: PublishedTable, width: number): Table {
  const widths = widthsOf({ columns, rows }, width);
  return new Table({
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((text, at) =>
          cellOf(text, { bold: true, width: widths[at] ?? 0, size: SIZE.cell, shaded: true }),
        ),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, at) =>
              cellOf(text, {
                bold: isName(columns, at),
                width: widths[at] ?? 0,
                size: columns[at] === ID ? SIZE.small : SIZE.cell,
              }),
            ),
          }),
      ),
    ],
  });
}

const ID = 'Id';

/** The column by which a row is known. */
function isName(columns: readonly string[], at: number): boolean {
  return at === (columns[0] === 'Line' ? 1 : 0);
}

/** What a bold letter takes on average, and what stands free beside the text of a cell, in twentieths of a point. */
const LETTER = SIZE.cell * 6;
const CELL_MARGINS = 240;
/** Longer texts run over several lines. */
const LETTERS_MAX = 32;

/** Every column as wide as its longest word, and what is left over by what stands in them: the page is filled. */
function widthsOf({ columns, rows }: PublishedTable, width: number): number[] {
  const texts = columns.map((column, at) => [column, ...rows.map((row) => row[at] ?? '')]);
  const words = texts.map((column) => longestOf(column.flatMap((text) => text.split(' '))));
  const narrowest = words.map((letters) => letters * LETTER + CELL_MARGINS);
  const left = width - sumOf(narrowest);
  if (left <= 0) return narrowest.map((each) => Math.floor((each / sumOf(narrowest)) * width));
  const wanted = texts.map((column) => Math.min(LETTERS_MAX, longestOf(column)));
  return narrowest.map((each, at) => Math.floor(each + (left * (wanted[at] ?? 0)) / sumOf(wanted)));
}

function longestOf(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

interface CellLook {
  readonly bold: boolean;
  readonly width: number;
  readonly size: number;
  readonly shaded?: true;
}

function cellOf(text: string, { bold, width, size, shaded }: CellLook): TableCell {
  const run: IRunOptions = { text, bold, size };
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(shaded === undefined ? {} : { shading: { fill: 'E8EDF0' } }),
    children: [new Paragraph({ children: [new TextRun(run)] })],
  });
}
