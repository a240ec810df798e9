import { usualTierName } from '@remit/accountability';
import { capital } from '@remit/kernel';
import { type AskedQuestion, KINDS_IN_WORDS, PART_ANSWERS, type QuestionKind } from '@remit/exchange';
import { pageOf } from '@remit/web/nest';
import type { ErrorLink } from './bring-words.js';
import type { Answers } from './scheme-import.js';

/** One of the answers that a question offers. */
interface ChoiceModel {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  readonly checked: boolean;
}

/** A question with the fields for its answer: choices, a text, or one choice for each of several marks. */
export interface QuestionModel {
  readonly id: string;
  readonly key: string;
  readonly question: string;
  readonly hint: string;
  readonly choices: readonly ChoiceModel[];
  readonly text: { readonly label: string; readonly value: string; readonly list: boolean } | undefined;
  readonly marks: readonly {
    readonly label: string;
    readonly choices: readonly (ChoiceModel & { selected: boolean })[];
  }[];
  readonly error: string | undefined;
}

/** What the page of questions shows. */
export interface QuestionsModel {
  readonly heading: string;
  readonly says: string;
  readonly action: string;
  readonly errorList: readonly ErrorLink[];
  readonly groups: readonly { readonly title: string; readonly questions: readonly QuestionModel[] }[];
  /** What the list of functions offers to whoever types. */
  readonly functions: readonly string[];
  readonly pages: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  /** To the other list: of what is answered, or of what is open. */
  readonly other: { readonly text: string; readonly href: string } | undefined;
  readonly worksheet: string;
  readonly sendWorksheet: string;
  readonly another: string;
  readonly worksheetError: string | undefined;
}

export const questionsPage = pageOf<QuestionsModel>('bring/questions');

/** So many questions stand on one page. */
const PAGE = 30;

/** The order of the kinds: what settles others comes first. */
const KINDS = Object.keys(KINDS_IN_WORDS) as QuestionKind[];

/** What the page is asked for. */
export interface QuestionsAsked {
  readonly base: string;
  readonly answered: boolean;
  readonly page: number;
}

/** A page of the questions that are open, or of those that are answered. */
export function questionsModel(
  asked: readonly AskedQuestion[],
  functions: readonly { readonly id: string; readonly name: string }[],
  { base, answered, page: wanted }: QuestionsAsked,
): Omit<QuestionsModel, 'worksheetError'> {
  const all = asked.filter(({ open }) => open !== answered).toSorted(byKind);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = all.slice((page - 1) * PAGE, page * PAGE).map(questionModel);
  const done = asked.filter(({ open }) => !open).length;
  const other = answered ? asked.length - done : done;
  return {
    heading: answered ? 'Questions that you have answered' : 'What the file leaves open',
    says: `${String(done)} of ${String(asked.length)} questions are answered.`,
    action: addressOf(base, answered, page),
    errorList: shown.flatMap(({ model: { id, error } }) =>
      error === undefined ? [] : [{ text: error, href: `#${id}` }],
    ),
    groups: KINDS.map((kind) => ({ kind, of: shown.filter((each) => each.kind === kind) }))
      .filter(({ of }) => of.length > 0)
      .map(({ kind, of }) => ({ title: titleOf(kind, of.length), questions: of.map(({ model }) => model) })),
    functions: shown.some(({ kind }) => kind === 'function') ? functions.map(({ id, name }) => `${id} (${name})`) : [],
    pages:
      pages === 1
        ? []
        : Array.from({ length: pages }, (_, at) => ({
            text: String(at + 1),
            href: addressOf(base, answered, at + 1),
            current: at + 1 === page,
          })),
    other:
      other === 0
        ? undefined
        : {
            text: answered ? 'The questions that are open' : `The questions that you have answered (${String(other)})`,
            href: addressOf(base, !answered, 1),
          },
    worksheet: `${base}/questions.xlsx`,
    sendWorksheet: `${base}/worksheet`,
    another: base,
  };
}

/** The answers in a form that was sent; what was left empty stays as it was. */
export function answersIn(form: Readonly<Record<string, string | undefined>>): Answers {
  const answers = new Map<string, string>();
  for (let at = 1; at <= PAGE; at += 1) {
    const id = `q${String(at)}`;
    const key = form[`${id}.key`];
    const answer = answerIn(form, id);
    if (key !== undefined && answer !== '') answers.set(key, answer);
  }
  return answers;
}

/** What stands for the text beside the choices. */
const OTHER = '*';

function answerIn(form: Readonly<Record<string, string | undefined>>, id: string): string {
  const marks = Object.entries(form).filter(([name, value]) => name.startsWith(`${id}.mark.`) && value !== '');
  if (marks.length > 0) return marks.map(([, value = '']) => value).join('; ');
  const chosen = form[id] ?? OTHER;
  return (chosen === OTHER ? (form[`${id}.text`] ?? '') : chosen).trim();
}

