import { dayInWords, dayOf, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { DETAIL_FIELDS, type DetailField } from '../domain/people-entries.js';
import type { KnownDetails, PeopleIndex } from '../domain/people-index.js';
import type { PersonSealing } from '../write/person-sealing.js';

/** What an answer shows of a person beside the id: the name, or a sentence in its place. */
export type ShownPerson = { readonly name: string } | { readonly erased: string } | { readonly unavailable: string };

/** A field of a person's details with the entry that says it. */
export type ShownField = { readonly entry: EntryNumber } & (
  { readonly value: unknown } | { readonly unavailable: string }
);

/** What is needed to show a person. */
export interface PersonAsked {
  readonly trust: Id;
  readonly person: Id;
  readonly people: PeopleIndex;
  readonly known: EntryNumber;
  /** Left out: as they hold until further notice. */
  readonly day?: number | undefined;
  /** The last durable entry: an erasure after it has not happened yet. */
  readonly head: EntryNumber;
  /** The London date of an entry, `YYYY-MM-DD`. */
  readonly recordedOn: (n: EntryNumber) => string;
}

/**
 * What is shown of a person: the name as known then. Of somebody who was registered only later it is the name as known now:
 * a name decides nothing, and an id tells a reader nothing. `undefined` for somebody never registered, who stays an id.
 */
export function shownPerson(asked: PersonAsked, sealing: PersonSealing): ShownPerson | undefined {
  const { people, person, known, day, head } = asked;
  const details = people.detailsOf(person, known, day) ?? people.detailsOf(person, head, day);
  if (details === undefined) return undefined;
  const erasure = erasureIn(asked);
  if (erasure !== undefined) return { erased: `name erased on ${dayInWords(dayOf(asked.recordedOn(erasure)))}` };
  const name = shownField('name', details, asked, sealing);
  if (name === undefined || 'unavailable' in name) {
    return { unavailable: `name unavailable: ${name?.unavailable ?? 'its entry does not stand'}` };
  }
  return { name: String(name.value) };
}

/** The entry that erased the person, once it is durable. It counts at whatever entry is asked: the key is gone. */
export function erasureIn({ people, person, head }: PersonAsked): EntryNumber | undefined {
  const erasure = people.erasure(person);
  return erasure === undefined || erasure.n > head ? undefined : erasure.n;
}

/** All details of a person, opened. */
export function shownDetails(asked: PersonAsked, sealing: PersonSealing): { readonly [F in DetailField]?: ShownField } {
  const details = asked.people.detailsOf(asked.person, asked.known, asked.day) ?? {};
  const shown = DETAIL_FIELDS.map((field) => [field, shownField(field, details, asked, sealing)] as const);
  return Object.fromEntries(shown.filter(([, each]) => each !== undefined));
}

function shownField(
  field: DetailField,
  details: KnownDetails,
  { trust, person }: PersonAsked,
  sealing: PersonSealing,
): ShownField | undefined {
  const known = details[field];
  if (known === undefined) return undefined;
  const { entry, sealed } = known;
  const opened = sealing.open({ trust, person, n: entry }, field, sealed);
  return 'value' in opened ? { entry, value: opened.value } : { entry, unavailable: opened.unavailable };
}
