import type { Block, FoundBlock } from './published-document.js';

/** How two texts are held against each other. */
export type Normalise = (text: string) => string;

/** Text that differs in white space and in how letters are composed only is the same. */
export const inWords: Normalise = (text) => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** The same without any white space: a PDF does not say where a line was only wrapped. */
export const withoutSpaces: Normalise = (text) => text.normalize('NFKC').replace(/\s+/gu, '');

const SHOWN_MAX = 160;

/**
 * The first thing that a file says otherwise than the record, in words; `undefined` when they say the same.
 * @param expected the pieces as the record has them
 * @param found the pieces as they stand in the file
 */
export function firstDifference(
  expected: readonly Block[],
  found: readonly FoundBlock[],
  normalise: Normalise,
): string | undefined {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const difference = ofBlocks(expected[at], found[at], normalise);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function ofBlocks(
  expected: Block | undefined,
  found: FoundBlock | undefined,
  normalise: Normalise,
): string | undefined {
  if (expected === undefined) return found === undefined ? undefined : atItsEnd(found);
  if (expected.kind === 'text') return ofTexts(expected, found, normalise);
  if (found === undefined || 'text' in found) return noTable(expected, found);
  return (expected.of === 'stamp' ? ofStamps : ofTables)(expected.rows, found.rows, normalise);
}

function atItsEnd(found: FoundBlock): string {
  return `At its end the file has something that the record does not have: ${shown(beginning(found))}.`;
}

function ofTexts(expected: TextBlock, found: FoundBlock | undefined, normalise: Normalise): string | undefined {
  if (found === undefined) return `${ROLES[expected.as]}: ${says('', expected.text)}`;
  if ('text' in found && normalise(found.text) === normalise(expected.text)) return undefined;
  return `${ROLES[expected.as]}: ${says(beginning(found), expected.text)}`;
}

function noTable({ of, rows }: TableBlock, found: FoundBlock | undefined): string {
  const where = of === 'stamp' ? 'The stamp' : `The table that begins with ${shown(rows[1]?.join(' | ') ?? '')}`;
  return `${where} is missing${found === undefined ? '' : `; in its place the file has ${shown(beginning(found))}`}.`;
}

type TextBlock = Extract<Block, { readonly kind: 'text' }>;
type TableBlock = Extract<Block, { readonly kind: 'table' }>;

const ROLES = {
  title: 'Title',
  heading: 'Heading',
  paragraph: 'Paragraph',
  sentence: 'Sentence',
  sheet: 'Name of the sheet',
} as const;

type Rows = readonly (readonly string[])[];

function ofStamps(expected: Rows, found: Rows, normalise: Normalise): string | undefined {
  for (let at = 0; at < Math.max(expected.length, found.length); at += 1) {
    const should = expected[at] ?? [];
    const does = found[at] ?? [];
    if (sameRow(should, does, normalise)) continue;
    return `Stamp, ${quoted(should[0] ?? does[0] ?? '')}: ${says(does.join(': '), should.join(': '))}`;
  }
  return undefined;
}

function ofTables(expected: Rows, found: Rows, normalise: Normalise): string | undefined {
  const [columns = []] = expected;
  for (let at = 0; at < Math.max(expected.length, found.length); at += 1) {
    const should = expected[at];
    const does = found[at];
    if (should !== undefined && does !== undefined && sameRow(should, does, normalise)) continue;
    if (at === 0)
      return ofCells('Headings of the table', { columns, should: should ?? [], does: does ?? [] }, normalise);
    return ofRows({ columns, expected, found, at }, normalise);
  }
  return undefined;
}

interface RowsAt {
  readonly columns: readonly string[];
  readonly expected: Rows;
  readonly found: Rows;
  readonly at: number;
}

/** A row was changed, taken out, or put in: the rows after it tell which. */
function ofRows({ columns, expected, found, at }: RowsAt, normalise: Normalise): string | undefined {
  const should = expected[at];
  const does = found[at];
  const next = (rows: Rows, row: readonly string[]) =>
    rows[at + 1] !== undefined && sameRow(rows[at + 1]!, row, normalise);
  if (does === undefined || (should !== undefined && found.length < expected.length && next(expected, does))) {
    return `${nameOfRow(columns, should ?? [])} is missing from the file.`;
  }
  if (should === undefined || (found.length > expected.length && next(found, should))) {
    return `The file has a row that the record does not have: ${shown(does.join(' | '))}.`;
  }
  return ofCells(nameOfRow(columns, should), { columns, should, does }, normalise);
}

interface CellsOf {
  readonly columns: readonly string[];
  readonly should: readonly string[];
  readonly does: readonly string[];
}

function ofCells(where: string, { columns, should, does }: CellsOf, normalise: Normalise): string | undefined {
  for (let at = 0; at < Math.max(should.length, does.length); at += 1) {
    const [right = '', wrong = ''] = [should[at], does[at]];
    if (normalise(right) === normalise(wrong)) continue;
    return `${where}, ${at < columns.length ? `column ${columns[at] ?? ''}` : `beyond the last column`}: ${says(wrong, right)}`;
  }
  return undefined;
}

/** "Line 3.2, Order goods" of a scheme; of other tables what stands in the first column. */
function nameOfRow(columns: readonly string[], row: readonly string[]): string {
  const [first = '', second = ''] = row;
  return columns[0] === 'Line' ? `Line ${first}, ${second}` : `${columns[0] ?? 'Row'} ${quoted(first)}`;
}

/** Whether two rows say the same; empty cells at the end do not count. */
function sameRow(a: readonly string[], b: readonly string[], normalise: Normalise): boolean {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (normalise(a[at] ?? '') !== normalise(b[at] ?? '')) return false;
  return true;
}

function says(file: string, record: string): string {
  return `the file says ${file.trim() === '' ? 'nothing' : shown(file)}, the record says ${record === '' ? 'nothing' : shown(record)}.`;
}

function beginning(found: FoundBlock): string {
  return 'text' in found ? found.text : (found.rows[0]?.join(' | ') ?? '');
}

function shown(text: string): string {
  const whole = text.replace(/\s+/gu, ' ').trim();
  return quoted(whole.length > SHOWN_MAX ? `${whole.slice(0, SHOWN_MAX)}…` : whole);
}

function quoted(text: string): string {
  return `"${text}"`;
}
