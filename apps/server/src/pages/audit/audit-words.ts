import { ROLE_IN_WORDS } from '@remit/access';
import { entryKind } from '@remit/engine';
import type { EntryView } from '@remit/engine/nest';
import { dayInWords, dayOf } from '@remit/kernel';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';

/** The pages about the record itself, with the one that is open. */
export type Sections = readonly (Link & { readonly active: boolean })[];

const SECTIONS: readonly (readonly [path: string, text: string])[] = [
  ['audit', 'Overview'],
  ['audit/entries', 'Log'],
  ['audit/replay', 'Replay'],
  ['audit/corrections', 'Corrections'],
  ['audit/verification', 'Check of the record'],
  ['audit/how-to-check', 'Check it yourself'],
];

/** The links to the pages about the record itself. @param open the path of this page */
export function sectionsOf(reading: Reading, open: string): Sections {
  return SECTIONS.map(([path, text]) => ({ text, href: linkTo(reading, path), active: path === open }));
}

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as people in London write it: `3 March 2025 at 10:02`. */
export function momentInWords(instant: string | number): string {
  return MOMENT.format(new Date(instant));
}

/** The roles in which people record, and the ways in which entries come in without anybody who has signed in. */
const WAYS: Readonly<Record<string, string>> = {
  ...ROLE_IN_WORDS,
  'http-client': 'by a program',
  'record-script': 'from a file',
};

/** Who recorded an entry, and as what. */
export function actorInWords({ by, entry: { actor, provenance } }: EntryView): string {
  const who = actor.id === 'unidentified' ? 'Not identified' : by;
  const imported = provenance === 'import' ? ', brought in from elsewhere' : '';
  return `${who} (${WAYS[actor.as] ?? actor.as})${imported}`;
}

/** The day on which an entry takes effect; empty for what is not dated. */
export function effectiveInWords({ effective }: EntryView): string {
  return effective === null ? '' : dayInWords(dayOf(effective));
}

/** What became of an entry, in a few words; `undefined` when nothing did. */
export function markOf({ live, correctedBy }: EntryView): string | undefined {
  if (!live) return 'VOID';
  return correctedBy.length > 0 ? 'PUT RIGHT' : undefined;
}

/** "Entry 12: Person appointed" */
export function entryTitle({ entry: { n, type } }: EntryView): string {
  return `Entry ${String(n)}: ${entryKind(type)}`;
}

/** The link to an entry within a sentence: "entry 12". */
export function entryWithin(reading: Reading, n: number): Link {
  return { ...entryLink(reading, n), text: `entry ${String(n)}` };
}

/** "by entries 12 and 15" */
export function byEntries(reading: Reading, entries: readonly number[]): readonly Link[] {
  return entries.map((n) => entryWithin(reading, n));
}
