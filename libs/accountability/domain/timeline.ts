import { type Day, type Id, type Pence, sameJson } from '@remit/kernel';
import type { Instrument, KnownFunction } from '@remit/delegation';
import { type Verdict, verdictOf } from './answer.js';
import { breakpoints, type Period } from './breakpoints.js';
import { Moment } from './moment.js';
import { resolve } from './resolve.js';
import type { TrustIndex } from './trust-index.js';

/** A stretch of days with one verdict; `until` exclusive. */
export interface Segment {
  readonly from: Day;
  readonly until: Day;
  readonly verdict: Verdict;
}

/** A cell over a period. */
export interface TimelineAsked {
  readonly fn: KnownFunction;
  readonly school: Id | undefined;
  readonly amount?: Pence | undefined;
  readonly period: Period;
  /** Taken as if it were recorded next. */
  readonly draft?: Instrument | undefined;
  /** Moments that were made for other cells of the same period and draft, by day. */
  readonly moments?: Map<Day, Moment>;
}

/**
 * How the answer for a cell moves over a period: segments in order, disjoint, covering the period, neighbours
 * different, each equal to the point answer on every day of it. Source: accountability contract, sections 5 and 7.
 */
export function timeline(index: TrustIndex, asked: TimelineAsked): Segment[] {
  const { fn, school, amount, period, draft, moments } = asked;
  const segments: { from: Day; until: Day; verdict: Verdict }[] = [];
  for (const day of breakpoints(index, fn, school, period, draft)) {
    const moment = momentOn(index, day, period, draft, moments);
    const verdict = verdictOf(resolve(moment, fn, school, amount));
    const last = segments.at(-1);
    if (last !== undefined) last.until = day;
    if (!sameJson(last?.verdict, verdict)) segments.push({ from: day, until: period.until, verdict });
  }
  const final = segments.at(-1);
  if (final !== undefined) final.until = period.until;
  return segments;
}

function momentOn(
  index: TrustIndex,
  day: Day,
  { known }: Period,
  draft: Instrument | undefined,
  moments: Map<Day, Moment> | undefined,
): Moment {
  const made = moments?.get(day);
  if (made !== undefined) return made;
  const moment = new Moment(index, day, known, draft);
  moments?.set(day, moment);
  return moment;
}
