import { type Answer, STATUSES } from '@remit/accountability';
import { SAMPLE_CATALOGUE } from '../oracle/catalogue.js';
import type { Random } from '../oracle/random.js';
import { randomQuestions } from '../oracle/random-record.js';
import type { Command, Question } from '../oracle/types.js';
import { type RandomTrust, randomTrusts, someKnown } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 30;
const QUESTIONS = 150;

const FAR_DAYS = ['1800-01-01', '1969-12-31', '1970-01-01', '2014-08-31', '2024-02-29', '2199-12-31', '2299-12-31'];
const AMOUNTS = [0, 1, 499_999, Number.MAX_SAFE_INTEGER, undefined];

/** Any well-formed question: unknown schools, days far out, every entry number from -1 to the head. */
function anyQuestion(rnd: Random, record: readonly Command[], knownAt: number): Question {
  const own = record.flatMap(({ command, data }) => (command === 'DefineFunction' ? [data.function] : []));
  const school = rnd.pick([undefined, 'ash', 'elm', 'oak', 'nowhere', '-', 'constructor']);
  const amount = rnd.pick(AMOUNTS);
  return {
    function: rnd.pick([...SAMPLE_CATALOGUE.map(({ id }) => id), ...own]),
    ...(school === undefined ? {} : { school }),
    on: rnd.chance(0.3) ? rnd.pick(FAR_DAYS) : `20${10 + rnd.int(20)}-0${1 + rnd.int(9)}-1${rnd.int(10)}`,
    knownAt,
    ...(amount === undefined ? {} : { amount }),
  };
}

/** What must go together in an answer, whatever was asked. */
function faultsOf({
  status,
  decides,
  cause,
  exercisableBy,
  bands,
  accountable,
  layer,
  findings,
  why,
}: Answer): string[] {
  const answered = status !== 'before-record' && status !== 'not-in-trust';
  const rules: Readonly<Record<string, boolean>> = {
    'one of the statuses': STATUSES.includes(status),
    'somebody is accountable exactly when the question is of this trust': (accountable !== null) === answered,
    'a layer exactly when the question is of this trust': (layer !== null) === answered,
    'a tier decides unless it is by amount': (decides !== null) === (answered && status !== 'by-amount'),
    'bands exactly when it is by amount': (bands !== null) === (status === 'by-amount'),
    'a cause exactly when it is vacant': (cause !== null) === (status === 'vacant'),
    'nobody acts instead of somebody': exercisableBy === null || status === 'vacant',
    'a vacancy has somebody to act or says so':
      status !== 'vacant' || exercisableBy !== null || findings.some(({ code }) => code === 'nobody-can-act'),
    'people only where one holds it':
      decides === null || decides.people.length > 0 === ['held', 'retained'].includes(status),
    'several claim it in conflict only': decides === null || Array.isArray(decides.holder) === (status === 'conflict'),
    'reasons in whole sentences': why.length > 0 && why.every(({ says }) => /^["A-Za-z].*[.:]$/s.test(says)),
    'no entry as a reason that was not known': why.every(({ entry }) => entry === null || entry >= 0),
  };
  return Object.keys(rules).filter((rule) => rules[rule] === false);
}

test('every well-formed question has exactly one status and never throws', () => {
  const statuses = new Set<string>();
  for (const { seed, record, trust, rnd } of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const questions = [
      ...randomQuestions(record, seed, QUESTIONS),
      ...Array.from({ length: QUESTIONS }, () => anyQuestion(rnd, record, someKnown({ rnd, trust }))),
    ];
    for (const question of questions) {
      const answer = trust.ask(question, true);
      if ('code' in answer) {
        expect(answer.code).toMatch(/^ACCOUNTABILITY\.(FUNCTION_UNKNOWN|SCHOOL_NEEDED|SCHOOL_NOT_WANTED)$/);
        continue;
      }
      statuses.add(answer.status);
      const faults = faultsOf(answer);
      const later = answer.why.filter(({ entry }) => (entry ?? 0) > question.knownAt);
      if (faults.length + later.length > 0)
        expect({ seed, question, faults, later, answer }).toMatchObject({ faults: [], later: [], answer: null });
    }
  }
  expect([...statuses].sort()).toEqual([...STATUSES].sort());
});

test('as known before the first entry no function is known: a problem, not an exception', () => {
  const { trust } = randomTrusts(1, 1).next().value as RandomTrust;
  const question = { function: 'edu.curriculum', school: 'ash', on: '2020-01-01', knownAt: -1 };
  expect(trust.ask(question)).toMatchObject({ code: 'ACCOUNTABILITY.FUNCTION_UNKNOWN' });
});
