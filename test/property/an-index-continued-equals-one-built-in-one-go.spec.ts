import { matrix, Moment } from '@remit/accountability';
import { canonicalJson } from '@remit/kernel';
import { random } from '../oracle/random.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { PureTrust } from '../support/pure-trust.js';
import { daysOf, recordSeeds } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped, trustIfAccepted } from '../support/shaped-trust.js';

const RECORDS = 20;
const QUESTIONS = 80;

test('an index that was built up to an entry, asked, and continued answers as one built in one go', () => {
  for (const seed of recordSeeds(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const rnd = random(seed);
    const record = randomRecord(seed);
    const questions = randomQuestions(record, seed, QUESTIONS);
    const inOneGo = trustIfAccepted(record);
    const continued = new PureTrust('t');
    const pauses = new Set([rnd.int(record.length), rnd.int(record.length), rnd.int(record.length)]);
    const days = daysOf(record);
    for (const [n, command] of record.entries()) {
      expect(recordShaped(continued, command)).toBe(true);
      // What is asked on the way fills whatever the index remembers.
      if (!pauses.has(n)) continue;
      for (const question of questions) continued.ask({ ...question, knownAt: Math.min(question.knownAt, n) }, true);
      matrix(new Moment(continued.index, rnd.pick(days), n), { school: 'ash' });
    }
    for (const question of questions) {
      const answer = canonicalJson(continued.ask(question, true));
      const wanted = canonicalJson(inOneGo?.ask(question, true));
      if (answer !== wanted) expect({ seed, question, answer }).toEqual({ seed, question, answer: wanted });
    }
    const [day, known] = [rnd.pick(days), rnd.int(record.length)];
    expect(matrix(new Moment(continued.index, day, known), {})).toEqual(
      matrix(new Moment(inOneGo!.index, day, known), {}),
    );
  }
});
