import { canonicalJson, dayInWords, dayOf, fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import { type Answer, answerFromAlone, ask, entriesRestedOn, type Question } from '@remit/accountability';
import { asked, functionFor, momentOn, QuestionDto, type TrustIndexView } from '@remit/accountability/nest';
import { BUNDLE_LIMITS, type BundleScope } from '@remit/ledger';
import { checkShape, numbersIn } from '@remit/record/nest';

/** What the answers of a bundle are given from, and how far. */
export interface BundleAsked {
  readonly view: TrustIndexView;
  /** How many entries the bundle's last checkpoint covers. */
  readonly size: number;
  readonly scope: BundleScope;
}

/** An answer as it stands in a bundle, with what it rests on. */
export interface BundleAnswer {
  /** The value of the line. Source: docs/bundle-format.md, section 2.8. */
  readonly line: unknown;
  readonly answer: Answer;
  readonly question: Question;
  readonly restsOn: ReadonlySet<number>;
}

/** How long an answer may be. A character takes at most three bytes, so that it is well within a line of a bundle. */
const ANSWER_CHARACTERS_MAX = BUNDLE_LIMITS.line / 8;

/**
 * Answers a question for a bundle, by the ids of persons and never by name.
 * @param text as in an address: `function=edu.monitor&school=oak&on=2025-06-03`
 * @param at which question it is, from 0
 */
export function bundleAnswer(bundle: BundleAsked, text: string, at: number): Outcome<BundleAnswer> {
  const answered = answerTo(bundle, text);
  return answered.ok ? answered : fail(withinQuestion(answered.problem, at));
}

function answerTo(bundle: BundleAsked, text: string): Outcome<BundleAnswer> {
  const { view, size } = bundle;
  const members = membersOf(text);
  if (!members.ok) return members;
  const checked = checkShape<QuestionDto>(QuestionDto, members.value);
  if ('refused' in checked) return fail(checked.refused);
  const { knownAt = size - 1, function: id, school, on, amount, explain } = checked.value;
  const prepared = asked(view, view.index.trust, { knownAt });
  if (!prepared.ok) return prepared;
  const { known } = prepared.value;
  const unfit = unfitFor(bundle, known, explain);
  if (unfit !== undefined) return fail(unfit);
  const moment = momentOn(prepared.value, on);
  const fn = functionFor(prepared.value, moment, id, school);
  if (!fn.ok) return fn;
  const question = { function: id, school, day: dayOf(on), known, amount };
  const answer = ask(moment, question, explain === 'full')!;
  const line = { answer, position: known, question: { ...answer.question, explain: explain ?? null } };
  if (canonicalJson(line).length > ANSWER_CHARACTERS_MAX) return fail(tooLong());
  return succeed({ line, answer, question, restsOn: entriesRestedOn(view.index, answer) });
}

/** The members of a question that is written as in an address. */
function membersOf(text: string): Outcome<Readonly<Record<string, unknown>>> {
  const params = [...new URLSearchParams(text)];
  const twice = params.find(([name], at) => params.findIndex(([other]) => other === name) < at)?.[0];
  if (twice === undefined) return succeed(numbersIn(Object.fromEntries(params)));
  return fail({
    code: 'RECORD.FIELD_INVALID',
    field: twice,
    expected: 'each part of a question once',
    detail: `"${twice}" stands twice in the question. Say it once; give each question by itself.`,
  });
}

/** Why a bundle cannot have an answer as known at an entry. */
function unfitFor({ view, size, scope }: BundleAsked, known: number, explain: string | undefined): Problem | undefined {
  if (known >= size) return notCovered(view, size, known);
  if (known < 0) {
    return {
      code: 'LEDGER.NOTHING_RECORDED',
      field: 'knownAt',
      expected: `an entry from 0 to ${String(size - 1)}`,
      detail: 'Nothing was recorded by then, so no entry can prove the answer. Ask as known later.',
    };
  }
  if (scope === 'record' || explain === undefined) return undefined;
  return {
    code: 'LEDGER.NOT_IN_FULL',
    field: 'explain',
    expected: 'no "explain"',
    detail:
      'The lines that lost rest on entries on which the answer does not. Leave "explain" out, or export the whole record.',
  };
}

function notCovered({ index }: TrustIndexView, size: number, known: number): Problem {
  const recordedAt = index.recordedAt(known);
  const day = recordedAt === undefined ? '' : ` of ${dayInWords(dayOf(recordedAt))}`;
  return {
    code: 'LEDGER.NOT_COVERED',
    field: 'knownAt',
    expected: `an entry from 0 to ${String(size - 1)}`,
    detail: `The last checkpoint does not cover entry ${String(known)}${day}: it ends with entry ${String(size - 1)}. Make a checkpoint first (remit checkpoint), or ask as known at entry ${String(size - 1)}.`,
  };
}

function tooLong(): Problem {
  return {
    code: 'LEDGER.ANSWER_TOO_LONG',
    detail:
      'The answer is too long for a bundle. Leave "explain" out if you gave it, or ask as known at an earlier entry.',
  };
}

function withinQuestion(problem: Problem, at: number): Problem {
  const place = `question[${String(at)}]`;
  return { ...problem, field: problem.field === undefined ? place : `${place}.${problem.field}` };
}

/**
 * Works each answer out again from the entries of an answer bundle alone, as its verifier will.
 * @returns the problem of the first that comes out differently.
 */
export async function refuseUnproven(
  { view: { index } }: BundleAsked,
  answers: readonly BundleAnswer[],
  entries: readonly number[],
): Promise<Problem | undefined> {
  for (const [at, { answer, question, restsOn }] of answers.entries()) {
    const again = answerFromAlone(index, question, entries, restsOn);
    if (canonicalJson(again ?? null) !== canonicalJson(answer)) {
      return {
        code: 'LEDGER.ANSWER_NEEDS_RECORD',
        field: `question[${String(at)}]`,
        detail: 'This answer does not follow from the entries that it names alone. Export the whole record instead.',
      };
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return undefined;
}
