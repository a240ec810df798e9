import { type Id, poundsInWords, type Problem } from '@remit/kernel';
import { firstRefusal, unknownCoverage, unknownId } from '@remit/structure';
import type { DelegationHead } from './delegation-head.js';
import { type Band, type DelegationVaried, INHERIT, type Line, type VariationLayer } from './delegation-entries.js';

/** Refuses lines that name an unknown function, one function twice, or break the rule of limits (contract, section 2). */
export function refuseLines(
  lines: readonly Line[],
  layer: VariationLayer | 'scheme',
  head: DelegationHead,
): Problem | undefined {
  const seen = new Map<Id, string>();
  for (const [at, line] of lines.entries()) {
    const where = `lines[${String(at)}]`;
    const problem = firstRefusal(
      () => unknownFunction(line, where, head),
      () => sameFunctionTwice(line, where, seen),
      () => inheritOutsideVariation(line, where, layer),
      () => (typeof line.decides === 'string' ? undefined : brokenLimits(line.decides.limits, where)),
    );
    if (problem !== undefined) return problem;
    seen.set(line.function, line.line);
  }
  return undefined;
}

function unknownFunction(line: Line, where: string, head: DelegationHead): Problem | undefined {
  if (head.functionOf(line.function) !== undefined) return undefined;
  return {
    code: 'DELEGATION.FUNCTION_UNKNOWN',
    field: `${where}.function`,
    expected: 'the id of a function in the catalogue or of one that the trust has defined',
    detail: `Line ${line.line} names the function "${line.function}", which neither the catalogue nor this trust knows. Check the spelling, or define the function first.`,
  };
}

function sameFunctionTwice(line: Line, where: string, seen: ReadonlyMap<Id, string>): Problem | undefined {
  const other = seen.get(line.function);
  if (other === undefined) return undefined;
  return {
    code: 'DELEGATION.FUNCTION_TWICE',
    field: `${where}.function`,
    expected: 'each function in one line only',
    detail: `Lines ${other} and ${line.line} both give the function "${line.function}". Keep one of them, so that it is clear who decides.`,
  };
}

function inheritOutsideVariation(line: Line, where: string, layer: VariationLayer | 'scheme'): Problem | undefined {
  if (layer !== 'scheme' || line.decides !== INHERIT) return undefined;
  return {
    code: 'DELEGATION.NOTHING_TO_INHERIT',
    field: `${where}.decides`,
    expected: 'a tier, or money limits',
    detail: `Line ${line.line} of the scheme says "inherit", but there is nothing below a scheme to inherit from. Name the tier that decides, or leave the line out to keep the function with the board.`,
  };
}

function brokenLimits(limits: readonly Band[], where: string): Problem | undefined {
  for (const [at, band] of limits.entries()) {
    const field = `${where}.decides.limits[${String(at)}]`;
    if (band.decides === INHERIT)
      return limitProblem(`${field}.decides`, 'A band cannot inherit. Name the tier that decides.');
    const fault = at === limits.length - 1 ? lastBandFault(band) : bandFault(band, limits[at - 1]);
    if (fault !== undefined) return limitProblem(`${field}.upTo`, fault);
  }
  return undefined;
}

function lastBandFault({ upTo }: Band): string | undefined {
  return upTo === undefined
    ? undefined
    : 'The last band has an "upTo", so that nobody decides above it. Leave it out there, or add a band without one.';
}

function bandFault({ upTo }: Band, before: Band | undefined): string | undefined {
  if (upTo === undefined)
    return 'This band has no "upTo", and only the last band can do without. Say up to which amount it goes, in pence.';
  return before?.upTo === undefined || upTo > before.upTo
    ? undefined
    : `Up to ${poundsInWords(upTo)} comes after up to ${poundsInWords(before.upTo)}. Put the bands in order, each with a greater "upTo" than the one before.`;
}

function limitProblem(field: string, detail: string): Problem {
  return {
    code: 'DELEGATION.LIMITS_BROKEN',
    field,
    expected: 'bands with increasing "upTo" in pence, the last one without',
    detail,
  };
}

type CoverageKind = 'trust' | 'schools' | 'cluster' | 'category';

const COVERAGE_IN_WORDS: Readonly<Record<CoverageKind, string>> = {
  trust: 'the whole trust',
  schools: 'named schools',
  cluster: 'a cluster',
  category: 'a category of schools',
};

/** What each layer may cover. Source: accountability contract, section 2, "layer and coverage go together". */
const COVERAGE_OF_LAYER: Readonly<Record<VariationLayer, readonly CoverageKind[]>> = {
  urgent: ['schools', 'cluster', 'trust'],
  intervention: ['schools', 'cluster', 'trust'],
  school: ['schools'],
  cluster: ['cluster'],
  category: ['category'],
};

/** Refuses a variation whose coverage does not go with its layer, or names a school or cluster that is not known. */
export function refuseCoverage({ layer, covers }: DelegationVaried, head: DelegationHead): Problem | undefined {
  const kind = Object.keys(covers)[0] as CoverageKind;
  const allowed = COVERAGE_OF_LAYER[layer];
  if (!allowed.includes(kind)) {
    const inWords = allowed.map((each) => COVERAGE_IN_WORDS[each]).join(', or ');
    return {
      code: 'DELEGATION.LAYER_AND_COVERAGE',
      field: 'covers',
      expected: inWords,
      detail: `A variation of the layer "${layer}" covers ${inWords}, not ${COVERAGE_IN_WORDS[kind]}. Change the layer or what it covers.`,
    };
  }
  return 'category' in covers ? undefined : unknownCoverage(covers, head.structure);
}

/** The problem of a variation that the record does not know. */
export function unknownVariation(id: Id): Problem {
  return { ...unknownId('variation', 'variation', id), code: 'DELEGATION.VARIATION_UNKNOWN' };
}
