import { capital, counted, dayInWords, dayOf, type Id } from '@remit/kernel';
import type { Capacity, Coverage } from '@remit/structure';
import type { HolderPortrayed, Lack } from '@remit/accountability';
import type { PeopleShown } from '@remit/accountability/nest';
import type { TableCell } from '@remit/web';
import { type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { clusterName, personName, schoolName } from '../shell/words.js';

const CAPACITIES: Readonly<Record<Capacity, string>> = {
  acting: 'Acting',
  holder: 'Holder',
  chair: 'Chair',
  'vice-chair': 'Vice-chair',
  member: 'Member',
};

/** In what capacity somebody serves. */
export function capacityInWords(as: Capacity): string {
  return CAPACITIES[as];
}

/** The first day as people write it. */
export function firstDay(from: string): string {
  return dayInWords(dayOf(from));
}

/** The last day of something that holds until the day before `until`; empty while no end is recorded. */
export function lastDay(until: string | null): string {
  return until === null ? '' : dayInWords(dayOf(until) - 1);
}

/** A person's name with the page about them. */
export function personLink(reading: Reading, person: Id, people: PeopleShown | undefined): Link {
  return { text: personName(person, people?.[person]), href: linkTo(reading, `persons/${person}`) };
}

/** What a body or post lacks, marked so that it stands out, and since when. */
export interface Vacancy {
  readonly what: TableCell;
  /** "25 April 2022 (37 days)" */
  readonly since: string;
}

/** What a body or post lacks on the day; `undefined` when it has everybody it needs. */
export function vacancyOf(
  { on }: Pick<Reading, 'on'>,
  { lacks, people, minimum }: Pick<HolderPortrayed, 'lacks' | 'people' | 'minimum'>,
): Vacancy | undefined {
  if (lacks === null) return undefined;
  const note = lacks.next === null ? undefined : `Somebody is appointed from ${firstDay(lacks.next)}`;
  const what =
    people.length === 0
      ? { mark: 'VACANT', text: '', note }
      : { mark: 'TOO FEW', text: `${String(lacks.missing)} more for the minimum of ${String(minimum)}`, note };
  return { what, since: sinceInWords(on, lacks) };
}

function sinceInWords(on: string, { since }: Lack): string {
  const days = dayOf(on) - dayOf(since);
  return `${firstDay(since)}${days === 0 ? '' : ` (${counted(days, 'day', 'days')})`}`;
}

/** A word of the register with a capital: `primary` is "Primary"; an id as words: `earned-autonomy` is "Earned autonomy". */
export function asWords(text: string): string {
  return capital(text.replaceAll(/[-_.]+/g, ' '));
}

/** A body or post with the page about it, and the school that it is for: every school may have a headteacher. */
export function holderCell(reading: Reading, id: Id): TableCell {
  const holder = reading.names.holders.find((each) => each.id === id);
  const cell = { text: holder?.name ?? id, href: linkTo(reading, `people/${id}`) };
  if (holder === undefined || !('schools' in holder.covers)) return cell;
  const [first = '', ...others] = holder.covers.schools.map((school) => schoolName(reading, school));
  if (holder.name.includes(first)) return cell;
  return { ...cell, note: `${first}${others.length === 0 ? '' : ` and ${String(others.length)} more`}` };
}

/** The bodies and posts that are a school's own, alone or with others. */
export function ownOf(holders: readonly HolderPortrayed[], school: Id): HolderPortrayed[] {
  return holders.filter(({ covers }) => 'schools' in covers && covers.schools.includes(school));
}

/** What a body or post looks after, with the pages about it; a text alone when there is no such page. */
export function coverageCell(reading: Reading, covers: Coverage): TableCell {
  if ('trust' in covers) return { text: 'The whole trust' };
  if ('schools' in covers) {
    const links = covers.schools.map((id) => ({
      text: schoolName(reading, id),
      href: linkTo(reading, `schools/${id}`),
    }));
    return { text: '', links };
  }
  return { text: `The schools of ${clusterName(reading, covers.cluster)}`, href: linkTo(reading, 'schools') };
}
