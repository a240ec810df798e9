import { answerFromAlone, entriesRestedOn } from '@remit/accountability';
import { canonicalJson, dayOf } from '@remit/kernel';
import { randomQuestions } from '../oracle/random-record.js';
import { randomTrusts } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 25;
const QUESTIONS = 40;

test('from only the entries that it rests on, an answer comes out again with every word', () => {
  let corrected = 0;
  for (const { seed, record, trust } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    for (const question of randomQuestions(record, seed, QUESTIONS)) {
      const answer = trust.ask(question);
      if ('code' in answer || question.knownAt < 0) continue;
      const rested = entriesRestedOn(trust.index, answer);
      const { school, amount, knownAt: known } = question;
      const asked = { function: question.function, school, day: dayOf(question.on), known, amount };
      const again = answerFromAlone(trust.index, asked, rested, rested);
      expect({ seed, question, again: canonicalJson(again) }).toEqual({ seed, question, again: canonicalJson(answer) });
      if ([...rested].some((n) => trust.index.standing(n)?.type === 'EntryCorrected')) corrected += 1;
    }
  }
  expect(corrected).toBeGreaterThan(RECORDS / 2);
});
