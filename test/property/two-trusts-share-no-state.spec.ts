import { canonicalJson } from '@remit/kernel';
import { random } from '../oracle/random.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { PureTrust } from '../support/pure-trust.js';
import { recordSeeds } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped, trustIfAccepted } from '../support/shaped-trust.js';

const PAIRS = 20;
const QUESTIONS = 60;

test('two trusts with the same ids, recorded and asked in turns, answer as each does alone', () => {
  const seeds = recordSeeds(printedSeed('PROPERTY_SEED'), PAIRS * 2);
  for (let pair = 0; pair < seeds.length; pair += 2) {
    const rnd = random(pair);
    const both = seeds.slice(pair, pair + 2).map((seed) => {
      const record = randomRecord(seed);
      const questions = randomQuestions(record, seed, QUESTIONS);
      return { seed, record, questions, trust: new PureTrust('t') };
    });
    const turns = both.flatMap(({ record }, at) => record.map(() => at));
    for (const at of rnd.some(turns, turns.length)) {
      const { record, trust, questions } = both[at]!;
      const n = trust.index.head + 1;
      recordShaped(trust, record[n]!);
      trust.ask({ ...rnd.pick(questions), knownAt: n }, true);
    }
    for (const { seed, record, questions, trust } of both) {
      const alone = trustIfAccepted(record);
      for (const question of questions) {
        const answer = canonicalJson(trust.ask(question, true));
        const wanted = canonicalJson(alone?.ask(question, true));
        if (answer !== wanted) expect({ seed, question, answer }).toEqual({ seed, question, answer: wanted });
      }
    }
  }
});
