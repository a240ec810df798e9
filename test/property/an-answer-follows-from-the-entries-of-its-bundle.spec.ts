import type { Answer } from '@remit/accountability';
import { canonicalJson } from '@remit/kernel';
import { SomeEntries } from '../../apps/verify/src/answers.js';
import type { JsonObject } from '../../apps/verify/src/canonical.js';
import { randomQuestions } from '../oracle/random-record.js';
import { entriesOfWhy } from '../support/entries-of-why.js';
import { type RandomTrust, randomTrusts } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 30;
const QUESTIONS = 40;

/** What a bundle of single entries has for some answers: what they rest on, and when they were given. */
function basisFor({ trust: { index } }: RandomTrust, answers: readonly Answer[]): SomeEntries {
  const basis = new SomeEntries(index.trust);
  const numbers = new Set(answers.flatMap((each) => [...entriesOfWhy(index, each), each.position]));
  for (const n of numbers) {
    basis.add({ n, type: index.standing(n)!.type, data: index.originalOf(n), recordedAt: index.recordedAt(n)! });
  }
  return basis;
}

test('the verifier works out every answer, byte for byte, from the entries that it rests on, whatever others are there', () => {
  let checked = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const asked = randomQuestions(random.record, random.seed, QUESTIONS).map((question) => random.trust.ask(question));
    const answers = asked.filter((each): each is Answer => !('code' in each) && each.position >= 0);
    const basis = basisFor(random, answers);
    for (const answer of answers) {
      const given = JSON.parse(canonicalJson(answer)) as JsonObject;
      const line = { question: { ...answer.question, explain: null }, position: answer.position, answer: given };
      // It throws when the answer comes out differently.
      expect(basis.check(line, 0).says).toBe(answer.says);
      const altered = { ...line, answer: { ...given, says: `${answer.says} Perhaps.` } };
      expect(() => basis.check(altered, 0)).toThrow('comes out differently');
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan((RECORDS * QUESTIONS) / 2);
}, 120_000);
