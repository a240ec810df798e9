import type { Problem } from '@remit/kernel';
import { type Choice, type ChoiceGroup, functionChoices, schoolChoices } from './choices.js';
import { type Asked, partsOf, type Reading } from './reading.js';

type DayParts = ReturnType<typeof partsOf>;

const NO_DAY: DayParts = { day: '', month: '', year: '' };

/** A form that asks about which school and function, and perhaps which days, something is wanted. */
export interface PlaceForm {
  readonly action: string;
  /** The day and the entry that the page is read for: kept. */
  readonly on: string;
  readonly known: string | undefined;
  readonly schools: readonly Choice[];
  readonly groups: readonly ChoiceGroup[];
  /** By field: a day, in its three boxes. */
  readonly days: Readonly<Record<string, DayParts>>;
  /** By field: what is wrong with what was given. */
  readonly errors: Readonly<Record<string, string>>;
  readonly errorList: readonly { readonly text: string; readonly href: string }[];
}

/** Which form it is, and what it has beside the school and the function. */
interface FormAsked {
  readonly path: string;
  readonly asked: Asked;
  /** The fields that are days, with what stands in them. */
  readonly days?: Readonly<Record<string, string | undefined>>;
  readonly problem?: Problem | undefined;
}

/** Fields of questions that have another name in forms. */
const CALLED: Readonly<Record<string, string>> = { toOn: 'to-on', toKnownAt: 'to-known', knownAt: 'known' };

/** The form with what was given already and, at its field, what is wrong with it. */
export function placeForm(reading: Reading, { path, asked, days = {}, problem }: FormAsked): PlaceForm {
  const field = problem?.field === undefined ? 'school' : (CALLED[problem.field] ?? problem.field);
  const href = field in days ? `#${field}-day` : `#${field}`;
  return {
    action: `/trusts/${reading.trust}/${path}`,
    on: reading.on,
    known: reading.known,
    schools: schoolChoices(reading, asked['school']),
    groups: functionChoices(reading, asked['function']),
    days: Object.fromEntries(
      Object.entries(days).map(([name, day]) => [name, day === undefined ? NO_DAY : partsOf(day)]),
    ),
    errors: problem === undefined ? {} : { [field]: problem.detail },
    errorList: problem === undefined ? [] : [{ text: problem.detail, href }],
  };
}
