import { ALWAYS, FOREVER, type Id } from '@remit/kernel';
import { type Appointment, type Capacity, type Holder, looksAfter } from '@remit/structure';
import type { Moment } from './moment.js';
import { type OnDays, onDays } from './on-days.js';
import { capacityIn } from './seat.js';

/** Somebody's time on a body or in a post. */
export interface Office extends OnDays {
  readonly appointment: Id;
  readonly person: Id;
  readonly holder: Id;
  readonly as: Capacity;
  /** It ends because the body or post does; the appointment itself says a later day, or none. */
  readonly endsWithHolder: boolean;
}

/** Which offices are asked for; nothing named is all of them. */
export interface OfficesOf {
  readonly holder?: Id | undefined;
  readonly person?: Id | undefined;
  /** On bodies and in posts that look after this school by naming it, or its cluster on the day. */
  readonly school?: Id | undefined;
}

/**
 * Everybody's time on bodies and in posts, past, present and to come, as known at a moment's entry: by first day, then by
 * entry. An appointment gives no office on days on which its body or post does not exist.
 */
export function offices(moment: Moment, of: OfficesOf): Office[] {
  const { known } = moment;
  const { structure } = moment.index;
  const found: Office[] = [];
  for (const holder of structure.directory.within(ALWAYS, FOREVER, known)) {
    if (!isAsked(moment, holder, of)) continue;
    const all = structure.holders.get(holder.id)?.appointments.within(holder.from, holder.until, known) ?? [];
    for (const each of all) {
      if (of.person === undefined || of.person === each.data.person) found.push(officeOf(holder, each));
    }
  }
  return found.sort((a, b) => (a.from === b.from ? a.entry - b.entry : a.from < b.from ? -1 : 1));
}

function isAsked(moment: Moment, { id, data }: Holder, { holder, school }: OfficesOf): boolean {
  if (holder !== undefined && holder !== id) return false;
  return school === undefined || looksAfter(data.covers, school, moment.placement(school)?.data.cluster);
}

function officeOf(holder: Holder, appointment: Appointment): Office {
  const { n, data, from, until } = appointment;
  return {
    ...onDays({ n, from: Math.max(from, holder.from), until: Math.min(until, holder.until) }),
    appointment: data.appointment,
    person: data.person,
    holder: holder.id,
    as: capacityIn(holder, appointment),
    endsWithHolder: holder.until < until,
  };
}
