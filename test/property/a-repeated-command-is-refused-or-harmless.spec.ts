import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { PureTrust } from '../support/pure-trust.js';
import { recordSeeds } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';
import { recordShaped } from '../support/shaped-trust.js';
import { verdictText } from '../support/verdict-text.js';

const RECORDS = 16;
const QUESTIONS = 6;

test('an accepted command that is sent again at once, as a new one, is refused or changes no verdict', () => {
  const outcomes = new Map<string, Set<string>>();
  for (const seed of recordSeeds(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const record = randomRecord(seed);
    const questions = randomQuestions(record, seed, QUESTIONS);
    const trust = new PureTrust('t');
    const tried = new Set<string>();
    for (const [n, command] of record.entries()) {
      recordShaped(trust, command);
      // The repetition is tried on a copy, so that the record can go on as it was made: the first of every kind, and one of four.
      if (tried.has(command.command) && n % 4 !== Math.abs(seed) % 4) continue;
      tried.add(command.command);
      const copy = new PureTrust('t');
      for (const earlier of record.slice(0, n + 1)) recordShaped(copy, earlier);
      const accepted = recordShaped(copy, command);
      const seen = outcomes.get(command.command) ?? new Set();
      outcomes.set(command.command, seen.add(accepted ? 'accepted' : 'refused'));
      for (const question of accepted ? questions : []) {
        const before = verdictText(trust, { ...question, knownAt: n });
        const after = verdictText(copy, { ...question, knownAt: n + 1 });
        if (after !== before) expect({ seed, n, question, after }).toEqual({ seed, n, question, after: before });
      }
    }
  }
  // One id, one thing: whatever brings something about is refused the second time.
  for (const name of ['AdmitSchool', 'FormCluster', 'ConstituteBody', 'CreatePost', 'Appoint', 'AdoptScheme']) {
    expect({ name, outcomes: [...(outcomes.get(name) ?? [])] }).toEqual({ name, outcomes: ['refused'] });
  }
  expect(outcomes.get('Correct')).toContain('accepted');
  expect(outcomes.get('EndAppointment')).toContain('accepted');
});
