import type { Id } from '@remit/kernel';
import type { Entry, EntryCorrected, EntryNumber } from '@remit/record';
import type { NamesAsked, PeopleNames, TrustIndexView } from '@remit/accountability/nest';
import { effectiveFrom, namesUpTo } from '../domain/entry-subject.js';
import { entryInWords } from '../domain/entry-words.js';

/** An entry with what it says in words, and how it stands. */
export interface EntryView {
  readonly entry: Entry;
  /** What it said when it was recorded, in full sentences. Names of persons are as they are now. */
  readonly says: string;
  /** Who recorded it: a person by name where one is known, else an id. */
  readonly by: string;
  /** The first day on which it makes a difference; null for what is not dated. */
  readonly effective: string | null;
  /** False while a correction says that it should never have been recorded. */
  readonly live: boolean;
  /** The corrections that make it stand as it does. */
  readonly correctedBy: readonly EntryNumber[];
  /** What it says since it was put right, in full sentences; null when it says what it said. */
  readonly saysNow: string | null;
  /** The entry that it corrects. */
  readonly corrects: EntryNumber | null;
}

/** What reading entries in words takes: the trust, up to which entry it is read, and who knows names of persons. */
export interface EntryReading {
  readonly view: TrustIndexView;
  readonly known: EntryNumber;
  /** Left out: persons are called by their ids. */
  readonly people: PeopleNames | undefined;
}

/** An entry in words, as it stands at an entry. */
export function entryView(reading: EntryReading, entry: Entry): EntryView {
  const { view, known } = reading;
  const { n } = entry;
  const { index } = view;
  const type = index.standing(n)?.type ?? '';
  const data = index.originalOf(n);
  const { live, by, replacedBy } = index.corrections.standing(n, known);
  const names = namesUpTo(index, n, (person) => personInWords(reading, person));
  return {
    entry,
    says: entryInWords({ type, data }, names),
    by: personInWords(reading, entry.actor.id),
    effective: effectiveFrom(index, n) ?? null,
    live,
    correctedBy: by,
    saysNow: live && replacedBy !== undefined ? entryInWords({ type, data: replacedBy }, names) : null,
    corrects: type === 'EntryCorrected' ? (data as EntryCorrected).entry : null,
  };
}

/** A person by name where one is known: an erasure counts whenever the entry was recorded. */
export function personInWords({ view, people }: EntryReading, person: Id): string {
  const now: NamesAsked = { known: view.head, day: undefined };
  const shown = people?.anyIn(view) === true ? people.shown(view, person, now) : undefined;
  if (shown === undefined) return person;
  if ('name' in shown) return shown.name;
  return `${person} (${'erased' in shown ? shown.erased : shown.unavailable})`;
}
