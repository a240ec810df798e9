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
  readonly lines: Lines;
}

/** Up to so many lines are looked through faster than a map of them is made. */
const LOOKED_THROUGH_MAX = 4;

/** The lines of an instrument, one a function. */
export class Lines {
  private byFunction: ReadonlyMap<Id, Line> | undefined;

  constructor(readonly all: readonly Line[]) {}

  get(functionId: Id): Line | undefined {
    if (this.all.length <= LOOKED_THROUGH_MAX) return this.all.findLast((line) => line.function === functionId);
    this.byFunction ??= new Map(this.all.map((line) => [line.function, line]));
    return this.byFunction.get(functionId);
  }

  has(functionId: Id): boolean {
    return this.get(functionId) !== undefined;
  }
}

/** One line of an instrument: what competes with others to say who decides. */
export interface Candidate {
  readonly instrument: Instrument;
  readonly line: Line;
}

/** The instrument that an adopted scheme is. */
export function schemeOf(fact: Fact<SchemeAdopted>): Instrument {
  const { scheme: id, version, lines } = fact.data;
  return instrumentOf(fact, { id, layer: 'scheme', version, covers: TRUST, lines: new Lines(lines) });
}

/** The instrument that a variation is. */
export function variationOf(fact: Fact<DelegationVaried>): Instrument {
  const { variation: id, layer, covers, lines } = fact.data;
  return instrumentOf(fact, { id, layer, version: undefined, covers, lines: new Lines(lines) });
}

const TRUST: VariationCoverage = { trust: true };

/** A fact may be a whole entry, of which an instrument keeps only what is a fact's. */
function instrumentOf(
  { n, by, data, from, until, endedBy, endingBy }: Fact<SchemeAdopted | DelegationVaried>,
  { id, layer, version, covers, lines }: Omit<Instrument, keyof Fact<unknown>>,
): Instrument {
  return { n, by, data, from, until, endedBy, endingBy, id, layer, version, covers, lines };
}
