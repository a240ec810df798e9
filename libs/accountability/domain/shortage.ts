import type { Day } from '@remit/kernel';
import type { Appointment, Holder } from '@remit/structure';
import type { Moment } from './moment.js';

/** How many people a body or post lacks, and since when. */
export interface Shortage {
  /** Of a post one; of a body those up to its minimum, at least one when nobody is on it. */
  readonly missing: number;
  /** The first day of the stretch, up to the day asked about, on which somebody was missing. */
  readonly since: Day;
  /** The first later day, while the body or post exists, on which an appointment that is recorded already begins. */
  readonly next: Day | undefined;
}

/**
 * What a body or post that is alive lacks at a moment; `undefined` when it has everybody it needs. Different people
 * count, not appointments, as in the rule for the minimum (accountability contract, section 4, step 7).
 */
export function shortage({ index, day, known }: Moment, holder: Holder): Shortage | undefined {
  const needed = Math.max(holder.minimum, 1);
  const all = index.structure.holders.get(holder.id)?.appointments.within(holder.from, holder.until, known) ?? [];
  const missing = needed - peopleOn(all, day);
  if (missing <= 0) return undefined;
  const later = all.map(({ from }) => from).filter((from) => from > day);
  return { missing, since: shortSince(all, needed, holder.from, day), next: least(later) };
}

function shortSince(all: readonly Appointment[], needed: number, first: Day, day: Day): Day {
  const changes = all.flatMap(({ from, until }) => [from, until]).filter((each) => each > first && each <= day);
  let since = day;
  for (const change of [...new Set([first, ...changes])].sort((a, b) => b - a)) {
    if (peopleOn(all, change) >= needed) break;
    since = change;
  }
  return since;
}

function peopleOn(all: readonly Appointment[], day: Day): number {
  const then = all.filter(({ from, until }) => from <= day && day < until);
  return new Set(then.map(({ data }) => data.person)).size;
}

function least(days: readonly Day[]): Day | undefined {
  return days.length === 0 ? undefined : Math.min(...days);
}
