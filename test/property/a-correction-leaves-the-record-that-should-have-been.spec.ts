import { random } from '../oracle/random.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import type { Command, Question } from '../oracle/types.js';
import { otherData, replaceOf, voidOf } from '../support/corrected-records.js';
import type { PureTrust } from '../support/pure-trust.js';
import { recordSeeds } from '../support/random-trusts.js';
import { correctedEntries, inserted, without } from '../support/renumbered.js';
import { printedSeed } from '../support/seed.js';
import { trustIfAccepted } from '../support/shaped-trust.js';
import { verdictText } from '../support/verdict-text.js';

const RECORDS = 12;
const QUESTIONS = 30;

interface Compared {
  readonly about: object;
  /** The trust whose record was corrected, the entry of the correction, and questions about it. */
  readonly corrected: PureTrust;
  readonly at: number;
  readonly record: readonly Command[];
  /** The trust that it must equal, and where it has an entry of the corrected one. */
  readonly equals: PureTrust;
  readonly numberOf: (entry: number) => number;
}

/** Compares the verdicts as known at the correction or later. @returns how many questions were asked. */
function compare({ about, corrected, at, record, equals, numberOf }: Compared, seed: number): number {
  const head = record.length - 1;
  const questions = randomQuestions(record, seed, QUESTIONS).map((question, i): Question => {
    return { ...question, knownAt: Math.max(question.knownAt, i % 2 === 0 ? at : head) };
  });
  for (const question of questions) {
    const verdict = verdictText(corrected, question, numberOf);
    const wanted = verdictText(equals, { ...question, knownAt: numberOf(question.knownAt) });
    if (verdict !== wanted) expect({ about, question, verdict }).toEqual({ about, question, verdict: wanted });
  }
  return questions.length;
}

const seeds = recordSeeds(printedSeed('PROPERTY_SEED'), RECORDS);

/** Tries a few entries of each record: what comes of it is refused often, and then there is nothing to compare. */
function forEachEntry(
  tries: number,
  attempt: (record: readonly Command[], entry: number, seed: number) => boolean,
): number {
  let compared = 0;
  for (const seed of seeds) {
    const rnd = random(seed);
    const record = randomRecord(seed);
    const corrected = correctedEntries(record);
    for (let count = 0; count < tries; count += 1) {
      const entry = 1 + rnd.int(record.length - 1);
      if (!corrected.has(entry) && attempt(record, entry, seed + count)) compared += 1;
    }
  }
  return compared;
}

test('a void leaves the record without the entry', () => {
  const compared = forEachEntry(6, (record, entry, seed) => {
    const at = entry + 1 + random(seed).int(record.length - entry);
    const voided = inserted(record, at, voidOf(entry));
    const corrected = trustIfAccepted(voided);
    const equals = trustIfAccepted(without(record, entry));
    if (corrected === undefined || equals === undefined) return false;
    const numberOf = (n: number): number => n - (n > entry ? 1 : 0) - (n >= at ? 1 : 0);
    compare({ about: { seed, entry, at }, corrected, at, record: voided, equals, numberOf }, seed);
    return true;
  });
  expect(compared).toBeGreaterThan(RECORDS / 2);
});

test('a second void of the entry changes nothing, and takes a void of both to undo', () => {
  const compared = forEachEntry(3, (record, entry, seed) => {
    const at = record.length;
    const once = [...record, voidOf(entry)];
    const twice = [...once, voidOf(entry)];
    const undoneOnce = [...twice, voidOf(at)];
    const undone = [...undoneOnce, voidOf(at + 1)];
    const [atOnce, restored, asRecorded] = [once, undone, record].map(trustIfAccepted);
    if (atOnce === undefined || restored === undefined || asRecorded === undefined) return false;
    const about = { seed, entry };
    for (const later of [at + 1, at + 2]) {
      const numberOf = (n: number): number => Math.min(n, at);
      const known = undone.slice(0, later + 1);
      const questionsAt = { about, corrected: restored, at: later, record: known, equals: atOnce, numberOf };
      compare(questionsAt, seed);
    }
    const numberOf = (n: number): number => Math.min(n, at - 1);
    compare({ about, corrected: restored, at: at + 3, record: undone, equals: asRecorded, numberOf }, seed);
    return true;
  });
  expect(compared).toBeGreaterThan(RECORDS / 2);
});

test('a replacement leaves the record in which the entry had the other data from the start', () => {
  const compared = forEachEntry(12, (record, entry, seed) => {
    const rnd = random(seed);
    const data = otherData(rnd, record, entry);
    if (data === undefined) return false;
    const at = entry + 1 + rnd.int(record.length - entry);
    const replaced = inserted(record, at, replaceOf(entry, data));
    const other = record.map((command, n) => (n === entry ? ({ ...command, data } as Command) : command));
    const corrected = trustIfAccepted(replaced);
    const equals = trustIfAccepted(other);
    if (corrected === undefined || equals === undefined) return false;
    const numberOf = (n: number): number => n - (n >= at ? 1 : 0);
    compare({ about: { seed, entry, at, data }, corrected, at, record: replaced, equals, numberOf }, seed);
    return true;
  });
  expect(compared).toBeGreaterThan(RECORDS / 2);
});
