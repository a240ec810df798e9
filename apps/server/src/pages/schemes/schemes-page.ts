import { VARIATION_LAYERS, type VariationLayer } from '@remit/delegation';
import type { Instruments, SchemeSeen, VariationSeen } from '@remit/accountability';
import type { DecisionOf } from '@remit/engine/nest';
import { counted, dayInWords, dayOf } from '@remit/kernel';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { firstDay, lastDay } from '../people/people-words.js';
import { entryCited, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { VARIED } from '../shell/verdict-words.js';
import { functionName } from '../shell/words.js';
import { coveredCell, schemeLink, standingCell } from './scheme-words.js';

/** What the list of schemes shows. */
export interface SchemesModel {
  readonly says: string;
  readonly published: string | undefined;
  /** Undefined when none is recorded. */
  readonly schemes: TableModel | undefined;
  /** In force on the day, a table for each layer, the strongest first. */
  readonly variations: readonly TableModel[];
  /** Those that are not in force on the day. */
  readonly others: TableModel | undefined;
}

export const schemesPage = pageOf<SchemesModel>('schemes/schemes');

/** The list of schemes and variations. @param grounds by entry, of the schemes */
export function schemesModel(
  reading: Reading,
  { schemes, variations }: Instruments,
  grounds: ReadonlyMap<number, DecisionOf>,
): SchemesModel {
  const current = variations.filter(({ standing }) => standing === 'in-force');
  const others = variations.filter(({ standing }) => standing !== 'in-force');
  return {
    says: saysOf(reading, schemes),
    published: schemes.length === 0 ? undefined : `/trusts/${reading.trust}/published`,
    schemes: schemes.length === 0 ? undefined : schemesTable(reading, schemes, grounds),
    variations: VARIATION_LAYERS.flatMap((layer) => {
      const of = current.filter((variation) => variation.layer === layer);
      return of.length === 0 ? [] : [layerTable(reading, layer, of)];
    }),
    others: others.length === 0 ? undefined : othersTable(reading, others),
  };
}

function saysOf({ on }: Reading, schemes: readonly SchemeSeen[]): string {
  const day = dayInWords(dayOf(on));
  if (schemes.length === 0) return 'No scheme is recorded. Until one is, every power is the board’s.';
  const current = schemes.find(({ standing }) => standing === 'in-force');
  if (current === undefined) return `On ${day} no scheme is in force: every power is the board’s.`;
  return `On ${day} version ${current.version} is in force: ${counted(current.lines.length, 'function', 'functions')}. What it does not name stays with the board.`;
}

function schemesTable(
  reading: Reading,
  schemes: readonly SchemeSeen[],
  grounds: ReadonlyMap<number, DecisionOf>,
): TableModel {
  return {
    caption: 'All versions of the scheme',
    columns: ['Version', 'Status', 'First day', 'Last day', 'Decided on', 'Functions', 'What changed'],
    rows: schemes
      .map((scheme, at): TableCell[] => {
        const before = schemes[at - 1];
        const { decidedOn } = grounds.get(scheme.entry) ?? {};
        return [
          schemeLink(reading, scheme),
          standingCell(scheme),
          { text: firstDay(scheme.from) },
          { text: lastDay(scheme.until) },
          { text: decidedOn === undefined ? 'Not recorded' : dayInWords(dayOf(decidedOn)) },
          { text: String(scheme.lines.length) },
          before === undefined
            ? { text: '' }
            : {
                text: `Since version ${before.version}`,
                href: linkTo(reading, `schemes/${scheme.id}/compare`, { with: before.id }),
              },
        ];
      })
      .toReversed(),
  };
}

const LAYERS: Readonly<Record<VariationLayer, string>> = {
  urgent: 'Urgent variations',
  intervention: 'Interventions',
  school: 'Variations for certain schools',
  cluster: 'Variations for clusters',
  category: 'Variations for schools of a kind',
};

function layerTable(reading: Reading, layer: VariationLayer, variations: readonly VariationSeen[]): TableModel {
  return {
    caption: LAYERS[layer],
    columns: ['Variation', 'For', 'First day', 'Last day', 'Functions', 'Recorded in'],
    rows: variations.map((variation) => [
      nameCell(reading, variation),
      coveredCell(reading, variation.covers),
      { text: firstDay(variation.from) },
      { text: lastDay(variation.until) },
      functionsCell(reading, variation),
      entryCited(reading, variation.entry),
    ]),
  };
}

function othersTable(reading: Reading, variations: readonly VariationSeen[]): TableModel {
  return {
    caption: 'Variations of other days',
    columns: ['Variation', 'Kind', 'For', 'Status', 'First day', 'Last day'],
    rows: variations.map((variation) => [
      nameCell(reading, variation),
      { text: VARIED[variation.layer] },
      coveredCell(reading, variation.covers),
      standingCell(variation),
      { text: firstDay(variation.from) },
      { text: lastDay(variation.until) },
    ]),
  };
}

function nameCell(reading: Reading, { id, intervention }: VariationSeen): TableCell {
  return { text: id, href: linkTo(reading, `variations/${id}`), note: intervention ?? undefined };
}

function functionsCell(reading: Reading, { lines }: VariationSeen): TableCell {
  const links = lines.map(({ function: id }) => ({
    text: functionName(reading, id),
    href: linkTo(reading, 'matrix', { function: id }),
  }));
  return links.length === 1 ? { text: '', links } : { text: `${String(links.length)} functions`, more: links };
}
