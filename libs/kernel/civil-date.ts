/**
 * Civil dates of the valid-time axis: `YYYY-MM-DD`, meant in Europe/London, without a time or a zone.
 * Inside the domain a date is a {@link Day}: the number of days since 1 January 1970, so that comparing two dates is
 * comparing two integers. Source: accountability contract, section 1.
 */

/** Days since 1970-01-01 (proleptic Gregorian); may be negative. */
export type Day = number;

/** The day after every day: the `until` of what holds until further notice. */
export const FOREVER: Day = 2_147_483_647;

/** The day before every day: the `from` of what is not dated. */
export const ALWAYS: Day = -2_147_483_648;

/** Years outside this range are slips of the pen, not dates of a school trust. */
const FIRST_YEAR = 1800;
const LAST_YEAR = 2299;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads `YYYY-MM-DD`.
 * @returns the day, or `undefined` when the text is no date of the calendar (2025-02-29) or its year is not between
 * 1800 and 2299.
 */
export function parseDay(text: string): Day | undefined {
  if (!PATTERN.test(text)) return undefined;
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 7);
  const dayOfMonth = numberAt(text, 8, 10);
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return undefined;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, dayOfMonth);
}

/** Reads a date that has been checked before (an entry of the record). Units: days since 1970-01-01. */
export function dayOf(text: string): Day {
  return daysFromCivil(numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10));
}

/** Reads an optional `until` that has been checked before: absent means until further notice. */
export function untilDayOf(text: string | undefined): Day {
  return text === undefined ? FOREVER : dayOf(text);
}

/** The `YYYY-MM-DD` of a day. */
export function civilDate(day: Day): string {
  const { year, month, dayOfMonth } = civilFromDays(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** The day as people write it: `3 March 2025`. */
export function dayInWords(day: Day): string {
  const { year, month, dayOfMonth } = civilFromDays(day);
  return `${String(dayOfMonth)} ${MONTHS[month - 1] ?? ''} ${String(year)}`;
}

/** The number that the digits from `start` to before `end` make. */
function numberAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

// Both conversions count in eras of 400 years that start on 1 March, so that the leap day is the last of its year.
// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
function daysFromCivil(year: number, month: number, dayOfMonth: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(day: Day): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
