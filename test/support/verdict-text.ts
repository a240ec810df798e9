import type { Answer } from '@remit/accountability';
import { canonicalJson, type Problem } from '@remit/kernel';
import type { ScriptQuestion } from './pure-trust.js';

/** What can be asked: a trust, however it is built. */
export interface Answering {
  ask(question: ScriptQuestion): Answer | Problem;
}

const AS_IT_IS = (entry: number): number => entry;

/**
 * The verdict of an answer in one text, without its reasons and positions; the code when the question cannot be asked.
 * Where two records number the same entries differently, `numberOf` gives the entries that findings name one number.
 */
export function verdictText(trust: Answering, question: ScriptQuestion, numberOf = AS_IT_IS): string {
  const answer = trust.ask(question);
  if ('code' in answer) return answer.code;
  const { status, accountable, decides, cause, exercisableBy, bands, also, layer, instrument, line } = answer;
  const findings = answer.findings.map(({ code, entry }) => ({ code, entry: entry === null ? null : numberOf(entry) }));
  return canonicalJson({
    ...{ status, accountable, decides, cause, exercisableBy, bands, also, layer, instrument, line },
    findings,
  });
}
