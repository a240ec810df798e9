import type { Facts, Interval } from './fold.js';
import type { Covers } from './types.js';

/** `from` is the first day it holds, `until` the first day it no longer does. An empty interval never holds. */
export function holds(interval: Interval, on: string): boolean {
  return interval.from <= on && (interval.until === undefined || on < interval.until);
}

export function isInTrust(facts: Facts, school: string, on: string): boolean {
  return facts.admissions.some((admission) => admission.school === school && holds(admission, on));
}

function clusterOf(facts: Facts, school: string, on: string): string | undefined {
  return facts.placements.findLast((placement) => placement.school === school && holds(placement, on))?.cluster;
}

function valueOf(facts: Facts, school: string, category: string, on: string): string | undefined {
  return facts.classifications.findLast(
    (classification) =>
      classification.school === school && classification.category === category && holds(classification, on),
  )?.value;
}

/** Asked for the trust (no school), only what covers the trust covers. */
export function isCovered(facts: Facts, covers: Covers, school: string | undefined, on: string): boolean {
  if ('trust' in covers) return true;
  if (school === undefined) return false;
  if ('schools' in covers) return covers.schools.includes(school);
  if ('cluster' in covers) return clusterOf(facts, school, on) === covers.cluster;
  return valueOf(facts, school, covers.category.name, on) === covers.category.value;
}

/** The smaller the narrower: schools lists by their length, then a cluster, then the trust. */
export function width(covers: Covers): number {
  if ('schools' in covers) return covers.schools.length;
  return 'trust' in covers ? Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER - 1;
}
