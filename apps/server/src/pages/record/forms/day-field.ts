import { civilDate, dayInWords, dayOf } from '@remit/kernel';
import { dateOf, partsOf } from '../../shell/reading.js';
import { faulty, type Kind, NOTHING, valueAt } from './field.js';
import { textOf, type Typed, typedIn } from './typed.js';

const PARTS = ['day', 'month', 'year'] as const;

/** A day in three boxes. */
export const day: Kind = dayKind(false);

/** The last day of something. The record holds the day after it: the first on which it no longer holds. */
export const lastDay: Kind = dayKind(true);

function dayKind(last: boolean): Kind {
  return {
    read: (typed, { name }, { values }) => {
      const parts = PARTS.map((part) => textOf(typed, `${name}-${part}`));
      if (parts.every((part) => part === '')) return NOTHING;
      const at = elementOf(name);
      const date = dateOf(parts.toReversed());
      if (date === undefined) return faulty(at, noDay(parts));
      const from = last ? valueAt(values, name.replace(/until$/, 'from')) : undefined;
      if (typeof from === 'string' && date < from) {
        const first = dayInWords(dayOf(from));
        return faulty(at, `The last day comes before the first, ${first}. Give ${first} or a later day.`);
      }
      return { value: last ? civilDate(dayOf(date) + 1) : date };
    },
    typed: (value, { name }) => {
      const date = String(value);
      return inBoxes(name, last ? civilDate(dayOf(date) - 1) : date);
    },
    view: (typed, { name }) => ({
      macro: 'day',
      day: Object.fromEntries(PARTS.map((part) => [part, textOf(typed, `${name}-${part}`)])),
    }),
    elementAt: (_path, { name }) => elementOf(name),
  };
}

/** The first box of a day: there the cursor goes when something is wrong with it. */
function elementOf(name: string): string {
  return `${name}-day`;
}

/** What stands in the three boxes for a day. */
function inBoxes(name: string, date: string): Typed {
  const parts = partsOf(date);
  return typedIn(Object.fromEntries(PARTS.map((part) => [`${name}-${part}`, parts[part]])));
}

function noDay(parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '').join(' ');
  return `"${given}" is not a day. Give day, month and year as numbers, such as 3 3 2025.`;
}
