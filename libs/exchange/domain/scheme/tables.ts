import { listInWords } from '@remit/kernel';
import { OTHER_PARTS } from '@remit/delegation';
import { type Place, placeInWords, type TextRow, type TextSheet } from './document.js';
import { type ColumnKind, HEADINGS, type PartColumn } from './headings.data.js';
import type { TierNames } from './tiers.js';
import { plain } from './words.js';

/** How a table says who decides. */
export type Layout =
  /** Rows are functions, columns are tiers. */
  | 'matrix'
  /** A row for each body and duty. */
  | 'duties'
  /** A row for each range of amounts. */
  | 'limits';

/** Which column is what. */
export interface Columns {
  readonly function: number;
  readonly number?: number;
  readonly id?: number;
  readonly section?: number;
  readonly body?: number;
  readonly value?: number;
  readonly delegatedFrom?: number;
  readonly notes: readonly number[];
  /** Columns of names that say which part these have, such as "Consulted". */
  readonly parts: readonly { readonly at: number; readonly part: PartColumn }[];
  /** Columns with any other heading: in a matrix they are, or may be, tiers. */
  readonly others: readonly NamedColumn[];
}

/** A column with its heading as it stands in the file. */
export interface NamedColumn {
  readonly at: number;
  readonly heading: string;
}

/** A row of a table that is about a function. */
export interface TableRow {
  readonly place: Place;
  readonly cells: readonly string[];
  /** The heading that it stands under, in the table or above it. */
  readonly section: string | undefined;
}

/** A table of a scheme. */
export interface SchemeTable {
  readonly layout: Layout;
  readonly columns: Columns;
  /** Its headings, and where they stand. */
  readonly headings: readonly string[];
  readonly place: Place;
  readonly rows: readonly TableRow[];
}

/** What was found on one sheet. */
export interface SheetRead {
  readonly tables: readonly SchemeTable[];
  /** Texts outside tables, among which there may be a key. */
  readonly around: readonly string[];
  /** Rows inside tables that were taken for headings of sections. */
  readonly sections: readonly { readonly place: Place; readonly text: string }[];
  /** Rows with something in them that were not used, with what they say. */
  readonly aside: readonly { readonly place: Place; readonly text: string }[];
}

/** How many headings have to be tiers for a table to be a matrix; one is enough beside the ids of functions. */
const TIERS_MIN = 2;

/** Finds the tables of a sheet: their headings, their sections and their rows. */
export function readTables(sheet: TextSheet, tiers: TierNames): SheetRead {
  const reader = new SheetReader(sheet, tiers);
  const next = nextFilled(sheet.rows);
  sheet.rows.forEach((row, at) => reader.take(row, next[at]));
  return reader.end();
}

/** For each row the next one below it that has something in it. */
function nextFilled(rows: readonly TextRow[]): readonly (TextRow | undefined)[] {
  let below: TextRow | undefined;
  const upwards = [...rows].reverse().map((row) => {
    const next = below;
    if (isFilled(row)) below = row;
    return next;
  });
  return upwards.reverse();
}

function isFilled({ cells }: TextRow): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

interface OpenTable extends SchemeTable {
  readonly rows: TableRow[];
}

class SheetReader {
  private readonly tables: SchemeTable[] = [];
  private readonly around: string[];
  private readonly sections: SheetRead['sections'][number][] = [];
  private readonly aside: SheetRead['aside'][number][] = [];
  private open: OpenTable | undefined;
  private section: string | undefined;
  private afterBlank = true;

  constructor(
    private readonly sheet: TextSheet,
    private readonly tiers: TierNames,
  ) {
    this.around = [...sheet.above];
    this.section = sheet.heading;
  }

  take(row: TextRow, next: TextRow | undefined): void {
    const filled = row.cells.filter((cell) => cell.trim() !== '');
    if (filled.length === 0) {
      this.afterBlank = true;
      return;
    }
    if (!this.takeHeading(row, next)) this.takeRow(row, filled, next);
    this.afterBlank = false;
  }

  end(): SheetRead {
    this.close();
    return { tables: this.tables, around: this.around, sections: this.sections, aside: this.aside };
  }

  /** @returns whether the row is the heading of a table, or repeats it. */
  private takeHeading(row: TextRow, next: TextRow | undefined): boolean {
    if (this.open !== undefined && sameCells(this.open.headings, row.cells)) return true;
    const found = this.headingIn(row);
    if (found === undefined) return false;
    // Above the headings of the columns there may be a row that puts them in groups.
    const better = next === undefined || this.open !== undefined ? undefined : headingOf(next.cells, this.tiers);
    if (better !== undefined && better.named > found.named) return true;
    this.close();
    this.open = { ...found, headings: row.cells, place: this.placeOf(row), rows: [] };
    return true;
  }

  /** Below a table another one begins only after an empty row, with a heading that speaks of functions. */
  private headingIn(row: TextRow): Heading | undefined {
    const found = this.open === undefined || this.afterBlank ? headingOf(row.cells, this.tiers) : undefined;
    return this.open === undefined || found?.saysFunction === true ? found : undefined;
  }

