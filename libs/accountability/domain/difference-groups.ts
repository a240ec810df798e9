import { canonicalJson, type Id, poundsInWords } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { AnswerBand, Verdict } from './answer.js';
import type { DifferingCell } from './difference.js';
import { schoolName } from './headline.js';
import type { Moment } from './moment.js';
import { tierWord } from './names.js';
import type { Party } from './seat.js';

/** In what way answers differ: who decides, only the people there, or only the line that says so and other parts. */
export type DifferenceKind = 'who' | 'people' | 'line';

/** Cells that differ in the same way and by the same entries: each of some functions at each of some schools. */
export interface DifferenceGroup {
  readonly kind: DifferenceKind;
  /** In place of a school null for functions of the trust as a whole, alone. */
  readonly schools: readonly (SchoolNamed | null)[];
  readonly functions: readonly Id[];
  /** Who decides at either moment, in words that can follow "now" or "before"; both the same when only the line differs. */
  readonly before: string;
  readonly after: string;
  readonly by: readonly EntryNumber[];
}

export interface SchoolNamed {
  readonly school: Id;
  readonly name: string;
}

/** Differing cells grouped so that a person can read them: where others decide first, where only lines differ last. */
export function groupDifferences(
  before: Moment,
  after: Moment,
  changed: readonly DifferingCell[],
): readonly DifferenceGroup[] {
  const now = namesAt(after);
  // Another word for a tier makes no difference to who decides.
  const names = { before: { ...namesAt(before), tier: now.tier }, after: now };
  const ofSchools = new Map<string, OfSchool>();
  for (const cell of changed) {
    const { school, by, function: id } = cell;
    const words = bothInWords(cell, names);
    const known = ofSchools.get(canonicalJson([school, words, by]));
    if (known !== undefined) known.functions.push(id);
    else ofSchools.set(canonicalJson([school, words, by]), { ...words, school, functions: [id], by });
  }
  const groups = new Map<string, DifferenceGroup & { readonly schools: (SchoolNamed | null)[] }>();
  for (const { school, ...alike } of ofSchools.values()) {
    const key = canonicalJson([school === null, alike]);
    const named = school === null ? null : { school, name: schoolName(after, school) };
    const known = groups.get(key);
    if (known !== undefined) known.schools.push(named);
    else groups.set(key, { ...alike, schools: [named] });
  }
  return [...groups.values()].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

const KINDS: readonly DifferenceKind[] = ['who', 'people', 'line'];

interface OfSchool extends BothInWords {
  readonly school: Id | null;
  readonly functions: Id[];
  readonly by: readonly EntryNumber[];
}

interface Names {
  readonly holders: ReadonlyMap<Id, string>;
  readonly tier: (tier: Id) => string;
}

/** The names of bodies and posts as known at a moment. */
function namesAt(moment: Moment): Names {
  const { index, known } = moment;
  const holders = index.structure.directory
    .within(-Infinity, Infinity, known)
    .map(({ id, name }) => [id, name] as const);
  return { holders: new Map(holders), tier: (tier) => tierWord(moment, tier) };
}

interface BothInWords {
  readonly kind: DifferenceKind;
  readonly before: string;
  readonly after: string;
}

/** Both sides; when the same one decides, with the people. */
function bothInWords(
  { before, after }: DifferingCell,
  names: { readonly before: Names; readonly after: Names },
): BothInWords {
  const words = { before: verdictInWords(before, names.before), after: verdictInWords(after, names.after) };
  if (words.before !== words.after) return { kind: 'who', ...words };
  const people = { before: peopleOf(before), after: peopleOf(after) };
  if (people.before === people.after) return { kind: 'line', before: THE_SAME, after: THE_SAME };
  return {
    kind: 'people',
    before: `${words.before} (${people.before})`,
    after: `${words.after} (${people.after})`,
  };
}

/** Who it is differs from function to function, and has not changed. */
const THE_SAME = 'whoever decided before';

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
  if (holder === null) return `the tier "${names.tier(tier)}"`;
  return typeof holder === 'string' ? nameOf(holder, names) : holder.map((id) => nameOf(id, names)).join(' and ');
}

/** A name with its id, for two schools' headteachers have the same title. */
function nameOf(id: Id, names: Names): string {
  const name = names.holders.get(id);
  return name === undefined || name.toLowerCase() === id ? (name ?? id) : `${name} (${id})`;
}
