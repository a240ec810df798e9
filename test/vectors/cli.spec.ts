import { jsonLines, linesFile, remit } from '../support/command-line.js';
import { printedSeed } from '../support/seed.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { readVectors } from '../support/vectors.js';
import {
  asExpected,
  randomWorkedTrusts,
  withoutTime,
  type WorkedTrust,
  workedTrust,
} from '../support/worked-trusts.js';

const vectors = readVectors();
const withVectors = vectors.length > 0 ? test : test.skip;

const directory = temporaryDirectory();
afterAll(() => directory.remove());

/** Records the trusts, all in one file, and answers their questions, all in another: two processes in all. */
async function answeredOnTheCommandLine(name: string, trusts: readonly WorkedTrust[]): Promise<unknown[]> {
  const data = ['--data', `${directory.path}/${name}`];
  const script = linesFile(
    directory,
    `${name}.jsonl`,
    trusts.flatMap(({ record }) => record),
  );
  const recorded = await remit(['record', script, ...data]);
  expect(recorded).toMatchObject({ code: 0, out: expect.stringMatching(/^Recorded \d+ entries\./) as string });
  const questions = linesFile(
    directory,
    `${name}-questions.jsonl`,
    trusts.flatMap(({ trust, questions }) => questions.map((question) => ({ trust, ...question }))),
  );
  return jsonLines((await remit(['who', '--batch', questions, ...data])).out);
}

withVectors(
  'the command line answers every worked case',
  async () => {
    const answers = await answeredOnTheCommandLine('worked-cases', vectors.map(workedTrust));
    const expected = vectors.flatMap(({ name, questions }) => questions.map((question) => ({ name, ...question })));
    expect(answers).toHaveLength(expected.length);
    for (const [at, { name, ask, expect: answer }] of expected.entries()) {
      expect({ name, ask, answer: asExpected(answers[at]) }).toMatchObject({ name, ask, answer });
    }
  },
  60_000,
);

test('random records are answered on the command line as the core alone answers them', async () => {
  const trusts = randomWorkedTrusts(printedSeed('CLI_SEED'), 20, 50);
  const answers = await answeredOnTheCommandLine('random', trusts);
  expect(answers.map(withoutTime)).toEqual(trusts.flatMap((each) => each.answers.map(withoutTime)));
}, 60_000);
