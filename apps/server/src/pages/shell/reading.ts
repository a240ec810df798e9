import { dayInWords, dayOf, type Id, parseDay, type Problem } from '@remit/kernel';
import type { Action } from '@remit/access';
import type { NamesView } from '@remit/accountability/nest';
import { RefusedRequest } from '@remit/record/nest';

/** What stands behind the question mark of an address. */
export type Asked = Readonly<Record<string, string | undefined>>;

/** On which day, and as known when, a page reads a trust's record. */
export interface Reading {
  readonly trust: Id;
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** As the address says it: an entry, a date or an instant; `undefined` for what is recorded now. */
  readonly known: string | undefined;
  readonly names: NamesView;
  /** Whether whoever reads may do something: a page leads nobody to what is not for them. */
  readonly may: (action: Action) => boolean;
}

/** The part of a question that every page asks alike. */
export function questionOf({ on, known }: Pick<Reading, 'on' | 'known'>): { on: string; knownAt?: string } {
  return { on, ...(known === undefined ? {} : { knownAt: known }) };
}

/** Whether something holds on a day. @param until the first day on which it no longer does; null for no end */
export function isOn({ from, until }: { readonly from: string; readonly until: string | null }, day: string): boolean {
  return from <= day && (until === null || day < until);
}

/** What an address or a form says, without what was left empty. */
export function given<T extends { readonly [Name in keyof T]?: string | undefined }>(asked: T): Asked & Partial<T> {
  const said = Object.entries<string | undefined>(asked).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(said) as Asked & Partial<T>;
}

/**
 * The address with the day of the three boxes put into one value, when it came from a form.
 * @returns `undefined` when it did not.
 * @throws RefusedRequest when the boxes hold no day.
 */
export function withDayInOne(path: string, asked: Asked): string | undefined {
  const boxes = Object.keys(asked).filter((name) => name.endsWith('-day'));
  if (boxes.length === 0) return undefined;
  const kept = new Map(Object.entries(asked).filter(([, value]) => value !== undefined && value.trim() !== ''));
  for (const box of boxes) {
    const name = box.slice(0, -'-day'.length);
    const parts = ['year', 'month', 'day'].map((part) => (asked[`${name}-${part}`] ?? '').trim());
    for (const part of ['day', 'month', 'year']) kept.delete(`${name}-${part}`);
    if (parts.every((part) => part === '')) continue;
    const date = dateOf(parts);
    if (date === undefined) throw new RefusedRequest(noDay(name, parts));
    kept.set(name, date);
  }
  return `${path}${asQuery(kept)}`;
}

/** `?a=b&c=d`, without what is empty. */
export function asQuery(values: Iterable<readonly [string, string | undefined]>): string {
  const query = new URLSearchParams();
  for (const [name, value] of values) if (value !== undefined && value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The same day of a later year; the 1 March for a 29 February that is none. */
export function yearsAfter(date: string, years: number): string {
  const later = `${String(Number(date.slice(0, 4)) + years)}${date.slice(4)}`;
  return later.endsWith('-02-29') && parseDay(later) === undefined ? `${later.slice(0, 4)}-03-01` : later;
}

/** The parts of a day for its three boxes. */
export function partsOf(date: string): { readonly day: string; readonly month: string; readonly year: string } {
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/** The `YYYY-MM-DD` of year, month and day as people type them; `undefined` when there is no such day. */
export function dateOf([year = '', month = '', day = '']: readonly string[]): string | undefined {
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(date) === undefined ? undefined : date;
}

function noDay(field: string, parts: readonly string[]): Problem {
  const given = parts.toReversed().filter((part) => part !== '');
  return {
    code: 'WEB.DAY_INVALID',
    field,
    expected: `a day such as ${dayInWords(dayOf('2025-03-03'))}`,
    detail: `"${given.join(' ')}" is not a day. Go back and give day, month and year as numbers, such as 3 3 2025.`,
  };
}
