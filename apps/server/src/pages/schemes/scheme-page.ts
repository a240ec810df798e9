import { capital } from '@remit/kernel';
import { type Line, lineKey } from '@remit/delegation';
import type { SchemeSeen } from '@remit/accountability';
import type { DecisionOf } from '@remit/engine/nest';
import { FunctionGroups, type PublishedDocument } from '@remit/exchange';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import type { SummaryRow } from '../people/holder-page.js';
import { entryCited, type Link, linkTo } from '../shell/page-frame.js';
import { asQuery, type Reading } from '../shell/reading.js';
import { daysInWords, functionName } from '../shell/words.js';
import {
  decidesInWords,
  decisionInWords,
  lineAnchor,
  linePath,
  othersInWords,
  standingCell,
  versionInWords,
} from './scheme-words.js';

/** The lines about functions of one subject. */
interface LinesGroup extends TableModel {
  readonly id: string;
}

/** What the page of a version of the scheme shows. */
export interface SchemeModel {
  readonly heading: string;
  readonly rows: readonly SummaryRow[];
  readonly groups: readonly LinesGroup[];
  readonly downloads: readonly Link[];
  readonly stamp: PublishedDocument['stamp'];
  readonly compare: readonly Link[];
}

export const schemePage = pageOf<SchemeModel>('schemes/scheme');

/** What there is about a version beside itself. */
export interface SchemeSurroundings {
  readonly schemes: readonly SchemeSeen[];
  readonly decision: DecisionOf | undefined;
  readonly stamp: PublishedDocument['stamp'];
  /** The entry as known at which it is published. */
  readonly position: number;
}

/** The page of a version of the scheme. */
export function schemeModel(
  reading: Reading,
  scheme: SchemeSeen,
  { schemes, decision, stamp, position }: SchemeSurroundings,
): SchemeModel {
  return {
    heading: `Scheme of delegation, ${versionInWords(scheme).toLowerCase()}`,
    rows: rowsOf(reading, scheme, decision),
    groups: groupsOf(reading, scheme),
    downloads: FORMATS.map(([format, text]) => ({
      text,
      href: `/api/trusts/${reading.trust}/publication/scheme${asQuery([
        ['scheme', scheme.id],
        ['knownAt', String(position)],
        ['format', format],
      ])}`,
    })),
    stamp,
    compare: schemes
      .filter(({ id }) => id !== scheme.id)
      .map((other) => ({
        text: `Compare with version ${other.version}`,
        href: linkTo(reading, `schemes/${scheme.id}/compare`, { with: other.id }),
      })),
  };
}

const FORMATS = [
  ['pdf', 'PDF, for a board pack'],
  ['docx', 'Word'],
  ['xlsx', 'Excel'],
  ['html', 'Web page'],
  ['csv', 'CSV, for other programs'],
  ['json', 'JSON, for programs that check the fingerprint'],
] as const;

function rowsOf(reading: Reading, scheme: SchemeSeen, decision: DecisionOf | undefined): SummaryRow[] {
  const decided = decisionInWords(decision);
  return [
    { key: 'Status', cells: [standingCell(scheme)] },
    { key: 'In force', cells: [{ text: capital(daysInWords(scheme)) }] },
    {
      key: 'Decided',
      cells: [{ text: decided === '' ? 'Not recorded' : decided, links: [entryCited(reading, scheme.entry)] }],
    },
    { key: 'Functions', cells: [{ text: String(scheme.lines.length) }] },
  ];
}

function groupsOf(reading: Reading, { id: scheme, lines }: SchemeSeen): LinesGroup[] {
  const { functions } = reading.names;
  const groups = new FunctionGroups(functions).sorted(lines, (line) => functions.find((fn) => fn.id === line.function));
  return [...groups].map(([group, of], at) => ({
    id: `group-${String(at + 1)}`,
    ...linesTable(reading, of, {
      caption: group,
      hrefOf: (line) => linkTo(reading, linePath(scheme, lineKey(lines, line))),
    }),
  }));
}

/** Lines as a table: number, function, who decides, who else takes part. Each row has an anchor of its own. */
export function linesTable(
  reading: Reading,
  lines: readonly Line[],
  { caption, hrefOf }: { readonly caption: string; readonly hrefOf: (line: Line) => string },
): TableModel {
  return {
    caption,
    columns: ['Line', 'Function', 'Decides', 'Others who take part'],
    rows: lines.map((line): TableCell[] => [
      { id: lineAnchor(line), text: line.line, href: hrefOf(line) },
      { text: functionName(reading, line.function) },
      { text: decidesInWords(reading, line) },
      { text: othersInWords(reading, line) },
    ]),
  };
}
