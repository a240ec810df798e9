import { BOARD, INHERIT, type Line, type VariationCoverage } from '@remit/delegation';
import type { InstrumentStanding, SchemeSeen } from '@remit/accountability';
import type { DecisionOf } from '@remit/engine/nest';
import { dayInWords, dayOf } from '@remit/kernel';
import type { TableCell } from '@remit/web';
import { coverageCell } from '../people/people-words.js';
import { type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { amountInWords, PARTS, tierInWords } from '../shell/words.js';

const STANDINGS: Readonly<Record<InstrumentStanding, NonNullable<TableCell['tag']>>> = {
  'in-force': { text: 'In force', colour: 'green' },
  future: { text: 'Future', colour: 'yellow' },
  replaced: { text: 'Replaced', colour: 'grey' },
  ended: { text: 'Ended', colour: 'grey' },
};

/** How a scheme or variation stands on the day, as a tag. */
export function standingCell({ standing }: { readonly standing: InstrumentStanding }): TableCell {
  return { text: '', tag: STANDINGS[standing] };
}

/** "Version 3" */
export function versionInWords({ version }: Pick<SchemeSeen, 'version'>): string {
  return `Version ${version}`;
}

/** A version with its page. */
export function schemeLink(reading: Reading, scheme: Pick<SchemeSeen, 'id' | 'version'>): Link {
  return { text: versionInWords(scheme), href: linkTo(reading, `schemes/${scheme.id}`) };
}

/** The pages about schemes that stand above a page. */
export function schemeCrumbs(reading: Reading, scheme?: SchemeSeen): Link[] {
  const schemes = { text: 'Schemes', href: linkTo(reading, 'schemes') };
  return scheme === undefined ? [schemes] : [schemes, schemeLink(reading, scheme)];
}

/** When it was decided and by which decision; what the record does not say is left out. */
export function decisionInWords({ decidedOn, decision }: DecisionOf = {}): string {
  const day = decidedOn === undefined ? [] : [dayInWords(dayOf(decidedOn))];
  return [...day, ...(decision === undefined ? [] : [decision])].join('. ');
}

/** Who decides by a line, as the trust calls them; by amounts when there are limits. */
export function decidesInWords(reading: Reading, { decides }: Line): string {
  if (typeof decides === 'string')
    return decides === INHERIT ? 'As without this variation' : tierInWords(reading, decides);
  const bands = decides.limits.map(({ upTo = null }) => ({ upTo }));
  return decides.limits
    .map((band, at) => `${tierInWords(reading, band.decides)} ${amountInWords(bands, at)}`)
    .join('; ');
}

/** A part that others have in a function by a line, and who they are. */
export interface PartOfLine {
  readonly part: string;
  readonly who: string;
}

/** What a line says beside who decides. The board delegates unless the line says who else does. */
function othersByLine(reading: Reading, line: Line): PartOfLine[] {
  const { delegatedFrom = BOARD } = line;
  return [
    ...PARTS.flatMap(([name, part]): PartOfLine[] => {
      const tiers = line[name] ?? [];
      return tiers.length === 0 ? [] : [{ part, who: tiers.map((tier) => tierInWords(reading, tier)).join(', ') }];
    }),
    ...(delegatedFrom === BOARD ? [] : [{ part: 'Delegated by', who: tierInWords(reading, delegatedFrom) }]),
  ];
}

/** The same in one text: "Recommends: Headteacher. Is told: Board." */
export function othersInWords(reading: Reading, line: Line): string {
  return sentences(othersByLine(reading, line));
}

/** All parts of a line, first who decides. */
export function partsOfLine(reading: Reading, line: Line): PartOfLine[] {
  return [{ part: 'Decides', who: decidesInWords(reading, line) }, ...othersByLine(reading, line)];
}

/** All that a line says: "Decides: Board. Recommends: Headteacher." */
export function lineInWords(reading: Reading, line: Line): string {
  return sentences(partsOfLine(reading, line));
}

function sentences(parts: readonly PartOfLine[]): string {
  return parts.map(({ part, who }) => `${part}: ${who}.`).join(' ');
}

/** What a variation covers, with the pages about it. */
export function coveredCell(reading: Reading, covers: VariationCoverage): TableCell {
  if (!('category' in covers)) return coverageCell(reading, covers);
  const { name, value } = covers.category;
  return { text: `Schools whose ${name.replaceAll('-', ' ')} is ${value.replaceAll('-', ' ')}` };
}

/** The address of a line below its scheme. */
export function linePath(scheme: string, key: string): string {
  return `schemes/${scheme}/lines/${encodeURIComponent(key)}`;
}

/** Where a line stands on the page of its scheme or variation. Functions have ids without blanks, each its own. */
export function lineAnchor({ function: id }: Pick<Line, 'function'>): string {
  return `line-${id}`;
}
