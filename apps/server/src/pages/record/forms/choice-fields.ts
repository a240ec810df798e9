import type { OnDays } from '@remit/accountability';
import { dayOf, type Id } from '@remit/kernel';
import type { Choice, ChoiceGroup } from '../../shell/choices.js';
import { daysInWords, personName } from '../../shell/words.js';
import { faulty, type Kind, type Known, NOTHING } from './field.js';
import { textOf, typedIn } from './typed.js';

/** Something to choose, under a heading when there are several. */
export interface Option {
  readonly value: string;
  readonly text: string;
  readonly group?: string;
}

type OptionsOf = (known: Known) => readonly Option[];

/** One of a few fixed words, each with what it means: as buttons. */
export function oneOf(words: Readonly<Record<string, string>>): Kind {
  const options = Object.entries(words).map(([value, text]) => ({ value, text }));
  return {
    read: (typed, { name }) => chosen(textOf(typed, name)),
    typed: (value, { name }) => typedIn({ [name]: String(value) }),
    view: (typed, { name }) => ({
      macro: 'radios',
      choices: options.map((option) => ({ ...option, selected: option.value === textOf(typed, name) })),
    }),
    verb: 'Choose',
  };
}

/** One of what is recorded: as a list. */
export function recorded(options: OptionsOf, as: (value: string) => unknown = (value) => value): Kind {
  return {
    read: (typed, { name }) => {
      const text = textOf(typed, name);
      return text === '' ? NOTHING : { value: as(text) };
    },
    typed: (value, { name }) => typedIn({ [name]: String(value) }),
    view: (typed, { name }, known) => ({ macro: 'list', ...choicesOf(options(known), textOf(typed, name)) }),
    verb: 'Choose',
    inAddress: true,
  };
}

/** How something is said that the list does not have. */
interface Another {
  readonly label: string;
  readonly hint: string;
  readonly value: (text: string) => string;
}

/** One of what is recorded, or something else typed below the list. */
export function recordedOr(options: OptionsOf, another: Another): Kind {
  const other = (name: string): string => `${name}.another`;
  return {
    read: (typed, { name }) => {
      const [listed, said] = [textOf(typed, name), textOf(typed, other(name))];
      if (listed !== '' && said !== '') return faulty(other(name), 'Choose from the list or write here, not both.');
      return said === '' ? chosen(listed) : { value: another.value(said) };
    },
    typed: (value, { name }, known) => {
      const listed = options(known).some((option) => option.value === value);
      return typedIn({ [listed ? name : other(name)]: String(value) });
    },
    view: (typed, { name }, known) => ({
      macro: 'listOr',
      ...choicesOf(options(known), textOf(typed, name)),
      another: { id: other(name), label: another.label, hint: another.hint, value: textOf(typed, other(name)) },
    }),
    elementAt: (_path, { name }, typed) => (textOf(typed, other(name)) === '' ? name : other(name)),
    verb: 'Choose',
    inAddress: true,
  };
}

function chosen(value: string): { readonly value: string | undefined } {
  return { value: value === '' ? undefined : value };
}

interface Choices {
  readonly choices: readonly Choice[];
  readonly groups: readonly ChoiceGroup[];
}

/** The options under their headings; what was chosen is offered even when it is not among them. */
function choicesOf(options: readonly Option[], chosen: string): Choices {
  const missing = chosen === '' || options.some(({ value }) => value === chosen);
  const all: readonly Option[] = missing ? options : [...options, { value: chosen, text: chosen }];
  const choice = ({ value, text }: Option): Choice => ({ value, text, selected: value === chosen });
  const groups = new Map<string, Choice[]>();
  for (const option of all) {
    if (option.group === undefined) continue;
    groups.set(option.group, [...(groups.get(option.group) ?? []), choice(option)]);
  }
  return {
    choices: all.filter(({ group }) => group === undefined).map(choice),
    groups: [...groups].map(([group, of]) => ({ group, choices: of })),
  };
}

/** All schools, those that are in the trust first. */
export function schools({ schools: all }: Known): Option[] {
  const apart = all.some(({ inTrust }) => !inTrust);
  const option =
    (group: string) =>
    ({ id, name }: (typeof all)[number]): Option => ({
      value: id,
      text: name,
      ...(apart ? { group } : {}),
    });
  return [
    ...all.filter(({ inTrust }) => inTrust).map(option('In the trust')),
    ...all.filter(({ inTrust }) => !inTrust).map(option('Not in the trust today')),
  ];
}

export function clusters({ clusters: all }: Known): Option[] {
  return all.map(({ id, name }) => ({ value: id, text: name }));
}

/** Bodies, posts, or both: those of today first. */
export function holders(kind?: 'body' | 'post'): OptionsOf {
  return ({ allHolders, today }) =>
    byTime(
      allHolders
        .filter((holder) => kind === undefined || holder.kind === kind)
        .map((holder) => ({ ...holder, value: holder.id, text: holder.name })),
      today,
    );
}

/** How long after its end something can still be chosen, to say that it ended earlier. */
const CHOSEN_AFTER_DAYS = 366;

/** Appointments that have not ended long ago, under their bodies and posts. */
export function appointments(known: Known): Option[] {
  const names = new Map(known.allHolders.map(({ id, name }) => [id, name]));
  return known.appointments
    .filter(({ until }) => until === null || dayOf(until) > dayOf(known.today) - CHOSEN_AFTER_DAYS)
    .map(({ appointment, person, holder, as, ...days }) => ({
      value: appointment,
      text: `${personIn(known, person)}, ${as}, ${daysInWords(days)}`,
      group: names.get(holder) ?? holder,
    }));
}

/** Variations, those of today first. */
export function variations({ variations: all, today }: Known): Option[] {
  return byTime(
    all.map((each) => ({ ...each, value: each.id, text: `${each.id}, ${daysInWords(each)}` })),
    today,
  );
}

/** Persons of whom something holds. */
export function persons(which: (person: Known['persons'][number]) => boolean = () => true): OptionsOf {
  return (known) =>
    known.persons
      .filter((each) => !each.erased && which(each))
      .map(({ person }) => ({ value: person, text: personIn(known, person) }))
      .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'));
}

/** A person by name and id: two may have one name. */
function personIn({ people }: Known, person: Id): string {
  const name = personName(person, people?.[person]);
  return name === person ? person : `${name} (${person})`;
}

function byTime(all: readonly (Option & OnDays)[], today: string): Option[] {
  const groups = ['Today', 'From a later day', 'Ended'];
  const groupOf = ({ from, until }: OnDays): string =>
    String(groups[from > today ? 1 : until !== null && until <= today ? 2 : 0]);
  const options = all.map((each) => ({ value: each.value, text: each.text, group: groupOf(each) }));
  return groups.flatMap((group) => options.filter((option) => option.group === group));
}
