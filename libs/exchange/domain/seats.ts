import { civilDate, type Day, dayInWords, FOREVER, type Id } from '@remit/kernel';
import type { PersonAppointed } from '@remit/structure';
import type { GiasPost } from './gias-facts.js';
import type { SeatHolder } from './gias-roles.js';
import type { PeoplePlan } from './plan-people.js';
import { termId } from './recorded-trust.js';
import { type Drafting, lastDay } from './trust-plan.js';

/** The seats of a trust with the bodies and posts behind them, and who is in them. */
export interface Seats {
  readonly draft: Drafting;
  readonly people: PeoplePlan;
  readonly holders: ReadonlyMap<SeatHolder, { readonly id: Id; readonly from: Day }>;
}

/** Plans an appointment, and the registration of the person when it is the first. */
export function appoint(seats: Seats, post: GiasPost, term: number, person?: Id): void {
  const { draft } = seats;
  const from = startOf(seats, post);
  if (post.until !== undefined && post.until <= from) {
    draft.note('ended-before-trust', aboutRow(post));
    return;
  }
  const reason = reasonOf(draft, post, from);
  draft.plan({
    command: 'Appoint',
    data: {
      ...appointmentData(seats, post, termId(post.gid, term)),
      person: person ?? seats.people.personOf(post),
      from: civilDate(from),
      ...(post.until === undefined ? {} : { until: civilDate(post.until) }),
    },
    ...(reason === undefined ? {} : { reason }),
    file: 'governance',
    says: `appoint ${post.seat.called} from ${dayInWords(from)}, ${untilInWords(post.until)} (row ${post.gid})`,
  });
}

function untilInWords(until: Day | undefined): string {
  return until === undefined ? 'until further notice' : `last day ${lastDay(until)}`;
}

/** The parts of an appointment that do not change while the row stays. */
export function appointmentData(
  { holders }: Seats,
  { seat }: GiasPost,
  appointment: Id,
): Pick<PersonAppointed, 'appointment' | 'to' | 'as'> {
  return { appointment, to: holders.get(seat.holder)!.id, as: seat.as };
}

/**
 * The first day that is recorded of a post: the one that the register gives, but none before the trust began. When it is
 * not known, the first day on which the post is known to be held: that of the extract, or its last one if that was earlier.
 */
export function startOf({ draft, holders }: Seats, { seat, from, until }: GiasPost): Day {
  const begins = holders.get(seat.holder)?.from ?? draft.begins;
  const known = from ?? Math.min(draft.day, (until ?? FOREVER) - 1);
  return Math.max(begins, known);
}

function reasonOf(draft: Drafting, post: GiasPost, from: Day): string | undefined {
  if (post.from === undefined) {
    draft.note('date-unknown', aboutRow(post));
    return `The register gives no day of appointment; counted from ${dayInWords(from)}, when the post is known to have been held.`;
  }
  if (post.from === from) return undefined;
  draft.note('before-trust', aboutRow(post));
  return `The register gives ${dayInWords(post.from)}, before the trust began; counted from ${dayInWords(from)}.`;
}

/** How messages name a row: by its numbers, never by the person. */
export function aboutRow({ gid, uid }: GiasPost): string {
  return `row ${gid} of trust ${uid}`;
}
