import type { Reply } from './api-server.js';

/** What a problem document says. */
export interface ProblemSaid {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
  readonly expected?: string;
  readonly entry?: number;
}

const CODE = /^[A-Z]+\.[A-Z0-9_]+$/;
/** One or more sentences, each from a capital (or a quoted word) to a full stop. */
const SENTENCES = /^[A-Z"£].*[.)]$/su;
/** Words of programmers, and traces of a program's inside. */
const INSIDE = /undefined|NaN|\[object |Error\b|\bat .*\.[jt]s\b|node_modules|constraint|class-validator|each value in/;

/** What is wrong with a reply that should be a refusal: an empty list when it is a proper one. */
export function faultsOfRefusal({ status, headers, text, json }: Reply): string[] {
  const problem = json as Partial<ProblemSaid> | null | undefined;
  if (!isProblem(problem)) return [`no problem: ${String(status)} ${text.slice(0, 200)}`];
  const { type, title, code, detail, field, expected } = problem;
  const faults: string[] = [];
  const hold = (holds: boolean, fault: string): unknown => holds || faults.push(fault);
  hold(status >= 400 && status < 500, `status ${String(status)}`);
  hold(problem.status === status, `the document says ${String(problem.status)}`);
  hold(headers['content-type']?.startsWith('application/problem+json') === true, 'content type');
  hold(CODE.test(code) && type === `/problems/${code}`, `code ${code}`);
  hold(typeof title === 'string' && title !== '', 'no title');
  hold(SENTENCES.test(detail), `no sentence: ${detail}`);
  hold(
    !INSIDE.test(said(detail)) && !INSIDE.test(said(expected ?? '')),
    `words of a program: ${detail} ${expected ?? ''}`,
  );
  hold(field !== '' || code === 'RECORD.FIELD_UNKNOWN', 'an empty field');
  return faults;
}

function isProblem(json: Partial<ProblemSaid> | null | undefined): json is ProblemSaid {
  return typeof json?.code === 'string' && typeof json.detail === 'string';
}

/** A text without what it quotes, which is the sender's own. */
function said(text: string): string {
  return text.replaceAll(/"[^"]*"/g, '""');
}
