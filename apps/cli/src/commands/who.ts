import { faultInWords, type Id, parseStrictJson, type Problem } from '@remit/kernel';
import { londonDate, type AnswerOrProblem, Who, WhoAll } from '@remit/accountability/nest';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { type Engine, reading, trustOf } from '../engine.js';
import { type Line, linesOf } from '../lines.js';
import { answerText } from '../print/answer-text.js';
import { say, sayJson } from '../print/output.js';

/** `remit who`: one question, or a file of them. @returns the exit code. */
export async function who(args: Arguments): Promise<number> {
  noFile(args);
  const batch = args.text('batch');
  if (batch !== undefined) return reading(args, (engine) => whoBatch(args, batch, engine));
  const question = questionIn(args);
  return reading(args, (engine) => whoOnce(args, question, engine));
}

/** @throws WrongUsage when it names no function. */
function questionIn(args: Arguments): object {
  return {
    function: args.needed('function'),
    on: args.text('on') ?? today(),
    ...given('school', args.text('school')),
    ...given('knownAt', args.text('known-at')),
    ...given('amount', wholeNumber(args.text('amount'))),
    ...(args.flag('explain') ? { explain: 'full' } : {}),
  };
}

async function whoOnce(args: Arguments, question: object, engine: Engine): Promise<number> {
  const answer = valueOf(await engine.queries.execute(new Who(await trustOf(args, engine), question)));
  if (args.json) sayJson(answer);
  else say(answerText(answer));
  return 0;
}

/** The London date of today. */
export function today(): string {
  return londonDate(Date.now());
}

/** A member that is there when it has a value. */
export function given<T>(name: string, value: T | undefined): Readonly<Record<string, T>> {
  return value === undefined ? {} : { [name]: value };
}

/** A whole number when the text is one; otherwise the text, for the check to refuse. */
export function wholeNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

const AT_ONCE = 500;

/** Answers a file of questions in order, one JSON a line. A question that cannot be asked has its problem in its place. */
async function whoBatch(args: Arguments, file: string, engine: Engine): Promise<number> {
  const outcomes = { refused: false };
  let waiting: Waiting[] = [];
  let own: Id | undefined;
  const ownTrust = async (): Promise<Id> => (own ??= await trustOf(args, engine));
  const answerWaiting = async (): Promise<void> => {
    for (const answer of await answers(waiting, engine)) {
      outcomes.refused ||= 'problem' in answer;
      sayJson(answer);
    }
    waiting = [];
  };
  for await (const { read } of linesOf(file)) {
    if ('text' in read && read.text.trim() === '') continue;
    const next = await waitingOf(read, ownTrust);
    const before = waiting.at(-1);
    if (waiting.length === AT_ONCE || (before !== undefined && before.trust !== next.trust)) await answerWaiting();
    waiting.push(next);
  }
  await answerWaiting();
  return outcomes.refused ? 1 : 0;
}

interface Waiting {
  readonly trust: Id | undefined;
  readonly question: unknown;
  readonly problem?: Problem;
}

async function waitingOf(read: Line['read'], ownTrust: () => Promise<Id>): Promise<Waiting> {
  if ('problem' in read) return notAsked(read.problem);
  const json = parseStrictJson(read.text);
  if ('fault' in json) return notAsked(notAQuestion(faultInWords(json.fault)));
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    return notAsked(notAQuestion('it is no JSON object'));
  }
  const { trust, ...question } = json.value as { readonly trust?: unknown };
  if (trust === undefined) return { trust: await ownTrust(), question };
  return typeof trust === 'string' ? { trust, question } : notAsked(notAQuestion('"trust" is no text'));
}

function notAsked(problem: Problem): Waiting {
  return { trust: undefined, question: undefined, problem };
}

function notAQuestion(why: string): Problem {
  return {
    code: 'CLI.NOT_A_QUESTION',
    expected: 'one JSON object a line, such as {"function": "edu.monitor", "on": "2025-03-03"}',
    detail: `The line is not a question: ${why}. Write {"function": …, "school": …, "on": …} on one line.`,
  };
}

async function answers(waiting: readonly Waiting[], { queries }: Engine): Promise<readonly AnswerOrProblem[]> {
  const [first] = waiting;
  if (first === undefined) return [];
  if (first.trust === undefined) return waiting.map(({ problem }) => ({ problem: problem! }));
  const questions = waiting.map(({ question }) => question);
  const outcome = await queries.execute(new WhoAll(first.trust, questions));
  return outcome.ok ? outcome.value : waiting.map(() => ({ problem: outcome.problem }));
}
