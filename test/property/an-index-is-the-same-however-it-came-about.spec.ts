import { headState, knownFacts } from '@remit/accountability';
import { random } from '../oracle/random.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { PureTrust } from '../support/pure-trust.js';
import { recordSeeds } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped, trustIfAccepted } from '../support/shaped-trust.js';

const RECORDS = 30;

test('the text of an index as known at an entry is the same before and after later entries, and whatever was asked', () => {
  let closed = 0;
  for (const seed of recordSeeds(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const rnd = random(seed);
    const record = randomRecord(seed);
    const inOneGo = trustIfAccepted(record)!;
    const grown = new PureTrust('t');
    const cuts = new Set([0, rnd.int(record.length), rnd.int(record.length), record.length - 1]);
    for (const [n, command] of record.entries()) {
      recordShaped(grown, command);
      if (!cuts.has(n)) continue;
      for (const question of randomQuestions(record, seed, 20)) grown.ask({ ...question, knownAt: n }, true);
      const here = [...knownFacts(grown.index, n)];
      expect({ seed, n, facts: [...knownFacts(inOneGo.index, n)] }).toEqual({ seed, n, facts: here });
      expect(new Set(here).size).toBe(here.length);
      closed += here.filter((line) => !line.includes('"closedAt":null') && line.includes('"closedAt"')).length;
    }
    expect([...headState(grown.index)]).toEqual([...headState(inOneGo.index)]);
  }
  // Only records with corrections and endings try what is hard about it.
  expect(closed).toBeGreaterThan(RECORDS);
});

test('one entry more or other data makes another text', () => {
  for (const seed of recordSeeds(printedSeed('PROPERTY_SEED'), 5)) {
    const record = randomRecord(seed);
    const whole = trustIfAccepted(record)!.index;
    const shorter = trustIfAccepted(record.slice(0, -1))!.index;
    const texts = [whole, shorter].map((index) => [...knownFacts(index, index.head)].join('\n'));
    expect(texts[0]).not.toBe(texts[1]);
    const school = whole.structure.schools.values().next().value!;
    school.memberships.close(0, 1);
    expect([...knownFacts(whole, whole.head)].join('\n')).not.toBe(texts[0]);
  }
});
