import type { DifferenceGroup } from '@remit/accountability';
import type { DifferingEntry, DiffView, PeopleShown, WithPeople } from '@remit/accountability/nest';
import { dayInWords, dayOf } from '@remit/kernel';
import { personText } from './answer-text.js';
import { typeInWords } from './type-text.js';

/** A difference for people: what differs, put together by school and by what became of it, and by which entries. */
export function differenceText(view: DiffView & WithPeople): string {
  const { on, from, to, cells, changed, groups, entries, people } = view;
  const between = `On ${dayInWords(dayOf(on))}, as known ${knownAt(from)} and ${knownAt(to)}`;
  if (changed.length === 0) return `${between}: nothing differs. ${String(cells)} answers compared.\n`;
  const known = new Map(entries.map((entry) => [entry.entry, entry]));
  const differ = changed.length === 1 ? 'answer differs' : 'answers differ';
  return [
    `${between}: ${String(changed.length)} of ${String(cells)} ${differ}.`,
    '',
    ...groups.flatMap((group) => groupLines(group, known)),
    ...peopleLines(people),
  ].join('\n');
}

function knownAt(entry: number): string {
  return entry < 0 ? 'before anything was recorded' : `at entry ${String(entry)}`;
}

function groupLines(group: DifferenceGroup, entries: ReadonlyMap<number, DifferingEntry>): string[] {
  const { functions, before, after, by } = group;
  const count = functions.length === 1 ? '1 function' : `${String(functions.length)} functions`;
  return [
    `${count} ${placeOf(group)}: now ${after}; before, ${before}.`,
    `    By ${by.map((entry) => entryInWords(entry, entries.get(entry))).join(', ')}.`,
    ...wrapped(functions),
    '',
  ];
}

function placeOf({ school, schoolName }: DifferenceGroup): string {
  if (school === null) return 'of the trust';
  return schoolName === null || schoolName.toLowerCase() === school ? `at ${school}` : `at ${schoolName} (${school})`;
}

function entryInWords(n: number, entry: DifferingEntry | undefined): string {
  if (entry === undefined) return `entry ${String(n)}`;
  return `entry ${String(n)} of ${dayInWords(dayOf(entry.recordedAt.slice(0, 10)))} (${typeInWords(entry.type).toLowerCase()})`;
}

const WIDTH = 100;

/** The functions in lines that fit a page. */
function wrapped(functions: readonly string[]): string[] {
  const lines: string[] = [];
  for (const id of functions) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + id.length + 2 <= WIDTH) lines[lines.length - 1] = `${last}, ${id}`;
    else lines.push(`    ${id}`);
  }
  return lines;
}

/** Who the persons are that are named by their ids. */
function peopleLines(people: PeopleShown | undefined): string[] {
  const shown = Object.keys(people ?? {}).map((person) => `  ${personText(person, people)}`);
  return shown.length === 0 ? [] : ['Who they are:', ...shown, ''];
}
