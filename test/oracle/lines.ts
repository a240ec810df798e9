import { holds, isCovered } from './coverage.js';
import type { Facts, Scheme } from './fold.js';
import type { Layer, Line } from './types.js';
import type { Place } from './holders.js';

/** A line for the function asked about, in an instrument that is in force and covers the school. */
export interface Candidate {
  readonly layer: Layer;
  readonly instrument: string;
  readonly entry: number;
  readonly line: Line;
}

const ORDER: readonly Layer[] = ['urgent', 'intervention', 'school', 'cluster', 'category', 'scheme'];

/** The greatest `from` that is not after the day; if two schemes share it (by a void of a void), the latest entry. */
function schemeInForce(facts: Facts, on: string): Scheme | undefined {
  const begun = facts.schemes.filter((scheme) => scheme.from <= on);
  const newestFirst = [...begun].sort((a, b) => (a.from === b.from ? b.entry - a.entry : a.from < b.from ? 1 : -1));
  const [newest] = newestFirst;
  return newest !== undefined && holds(newest, on) ? newest : undefined;
}

export function candidates({ facts, school, on }: Place, functionId: string): readonly Candidate[] {
  const scheme = schemeInForce(facts, on);
  const inForce: { id: string; entry: number; layer: Layer; lines: readonly Line[] }[] = [
    ...facts.variations.filter((variation) => holds(variation, on) && isCovered(facts, variation.covers, school, on)),
    ...(scheme === undefined ? [] : [{ ...scheme, layer: 'scheme' as const }]),
  ];
  return inForce.flatMap(({ id, entry, layer, lines }) =>
    lines.filter((line) => line.function === functionId).map((line) => ({ layer, instrument: id, entry, line })),
  );
}

/** Step 4 among candidates that all count: the layers from the top, in each the latest entry, `inherit` falls through. */
export function winner(counting: readonly Candidate[]): Candidate | undefined {
  for (const layer of ORDER) {
    const [latest] = counting.filter((candidate) => candidate.layer === layer).sort((a, b) => b.entry - a.entry);
    if (latest !== undefined && latest.line.decides !== 'inherit') return latest;
  }
  return undefined;
}

/** Every tier that the line gives the decision to; none for `inherit`. */
export function decidingTiers({ decides }: Line): readonly string[] {
  if (typeof decides !== 'string') return decides.limits.map((band) => band.decides);
  return decides === 'inherit' ? [] : [decides];
}

/** Asked for the trust and leaving urgent variations out, a line gives urgent action to a tier other than the board. */
export function isUrgentActionDelegated({ facts, on }: Place): boolean {
  const forTheTrust: Place = { facts, school: undefined, on };
  const lasting = candidates(forTheTrust, 'gov.urgent-action').filter(({ layer }) => layer !== 'urgent');
  const line = winner(lasting)?.line;
  return line !== undefined && decidingTiers(line).some((tier) => tier !== 'board');
}
