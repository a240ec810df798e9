import { SAMPLE_CATALOGUE } from './catalogue.js';
import { isCovered, isInTrust } from './coverage.js';
import { addDays } from './days.js';
import { factsKnownAt } from './fold.js';
import type { Facts, Interval } from './fold.js';
import { random } from './random.js';
import type { Random } from './random.js';
import type { Command, Covers, Line, Question, Scope } from './types.js';

interface Instrument extends Interval {
  readonly covers: Covers;
  readonly lines: readonly Line[];
}

/** What the record speaks about, live or not, corrections included. */
interface Subjects {
  readonly rnd: Random;
  readonly record: readonly Command[];
  readonly head: number;
  readonly start: string;
  readonly schools: readonly string[];
  readonly functions: readonly string[];
  readonly scopes: ReadonlyMap<string, Scope>;
  readonly days: readonly string[];
  readonly lines: readonly Line[];
}

const RESERVED: ReadonlySet<string> = new Set(
  SAMPLE_CATALOGUE.filter(({ class: kind }) => kind !== 'open' && kind !== 'board*').map(({ id }) => id),
);

const LAYERS = { urgent: 20, intervention: 14, school: 18, cluster: 22, category: 26, scheme: 14 } as const;

function daysIn(data: object): readonly string[] {
  const fields: Readonly<Record<string, unknown>> = { ...data };
  const inner = typeof fields['with'] === 'object' && fields['with'] !== null ? daysIn(fields['with']) : [];
  return [fields['from'], fields['until'], ...inner].filter((day) => typeof day === 'string');
}

function subjectsOf(record: readonly Command[], rnd: Random): Subjects {
  const own = record.flatMap(({ command, data }) => (command === 'DefineFunction' ? [data] : []));
  const lines = record.flatMap(({ command, data }) =>
    command === 'AdoptScheme' || command === 'VaryDelegation' ? data.lines : [],
  );
  const scopes = new Map<string, Scope>([
    ...SAMPLE_CATALOGUE.map(({ id, scope }) => [id, scope] as const),
    ...own.map((defined) => [defined.function, defined.scope] as const),
  ]);
  const [first] = record;
  return {
    rnd,
    record,
    head: record.length - 1,
    start: first?.command === 'EstablishTrust' ? first.data.from : '2014-09-01',
    schools: [...new Set(record.flatMap(({ command, data }) => (command === 'AdmitSchool' ? [data.school] : [])))],
    functions: [...new Set([...lines.map((line) => line.function), ...rnd.some([...scopes.keys()], 5)])],
    scopes,
    days: [...new Set(record.flatMap(({ data }) => daysIn(data)))].sort(),
    lines,
  };
}

/** At, just before, just after a day on which something begins or ends, or somewhere between two such days. */
function near({ rnd, days }: Subjects, day: string): string {
  if (rnd.chance(0.35)) return day;
  if (rnd.chance(0.5)) return addDays(day, rnd.chance(0.65) ? -1 : 1);
  const next = days.find((later) => later > day);
  const gap = next === undefined ? 500 : Math.round((Date.parse(next) - Date.parse(day)) / 86_400_000);
  return addDays(day, rnd.int(gap + 1));
}

/** The head, or an entry that is mostly past what the record begins with. */
function knownAt({ rnd, head }: Subjects): number {
  if (rnd.chance(0.35)) return head;
  const from = rnd.chance(0.8) ? Math.floor(head / 3) : 0;
  return from + rnd.int(head - from + 1);
}

/** Amounts at the edges of the bands of some line for the function; for a function without limits, now and then any. */
function amountFor({ rnd, lines }: Subjects, id: string): { amount?: number } {
  const edges = lines
    .filter((line) => line.function === id)
    .flatMap(({ decides }) => (typeof decides === 'string' ? [] : decides.limits))
    .flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo - 1, upTo, upTo + 1]));
  if (edges.length === 0) return rnd.chance(0.1) ? { amount: rnd.int(1_000_000) } : {};
  if (rnd.chance(0.45)) return {};
  return { amount: rnd.chance(0.85) ? rnd.pick(edges) : rnd.pick([0, 999_999_999]) };
}

/** Whether the question names a school. */
function takesSchool({ rnd, scopes }: Subjects, id: string, alsoForTheTrust: boolean): boolean {
  const scope = scopes.get(id);
  return scope === 'school' || (scope === 'both' && !(alsoForTheTrust && rnd.chance(0.35)));
}

