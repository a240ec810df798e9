import { type Id } from '@remit/kernel';
import { type Verdict, verdictOf } from './answer.js';
import { type CellFilter, cellsOf, schoolsAt } from './cells.js';
import type { Moment } from './moment.js';
import { resolve } from './resolve.js';

/** One place of the matrix with its verdict. */
export interface MatrixCell extends Verdict {
  readonly function: Id;
  readonly school: Id | null;
}

/**
 * The accountability matrix at a moment: functions × one school, schools × one function, or all of it.
 * Every cell is a point answer without its reasons.
 */
export function matrix(moment: Moment, filter: CellFilter): MatrixCell[] {
  const schools = filter.school === undefined ? schoolsAt(moment) : [filter.school];
  return cellsOf(moment, schools, filter).map(({ fn, school }) => ({
    function: fn.id,
    school: school ?? null,
    ...verdictOf(resolve(moment, fn, school, undefined)),
  }));
}
