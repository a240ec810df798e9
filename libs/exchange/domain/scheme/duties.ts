import { type Place, placeInWords } from './document.js';
import { choice, type Inquiry, keyOf } from './inquiry.js';
import { type Amount, readAmount, splitAmount } from './money.js';
import type { Notation } from './notation.js';
import { PART_ANSWERS, partAnswered, type SchemePart } from './parts.js';
import {
  cellAt,
  isBodyFirst,
  type Layout,
  type NamedColumn,
  namesBodies,
  type SchemeTable,
  type TableRow,
} from './tables.js';
import { LEFT_OUT, type TierNames } from './tiers.js';
import { plain } from './words.js';

/** That the file gives one name a part in a duty. */
export interface Claim {
  /** The heading or name as it stands in the file. */
  readonly who: string;
  /** `undefined` while a question about it is open; a function's own verb is read once the function is known. */
  readonly part: SchemePart | undefined | 'by-its-verb';
  /** The amounts for which it has the part; absent when the file names none. */
  readonly amount?: Amount;
  /** What the file says, for a message: a cell, or a duty with its verb. */
  readonly says: string;
  readonly place: Place;
}

/** Something that the file gives somebody to do: what becomes a line of the scheme. */
export interface Duty {
  readonly layout: Layout;
  readonly text: string;
  readonly section: string | undefined;
  readonly id: string;
  /** Its number in the document; empty when it has none. */
  readonly number: string;
  readonly place: Place;
  readonly claims: Claim[];
  readonly notes: string[];
  readonly delegatedFrom: string;
  /** Everybody whom the table names: who else may decide. */
  readonly names: readonly string[];
}

/** What the file says of a duty: everybody named in it, with what stands in their cell. */
export function saidIn({ text, claims }: Pick<Duty, 'text' | 'claims'>): string {
  return claims.map(({ who, says }) => (says === text ? who : `${who}: ${says}`)).join('; ');
}

/** What is needed to read the rows of a table. */
export interface RowReading {
  readonly notation: Notation;
  readonly tiers: TierNames;
  readonly inquiry: Inquiry;
  /** Whether a text is the name of a function as it stands. */
  readonly isFunction: (text: string) => boolean;
}

/** The duties of a table in the order of its rows. */
export function dutiesOf(table: SchemeTable, reading: RowReading): readonly Duty[] {
  if (table.layout === 'matrix') return fromMatrix(table, reading);
  return table.layout === 'limits' ? fromLimits(table, reading) : fromBodies(table, reading);
}

/** The cells of a matrix that give parts. */
export function markedCells(table: SchemeTable, tiers: TierNames): readonly string[] {
  if (table.layout !== 'matrix') return [];
  const columns = tierColumns(table, tiers).filter(({ isRead }) => isRead);
  return table.rows.flatMap(({ cells }) => columns.map(({ at }) => cellAt(cells, at)).filter((cell) => cell !== ''));
}

interface TierColumn extends NamedColumn {
  /** False while it is asked whether the column is a tier at all: until then its cells say nothing. */
  readonly isRead: boolean;
}

/** The columns of a matrix that are tiers; one with nothing in it counts when it is known to be one. */
function tierColumns({ columns, rows, place }: SchemeTable, tiers: TierNames): readonly TierColumn[] {
  return columns.others
    .filter(({ at, heading }) => tiers.isKnown(heading) || rows.some(({ cells }) => cellAt(cells, at) !== ''))
    .map((column) => ({ ...column, tier: tiers.tierOf(column.heading, place) }))
    .filter(({ tier }) => tier !== LEFT_OUT)
    .map(({ at, heading, tier }) => ({ at, heading, isRead: tier !== undefined || tiers.isHeading(heading) }));
}

function fromMatrix(table: SchemeTable, reading: RowReading): readonly Duty[] {
  const columns = tierColumns(table, reading.tiers);
  const names = columns.map(({ heading }) => heading);
  const duties: Duty[] = [];
  for (const row of table.rows) {
    const text = textOf(row, table);
    const split = reading.isFunction(text) ? undefined : splitAmount(text);
    const claims = [
      ...columns.flatMap((column) => claimsIn(column, row, reading)),
      ...claimsByPart(row, table, reading),
    ];
    const banded = claims.map((claim) => withAmount(claim, split?.amount));
    const before = duties.at(-1);
    // Rows of one duty that differ by amount alone are its bands.
    if (split !== undefined && before !== undefined && isSameDuty(before, split.before, row.section)) {
      before.claims.push(...banded);
      before.notes.push(...notesOf(row, table));
    } else {
      duties.push(dutyOf(table, row, { text: split?.before ?? text, claims: banded, names }));
    }
  }
  return duties;
}

