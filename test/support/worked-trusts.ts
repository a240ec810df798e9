import { randomQuestions, randomRecord } from '../oracle/random-record.js';
import { type PureTrust, pureTrust, type ScriptCommand, type ScriptQuestion } from './pure-trust.js';
import { recordSeeds } from './random-trusts.js';
import { type Vector, withFindingCodes } from './vectors.js';

/** A record with questions, under an id of its own, so that many can stand in one store. */
export interface WorkedTrust {
  readonly trust: string;
  readonly record: readonly ScriptCommand[];
  readonly questions: readonly ScriptQuestion[];
}

/** A worked case as a trust of its own. */
export function workedTrust({ name, record, questions }: Vector): WorkedTrust {
  return { trust: name, record: recordOf(name, record), questions: questions.map(({ ask }) => ask) };
}

/** Random records with questions and what the core alone answers, in memory. */
export function randomWorkedTrusts(seed: number, count: number, questions: number) {
  return recordSeeds(seed, count).map((ofRecord, at) => {
    const random = randomRecord(ofRecord);
    const trust = `random-${String(at)}`;
    const record = recordOf(trust, random);
    const asked = randomQuestions(random, ofRecord, questions);
    return { trust, seed: ofRecord, record, questions: asked, answers: answersOf(pureTrust(record), asked) };
  });
}

function answersOf(core: PureTrust, questions: readonly ScriptQuestion[]): unknown[] {
  return questions.map((question) => {
    const answer = core.ask(question);
    return 'status' in answer ? withoutTime(answer) : { problem: answer };
  });
}

/** The answer without the time of day at which its newest entry happened to be recorded. */
export function withoutTime(answer: unknown): unknown {
  return { ...(answer as object), recordedThrough: undefined };
}

/** The answer to a question of a worked case in the words of the case. */
export function asExpected(answer: unknown): object {
  return withFindingCodes(answer as object);
}

/** The record as that of another trust: its id stands in the founding entry and in whatever replaces that. */
function recordOf(trust: string, record: readonly ScriptCommand[]): ScriptCommand[] {
  return record.map(({ command, data }) => ({ command, data: renamed(data, trust) }));
}

function renamed(data: object, trust: string): object {
  const { with: replacement } = data as { readonly with?: object };
  return {
    ...data,
    ...('trust' in data ? { trust } : {}),
    ...(replacement === undefined ? {} : { with: renamed(replacement, trust) }),
  };
}
