import { answerFromAlone, difference, entriesRestedOn, Moment, turningPoints, verdictAt } from '@remit/accountability';
import { canonicalJson, civilDate, dayOf } from '@remit/kernel';
import type { Random } from '../oracle/random.js';
import { randomQuestions } from '../oracle/random-record.js';
import type { Command } from '../oracle/types.js';
import { type PureTrust, pureTrust, type ScriptCommand } from '../support/pure-trust.js';
import { daysOf, randomTrusts, someDay } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 12;
const QUESTIONS = 30;
const WORDS = ['academy council', 'The Hub', 'board', 'head', 'local', 'Läufer & <Rat>'];

/** A record with names of tiers, and corrections of them, strewn among its entries. */
interface Named {
  readonly commands: readonly ScriptCommand[];
  /** Of each entry of the record its number among the commands. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** The numbers of the names and of what corrects them. */
  readonly naming: ReadonlySet<number>;
}

function withNames(record: readonly Command[], rnd: Random): Named {
  const commands: ScriptCommand[] = [];
  const placeOf = new Map<number, number>();
  const naming = new Map<number, ScriptCommand>();
  const tiers = [...tiersIn(record), 'board', 'hub'];
  const days = daysOf(record).map(civilDate);
  const named = (tier: string) => ({ tier, name: rnd.pick(WORDS), from: rnd.pick(days) });
  const keep = (command: ScriptCommand): void => {
    naming.set(commands.length, command);
    commands.push(command);
  };
  const correct = (entry: number, target: ScriptCommand): void => {
    const about = { entry, reason: 'put right' };
    const { tier } = target.data as { readonly tier?: string };
    if (tier === undefined || rnd.chance(0.4)) keep({ command: 'Correct', data: { ...about, how: 'void' } });
    else keep({ command: 'Correct', data: { ...about, how: 'replace', with: named(tier) } });
  };
  for (const [n, { command, data }] of record.entries()) {
    placeOf.set(n, commands.length);
    commands.push({ command, data: renumbered(data, record, placeOf) });
    if (rnd.chance(0.15)) keep({ command: 'NameTier', data: named(rnd.pick(tiers)) });
    if (naming.size > 0 && rnd.chance(0.1)) correct(...rnd.pick([...naming]));
  }
  return { commands, placeOf, naming: new Set(naming.keys()) };
}

function tiersIn(record: readonly Command[]): string[] {
  return record.flatMap(({ data }) => ('tier' in data ? [data.tier] : []));
}

/** The data of an entry with the numbers of entries as they are among the commands; another has none. */
function renumbered(data: object, record: readonly Command[], placeOf: ReadonlyMap<number, number>): object {
  const {
    entry,
    how,
    with: other,
  } = data as { readonly entry?: number; readonly how?: string; readonly with?: object };
  if (entry === undefined || how === undefined) return data;
  const isOfCorrection = other !== undefined && record[entry]?.command === 'Correct';
  const replacement = isOfCorrection ? { with: renumbered(other, record, placeOf) } : {};
  return { ...data, entry: placeOf.get(entry), ...replacement };
}

interface Naming {
  readonly n: number;
  readonly tier: string;
  readonly name: string;
  readonly from: string;
}

/** The names that stand after entry `known`, from the newest entry backwards; here only names are ever replaced. */
function standingNames({ commands, naming }: Named, known: number): readonly Naming[] {
  const voided = new Set<number>();
  const replaced = new Map<number, object>();
  return [...naming]
    .filter((n) => n <= known)
    .reverse()
    .flatMap((n) => {
      if (voided.has(n)) return [];
      const { command, data } = commands[n]!;
      if (command === 'NameTier') return [{ n, ...((replaced.get(n) ?? data) as Omit<Naming, 'n'>) }];
      const { entry, with: other } = data as { readonly entry: number; readonly with?: object };
      if (other === undefined) voided.add(entry);
      else if (!replaced.has(entry)) replaced.set(entry, other);
      return [];
    });
}

/** Of the names of a tier that count on a day the one that begins last, then the one recorded last. */
function nameOn(names: readonly Naming[], tier: string, on: string): Naming | undefined {
  const counting = names.filter((naming) => naming.tier === tier && naming.from <= on);
  return counting.sort((a, b) => (a.from === b.from ? a.n - b.n : a.from < b.from ? -1 : 1)).at(-1);
}

/** What an answer says, without how it says it and why. */
function said(trust: PureTrust, question: Parameters<PureTrust['ask']>[0]): string {
  const answer = trust.ask(question);
  if ('code' in answer) return answer.code;
  const { says, why, findings, question: asked, position, recordedThrough, ...verdict } = answer;
  const { function: fn, knownAt } = question;
  expect([asked.function, position, recordedThrough === null]).toEqual([fn, knownAt, knownAt < 0]);
  expect(says.length > 0 && why.length > 0).toBe(true);
  return canonicalJson({ ...verdict, findings: findings.map(({ code }) => code) });
}

test('names of tiers change no verdict, cause no difference, and answers that say one rest on it', () => {
  let saying = 0;
  for (const { seed, record, trust, rnd } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { commands, placeOf, naming } = withNames(record, rnd);
    const named = pureTrust(commands);
    for (const question of randomQuestions(record, seed, QUESTIONS)) {
      const knownAt = placeOf.get(question.knownAt) ?? question.knownAt;
      const about = { seed, question, knownAt };
      expect({ about, said: said(named, { ...question, knownAt }) }).toEqual({ about, said: said(trust, question) });
      const answer = named.ask({ ...question, knownAt });
      if ('code' in answer || knownAt < 0) continue;
      const rested = entriesRestedOn(named.index, answer);
      const { school, amount } = question;
      const asked = { function: question.function, school, day: dayOf(question.on), known: knownAt, amount };
      const again = answerFromAlone(named.index, asked, rested, rested);
      expect({ about, again: canonicalJson(again) }).toEqual({ about, again: canonicalJson(answer) });
      if (answer.why.some(({ step }) => step === 'tier')) saying += 1;
      const [before, after] = [
        new Moment(named.index, asked.day, knownAt),
        new Moment(named.index, asked.day, named.index.head),
      ];
      const verdict = verdictAt(before, asked.function, school, amount);
      const steps = turningPoints(
        { function: asked.function, school: school ?? null, amount, before: verdict },
        before,
        after,
      );
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      const { changed } = difference(before, after, {
        function: asked.function,
        ...(school === undefined ? {} : { school }),
      });
      const causes = [...step.value, ...changed.flatMap(({ by }) => by)];
      expect({ about, causes: causes.filter((n) => naming.has(n)) }).toEqual({ about, causes: [] });
    }
  }
  expect(saying).toBeGreaterThan(RECORDS);
}, 60_000);

test('what a tier is called on a day, as known at an entry, is the last name that stands', () => {
  let called = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, rnd } = random;
    const named = withNames(record, rnd);
    const { index } = pureTrust(named.commands);
    const days = daysOf(record);
    for (const known of named.naming) {
      const names = standingNames(named, known);
      for (const tier of tiersIn(record)) {
        const day = someDay(random, days);
        const about = { seed, known, tier, day };
        const { n, name } = nameOn(names, tier, civilDate(day)) ?? {};
        const naming = new Moment(index, day, known).naming(tier);
        expect({ about, n: naming?.n, name: naming?.data.name }).toEqual({ about, n, name });
        if (naming !== undefined) called += 1;
      }
    }
  }
  expect(called).toBeGreaterThan(RECORDS);
}, 60_000);
