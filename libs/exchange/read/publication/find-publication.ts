import { dayInWords, dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { type EntryNumber, NOTHING_KNOWN } from '@remit/record';
import { schemeKnownAt } from '@remit/accountability';
import type { Asked, TrustIndexView } from '@remit/accountability/nest';
import { type MatrixAsked, type SchemeAsked } from './publication-maker.js';

/** What of a trust's record is to be published, and as known at which entry. */
interface Wanted {
  readonly known: EntryNumber;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

/** Which scheme somebody wants, and in which words. */
interface SchemeWanted {
  readonly scheme?: Id;
  readonly on?: string;
  readonly plain?: 'true' | 'false';
}

/**
 * The scheme that is asked for: by its id, or by a day on which it is in force. A problem when both are given, or there is
 * none.
 * @param today in London, `YYYY-MM-DD`: the day meant when neither is given
 */
export function schemeAskedFor({ dto, view, known }: Asked<SchemeWanted>, today: string): Outcome<SchemeAsked> {
  const { scheme, on } = dto;
  const plain = dto.plain === 'true';
  if (scheme === undefined) return schemeInForce(view, { known, on: on ?? today, plain });
  if (on === undefined) return schemeById(view, { scheme, known, on, plain });
  return fail({
    code: 'EXCHANGE.SCHEME_OR_DAY',
    field: 'on',
    expected: 'either "scheme" (its id) or "on" (the scheme in force on that day)',
    detail: 'Say which scheme you want by its id, or by a day on which it is in force, but not by both.',
  });
}

/** The scheme of an id as it stood at an entry; a problem when there was none. */
export function schemeById(
  { index }: TrustIndexView,
  {
    scheme: id,
    known,
    on,
    plain,
  }: Omit<Wanted, 'on'> & { readonly scheme: Id; readonly on: string | undefined; readonly plain: boolean },
): Outcome<SchemeAsked> {
  const scheme = schemeKnownAt(index, id, known);
  if (scheme === undefined) {
    return fail({
      code: 'EXCHANGE.SCHEME_UNKNOWN',
      field: 'scheme',
      expected: "the id of a scheme in this trust's record",
      detail: `The record of this trust has no scheme "${id}" ${upTo(known)}. Check the id; "remit log" lists what was adopted.`,
    });
  }
  return succeed({ scheme, day: on === undefined ? scheme.from : dayOf(on), known, plain });
}

/** The scheme in force on a day as known at an entry; a problem when none was. */
export function schemeInForce(
  { index }: TrustIndexView,
  { known, on, plain }: Wanted & { readonly plain: boolean },
): Outcome<SchemeAsked> {
  const day = dayOf(on);
  const scheme = index.delegation.schemeOn(day, known);
  if (scheme !== undefined) return succeed({ scheme, day, known, plain });
  return fail({
    code: 'EXCHANGE.NO_SCHEME',
    field: 'on',
    detail: `No scheme is in force on ${dayInWords(day)}, ${upTo(known)}: every power is the board's. Name another day, or a scheme by its id.`,
  });
}

/** The school of a matrix; a problem when the trust has none of that id, or it is not in the trust on that day. */
export function schoolOfMatrix(
  { index }: TrustIndexView,
  { school, known, on }: Wanted & { readonly school: Id },
): Outcome<MatrixAsked> {
  const day = dayOf(on);
  const schoolSubject = index.structure.schools.get(school);
  if (schoolSubject === undefined) {
    return fail({
      code: 'ACCOUNTABILITY.SCHOOL_UNKNOWN',
      field: 'school',
      expected: "the id of a school in this trust's record",
      detail: `The record of this trust has no school with the id "${school}". Check the spelling.`,
    });
  }
  const membership = schoolSubject.memberships.best(day, known);
  if (membership !== undefined) return succeed({ school, schoolName: membership.data.name, day, known });
  return fail({
    code: 'EXCHANGE.SCHOOL_NOT_IN_TRUST',
    field: 'on',
    detail: `The school "${school}" was not in the trust on ${dayInWords(day)}, ${upTo(known)}, so there is no matrix of it. Name another day.`,
  });
}

function upTo(known: EntryNumber): string {
  return known === NOTHING_KNOWN ? 'as recorded before its first entry' : `as recorded up to entry ${String(known)}`;
}
