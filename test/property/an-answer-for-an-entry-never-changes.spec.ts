import { gaps, holdings, matrix, Moment, orphans } from '@remit/accountability';
import { canonicalJson } from '@remit/kernel';
import { random, type Random } from '../oracle/random.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import type { Command, Question } from '../oracle/types.js';
import { PureTrust } from '../support/pure-trust.js';
import { inserted } from '../support/renumbered.js';
import { daysOf, recordSeeds } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 12;
const QUESTIONS = 80;

interface Asked {
  readonly about: string;
  readonly ask: () => unknown;
}

/** What was asked as known at an entry, and what it was answered with when that entry was the newest. */
interface Answered extends Asked {
  readonly text: string;
}

/** What is derived from point answers, for a moment. */
function derived(trust: PureTrust, day: number, known: number): Asked[] {
  const about = `as known at ${known} on day ${day}`;
  const moment = (): Moment => new Moment(trust.index, day, known);
  const period = { from: day, until: day + 300, known };
  return [
    { about: `matrix ${about}`, ask: () => matrix(moment(), { school: 'ash' }) },
    { about: `holdings ${about}`, ask: () => holdings(moment(), { holder: 'local-ash' }) },
    { about: `orphans ${about}`, ask: () => orphans(trust.index, known) },
    { about: `gaps ${about}`, ask: () => gaps(trust.index, period, { function: 'edu.curriculum' }) },
  ];
}

const MINIBUS = { function: 'own.minibus', name: 'Approve use of the minibus', scope: 'trust' } as const;

/** The record with a function of the trust's own that is defined, replaced, and put back by a void of the replacement. */
function withOwnFunction(record: readonly Command[], rnd: Random): readonly Command[] {
  const [defined, replaced, voided] = [0, 1, 2].map((after) => after + 1 + rnd.int(record.length - 1)).sort(ascending);
  if (defined === undefined || replaced === undefined || voided === undefined) return record;
  const reason = 'to be seen in every answer about it';
  const renamed = { ...MINIBUS, name: 'Minibus' };
  const commands: readonly (readonly [number, Command])[] = [
    [defined, { command: 'DefineFunction', data: MINIBUS }],
    [replaced + 1, { command: 'Correct', data: { entry: defined, how: 'replace', reason, with: renamed } }],
    [voided + 2, { command: 'Correct', data: { entry: replaced + 1, how: 'void', reason } }],
  ];
  return commands.reduce((sofar, [at, command]) => inserted(sofar, at, command), record);
}

function aboutMinibus(record: readonly Command[]): Question[] {
  return [...record.keys()].map((knownAt) => ({ function: MINIBUS.function, on: '2020-01-01', knownAt }));
}

const ascending = (a: number, b: number): number => a - b;

function answerNow({ about, ask }: Asked): Answered {
  return { about, ask, text: canonicalJson(ask()) };
}

test('an answer for an entry is the same, byte for byte, after any later entries', () => {
  let compared = 0;
  for (const seed of recordSeeds(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const rnd = random(seed);
    const record = withOwnFunction(randomRecord(seed), rnd);
    const questions = [...randomQuestions(record, seed, QUESTIONS), ...aboutMinibus(record)];
    const days = daysOf(record);
    const trust = new PureTrust('t');
    const points: Answered[] = [];
    const others: Answered[] = [];
    const compare = ({ about, ask, text }: Answered): void => {
      compared += 1;
      const { head } = trust.index;
      const now = canonicalJson(ask());
      if (now !== text) expect({ seed, head, about, now }).toEqual({ seed, head, about, now: text });
    };

    for (const [n, command] of record.entries()) {
      expect(trust.record(command)).toBeUndefined();
      const now = questions.filter(({ knownAt }) => knownAt === n);
      const asked = now.map((question) => ({ about: JSON.stringify(question), ask: () => trust.ask(question, true) }));
      points.push(...asked.map(answerNow));
      if (rnd.chance(0.03)) others.push(...derived(trust, rnd.pick(days), n).map(answerNow));
      // Also on the way: what a later entry changes, a still later one could put right.
      for (const earlier of rnd.some(points, 2)) compare(earlier);
    }
    [...points, ...others].forEach(compare);
  }
  expect(compared).toBeGreaterThan(RECORDS * QUESTIONS);
});
