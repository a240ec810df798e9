import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal } from '../oracle/accepts.js';
import { readCatalogue, SAMPLE_CATALOGUE } from '../oracle/catalogue.js';
import { oracleAnswer } from '../oracle/oracle.js';
import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { countAnswer, emptySpread, printSpread, randomCases, shortfalls } from '../oracle/spread.js';
import { missingTraits } from '../oracle/traits.js';
import type { CatalogueFunction, Command, OracleAnswer, OracleError, Question } from '../oracle/types.js';

const shared = join(import.meta.dirname, '../../../shared');
const vectors = join(shared, 'vectors/accountability');
const functionsCsv = join(shared, 'data/catalogue/functions.csv');

const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 2 ** 31);
const QUESTIONS = 20_000;

interface Vector {
  readonly name: string;
  readonly record: readonly Command[];
  readonly questions: readonly { readonly ask: Question; readonly expect: Readonly<Record<string, unknown>> }[];
}

const catalogue: readonly CatalogueFunction[] = existsSync(functionsCsv)
  ? readCatalogue(readFileSync(functionsCsv, 'utf8'))
  : SAMPLE_CATALOGUE;

const vectorFiles = existsSync(vectors) ? readdirSync(vectors).filter((file) => file.endsWith('.json')) : [];

/** The vectors name findings by their code alone. */
function withCodesOnly(answer: OracleAnswer | OracleError): object {
  return 'findings' in answer ? { ...answer, findings: answer.findings.map(({ code }) => code) } : answer;
}

(vectorFiles.length === 0 ? describe.skip : describe)('the oracle on the worked cases', () => {
  // A suite that is skipped still needs a test to be a suite.
  if (vectorFiles.length === 0) it.skip('finds no worked cases here', () => undefined);

  for (const file of vectorFiles) {
    const vector = JSON.parse(readFileSync(join(vectors, file), 'utf8')) as Vector;

    it(`${vector.name}: every entry is one that the record accepts`, () => {
      const refused = vector.record.map((command, entry) => refusal(vector.record.slice(0, entry), command, catalogue));
      expect(refused.filter((reason) => reason !== null)).toEqual([]);
    });

    for (const { ask, expect: expected } of vector.questions) {
      it(`${vector.name}: ${JSON.stringify(ask)}`, () => {
        expect(withCodesOnly(oracleAnswer(vector.record, ask, catalogue))).toMatchObject(expected);
      });
    }
  }
});

describe('the sample catalogue', () => {
  (existsSync(functionsCsv) ? it : it.skip)('says what the first edition says', () => {
    for (const sample of SAMPLE_CATALOGUE) {
      expect(catalogue.find(({ id }) => id === sample.id)).toEqual(sample);
    }
  });
});

describe(`random records and questions (ORACLE_SEED=${seed})`, () => {
  it('follow from the seed alone', () => {
    const record = randomRecord(seed);
    expect(randomRecord(seed)).toEqual(record);
    expect(randomQuestions(record, seed, 50)).toEqual(randomQuestions(record, seed, 50));
  });

  it('are made of every command and every kind of correction, and spread over every answer', () => {
    const spread = emptySpread();
    const records: (readonly Command[])[] = [];
    for (const { record, questions } of randomCases(seed, QUESTIONS)) {
      records.push(record);
      for (const question of questions) countAnswer(spread, oracleAnswer(record, question, catalogue));
    }
    process.stdout.write(`ORACLE_SEED=${seed}\n${printSpread(spread)}\n`);
    expect(missingTraits(records)).toEqual([]);
    expect(shortfalls(spread)).toEqual([]);
    expect(spread.answers).toBe(QUESTIONS);
  }, 120_000);
});

describe('the properties of section 7 that the oracle must have itself', () => {
  const cases = [...randomCases(seed, 1_000, 50)];

  it('answers the same for an entry number after any later entries', () => {
    for (const { record, questions } of cases) {
      for (const question of questions) {
        const then = record.slice(0, question.knownAt + 1);
        expect(oracleAnswer(record, question, catalogue)).toEqual(oracleAnswer(then, question, catalogue));
      }
    }
  });

  it('answers after a void of a void as before both', () => {
    for (const { record, questions } of cases) {
      const entry = record.length - 1;
      const voided: Command = { command: 'Correct', data: { entry, how: 'void', reason: 'wrong' } };
      const restored: Command = { command: 'Correct', data: { entry: entry + 1, how: 'void', reason: 'right' } };
      const after = [...record, voided, restored];
      for (const question of questions) {
        const now = oracleAnswer(record, { ...question, knownAt: entry }, catalogue);
        const without = oracleAnswer(record, { ...question, knownAt: entry - 1 }, catalogue);
        expect(oracleAnswer(after, { ...question, knownAt: entry + 1 }, catalogue)).toEqual(without);
        expect(oracleAnswer(after, { ...question, knownAt: entry + 2 }, catalogue)).toEqual(now);
      }
    }
  });
});
