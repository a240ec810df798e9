import { civilDate, type Day, dayInWords, FOREVER, type Id } from '@remit/kernel';
import type { Fact } from '@remit/record';
import type { PersonAppointed } from '@remit/structure';
import type { GiasPost } from './gias-facts.js';
import { aboutRow, appoint, appointmentData, type Seats, startOf } from './seats.js';
import { lastDay } from './trust-plan.js';

/** The latest term that is recorded for a row. */
export interface RecordedTerm {
  readonly id: Id;
  /** 1 for the first term of the row. */
  readonly number: number;
  readonly term: Fact<PersonAppointed>;
}

/** What a row says otherwise than the record. */
interface Difference {
  /** The person to be recorded, when it is another one. */
  readonly another: boolean;
  readonly from: Day;
  readonly until: Day;
  readonly fromDiffers: boolean;
}

/** Plans what a row that is recorded says otherwise now. */
export function planTerm(seats: Seats, post: GiasPost, recorded: RecordedTerm): void {
  const { draft } = seats;
  const { term } = recorded;
  const expected = appointmentData(seats, post, recorded.id);
  if (term.data.to !== expected.to || term.data.as !== expected.as) {
    draft.note('role-changed', aboutRow(post));
    return;
  }
  const difference = differenceOf(seats, post, term);
  if (difference === undefined) return;
  if (draft.recorded?.isImported(term) === false) draft.note('by-hand', aboutRow(post));
  else if (difference.until <= difference.from) draft.note('ended-before-trust', aboutRow(post));
  else planDifference(seats, post, recorded, difference);
}

function planDifference(seats: Seats, post: GiasPost, recorded: RecordedTerm, difference: Difference): void {
  const { term } = recorded;
  if (isNewTerm(seats, term, difference)) {
    planNewTerm(seats, post, recorded, difference);
  } else if (difference.another || difference.fromDiffers || post.until === undefined) {
    restate(seats, post, recorded, difference);
  } else {
    planEnd(seats, post, { id: recorded.id, until: difference.until, before: term.until });
  }
}

function differenceOf(seats: Seats, post: GiasPost, term: Fact<PersonAppointed>): Difference | undefined {
  const { draft, people } = seats;
  const verdict = people.compare(post, term.data.person);
  if (verdict === 'renamed') people.rename(post, term.data.person);
  if (verdict === 'in-doubt') draft.note('person-in-doubt', aboutRow(post));
  const from = post.from === undefined ? term.from : startOf(seats, post);
  const until = post.until ?? FOREVER;
  const fromDiffers = from !== term.from;
  const another = verdict === 'another';
  return another || fromDiffers || until !== term.until ? { another, from, until, fromDiffers } : undefined;
}

/**
 * Whether a later first day means a new term in the same row, rather than a day that was written wrongly: it does when it
 * follows on the recorded term, when it is later than an extract that had the post already, and when somebody else is in
 * the row now.
 */
function isNewTerm({ draft }: Seats, term: Fact<PersonAppointed>, { from, another }: Difference): boolean {
  if (from <= term.from) return false;
  const seen = draft.recorded?.origins.lastExtract;
  return another || from >= term.until - 1 || (seen !== undefined && from > seen);
}

function planNewTerm(seats: Seats, post: GiasPost, { id, number, term }: RecordedTerm, is: Difference): void {
  if (term.until > is.from) planEnd(seats, post, { id, until: is.from, before: term.until });
  appoint(seats, post, number + 1, is.another ? undefined : term.data.person);
}

interface Ending {
  readonly id: Id;
  readonly until: Day;
  readonly before: Day;
}

function planEnd({ draft }: Seats, post: GiasPost, { id, until, before }: Ending): void {
  const was = lastDay(before === FOREVER ? undefined : before);
  draft.plan({
    command: 'EndAppointment',
    data: { appointment: id, until: civilDate(until) },
    reason: `${draft.register} gives ${lastDay(until)} as the last day.`,
    file: 'governance',
    says: `last day of the ${post.seat.called}: ${lastDay(until)}, before: ${was} (row ${post.gid})`,
  });
}

/** Plans that an appointment stands as the row has it now: imported endings are voided and the appointment is replaced. */
function restate(seats: Seats, post: GiasPost, { id, term }: RecordedTerm, difference: Difference): void {
  const { draft } = seats;
  const reason = `${draft.register} gives this appointment otherwise.`;
  for (const { n } of draft.recorded?.endings(id) ?? []) {
    draft.plan({
      command: 'Correct',
      data: { entry: n, how: 'void', reason },
      file: 'governance',
      says: `void the ending at entry ${String(n)} (row ${post.gid})`,
    });
  }
  const restated: PersonAppointed = {
    ...appointmentData(seats, post, id),
    person: difference.another ? seats.people.personOf(post) : term.data.person,
    from: civilDate(difference.from),
    ...(post.until === undefined ? {} : { until: civilDate(post.until) }),
  };
  draft.replace(term.n, {
    reason,
    with: restated,
    file: 'governance',
    says: `correct the ${post.seat.called} (row ${post.gid}): ${changesInWords(term, difference).join('; ')}`,
  });
}

function changesInWords(term: Fact<PersonAppointed>, { another, from, until }: Difference): string[] {
  const was = lastDay(term.until === FOREVER ? undefined : term.until);
  const is = lastDay(until === FOREVER ? undefined : until);
  return [
    ...(another ? ['another person'] : []),
    ...(from === term.from ? [] : [`first day ${dayInWords(from)}, before: ${dayInWords(term.from)}`]),
    ...(is === was ? [] : [`last day ${is}, before: ${was}`]),
  ];
}