  private takeRow(row: TextRow, filled: readonly string[], next: TextRow | undefined): void {
    const columns = this.open === undefined ? this.dutiesBegun(row, filled, next) : undefined;
    if (columns !== undefined) {
      this.open = { headings: [], layout: 'duties', columns, place: this.placeOf(row), rows: [] };
    }
    if (this.open === undefined) this.around.push(textAround(filled));
    else this.takeIn(this.open, row, filled, next);
  }

  private takeIn(table: OpenTable, row: TextRow, filled: readonly string[], next: TextRow | undefined): void {
    const { columns, rows } = table;
    const [only = ''] = filled;
    if (/^\s*(?:key|legend|notes?)\b\s*[:–-]/i.test(only)) {
      this.around.push(textAround(filled));
      return;
    }
    if (this.isSection(table, row, filled, next)) {
      this.takeSection(table, row, cellAt(row.cells, columns.function) || only.trim());
      return;
    }
    const section = cellAt(row.cells, columns.section);
    if (section !== '') this.section = section;
    if (cellAt(row.cells, columns.function) === '' && table.layout !== 'limits') {
      this.aside.push({ place: this.placeOf(row), text: filled.join(' | ') });
      // The name of a body may still stand there for the duties below it.
      if (cellAt(row.cells, columns.body) === '') return;
    }
    rows.push(this.rowOf(row));
  }

  private takeSection({ layout, columns, rows }: OpenTable, row: TextRow, text: string): void {
    this.section = text;
    this.sections.push({ place: this.placeOf(row), text });
    // In the column of bodies it may be one: then the duties below it are not those of the body before.
    if (layout === 'duties' && cellAt(row.cells, columns.body) !== '') rows.push(this.rowOf(row));
  }

  /** A row with one text alone is the heading of what follows, unless it has a mark of being a duty itself. */
  private isSection(
    { columns, layout, rows }: OpenTable,
    { cells }: TextRow,
    filled: readonly string[],
    next: TextRow | undefined,
  ): boolean {
    if (next === undefined || cellAt(cells, columns.id) !== '') return false;
    const [only = ''] = filled;
    if (layout === 'duties' && !namesBodies(columns)) return filled.length === 1 && this.tiers.isName(only);
    if (filled.length === 1) return layout !== 'duties' || !this.isOfBodyAbove(columns, cells, rows[0]);
    return filled.length === 2 && headsNumbers(columns, cells, next.cells);
  }

  /** Whether a duty stands alone because its body stands above, once before all of its duties. */
  private isOfBodyAbove(columns: Columns, cells: readonly string[], first: TableRow | undefined): boolean {
    if (columns.body === undefined || !isBodyFirst(columns)) return false;
    return cellAt(cells, columns.function) !== '' && cellAt(first?.cells ?? [], columns.body) !== '';
  }

  /** The columns of duties under the name of a body, where a sheet has no headings: the name stands above, or alone. */
  private dutiesBegun(row: TextRow, filled: readonly string[], next: TextRow | undefined): Columns | undefined {
    const { heading } = this.sheet;
    if (heading !== undefined && this.tiers.isName(heading)) return loneColumns(row);
    const [only = ''] = filled;
    if (filled.length > 1 || next === undefined || !this.tiers.isName(only)) return undefined;
    return headingOf(next.cells, this.tiers) === undefined ? loneColumns(next) : undefined;
  }

  private close(): void {
    const { open } = this;
    this.open = undefined;
    if (open === undefined || open.rows.length === 0) return;
    const bodies = open.layout !== 'duties' || namesBodies(open.columns);
    if (bodies || open.rows.some(({ section }) => section !== undefined && this.tiers.isName(section))) {
      this.tables.push(open);
    } else {
      for (const { cells } of open.rows) this.around.push(textAround(cells.filter((cell) => cell.trim() !== '')));
    }
  }

  private rowOf(row: TextRow): TableRow {
    return { place: this.placeOf(row), cells: row.cells, section: this.section };
  }

  private placeOf({ number }: TextRow): Place {
    return { sheet: this.sheet.called, row: number };
  }
}

/** "2 Finance" before "2.1" is a heading; any other row with a number is a duty for which nobody has a mark. */
function headsNumbers(columns: Columns, cells: readonly string[], next: readonly string[]): boolean {
  const number = cellAt(cells, columns.number).replace(/\.$/, '');
  const isDuty = number === '' || cellAt(cells, columns.function) === '';
  return !isDuty && cellAt(next, columns.number).startsWith(`${number}.`);
}

const PARTS: readonly PartColumn[] = ['decides', ...OTHER_PARTS];

/** Whether a table has columns that name bodies: else they stand as headings above their duties. */
export function namesBodies({ body, parts }: Columns): boolean {
  return body !== undefined || parts.length > 0;
}

/** Whether a body stands once before all its duties; behind a duty an empty cell is nobody. */
export function isBodyFirst({ body, function: duty }: Columns): boolean {
  return body === undefined || body < duty;
}

