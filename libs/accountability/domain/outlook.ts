import type { EntryNumber } from '@remit/record';
import type { KnownFunction } from '@remit/delegation';
import { type Verdict, verdictOf } from './answer.js';
import { turningPoints } from './difference.js';
import { Moment } from './moment.js';
import { resolve } from './resolve.js';
import { type Segment, timeline } from './timeline.js';

/** How far ahead known changes are looked for, in days: what is recorded for later than that is rare. */
const AHEAD_DAYS = 3 * 366;

/** What surrounds an answer: what is known to change it later, and what was recorded since that changes it. */
export interface Outlook {
  /** The stretches of days that follow, each with what then holds. */
  readonly next: readonly Segment[];
  /** Entries recorded after the one as known at which it was asked that gave this day another answer. */
  readonly since: readonly EntryNumber[];
}

/**
 * What would change an answer: changes already recorded for later days, and entries that came later in the record.
 * @param moment the day and entry number that the answer is about
 * @param head the newest entry
 */
export function outlook(
  moment: Moment,
  fn: KnownFunction,
  cell: { readonly school: string | undefined; readonly amount: number | undefined },
  head: EntryNumber,
): Outlook {
  const { index, day, known } = moment;
  const period = { from: day, until: day + AHEAD_DAYS, known };
  const [, ...next] = timeline(index, { fn, ...cell, period });
  return { next, since: known === head ? [] : since(moment, fn, cell.school, head) };
}

function since(moment: Moment, fn: KnownFunction, school: string | undefined, head: EntryNumber): EntryNumber[] {
  const { index, day } = moment;
  const later = new Moment(index, day, head);
  const at = (one: Moment): Verdict => verdictOf(resolve(one, fn, school, undefined));
  const cell = { function: fn.id, school: school ?? null, before: at(moment), after: at(later) };
  return turningPoints(cell, moment, later);
}
