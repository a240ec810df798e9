import { capital } from '@remit/kernel';
import type { Line } from '@remit/delegation';
import type { VariationSeen } from '@remit/accountability';
import type { DecisionOf } from '@remit/engine/nest';
import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import type { SummaryRow } from '../people/holder-page.js';
import { entryCited, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { VARIED } from '../shell/verdict-words.js';
import { daysInWords } from '../shell/words.js';
import { linesTable } from './scheme-page.js';
import { coveredCell, decisionInWords, standingCell } from './scheme-words.js';

/** What the page of a variation shows. */
export interface VariationModel {
  readonly heading: string;
  readonly rows: readonly SummaryRow[];
  /** Undefined when it has no lines. */
  readonly lines: TableModel | undefined;
}

export const variationPage = pageOf<VariationModel>('schemes/variation');

/** The page of a variation. @param grounds by entry, of its beginning and of its end */
export function variationModel(
  reading: Reading,
  variation: VariationSeen,
  grounds: ReadonlyMap<number, DecisionOf>,
): VariationModel {
  const { id, layer, covers, lines, intervention } = variation;
  return {
    heading: `${VARIED[layer]} “${id}”`,
    rows: [
      { key: 'Status', cells: [standingCell(variation)] },
      { key: 'For', cells: [coveredCell(reading, covers)] },
      { key: 'In force', cells: [{ text: capital(daysInWords(variation)) }] },
      ...(intervention === null ? [] : [{ key: 'Reference', cells: [{ text: intervention }] }]),
      decidedRow(reading, 'Decided', { entry: variation.entry, grounds }),
      ...(variation.endedBy === null
        ? []
        : [decidedRow(reading, 'Its end was decided', { entry: variation.endedBy, grounds })]),
    ],
    lines:
      lines.length === 0
        ? undefined
        : linesTable(reading, lines, {
            caption: 'What it says',
            hrefOf: (line) => answersOf(reading, variation, line),
          }),
  };
}

function decidedRow(
  reading: Reading,
  key: string,
  { entry, grounds }: { readonly entry: number; readonly grounds: ReadonlyMap<number, DecisionOf> },
): SummaryRow {
  const decided = decisionInWords(grounds.get(entry));
  return { key, cells: [{ text: decided === '' ? 'Not recorded' : decided, links: [entryCited(reading, entry)] }] };
}

/** Who decides the function of a line: at the one school that the variation is for, or everywhere. */
function answersOf(reading: Reading, { covers }: VariationSeen, { function: id }: Line): string {
  const [school, ...others] = 'schools' in covers ? covers.schools : [];
  return school === undefined || others.length > 0
    ? linkTo(reading, 'matrix', { function: id })
    : linkTo(reading, 'who', { function: id, school });
}