/** One of the schools: mostly one that is in the trust and fits, where there is one. */
function schoolFor(
  subjects: Subjects,
  facts: Facts,
  on: string,
  fits: (school: string) => boolean,
): { school?: string } {
  const { rnd, schools } = subjects;
  const inTrust = schools.filter((school) => isInTrust(facts, school, on));
  const best = inTrust.filter(fits);
  const school = rnd.chance(0.88) ? (rnd.maybe(best) ?? rnd.maybe(inTrust)) : undefined;
  const any = school ?? rnd.maybe(schools);
  return any === undefined ? {} : { school: any };
}

function instrumentsOf({ schemes, variations }: Facts, layer: keyof typeof LAYERS): readonly Instrument[] {
  if (layer !== 'scheme') return variations.filter((variation) => variation.layer === layer);
  return schemes.map((scheme) => ({ ...scheme, covers: { trust: true } }));
}

/** At the edges of the interval, on both sides of them, or near something that happens within it. */
function dayOf(subjects: Subjects, { from, until }: Interval): string {
  const { rnd, days } = subjects;
  const edges = [from, addDays(from, -1), ...(until === undefined ? [] : [addDays(until, -1), until])];
  const inside = days.filter((day) => from <= day && (until === undefined || day < until));
  return rnd.chance(0.4) ? rnd.pick(edges) : near(subjects, rnd.maybe(inside) ?? from);
}

function aboutAnInstrument(subjects: Subjects): Question {
  const { rnd, record, schools } = subjects;
  const known = knownAt(subjects);
  const facts = factsKnownAt(record, known);
  const instrument = rnd.maybe(instrumentsOf(facts, rnd.weighted(LAYERS)));
  if (instrument === undefined) return aboutAnything(subjects);
  const open = instrument.lines.filter((line) => !RESERVED.has(line.function));
  const line = (rnd.chance(0.6) ? rnd.maybe(open) : undefined) ?? rnd.maybe(instrument.lines);
  if (line === undefined) return aboutAnything(subjects);
  const { function: id } = line;
  const coversOn = (school: string, day: string) =>
    isInTrust(facts, school, day) && isCovered(facts, instrument.covers, school, day);
  // A few tries for a day on which the instrument covers a school at all.
  const tries = Array.from({ length: 4 }, () => dayOf(subjects, instrument));
  const on = tries.find((day) => schools.some((school) => coversOn(school, day))) ?? rnd.pick(tries);
  const fits = (school: string) => coversOn(school, on);
  const school = takesSchool(subjects, id, 'trust' in instrument.covers) ? schoolFor(subjects, facts, on, fits) : {};
  return { function: id, ...school, on, knownAt: known, ...amountFor(subjects, id) };
}

function aboutAnything(subjects: Subjects): Question {
  const { rnd, record, functions, days, start } = subjects;
  const id = rnd.pick(functions);
  const known = knownAt(subjects);
  const on = near(subjects, rnd.maybe(days) ?? start);
  const facts = factsKnownAt(record, known);
  const school = takesSchool(subjects, id, true) ? schoolFor(subjects, facts, on, () => true) : {};
  return { function: id, ...school, on, knownAt: known, ...amountFor(subjects, id) };
}

/** Questions at the margins: before the record, about a school of nobody, about nothing that could be asked. */
function atTheMargin(subjects: Subjects): Question {
  const { rnd, start, scopes, schools } = subjects;
  const question = aboutAnything(subjects);
  const { function: id, on, knownAt: known } = question;
  switch (rnd.int(4)) {
    case 0:
      return { ...question, on: addDays(start, -1 - rnd.int(30)) };
    case 1:
      return scopes.get(id) === 'trust' ? question : { ...question, school: 'nowhere' };
    case 2:
      return { ...question, knownAt: rnd.int(subjects.head + 1) };
    default: {
      if (rnd.chance(0.3)) return { ...question, function: 'no.such-function' };
      const scope = scopes.get(id);
      if (scope === 'school') return { function: id, on, knownAt: known };
      return { function: id, school: rnd.maybe(schools) ?? 'nowhere', on, knownAt: known };
    }
  }
}

/** Questions about what the record speaks of, at and next to the days and entries where answers change. */
export function randomQuestions(record: readonly Command[], seed: number, count: number): readonly Question[] {
  const rnd = random(seed);
  const subjects = subjectsOf(record, rnd);
  return Array.from({ length: count }, () => {
    const kind = rnd.weighted({ instrument: 62, anything: 30, margin: 8 });
    if (kind === 'instrument') return aboutAnInstrument(subjects);
    return kind === 'anything' ? aboutAnything(subjects) : atTheMargin(subjects);
  });
}