function isSameDuty(before: Duty, text: string, section: string | undefined): boolean {
  const banded = before.claims.some(({ amount }) => amount !== undefined);
  return banded && plain(before.text) === plain(text) && before.section === section;
}

function withAmount(claim: Claim, amount: Amount | undefined): Claim {
  return amount === undefined || claim.amount !== undefined ? claim : { ...claim, amount };
}

function claimsIn(
  { at, heading: who, isRead }: TierColumn,
  { cells, place }: TableRow,
  { notation }: RowReading,
): Claim[] {
  const cell = cellAt(cells, at);
  if (!isRead) return cell === '' ? [] : [{ who, part: undefined, says: cell, place }];
  return notation.partsIn(cell, place).map((part) => ({ ...part, who, says: cell, place }));
}

/** Rows of body and duty, the body in a column or as a heading of its own. */
function fromBodies(table: SchemeTable, reading: RowReading): readonly Duty[] {
  const { columns, rows } = table;
  askUnknownColumns(table, reading);
  const part = bodyPart(table, reading);
  const isMerged = isBodyFirst(columns);
  const duties: Duty[] = [];
  let body = '';
  for (const row of rows) {
    const written = namesBodies(columns) ? cellAt(row.cells, columns.body) : (row.section ?? '');
    body = written === '' && isMerged ? body : written;
    duties.push(...dutyOfBodies(row, namesIn(body, reading.tiers), part, { table, reading }));
  }
  const names = [...new Set(duties.flatMap(({ claims }) => claims.map(({ who }) => who)))];
  // Where the sections are the bodies they say nothing of the function.
  return duties.map((duty) => ({ ...duty, names, section: namesBodies(columns) ? duty.section : undefined }));
}

function dutyOfBodies(
  row: TableRow,
  bodies: readonly string[],
  part: Claim['part'],
  { table, reading }: { readonly table: SchemeTable; readonly reading: RowReading },
): Duty[] {
  const says = textOf(row, table);
  if (says === '') return [];
  const split = reading.isFunction(says) ? undefined : splitAmount(says);
  const named = bodies.map((who): Claim => ({ who, part, says, place: row.place }));
  const claims = [...named, ...claimsByPart(row, table, reading)].map((claim) => withAmount(claim, split?.amount));
  return [dutyOf(table, row, { text: split?.before ?? says, claims, names: [] })];
}

/** The part of those in a column that names nobody's part: by the verb of the duty, unless other columns name parts. */
function bodyPart({ columns, place, headings }: SchemeTable, { inquiry }: RowReading): Claim['part'] {
  if (columns.body === undefined || columns.parts.length === 0) return 'by-its-verb';
  const heading = headings[columns.body] ?? '';
  const decided = columns.parts.some(({ part }) => part === 'decides');
  return inquiry.ask<SchemePart>({
    key: keyOf('word', 'column', heading),
    kind: 'word',
    where: placeInWords(place),
    says: heading,
    question: `What part have those who stand in the column "${heading}"?`,
    choices: PART_ANSWERS.map(([says]) => says),
    suggestion: decided ? 'no part' : 'decides',
    confidence: 60,
    read: partAnswered,
  });
}

/** A column that is neither a name nor a note is left out only by an answer. */
function askUnknownColumns({ columns, rows, place }: SchemeTable, { inquiry }: RowReading): void {
  const filled = columns.others.filter(({ at }) => rows.some(({ cells }) => cellAt(cells, at) !== ''));
  for (const { heading } of filled) {
    inquiry.ask({
      key: keyOf('cell', 'column', heading),
      kind: 'cell',
      where: placeInWords(place),
      says: heading,
      question: `What stands under "${heading}" is not understood. Is it to be left out? If not, give the column another heading, such as "Delegated to", "Consulted" or "Notes".`,
      choices: ['leave out'],
      read: choice([['leave out', true]]),
    });
  }
}

