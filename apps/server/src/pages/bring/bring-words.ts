import type { Problem } from '@remit/kernel';
import type { TableModel } from '@remit/web';
import { type Asked, dateOf } from '../shell/reading.js';

/** What is wrong with what was sent, by the field. */
export type Faults = Readonly<Record<string, string>>;

/** A problem as the summary above a form says it. */
export interface ErrorLink {
  readonly text: string;
  readonly href: string;
}

/** What is wrong, as the summary above the form says it. */
export function errorList(faults: Faults): ErrorLink[] {
  return Object.entries(faults).map(([field, text]) => ({ text, href: `#${field}` }));
}

/** A day in three boxes, as it was typed. */
export interface DayTyped {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** The boxes of a day as they were typed. */
export function dayBoxes(typed: Asked, name: string): DayTyped {
  const box = (part: string): string => (typed[`${name}-${part}`] ?? '').trim();
  return { day: box('day'), month: box('month'), year: box('year') };
}

/** The `YYYY-MM-DD` of three boxes: empty when nothing stands in them, `undefined` when it is no day. */
export function dayTyped(typed: Asked, name: string): string | undefined {
  const { day, month, year } = dayBoxes(typed, name);
  return day === '' && month === '' && year === '' ? '' : dateOf([year, month, day]);
}

/** What is wrong with a day that was typed, if it is none. */
export function dayFault(name: string, day: string | undefined): Faults {
  return day === undefined ? { [`${name}-day`]: 'Give day, month and year as numbers, such as 3 3 2025' } : {};
}

/** The four files of the register: what it calls each, how its file is called, and what it gives. */
export const REGISTER_FILES: TableModel = {
  caption: 'The files that Remit reads',
  columns: ['Download', 'Name of the file', 'What it gives'],
  rows: [
    ['All group records', 'allgroupsdata….csv', 'trusts with their names and numbers'],
    ['Academies and free schools links', 'grouplinks_edubaseallacademiesandfree….csv', 'schools, and when they joined'],
    ['Governance of multi-academy trusts', 'governancematdata….csv', 'members, trustees and officers'],
    ['Establishment links', 'links_edubasealldata….csv', 'which school came before or after another'],
  ].map((cells) => cells.map((text) => ({ text }))),
};

const OWN_WORDS: Readonly<Record<string, string>> = {
  'EXCHANGE.NO_FILES':
    'None of the files is one of the register’s. Choose the files whose names are in the table. If they came in a .zip file, unpack it first.',
  'EXCHANGE.NO_FOLDER': 'The files are not here any more. Send them again.',
};

/** What a problem says to somebody who sent files, and not a folder. */
export function problemInWords({ code, detail }: Problem): string {
  return OWN_WORDS[code] ?? detail;
}
