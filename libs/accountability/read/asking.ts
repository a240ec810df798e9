import { type Day, dayInWords, dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { type EntryNumber, NOTHING_KNOWN } from '@remit/record';
import { checkShape } from '@remit/record/nest';
import type { KnownFunction } from '@remit/delegation';
import { Moment } from '../domain/moment.js';
import { functionAsked } from '../domain/question.js';
import type { TrustIndex } from '../domain/trust-index.js';
import { type Lineage, placeSchool } from './lineage.js';
import { type KnownAt, knownAtEntry } from './known-at.js';
import type { TrustIndexes, TrustIndexView } from './trust-indexes.js';

/** Where in the record an answer stands: given back with every answer, so that it can be asked again. */
export interface Standing {
  readonly trust: Id;
  /** The entry up to which the record was read. */
  readonly position: EntryNumber;
  /** UTC instant at which that entry was recorded; null when nothing was. */
  readonly recordedThrough: string | null;
}

/** What every question may say about the record that it is asked of. */
export interface Knowledge {
  readonly knownAt?: KnownAt;
  readonly minPosition?: number;
}

/** A question with its shape checked, and the index to ask it of. */
export interface Asked<Dto> {
  readonly dto: Dto;
  readonly view: TrustIndexView;
  readonly index: TrustIndex;
  readonly known: EntryNumber;
  readonly standing: Standing;
  /** Set when the school was asked for by a number of the national register. */
  readonly lineage?: Lineage | undefined;
}

/** Checks a question's shape, finds the trust's index and turns "as known at" into an entry number. */
export async function prepare<Dto extends Knowledge>(
  indexes: TrustIndexes,
  trust: Id,
  shape: new () => Dto,
  question: unknown,
): Promise<Outcome<Asked<Dto>>> {
  const checked = checkShape<Dto>(shape, question);
  if ('refused' in checked) return fail(checked.refused);
  const dto = checked.value;
  const view = await indexes.view(trust, dto.minPosition);
  return view.ok ? asked(view.value, trust, dto) : view;
}

/** The same for a question whose shape is known and whose index is at hand. */
export function asked<Dto extends Knowledge>(view: TrustIndexView, trust: Id, dto: Dto): Outcome<Asked<Dto>> {
  const known = knownAtEntry(view, dto.knownAt);
  if (!known.ok) return known;
  const placed = placeSchool(view.index, known.value, dto);
  if (!placed.ok) return placed;
  return succeed({
    ...placed.value,
    view,
    index: view.index,
    known: known.value,
    standing: standingOf(view.index, trust, known.value),
  });
}

function standingOf(index: TrustIndex, trust: Id, known: EntryNumber): Standing {
  return { trust, position: known, recordedThrough: index.recordedAt(known) ?? null };
}

/** The moment of a day as known at an entry. */
export function momentOn({ index, known }: Asked<unknown>, on: string): Moment {
  return new Moment(index, dayOf(on), known);
}

/** The other moment of a comparison. */
export function otherMoment({ view }: Asked<unknown>, on: string, knownAt: KnownAt): Outcome<Moment> {
  const known = knownAtEntry(view, knownAt);
  if (!known.ok) return fail({ ...known.problem, field: 'toKnownAt' });
  return succeed(new Moment(view.index, dayOf(on), known.value));
}

/**
 * The function that is asked about, when it can be. Before anything was recorded no catalogue had been adopted; then it
 * is looked up as known now, so that the answer is that there was no record, and not that there is no such function.
 */
export function functionFor(
  { view }: Pick<Asked<unknown>, 'view'>,
  moment: Moment,
  id: Id,
  school: Id | undefined,
): Outcome<KnownFunction> {
  const recorded = moment.known !== NOTHING_KNOWN;
  return functionAsked(recorded ? moment : new Moment(view.index, moment.day, view.head), id, school);
}

const PERIOD_DAYS_MAX = 36_600;

/** The days from `from` to the day before `until`; a problem when there are none or more than a hundred years. */
export function periodOf(
  dto: { readonly from: string; readonly until: string },
  known: EntryNumber,
): Outcome<{ readonly from: Day; readonly until: Day; readonly known: EntryNumber }> {
  const from = dayOf(dto.from);
  const until = dayOf(dto.until);
  if (from < until && until - from <= PERIOD_DAYS_MAX) return succeed({ from, until, known });
  return fail({
    code: 'RECORD.INTERVAL_EMPTY',
    field: 'until',
    expected: `a day after ${dayInWords(from)}, at most a hundred years later`,
    detail:
      'The period has no day in it, or more than a hundred years. Give the first day and the first day after the last.',
  });
}
