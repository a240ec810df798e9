import { canonicalJson, type Id, poundsInWords } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { AnswerBand, Verdict } from './answer.js';
import type { DifferingCell } from './difference.js';
import { schoolName } from './headline.js';
import type { Moment } from './moment.js';
import type { Party } from './seat.js';

/** Cells of one school that differ in the same way and by the same entries. */
export interface DifferenceGroup {
  /** Null for functions of the trust as a whole. */
  readonly school: Id | null;
  readonly schoolName: string | null;
  readonly functions: readonly Id[];
  /** Who decides, in words, at either moment. */
  readonly before: string;
  readonly after: string;
  readonly by: readonly EntryNumber[];
}

/** Differing cells grouped so that a person can read them, in the order in which they come. */
export function groupDifferences(
  before: Moment,
  after: Moment,
  changed: readonly DifferingCell[],
): readonly DifferenceGroup[] {
  const names = { before: namesAt(before), after: namesAt(after) };
  const groups = new Map<string, DifferenceGroup & { readonly functions: Id[] }>();
  for (const cell of changed) {
    const { school, by, function: id } = cell;
    const words = bothInWords(cell, names);
    const key = canonicalJson([school, words, by]);
    const known = groups.get(key);
    if (known !== undefined) known.functions.push(id);
    else groups.set(key, { school, schoolName: nameOfSchool(school, after), functions: [id], ...words, by });
  }
  return [...groups.values()];
}

type Names = ReadonlyMap<Id, string>;

/** The names of bodies and posts as known at a moment. */
function namesAt({ index, known }: Moment): Names {
  return new Map(index.structure.directory.within(-Infinity, Infinity, known).map(({ id, name }) => [id, name]));
}

function nameOfSchool(school: Id | null, moment: Moment): string | null {
  return school === null ? null : schoolName(moment, school);
}

interface BothInWords {
  readonly before: string;
  readonly after: string;
}

/** Both sides; when the same one decides, with the people, or with what else differs. */
function bothInWords(
  { before, after }: DifferingCell,
  names: { readonly before: Names; readonly after: Names },
): BothInWords {
  const words = { before: verdictInWords(before, names.before), after: verdictInWords(after, names.after) };
  if (words.before !== words.after) return words;
  const people = { before: peopleOf(before), after: peopleOf(after) };
  if (people.before !== people.after) {
    return { before: `${words.before} (${people.before})`, after: `${words.after} (${people.after})` };
  }
  return { before: words.before, after: `${words.after}, by another line or with other parts for others` };
}

function peopleOf(verdict: Verdict | null): string {
  const people = (verdict?.exercisableBy ?? verdict?.decides)?.people ?? [];
  return people.length === 0 ? 'nobody' : people.map(({ person }) => person).join(', ');
}

/** Who decides by a verdict, in words that can follow "now" or "before". */
function verdictInWords(verdict: Verdict | null, names: Names): string {
  if (verdict === null) return 'the function is not known';
  if (verdict.bands !== null)
    return `it depends on the amount: ${verdict.bands.map((band) => bandInWords(band, names)).join('; ')}`;
  if (verdict.decides === null) return WITHOUT_HOLDER[verdict.status] ?? verdict.status;
  return decisionInWords(verdict, verdict.decides, names);
}

const WITHOUT_HOLDER: Readonly<Partial<Record<Verdict['status'], string>>> = {
  'before-record': 'the trust is not established yet',
  'not-in-trust': 'the school is not in the trust',
};

function decisionInWords({ status, exercisableBy }: Verdict, decides: Party, names: Names): string {
  const who = holderInWords(decides, names);
  switch (status) {
    case 'vacant': {
      const back = exercisableBy === null ? 'nobody can act' : `${nameOf(exercisableBy.holder, names)} can act`;
      return `nobody, for ${who} is vacant, and ${back}`;
    }
    case 'conflict':
      return `it is not clear who, for ${who} claim it`;
    case 'retained':
      return `${who} decides, having never delegated it`;
    case 'held':
    case 'by-amount':
    case 'before-record':
    case 'not-in-trust':
      return `${who} decides`;
  }
}

function bandInWords({ upTo, status, decides }: AnswerBand, names: Names): string {
  const reach = upTo === null ? 'above that' : `up to ${poundsInWords(upTo)}`;
  return `${reach} ${holderInWords(decides, names)}${status === 'held' ? '' : ` (${status})`}`;
}

function holderInWords({ holder, tier }: Party, names: Names): string {
  if (holder === null) return `the tier "${tier}"`;
  return typeof holder === 'string' ? nameOf(holder, names) : holder.map((id) => nameOf(id, names)).join(' and ');
}

/** A name with its id, for two schools' headteachers have the same title. */
function nameOf(id: Id, names: Names): string {
  const name = names.get(id);
  return name === undefined || name.toLowerCase() === id ? (name ?? id) : `${name} (${id})`;
}