/** The text of a cell; empty when the table has no such column. */
export function cellAt(cells: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : (cells[column] ?? '').trim();
}

/** Two cells beside each other may be a code of the key and its explanation. */
function textAround(filled: readonly string[]): string {
  const [first = '', second = ''] = filled;
  return filled.length === 2 && first.trim().length <= 3 ? `${first.trim()} = ${second}` : filled.join(' ');
}

function sameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.some((cell) => cell !== '') && a.every((cell, at) => plain(cell) === plain(b[at] ?? ''));
}

interface Heading {
  readonly layout: Layout;
  readonly columns: Columns;
  /** How many cells of it are known headings or tiers. */
  readonly named: number;
  /** Whether one of them says that it is for functions. */
  readonly saysFunction: boolean;
}

/** What the headings of a table say that it is; `undefined` when the row is no heading. */
function headingOf(cells: readonly string[], tiers: TierNames): Heading | undefined {
  const kinds = cells.map(kindOf);
  const isTier = cells.map((cell, at) => (kinds[at] === undefined || kinds[at] === 'body') && tiers.isHeading(cell));
  const layout = layoutOf(cells, kinds, isTier.filter((tier) => tier).length);
  if (layout === undefined) return undefined;
  const fn = functionColumn(kinds);
  // Without a heading of its own the functions stand in the column before the first tier.
  const column = fn ?? isTier.indexOf(true) - 1;
  if (column < 0) return undefined;
  const read = layout === 'matrix' ? kinds.map((kind, at) => kindInMatrix(kind, isTier[at] === true)) : kinds;
  const named = cells.filter((_, at) => kinds[at] !== undefined || isTier[at]).length;
  return { layout, columns: columnsOf(cells, read, column), named, saysFunction: fn !== undefined };
}

type Kinds = readonly (ColumnKind | undefined)[];

function functionColumn(kinds: Kinds): number | undefined {
  return (['function', 'area', 'section'] as const).map((kind) => kinds.indexOf(kind)).find((at) => at !== -1);
}

function layoutOf(cells: readonly string[], kinds: Kinds, tierCount: number): Layout | undefined {
  const tiersNeeded = kinds.includes('function') && kinds.includes('id') ? 1 : TIERS_MIN;
  if (tierCount >= tiersNeeded) return 'matrix';
  if (functionColumn(kinds) !== undefined && (kinds.includes('body') || kinds.includes('decides')))
    return kinds.includes('value') ? 'limits' : 'duties';
  const known = cells.every((cell, at) => cell.trim() === '' || kinds[at] !== undefined);
  return known && kinds.includes('function') ? 'duties' : undefined;
}

/** In a matrix a committee is a tier; a column of names is asked about, and one of amounts is a note. */
function kindInMatrix(kind: ColumnKind | undefined, isTier: boolean): ColumnKind | undefined {
  if (isTier || kind === 'body') return undefined;
  return kind === 'value' ? 'note' : kind;
}

function kindOf(cell: string): ColumnKind | undefined {
  if (cell.trim() === '#') return 'number';
  const words = plain(cell);
  return HEADINGS.find(([heading]) => heading.test(words))?.[1];
}

function columnsOf(cells: readonly string[], kinds: Kinds, fn: number): Columns {
  const at = (kind: ColumnKind): number | undefined => {
    const found = kinds.findIndex((each, column) => each === kind && column !== fn);
    return found === -1 ? undefined : found;
  };
  const optional = {
    number: at('number'),
    id: at('id'),
    section: at('section') ?? at('area'),
    body: at('body'),
    value: at('value'),
    delegatedFrom: at('delegated-from'),
  };
  return {
    function: fn,
    ...(Object.fromEntries(Object.entries(optional).filter(([, column]) => column !== undefined)) as Partial<Columns>),
    notes: kinds.flatMap((kind, column) => (kind === 'note' && column !== fn ? [column] : [])),
    parts: PARTS.flatMap((part) => kinds.flatMap((kind, column) => (kind === part ? [{ at: column, part }] : []))),
    others: cells.flatMap((heading, column) =>
      kinds[column] === undefined && column !== fn && heading.trim() !== ''
        ? [{ at: column, heading: heading.trim() }]
        : [],
    ),
  };
}

/** In a sheet without headings the duties are the longest texts. */
function loneColumns({ cells }: TextRow): Columns {
  const lengths = cells.map((cell) => cell.trim().length);
  const longest = lengths.indexOf(Math.max(0, ...lengths));
  return { function: Math.max(0, longest), notes: [], parts: [], others: [] };
}

/** What a sheet has that was not understood, for the message that nothing was. */
export function sheetInWords(sheet: TextSheet): string {
  const [first] = sheet.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const name = sheet.called === '' ? 'the file' : sheet.called;
  if (first === undefined) return `${name} is empty`;
  const shown = first.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return `${name} begins with ${listInWords(shown.slice(0, 4).map((cell) => `"${cell.slice(0, 40)}"`))} in ${placeInWords({ sheet: '', row: first.number }).toLowerCase()}`;
}
