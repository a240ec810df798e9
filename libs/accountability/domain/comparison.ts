import { type Id, type Pence, sameJson } from '@remit/kernel';
import { type Verdict, verdictOf } from './answer.js';
import { type CellFilter, cellsOf, schoolsAt } from './cells.js';
import type { Moment } from './moment.js';
import { resolve } from './resolve.js';

/** A cell whose verdict differs between two moments. */
export interface ChangedCell {
  readonly function: Id;
  readonly school: Id | null;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

/** Two moments compared: what differs, and how many cells were looked at. */
export interface Comparison {
  readonly cells: number;
  readonly changed: readonly ChangedCell[];
}

/**
 * Compares two moments (day, entry number) cell by cell. A function that is known at one of them only counts as
 * changed, with null on the other side.
 */
export function compare(before: Moment, after: Moment, filter: CellFilter): Comparison {
  const schools =
    filter.school === undefined ? [...new Set([...schoolsAt(before), ...schoolsAt(after)])] : [filter.school];
  const keys = new Map<string, { fn: Id; school: Id | undefined }>();
  for (const moment of [before, after]) {
    for (const { fn, school } of cellsOf(moment, schools, filter)) {
      keys.set(`${fn.id} ${school ?? ''}`, { fn: fn.id, school });
    }
  }
  const changed = [...keys.values()]
    .map(({ fn, school }) => ({
      function: fn,
      school: school ?? null,
      before: verdictAt(before, fn, school),
      after: verdictAt(after, fn, school),
    }))
    .filter((cell) => !sameJson(cell.before, cell.after));
  return { cells: keys.size, changed };
}

/**
 * The verdict on a function at a school, or for the trust; null when the function is not known at the moment.
 * @param amount pence; left out, a function with money limits has a verdict for each band
 */
export function verdictAt(moment: Moment, id: Id, school: Id | undefined, amount?: Pence): Verdict | null {
  const fn = moment.functionOf(id);
  return fn === undefined ? null : verdictOf(resolve(moment, fn, school, amount));
}