/** What the columns of names give, each its own part. */
function claimsByPart({ cells, place }: TableRow, { columns }: SchemeTable, { tiers }: RowReading): Claim[] {
  return columns.parts.flatMap(({ at, part }) =>
    namesIn(cellAt(cells, at), tiers).map((who) => ({ who, part, says: cellAt(cells, at), place })),
  );
}

/** Rows of duty, range of amounts and who decides. */
function fromLimits(table: SchemeTable, reading: RowReading): readonly Duty[] {
  askUnknownColumns(table, reading);
  const duties: Duty[] = [];
  for (const row of table.rows) {
    const text = textOf(row, table) || (duties.at(-1)?.text ?? '');
    const same = duties.find((duty) => plain(duty.text) === plain(text) && duty.section === row.section);
    const claims = limitClaims(row, table, reading);
    same?.claims.push(...claims);
    same?.notes.push(...notesOf(row, table));
    if (same === undefined) duties.push(dutyOf(table, row, { text, claims, names: [] }));
  }
  const names = [...new Set(duties.flatMap(({ claims }) => claims.map(({ who }) => who)))];
  return duties.map((duty) => ({ ...duty, names }));
}

function limitClaims(row: TableRow, table: SchemeTable, reading: RowReading): Claim[] {
  const { place, cells } = row;
  const written = cellAt(cells, table.columns.value);
  const named = namesIn(cellAt(cells, table.columns.body), reading.tiers);
  const claims = [
    ...named.map((who): Claim => ({ who, part: 'decides', says: `${written} ${named.join(', ')}`.trim(), place })),
    ...claimsByPart(row, table, reading),
  ];
  const amount = amountOf(row, table, reading);
  if (amount === undefined && written !== '') return claims.map((claim) => ({ ...claim, part: undefined }));
  if (amount === undefined) return claims;
  const others = claims.filter(({ part }) => part !== 'decides');
  if (amount.kind === 'nothing') return others;
  return [...claims.filter(({ part }) => part === 'decides').map((claim) => ({ ...claim, amount })), ...others];
}

function amountOf(row: TableRow, table: SchemeTable, { inquiry }: RowReading): Amount | undefined {
  const written = cellAt(row.cells, table.columns.value);
  const read = readAmount(written);
  if (written === '' || read !== undefined) return read;
  return inquiry.ask<Amount>({
    key: keyOf('bands', row.section ?? '', textOf(row, table), written),
    kind: 'bands',
    where: placeInWords(row.place),
    says: written,
    question: `Which amounts does "${written}" mean? Write it in pounds.`,
    choices: ['up to £<amount>', 'over £<amount>', 'over £<amount> up to £<amount>', 'any amount', 'nil'],
    read: (answer) => {
      const amount = readAmount(answer);
      return amount?.kind === 'bare' ? undefined : amount;
    },
  });
}

const BETWEEN_NAMES = /\s*(?:\/|,|;|\n|&|\+|\band\b|\bor\b)\s*/i;

/** The names in a cell: one when it is a known name as a whole, several when each piece of it is a name. */
export function namesIn(cell: string, tiers: TierNames): readonly string[] {
  const whole = cell.replace(/\s+/g, ' ').trim();
  if (whole === '') return [];
  const pieces = cell.split(BETWEEN_NAMES).filter((piece) => piece.trim() !== '');
  const several = pieces.length > 1 && !tiers.isKnown(whole) && pieces.every((piece) => tiers.isName(piece));
  return several ? pieces.map((piece) => piece.trim()) : [whole];
}

function textOf({ cells }: TableRow, { columns }: SchemeTable): string {
  return cellAt(cells, columns.function).replace(/\s+/g, ' ');
}

function notesOf({ cells }: TableRow, { columns }: SchemeTable): string[] {
  return columns.notes.map((at) => cellAt(cells, at)).filter((note) => note !== '');
}

function dutyOf(
  table: SchemeTable,
  row: TableRow,
  { text, claims, names }: Pick<Duty, 'text' | 'claims' | 'names'>,
): Duty {
  const { columns, layout } = table;
  return {
    layout,
    text,
    section: row.section,
    id: cellAt(row.cells, columns.id),
    number: cellAt(row.cells, columns.number),
    place: row.place,
    claims,
    notes: notesOf(row, table),
    delegatedFrom: cellAt(row.cells, columns.delegatedFrom),
    names,
  };
}
