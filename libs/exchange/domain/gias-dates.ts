import { type Day, dayOf, parseDay } from '@remit/kernel';

/** A date cell: a day, none (blank or the register's "unknown"), or text that is no date. */
export type DateCell = { readonly day: Day | undefined } | { readonly unreadable: string };

/** The register writes 1 January 1900 for "not known". */
const NOT_KNOWN = dayOf('1900-01-01');

const DAY_FIRST = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T]0{1,2}:00(?::00)?)?$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0{1,2}:00(?::00)?)?$/;

/** Reads a date as the register's files write it: `31/08/2024`, `31-08-2024` or `2024-08-31`. */
export function readDate(cell: string): DateCell {
  if (cell === '') return { day: undefined };
  const dayFirst = DAY_FIRST.exec(cell);
  const yearFirst = YEAR_FIRST.exec(cell);
  const parts = dayFirst === null ? yearFirst?.slice(1) : [dayFirst[3], dayFirst[2], dayFirst[1]];
  const day = parts === undefined ? undefined : parseDay(parts.map((part = '') => part.padStart(2, '0')).join('-'));
  if (day === undefined) return { unreadable: cell };
  return { day: day === NOT_KNOWN ? undefined : day };
}