function byKind(a: AskedQuestion, b: AskedQuestion): number {
  return KINDS.indexOf(a.question.kind) - KINDS.indexOf(b.question.kind);
}

function titleOf(kind: QuestionKind, count: number): string {
  const [one, several] = KINDS_IN_WORDS[kind];
  return `${String(count)} ${count === 1 ? one : several}`;
}

function addressOf(base: string, answered: boolean, page: number): string {
  const asked = [...(answered ? ['show=answered'] : []), ...(page > 1 ? [`page=${String(page)}`] : [])];
  return `${base}/questions${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
}

function questionModel(
  asked: AskedQuestion,
  at: number,
): { readonly kind: QuestionKind; readonly model: QuestionModel } {
  const { question, answer, open } = asked;
  const id = `q${String(at + 1)}`;
  const { kind, key, where, says, marks = [] } = question;
  const error = open && answer !== '' ? `"${answer}" is none of the choices` : undefined;
  const hint = says === '' ? where : `${where}. The file says: ${says}`;
  const base = { id, key, question: question.question, hint, error };
  if (marks.length > 0) {
    return {
      kind,
      model: { ...base, choices: [], text: undefined, marks: marks.map((mark) => markModel(mark, asked)) },
    };
  }
  const choices = choicesOf(asked);
  const isChosen = choices.some(({ checked }) => checked);
  return { kind, model: { ...base, choices, text: textOf(asked, isChosen), marks: [] } };
}

/** A choice with something in angle brackets stands for what is to be written there. */
function isPattern(choice: string): boolean {
  return choice.includes('<');
}

function choicesOf({ question, answer }: AskedQuestion): ChoiceModel[] {
  const { kind, choices, suggestion, confidence } = question;
  if (kind === 'in-force') return [];
  const closed = choices.filter((choice) => !isPattern(choice));
  const suggested = closed.find((choice) => suggestion !== undefined && isSame(choice, suggestion));
  const all = suggestion === undefined || suggested !== undefined ? closed : [suggestion, ...closed];
  const meant = /^y(?:es)?$/i.test(answer) ? (suggestion ?? answer) : answer;
  return all.map((choice) => ({
    value: choice,
    text: choiceInWords(kind, choice),
    checked: answer !== '' && isSame(choice, meant),
    ...(choice === (suggested ?? suggestion) ? { hint: suggestedInWords(confidence) } : {}),
  }));
}

function suggestedInWords(confidence: number | undefined): string {
  return confidence === undefined ? 'Suggested' : `Suggested (${String(confidence)} of 100 sure)`;
}

/** Whether an answer is a choice: as it stands, or by the id before the brackets. */
function isSame(choice: string, answer: string): boolean {
  const [a, b] = [choice.toLowerCase(), answer.trim().toLowerCase()];
  return a === b || a.startsWith(`${b} (`);
}

function choiceInWords(kind: QuestionKind, choice: string): string {
  const own = OWN[choice];
  if (own !== undefined) return own;
  if (choice === 'leave out') return kind === 'function' ? 'Leave it out: it stays with the board' : 'Leave it out';
  const [, added] = /^new (\S+)$/.exec(choice) ?? [];
  if (added !== undefined) return `One that nobody has recorded yet: ${added}`;
  const [, id, names] = /^(\S+) \((.*)\)$/.exec(choice) ?? [];
  if (id !== undefined && names !== undefined) return capital(`${names} (${id})`);
  return kind === 'tier' ? usualTierName(choice) : capital(choice);
}

const OWN: Readonly<Record<string, string>> = {
  'own trust': 'A function of the trust’s own, for the trust as a whole',
  'own school': 'A function of the trust’s own, for each school',
  'own both': 'A function of the trust’s own, for the trust and for each school',
};

function textOf({ question, answer }: AskedQuestion, isChosen: boolean): QuestionModel['text'] {
  const { kind, choices } = question;
  const patterns = choices.filter(isPattern);
  if (kind === 'in-force') return { label: 'The day, such as 2026-09-01 or 01/09/2026', value: answer, list: false };
  if (patterns.length === 0) return undefined;
  const label =
    kind === 'function'
      ? 'Another function: begin to type its name'
      : `Something else, written as: ${patterns.join('; ')}`;
  return { label, value: isChosen ? '' : answer, list: kind === 'function' };
}

function markModel(mark: string, { question, answer }: AskedQuestion): QuestionModel['marks'][number] {
  const said = answer === '' || /^y(?:es)?$/i.test(answer) ? (question.suggestion ?? '') : answer;
  const given = said.split(/[;,\n]/).map((each) => each.trim().toLowerCase());
  return {
    label: `“${mark}” stands for`,
    choices: PART_ANSWERS.map(([part]) => {
      const value = `${mark} = ${part}`;
      const selected = given.includes(value.toLowerCase());
      return { value, text: part, checked: selected, selected };
    }),
  };
}
