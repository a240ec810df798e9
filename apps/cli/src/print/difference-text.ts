import type { DifferenceGroup } from '@remit/accountability';
import type { DifferingEntry, DiffView, PeopleShown, WithLineage, WithPeople } from '@remit/accountability/nest';
import { entryKind } from '@remit/engine';
import { counted, dayInWords, dayOf } from '@remit/kernel';
import { lineageLines, personText } from './answer-text.js';

/** A difference for people: what differs, put together by school and by what became of it, and by which entries. */
export function differenceText(view: DiffView & WithPeople & WithLineage): string {
  const { on, from, to, cells, changed, groups, entries, people } = view;
  const between = `${lineageLines(view)
    .map((line) => `${line}\n`)
    .join('')}On ${dayInWords(dayOf(on))}, as known ${knownAt(from)} and ${knownAt(to)}`;
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
  const { kind, functions, schools, before, after, by } = group;
  const what =
    kind === 'line'
      ? 'the same decides, by another line or with other parts for others'
      : `now ${after}; before, ${before}`;
  return [
    `${counted(functions.length, 'function')} ${placeOf(group)}: ${what}.`,
    `    By ${entriesInWords(by, entries)}.`,
    ...wrapped(functions),
    ...(schools.length === 1
      ? []
      : wrapped(
          schools.map((each) => each?.school ?? ''),
          'At ',
        )),
    '',
  ];
}

function placeOf({ schools }: DifferenceGroup): string {
  const [only] = schools;
  if (only === null) return 'of the trust';
  if (schools.length > 1 || only === undefined) return `at ${counted(schools.length, 'school')}`;
  return only.name.toLowerCase() === only.school ? `at ${only.name}` : `at ${only.name} (${only.school})`;
}

/** More than these are a history of their own, for which `--json` is. */
const ENTRIES_MAX = 6;

function entriesInWords(by: readonly number[], entries: ReadonlyMap<number, DifferingEntry>): string {
  const shown = by.slice(-ENTRIES_MAX).map((entry) => entryInWords(entry, entries.get(entry)));
  const earlier = by.length - shown.length;
  return earlier === 0 ? shown.join(', ') : `${shown.join(', ')}, and ${String(earlier)} before them`;
}

function entryInWords(n: number, entry: DifferingEntry | undefined): string {
  if (entry === undefined) return `entry ${String(n)}`;
  return `entry ${String(n)} of ${dayInWords(dayOf(entry.recordedAt))} (${entryKind(entry.type).toLowerCase()})`;
}

const WIDTH = 100;

/** Ids in lines that fit a page. */
function wrapped(ids: readonly string[], before = ''): string[] {
  const lines: string[] = [];
  for (const id of ids) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + id.length + 2 <= WIDTH) lines[lines.length - 1] = `${last}, ${id}`;
    else {
      if (last !== undefined) lines[lines.length - 1] = `${last},`;
      lines.push(`    ${last === undefined ? before : ''}${id}`);
    }
  }
  return lines;
}

/** Who the persons are that are named by their ids. */
function peopleLines(people: PeopleShown | undefined): string[] {
  const shown = Object.keys(people ?? {}).map((person) => `  ${personText(person, people)}`);
  return shown.length === 0 ? [] : ['Who they are:', ...shown, ''];
}
