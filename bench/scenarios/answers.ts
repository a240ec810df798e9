import { ask, Moment, type Question, resolve, type TrustIndex, verdictOf } from '@remit/accountability';
import { random } from '../../test/oracle/random.js';
import type { Figure } from '../figures.js';
import { bestOf, type RunOptions, timeEach } from '../measure.js';
import { questionsAbout } from '../questions.js';
import { generateIndex } from '../trust-entries.js';

export const QUESTIONS = 3000;

/** One answer in process, each with a moment of its own: nothing is remembered from one question to the next. */
export async function answers({ seed, rounds }: RunOptions): Promise<Figure[]> {
  const index = generateIndex({ seed, trust: 'bench', pace: 1 });
  const questions = questionsAbout(index, random(seed), QUESTIONS);
  const full = questions.map((question) => answerTo(index, question));
  const { why, lost, verdict, text } = await bestOf(2 * rounds, {
    text: () => timeEach(full, (answer) => JSON.stringify(answer)),
    why: () => timeEach(questions, (question) => answerTo(index, question)),
    lost: () => timeEach(questions, (question) => answerTo(index, question, true)),
    verdict: () => timeEach(questions, (question) => verdictFor(index, question)),
  });
  const line = (what: string, milliseconds: number): Figure => ({
    scenario: 'answers',
    what,
    value: milliseconds * 1000,
    unit: 'µs',
  });
  const floor = { floor: text.p50 * 1000, floorIs: 'JSON.stringify of the same answer' };
  return [
    { ...line('one answer with its reasons, p50', why.p50), ...floor, target: { atMost: 20 } },
    { ...line('one answer with its reasons, p99', why.p99), floor: text.p99 * 1000, floorIs: floor.floorIs },
    { ...line('with the lines that lost as well, p50', lost.p50), ...floor },
    { ...line('without reasons, p50', verdict.p50), ...floor },
    { ...line('without reasons, p99', verdict.p99), floor: text.p99 * 1000, floorIs: floor.floorIs },
  ];
}

export function answerTo(index: TrustIndex, question: Question, full = false): unknown {
  return ask(new Moment(index, question.day, question.known), question, full);
}

function verdictFor(index: TrustIndex, { function: id, school, day, known, amount }: Question): unknown {
  const moment = new Moment(index, day, known);
  return verdictOf(resolve(moment, moment.functionOf(id)!, school, amount));
}
