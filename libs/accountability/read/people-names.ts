import { dayOf, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { TrustIndexView } from './trust-indexes.js';

/** What an answer shows of a person beside the id: the name, or a sentence in its place. */
export type PersonShown = { readonly name: string } | { readonly erased: string } | { readonly unavailable: string };

/** The persons named in an answer who are registered, by id. */
export type PeopleShown = Readonly<Record<Id, PersonShown>>;

/** Beside an answer, never in it: names are read when it is given, are kept nowhere, and may be erased. */
export interface WithPeople {
  readonly people?: PeopleShown;
}

/** As known at which entry, and on which day, names are wanted. */
export interface NamesAsked {
  readonly known: EntryNumber;
  /** Left out: as they are until further notice. */
  readonly day: number | undefined;
}

/** Where answers find the names of persons. */
export abstract class PeopleNames {
  /** Whether anybody at all is registered in a trust: otherwise no answer needs to be looked through. */
  abstract anyIn(view: TrustIndexView): boolean;

  /** What is shown of a person, as known then or, if registered later, now; `undefined` for somebody never registered. */
  abstract shown(view: TrustIndexView, person: Id, asked: NamesAsked): PersonShown | undefined;
}

/** Names that are opened once for many answers given together, and forgotten with them. */
export class NamesForOnce extends PeopleNames {
  private readonly opened = new Map<string, PersonShown | undefined>();

  constructor(private readonly names: PeopleNames) {
    super();
  }

  anyIn(view: TrustIndexView): boolean {
    return this.names.anyIn(view);
  }

  shown(view: TrustIndexView, person: Id, asked: NamesAsked): PersonShown | undefined {
    const key = `${person} ${String(asked.known)} ${String(asked.day)}`;
    if (!this.opened.has(key)) this.opened.set(key, this.names.shown(view, person, asked));
    return this.opened.get(key);
  }
}

/** What the question says of the day, and up to where the record was read for it. */
interface Questioned {
  readonly view: TrustIndexView;
  readonly dto: object;
  readonly known: EntryNumber;
}

/** Puts the names of the persons in an answer beside it. The answer is left as it is when none is registered. */
export function withPeople<T extends object>(
  answer: T,
  { view, dto, known }: Questioned,
  names: PeopleNames,
): T & WithPeople {
  if (!names.anyIn(view)) return answer;
  const { on, toOn, person } = dto as { readonly on?: string; readonly toOn?: string; readonly person?: Id };
  const { toPosition = known } = answer as { readonly toPosition?: EntryNumber };
  const dated = toOn ?? on;
  const asked = { known: Math.max(known, toPosition), day: dated === undefined ? undefined : dayOf(dated) };
  const persons = new Set(person === undefined ? [] : [person]);
  collectPersons(answer, persons);
  const people = [...persons].flatMap((id): [Id, PersonShown][] => {
    const shown = names.shown(view, id, asked);
    return shown === undefined ? [] : [[id, shown]];
  });
  return people.length === 0 ? answer : { ...answer, people: Object.fromEntries(people) };
}

/** The ids under "person", at whatever depth. */
function collectPersons(value: unknown, found: Set<Id>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collectPersons(each, found);
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  // Unlike Object.entries() this makes no pairs, and the matrix of a large trust has more than ten thousand cells.
  for (const name in members) {
    const member = members[name];
    if (name === 'person' && typeof member === 'string') found.add(member);
    else collectPersons(member, found);
  }
}
