import { type Day, type Id } from '@remit/kernel';
import type { Verdict } from './answer.js';
import type { Period } from './breakpoints.js';
import { type CellFilter, cellsOf } from './cells.js';
import { Moment } from './moment.js';
import { timeline } from './timeline.js';
import type { TrustIndex } from './trust-index.js';

/** What is amiss: nobody holds it, several claim it, or nobody can act at all. */
export type GapKind = 'vacant' | 'overlap' | 'nobody-can-act';

/** A stretch of days on which a function at a school has no clear holder. */
export interface Gap {
  readonly function: Id;
  readonly school: Id | null;
  readonly kind: GapKind;
  readonly from: Day;
  readonly until: Day;
  /** Days of the asked period on which it was so. */
  readonly daysExposed: number;
  readonly verdict: Verdict;
}

/** Gaps and overlaps over a period, in the order of the catalogue and then of the days. */
export function gaps(index: TrustIndex, period: Period, filter: CellFilter): Gap[] {
  const moments = new Map<Day, Moment>();
  const start = new Moment(index, period.from, period.known);
  const schools = filter.school === undefined ? schoolsWithin(index, period) : [filter.school];
  return cellsOf(start, schools, filter).flatMap(({ fn, school }) =>
    timeline(index, { fn, school, period, moments }).flatMap(({ from, until, verdict }): Gap[] => {
      const kind = gapKind(verdict);
      if (kind === undefined) return [];
      return [{ function: fn.id, school: school ?? null, kind, from, until, daysExposed: until - from, verdict }];
    }),
  );
}

/** What is amiss in a verdict, when something is. */
export function gapKind({ status, bands, findings }: Verdict): GapKind | undefined {
  if (findings.some(({ code }) => code === 'nobody-can-act')) return 'nobody-can-act';
  const statuses = [status, ...(bands ?? []).map((band) => band.status)];
  if (statuses.includes('vacant')) return 'vacant';
  return statuses.includes('conflict') ? 'overlap' : undefined;
}

/** The schools that were in the trust on at least one day of a period. */
export function schoolsWithin({ structure }: TrustIndex, { from, until, known }: Period): Id[] {
  return [...structure.schools.values()]
    .filter(({ memberships }) => memberships.within(from, until, known).length > 0)
    .map(({ id }) => id);
}
