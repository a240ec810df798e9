import { catalogueEdition, NEWEST_EDITION } from '@remit/delegation';
import { canonicalJson } from '@remit/kernel';
import type { Answer } from '@remit/accountability';
import { oracleAnswer, sortFindings } from '../oracle/oracle.js';
import { countAnswer, emptySpread, printSpread, randomCases, shortfalls } from '../oracle/spread.js';
import type { CatalogueFunction, OracleAnswer, OracleError } from '../oracle/types.js';
import { pureTrust } from '../support/pure-trust.js';
import { printedSeed } from '../support/seed.js';

const QUESTIONS = 20_000;

/** The product's own catalogue as the oracle reads it. */
const catalogue: readonly CatalogueFunction[] = [...catalogueEdition(NEWEST_EDITION)!.functions.values()].map(
  ({ id, scope, class: kind, office }) => ({ id, scope, class: kind, office: office ?? null }),
);

const ERRORS: Readonly<Record<string, OracleError['error']>> = {
  'ACCOUNTABILITY.FUNCTION_UNKNOWN': 'unknown-function',
  'ACCOUNTABILITY.SCHOOL_NEEDED': 'school-needed',
  'ACCOUNTABILITY.SCHOOL_NOT_WANTED': 'school-not-taken',
};

/** What the oracle says of an answer: no reasons, no kinds, findings in its order. */
function comparable(answer: ReturnType<ReturnType<typeof pureTrust>['ask']>): OracleAnswer | OracleError {
  if ('code' in answer) return { error: ERRORS[answer.code]! };
  const { status, accountable, decides, cause, exercisableBy, bands, also, layer, instrument, line, findings } =
    JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'kind' ? undefined : value))) as Answer;
  return {
    ...{ status, accountable, decides, cause, exercisableBy, bands, also, layer, instrument, line },
    findings: sortFindings(findings),
  };
}

test(`random records: ${String(QUESTIONS)} questions are answered as the brute-force oracle answers them`, () => {
  const seed = printedSeed('ORACLE_SEED');
  const spread = emptySpread();
  for (const { record, questions } of randomCases(seed, QUESTIONS)) {
    const trust = pureTrust(record);
    for (const question of questions) {
      const expected = oracleAnswer(record, question, catalogue);
      countAnswer(spread, expected);
      const answer = comparable(trust.ask(question));
      if (canonicalJson(answer) !== canonicalJson(expected))
        expect({ question, answer }).toEqual({ question, answer: expected });
    }
  }
  console.log(printSpread(spread));
  expect(shortfalls(spread)).toEqual([]);
}, 120_000);
