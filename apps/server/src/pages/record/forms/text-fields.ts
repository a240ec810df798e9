import { isId } from '@remit/kernel';
import { type Around, faulty, type Kind, type Known, NO_ELEMENT, NOTHING, type Read } from './field.js';
import { textOf, typedIn } from './typed.js';

/** One line of text. @param width in characters, of those that the styles know: 2, 3, 4, 5, 10, 20, 30 */
export function line(width?: number): Kind {
  return {
    read: (typed, { name }) => orNothing(textOf(typed, name)),
    typed: (value, { name }) => typedIn({ [name]: String(value) }),
    view: (typed, { name }) => ({ macro: 'line', value: textOf(typed, name), width }),
  };
}

/** Several lines of text. */
export const longText: Kind = {
  read: (typed, { name }) => orNothing(textOf(typed, name)),
  typed: (value, { name }) => typedIn({ [name]: String(value) }),
  view: (typed, { name }) => ({ macro: 'longText', value: textOf(typed, name) }),
};

/** A whole number. */
export const wholeNumber: Kind = {
  read: (typed, { name }) => {
    const text = textOf(typed, name).replaceAll(',', '');
    if (text === '') return NOTHING;
    return /^\d{1,7}$/.test(text)
      ? { value: Number(text) }
      : faulty(name, `"${text}" is not a whole number. Write it in digits, such as 3.`);
  },
  typed: (value, { name }) => typedIn({ [name]: String(value) }),
  view: (typed, { name }) => ({ macro: 'line', value: textOf(typed, name), width: 5, numeric: true }),
};

/** Several texts, one on a line. @param each how the record holds one of them */
export function lines<Item>(each: {
  readonly value: (text: string) => Item;
  readonly text: (item: Item) => string;
}): Kind {
  return {
    read: (typed, { name }) => {
      const texts = textOf(typed, name)
        .split('\n')
        .map((text) => text.trim())
        .filter((text) => text !== '');
      return texts.length === 0 ? NOTHING : { value: texts.map(each.value) };
    },
    typed: (value, { name }) => typedIn({ [name]: (value as readonly Item[]).map(each.text).join('\n') }),
    view: (typed, { name }) => ({ macro: 'longText', value: textOf(typed, name) }),
  };
}

/**
 * The id of what is recorded. Left empty it is made from the rest of the form and from what was recorded when the form
 * was opened, so that the same form sent twice says the same.
 */
export function madeId(make: (values: Around['values'], known: Known) => string | undefined): Kind {
  return {
    read: (typed, { name }, { values, known }) => {
      const text = textOf(typed, name);
      const id = text === '' ? make(values, known) : text;
      if (id === undefined || isId(id)) return { value: id };
      return faulty(
        name,
        `"${id}" cannot be an id. Use lower-case letters, digits, hyphens and full stops, at most 100 of them.`,
      );
    },
    typed: (value, { name }) => typedIn({ [name]: String(value) }),
    view: (typed, { name }) => ({ macro: 'line', value: textOf(typed, name), width: 20 }),
  };
}

/** A value that cannot be changed here, shown in words or not at all. */
export function fixed(value: unknown, words?: string): Kind {
  return {
    read: () => ({ value }),
    typed: () => ({}),
    view: () => (words === undefined ? { macro: 'nothing' } : { macro: 'fixed', words }),
    elementAt: () => NO_ELEMENT,
  };
}

function orNothing(text: string): Read {
  return text === '' ? NOTHING : { value: text };
}
