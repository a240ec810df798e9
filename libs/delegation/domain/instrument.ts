import type { Id } from '@remit/kernel';
import type { Fact } from '@remit/record';
import type { DelegationVaried, Line, SchemeAdopted, VariationCoverage, VariationLayer } from './delegation-entries.js';

/** A scheme or a variation on the days on which it is in force. */
export interface Instrument extends Fact<SchemeAdopted | DelegationVaried> {
  readonly id: Id;
  readonly layer: VariationLayer | 'scheme';
  /** The version of a scheme. */
  readonly version: string | undefined;
  readonly covers: VariationCoverage;
  readonly lines: ReadonlyMap<Id, Line>;
}

/** One line of an instrument: what competes with others to say who decides. */
export interface Candidate {
  readonly instrument: Instrument;
  readonly line: Line;
}

/** The instrument that an adopted scheme is. */
export function schemeOf(fact: Fact<SchemeAdopted>): Instrument {
  const { scheme, version, lines } = fact.data;
  return { ...fact, id: scheme, layer: 'scheme', version, covers: { trust: true }, lines: byFunction(lines) };
}

/** The instrument that a variation is. */
export function variationOf(fact: Fact<DelegationVaried>): Instrument {
  const { variation, layer, covers, lines } = fact.data;
  return { ...fact, id: variation, layer, version: undefined, covers, lines: byFunction(lines) };
}

function byFunction(lines: readonly Line[]): ReadonlyMap<Id, Line> {
  return new Map(lines.map((line) => [line.function, line]));
}
