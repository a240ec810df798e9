import { diffWords } from 'diff';
import { type Line, type LineChange, type LineChangeKind, lineChanges, lineKey } from '@remit/delegation';
import type { SchemeSeen } from '@remit/accountability';
import type { SchemeImpactView } from '@remit/accountability/nest';
import { civilDate, counted, dayInWords, dayOf } from '@remit/kernel';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { previewOf } from '../record/preview-page.js';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { functionName } from '../shell/words.js';
import { linePath, partsOfLine } from './scheme-words.js';

/** What the page of two versions beside each other shows. */
export interface SchemeCompareModel {
  readonly heading: string;
  readonly says: string;
  /** Undefined when the two say the same. */
  readonly lines: TableModel | undefined;
  readonly impact: {
    readonly heading: string;
    readonly says: string;
    readonly tables: readonly TableModel[];
    readonly gaps: string;
  };
}

export const schemeComparePage = pageOf<SchemeCompareModel>('schemes/compare');

/** Two versions, the earlier one first whichever was asked for. */
export interface TwoSchemes {
  readonly before: SchemeSeen;
  readonly after: SchemeSeen;
}

/** Two versions in the order of their first days. */
export function inOrder(a: SchemeSeen, b: SchemeSeen): TwoSchemes {
  return a.from <= b.from ? { before: a, after: b } : { before: b, after: a };
}

/** The page of two versions beside each other: what their lines say, and what changes on the first day of the later. */
export function schemeCompareModel(
  reading: Reading,
  { before, after }: TwoSchemes,
  impact: SchemeImpactView,
): SchemeCompareModel {
  const changes = lineChanges(before.lines, after.lines);
  return {
    heading: `From version ${before.version} to version ${after.version}`,
    says: saysOf(changes),
    lines: changes.length === 0 ? undefined : linesTable(reading, { before, after }, changes),
    impact: impactOf(reading, { before, after }, impact),
  };
}

const TAGS: Readonly<Record<LineChangeKind, NonNullable<TableCell['tag']>>> = {
  added: { text: 'Added', colour: 'green' },
  removed: { text: 'Removed', colour: 'red' },
  changed: { text: 'Changed', colour: 'yellow' },
  renumbered: { text: 'Renumbered', colour: 'grey' },
};

function saysOf(changes: readonly LineChange[]): string {
  if (changes.length === 0) return 'Both versions say the same.';
  const kinds = Object.keys(TAGS) as LineChangeKind[];
  const numbers = kinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${String(count)} ${kind}`];
  });
  return `${counted(changes.length, 'line differs', 'lines differ')}: ${numbers.join(', ')}.`;
}

function linesTable(reading: Reading, schemes: TwoSchemes, changes: readonly LineChange[]): TableModel {
  return {
    caption: 'What the lines say',
    columns: ['Function', 'Change', 'Line', 'In words'],
    rows: changes.map((change): TableCell[] => [
      { text: functionName(reading, change.function) },
      { text: '', tag: TAGS[change.kind] },
      { text: '', links: lineLinks(reading, schemes, change) },
      { text: '', edited: editedOf(reading, change) },
    ]),
  };
}

/** The line in each version that has one; one link when both have the same number. */
function lineLinks(reading: Reading, schemes: TwoSchemes, change: LineChange): { text: string; href: string }[] {
  const link = (scheme: SchemeSeen, line: Line): { text: string; href: string } => ({
    text: `${line.line} (version ${scheme.version})`,
    href: linkTo(reading, linePath(scheme.id, lineKey(scheme.lines, line))),
  });
  return [
    ...(change.before === null ? [] : [link(schemes.before, change.before)]),
    ...(change.after === null ? [] : [link(schemes.after, change.after)]),
  ];
}

type Piece = NonNullable<TableCell['edited']>[number];

/** What the line says now, part by part, with what was added and what was taken away. */
function editedOf(reading: Reading, { before, after }: LineChange): Piece[] {
  const was = partsOf(reading, before);
  const is = partsOf(reading, after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((part): Piece[] => {
    const [earlier, later] = [was.get(part), is.get(part)];
    if (earlier === undefined) return [{ text: `${part}: ${later ?? ''}.`, change: 'added' }, SPACE];
    if (later === undefined) return [{ text: `${part}: ${earlier}.`, change: 'removed' }, SPACE];
    return [{ text: `${part}: ` }, ...editedWords(earlier, later), { text: '. ' }];
  });
}

const SPACE: Piece = { text: ' ' };

function partsOf(reading: Reading, line: Line | null): ReadonlyMap<string, string> {
  const parts = line === null ? [] : partsOfLine(reading, line);
  return new Map(parts.map(({ part, who }) => [part, who]));
}

function editedWords(before: string, after: string): Piece[] {
  return diffWords(before, after).flatMap(({ value, added, removed }): Piece[] => {
    if (added) return [{ text: value, change: 'added' }];
    // What takes its place follows at once: a blank between them, so that two words do not read as one.
    return removed ? [{ text: value, change: 'removed' }, SPACE] : [{ text: value }];
  });
}

function impactOf(
  reading: Reading,
  { before, after }: TwoSchemes,
  { cells, changed, trust, position, on }: SchemeImpactView,
): SchemeCompareModel['impact'] {
  // Both sides are of one day as known at one entry, so that both know the same functions.
  const changes = changed.flatMap((cell) =>
    cell.before === null || cell.after === null
      ? []
      : [{ ...cell, before: cell.before, after: cell.after, from: on, until: nextDay(on) }],
  );
  const view = { trust, position, from: on, until: nextDay(on), cells, changes, lint: [] };
  const { says, who, changes: table } = previewOf(reading, view);
  return {
    heading: `What that changes on ${dayInWords(dayOf(on))}, the first day of version ${after.version}`,
    says: `Beside what would hold had version ${before.version} been in force that day. ${says}`,
    tables: [who, table].filter((each) => each !== undefined),
    gaps: linkTo(reading, 'gaps', { from: on }),
  };
}

function nextDay(day: string): string {
  return civilDate(dayOf(day) + 1);
}
