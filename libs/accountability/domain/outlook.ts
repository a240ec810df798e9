import type { Id, Pence } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { KnownFunction } from '@remit/delegation';
import { turningPoints } from './difference.js';
import { Moment } from './moment.js';
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
 * @param cell with the amount in pence when the answer is about one
 * @param head the newest entry
 * @yields after each later entry asked, for in a large record all of them together take a while.
 */
export function* outlook(
  moment: Moment,
  fn: KnownFunction,
  cell: { readonly school: Id | undefined; readonly amount: Pence | undefined },
  head: EntryNumber,
): Generator<undefined, Outlook> {
  const { index, day, known } = moment;
  const period = { from: day, until: day + AHEAD_DAYS, known };
  // The first stretch begins on the day itself and so has the answer.
  const [present, ...next] = timeline(index, { fn, ...cell, period });
  const asked = { function: fn.id, school: cell.school ?? null, amount: cell.amount, before: present!.verdict };
  const since = yield* turningPoints(asked, moment, new Moment(index, day, head));
  return { next, since };
}
