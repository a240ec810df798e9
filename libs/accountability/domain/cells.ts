import { type Id } from '@remit/kernel';
import type { KnownFunction } from '@remit/delegation';
import type { Moment } from './moment.js';

/** One place of the accountability matrix: a function at a school, or for the trust as a whole. */
export interface Cell {
  readonly fn: KnownFunction;
  readonly school: Id | undefined;
}

/** What part of the matrix is asked for; nothing named is all of it. */
export interface CellFilter {
  readonly function?: Id | undefined;
  readonly school?: Id | undefined;
  /** `trust`: only what is asked of the trust as a whole. */
  readonly only?: 'trust' | undefined;
}

/**
 * The cells of a matrix in the order of the catalogue: a function of the trust has one, a function of schools one for
 * each school, a function of both has both. `schools` are those to ask about.
 */
export function cellsOf(moment: Moment, schools: readonly Id[], filter: CellFilter): Cell[] {
  const functions = filter.function === undefined ? moment.functions() : [moment.functionOf(filter.function)];
  return functions
    .filter((fn) => fn !== undefined)
    .flatMap((fn): Cell[] => [
      ...(fn.scope === 'school' || filter.school !== undefined ? [] : [{ fn, school: undefined }]),
      ...(fn.scope === 'trust' || filter.only === 'trust' ? [] : schools.map((school) => ({ fn, school }))),
    ]);
}

/** The schools in the trust at a moment, in the order in which they were first recorded. */
export function schoolsAt(moment: Moment): Id[] {
  return [...moment.index.structure.schools.keys()].filter((school) => moment.membership(school) !== undefined);
}
