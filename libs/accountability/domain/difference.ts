import { type Pence, sameJson } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { DelegationVaried } from '@remit/delegation';
import { ask } from './answer.js';
import type { CellFilter } from './cells.js';
import { type ChangedCell, compare, verdictAt } from './comparison.js';
import { Moment } from './moment.js';
import { URGENT_ACTION } from './resolve.js';
import { bottomOf, entriesRestedOn, schoolAlone } from './rests-on.js';
import type { TrustIndex } from './trust-index.js';

/** A cell that answers differently as known at two entries, with the entries between them that make it so. */
export interface DifferingCell extends ChangedCell {
  /** Ascending, never none: entries after the earlier of the two, up to the later one. */
  readonly by: readonly EntryNumber[];
}

/** What differs between what was known at two entries, on one day. */
export interface Difference {
  /** How many cells were looked at. */
  readonly cells: number;
  readonly changed: readonly DifferingCell[];
}

/**
 * Which cells answer differently as known at `before` and, later, at `after`, both about the same day, and by which
 * entries: those recorded in between on which the reasons of either answer rest, or which corrected or ended what they
 * rest on.
 * @param before of the same index and day as `after`, known at an earlier entry
 */
export function difference(before: Moment, after: Moment, filter: CellFilter): Difference {
  const { cells, changed } = compare(before, after, filter);
  if (changed.length === 0) return { cells, changed: [] };
  const aimed = aimedBetween(after.index, before.known, after.known);
  return { cells, changed: changed.map((cell) => ({ ...cell, by: causesOf(cell, before, after, aimed) })) };
}

/** Later entries by the earlier one that they correct, end or replace, directly or through other corrections. */
type Aimed = ReadonlyMap<EntryNumber, readonly EntryNumber[]>;

function aimedBetween(index: TrustIndex, from: EntryNumber, to: EntryNumber): Aimed {
  const claims = new Map<EntryNumber, EntryNumber[]>();
  for (const context of [index.structure, index.delegation]) {
    for (const [, subject] of context.subjects()) {
      if (subject.claims.length + subject.endings.length < 2) continue;
      const ofSubject = subject.claims.map(({ n }) => n);
      for (const { n } of [...subject.claims, ...subject.endings]) claims.set(n, ofSubject);
    }
  }
  const aimed = new Map<EntryNumber, EntryNumber[]>();
  for (let n = from + 1; n <= to; n += 1) {
    const bottom = bottomOf(index, n);
    for (const target of new Set([bottom, ...(claims.get(bottom) ?? [])])) {
      const known = aimed.get(target);
      if (known === undefined) aimed.set(target, [n]);
      else known.push(n);
    }
  }
  return aimed;
}

function causesOf(cell: ChangedCell, before: Moment, after: Moment, aimed: Aimed): EntryNumber[] {
  const rested = [...restedOnAt(before, cell), ...restedOnAt(after, cell)];
  const reasons = rested.filter((n) => n > before.known);
  const causes = new Set([
    ...reasons,
    ...rested.flatMap((n) => aimed.get(n) ?? []),
    ...editionBetween(cell, before, after),
  ]);
  const found = causes.size > 0 ? [...causes] : allOf(turningPoints(cell, before, after));
  return found.sort((a, b) => a - b);
}

/** A function may have come or gone with an edition of the catalogue. */
function editionBetween({ before: was, after: is }: ChangedCell, before: Moment, after: Moment): EntryNumber[] {
  if (was !== null && is !== null) return [];
  const edition = after.index.delegation.editionAt(after.known);
  return edition !== undefined && edition.n > before.known ? [edition.n] : [];
}

function restedOnAt(moment: Moment, { function: id, school }: ChangedCell): readonly EntryNumber[] {
  const { day, known } = moment;
  const question = { function: id, school: school ?? undefined, day, known, amount: undefined };
  const answer = ask(moment, question);
  const rested = answer === undefined ? [] : [...entriesRestedOn(moment.index, answer)];
  // What a tier is called stands in the reasons, and decides nothing.
  return rested.filter((n) => moment.index.standing(bottomOf(moment.index, n))?.type !== 'TierNamed');
}

function allOf(steps: ReturnType<typeof turningPoints>): EntryNumber[] {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** A cell, or the question about an amount in one, with the verdict to begin with. */
export interface TurningCell extends Pick<ChangedCell, 'function' | 'school' | 'before'> {
  readonly amount?: Pence | undefined;
}

/**
 * The entries with which the verdict changed, ascending, found by asking after each one.
 * @param cell with the verdict before
 * @yields after each entry asked, for in a large record all of them together take a while.
 */
export function* turningPoints(cell: TurningCell, before: Moment, after: Moment): Generator<undefined, EntryNumber[]> {
  const { function: id, school, amount } = cell;
  const turning: EntryNumber[] = [];
  let last = cell.before;
  for (let n = before.known + 1; n <= after.known; n += 1) {
    if (isElsewhere(after.index, n, cell)) continue;
    const now = verdictAt(new Moment(after.index, after.day, n), id, school ?? undefined, amount);
    if (!sameJson(now, last)) turning.push(n);
    last = now;
    yield;
  }
  return turning;
}

/** Whether an entry is about another school, or varies other functions alone: then the cell stays as it was. */
function isElsewhere(index: TrustIndex, n: EntryNumber, { function: id, school }: TurningCell): boolean {
  const alone = schoolAlone(index, n);
  if (alone !== undefined && alone !== school) return true;
  // A correction of a variation may bring other lines, and is not passed over.
  if (index.standing(n)?.type !== 'DelegationVaried') return false;
  const { lines } = index.originalOf(n) as DelegationVaried;
  // Who may act urgently decides whether an urgent variation of any function counts.
  return lines.every((line) => line.function !== id && line.function !== URGENT_ACTION);
}
