import { type Day, fail, type Id, type Outcome, type Pence, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { KnownFunction } from '@remit/delegation';
import type { Moment } from './moment.js';

/** Who is accountable for a function, at a school or for the trust, on a day, as known at an entry. */
export interface Question {
  readonly function: Id;
  readonly school: Id | undefined;
  readonly day: Day;
  readonly known: EntryNumber;
  /** Pence; asked of a function with money limits. */
  readonly amount: Pence | undefined;
}

/**
 * The function that a question is about, when the question can be asked of it.
 * Source: accountability contract, section 4, step 1: an unknown function is an error, not an answer.
 */
export function functionAsked(moment: Moment, id: Id, school: Id | undefined): Outcome<KnownFunction> {
  const known = moment.functionOf(id);
  if (known === undefined) {
    return fail({
      code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN',
      field: 'function',
      expected: 'the id of a function in the catalogue or of one that the trust has defined',
      detail: `No function "${id}" is known as recorded up to entry ${String(moment.known)}. The list of functions shows the ids.`,
    });
  }
  if (known.scope === 'school' && school === undefined) {
    return fail({
      code: 'ACCOUNTABILITY.SCHOOL_NEEDED',
      field: 'school',
      expected: 'the id of a school',
      detail: `"${known.name}" is a function of each school. Say at which school.`,
    });
  }
  if (known.scope === 'trust' && school !== undefined) {
    return fail({
      code: 'ACCOUNTABILITY.SCHOOL_NOT_WANTED',
      field: 'school',
      expected: 'no school',
      detail: `"${known.name}" is a function of the trust as a whole. Ask it without a school.`,
    });
  }
  return succeed(known);
}
