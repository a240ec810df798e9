import { type Line, lineChange, lineKey } from '@remit/delegation';
import type { MatrixCell, SchemeSeen } from '@remit/accountability';
import { capital, dayInWords, dayOf } from '@remit/kernel';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import type { SummaryRow } from '../people/holder-page.js';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { sourceInWords } from '../shell/verdict-words.js';
import { byPlace, daysInWords, functionName, placeName, verdictInWords } from '../shell/words.js';
import { lineAnchor, lineInWords, linePath, partsOfLine, schemeLink } from './scheme-words.js';

/** What the page of one line of a scheme shows. */
export interface LineModel {
  readonly heading: string;
  readonly rows: readonly SummaryRow[];
  readonly history: TableModel;
  /** Undefined when the trust does not know the function on the day asked about. */
  readonly today: TableModel | undefined;
  readonly inScheme: string;
}

export const linePage = pageOf<LineModel>('schemes/line');

/** A line of a scheme. */
export interface LineOf {
  readonly scheme: SchemeSeen;
  readonly line: Line;
}

/** The page of a line. @param cells who decides its function at each place on the day */
export function lineModel(
  reading: Reading,
  { scheme, line }: LineOf,
  { schemes, cells }: { readonly schemes: readonly SchemeSeen[]; readonly cells: readonly MatrixCell[] | undefined },
): LineModel {
  return {
    heading: `Line ${line.line}: ${functionName(reading, line.function)}`,
    rows: [
      { key: 'Scheme', cells: [{ ...schemeLink(reading, scheme), note: capital(daysInWords(scheme)) }] },
      ...partsOfLine(reading, line).map(({ part, who }) => ({ key: part, cells: [{ text: who }] })),
    ],
    history: historyTable(reading, line, schemes),
    today: cells === undefined ? undefined : todayTable(reading, cells),
    inScheme: `${linkTo(reading, `schemes/${scheme.id}`)}#${lineAnchor(line)}`,
  };
}

function historyTable(reading: Reading, { function: id }: Line, schemes: readonly SchemeSeen[]): TableModel {
  const versions = schemes.map((scheme) => ({ scheme, line: scheme.lines.find((line) => line.function === id) }));
  return {
    caption: 'The same function in each version of the scheme',
    columns: ['Version', 'In force', 'Line', 'What it says', 'Beside the version before'],
    rows: versions
      .map(({ scheme, line }, at): TableCell[] => [
        schemeLink(reading, scheme),
        { text: capital(daysInWords(scheme)) },
        line === undefined
          ? { text: 'None' }
          : { text: line.line, href: linkTo(reading, linePath(scheme.id, lineKey(scheme.lines, line))) },
        { text: line === undefined ? 'Not delegated' : lineInWords(reading, line) },
        { text: at === 0 ? '' : besideBefore(versions[at - 1]?.line, line) },
      ])
      .toReversed(),
  };
}

function besideBefore(before: Line | undefined, after: Line | undefined): string {
  if (before === undefined) return after === undefined ? 'The same' : 'Added';
  if (after === undefined) return 'Removed';
  const kind = lineChange(before, after);
  return kind === undefined ? 'The same' : kind === 'changed' ? 'Changed' : 'Only the number changed';
}

function todayTable(reading: Reading, cells: readonly MatrixCell[]): TableModel {
  return {
    caption: `Who that is on ${dayInWords(dayOf(reading.on))}`,
    columns: ['Where', 'Who decides', 'By'],
    rows: byPlace(reading, cells).map((cell): TableCell[] => [
      {
        text: placeName(reading, cell.school),
        href: linkTo(reading, 'who', { function: cell.function, school: cell.school }),
      },
      { text: verdictInWords(reading, cell) },
      { text: sourceInWords(reading, cell) ?? 'Nothing yet' },
    ]),
  };
}
