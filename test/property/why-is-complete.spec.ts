import { Moment, resolve, verdictOf } from '@remit/accountability';
import { dayOf } from '@remit/kernel';
import { randomQuestions } from '../oracle/random-record.js';
import { entriesOfWhy, withOnly } from '../support/entries-of-why.js';
import { randomTrusts, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 40;
const QUESTIONS = 60;

test('from only the entries that the reasons name, the answer is worked out again', () => {
  let fewer = 0;
  for (const { seed, record, trust } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    for (const question of randomQuestions(record, seed, QUESTIONS)) {
      const answer = trust.ask(question);
      if ('code' in answer) continue;
      const { knownAt, school, amount } = question;
      const entries = entriesOfWhy(trust.index, answer);
      const moment = new Moment(withOnly(trust.index, entries, knownAt), dayOf(question.on), knownAt);
      const fn = moment.functionOf(question.function);
      const again = fn === undefined ? undefined : verdictOf(resolve(moment, fn, school, amount));
      const { question: asked, says, why, position, recordedThrough, ...verdict } = answer;
      if (textOf(again) !== textOf(verdict)) {
        expect({ seed, asked, says, why, position, recordedThrough, verdict: again }).toEqual({ verdict });
      }
      if (entries.size < knownAt / 2) fewer += 1;
    }
  }
  // Reasons that name everything would be complete too.
  expect(fewer).toBeGreaterThan((RECORDS * QUESTIONS) / 2);
});
