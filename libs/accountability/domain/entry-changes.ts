import type { Day, Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Verdict } from './answer.js';
import { type ChangedCell, compare } from './comparison.js';
import { type DifferenceKind, groupDifferences } from './difference-groups.js';
import { Moment } from './moment.js';
import { schoolAlone } from './rests-on.js';
import type { TrustIndex } from './trust-index.js';

/** Answers that an entry changed in the same way: those of some functions at each of some schools. */
export interface ChangedAnswers {
  readonly kind: DifferenceKind;
  /** In place of a school null for functions of the trust as a whole. */
  readonly schools: readonly (Id | null)[];
  readonly functions: readonly Id[];
  /** The verdicts on the first of them; null where the function was not known. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

/** What an entry changed about one day. */
export interface EntryChanges {
  /** Answers looked at. */
  readonly cells: number;
  /** How many of them the entry changed. */
  readonly count: number;
  /** The first of these, put together as people read them. */
  readonly groups: readonly ChangedAnswers[];
}

/**
 * Which answers about a day an entry changed: those that are others as known at the entry than as known just before it.
 * @param max how many changed answers are shown; all are counted
 * @yields after each function, for in a large trust all of them together take a while.
 */
export function* entryChanges(
  index: TrustIndex,
  n: EntryNumber,
  day: Day,
  max: number,
): Generator<undefined, EntryChanges> {
  const [before, after] = [new Moment(index, day, n - 1), new Moment(index, day, n)];
  const school = schoolAlone(index, n);
  const shown: ChangedCell[] = [];
  let [cells, count] = [0, 0];
  for (const id of new Set([...before.functions(), ...after.functions()].map((fn) => fn.id))) {
    const found = compare(before, after, { function: id, school });
    cells += found.cells;
    count += found.changed.length;
    shown.push(...found.changed.slice(0, max - shown.length));
    yield;
  }
  return { cells, count, groups: grouped(before, after, shown, n) };
}

function grouped(before: Moment, after: Moment, shown: readonly ChangedCell[], n: EntryNumber): ChangedAnswers[] {
  const differing = shown.map((cell) => ({ ...cell, by: [n] }));
  return groupDifferences(before, after, differing).map(({ kind, schools, functions }) => {
    const ids = schools.map((school) => school?.school ?? null);
    const first = shown.find((cell) => cell.function === functions[0] && cell.school === ids[0]);
    return { kind, schools: ids, functions, before: first?.before ?? null, after: first?.after ?? null };
  });
}
