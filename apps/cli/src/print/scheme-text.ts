import type { SchemeImported } from '@remit/exchange/nest';
import { type AskedQuestion, KINDS_IN_WORDS, placeInWords, type SchemeReading } from '@remit/exchange';
import type { PreviewView } from '@remit/engine/nest';
import { counted, dayInWords, dayOf, type Id, listInWords } from '@remit/kernel';
import { whatMoves } from './preview-text.js';
import { table } from './table.js';

/** What an import of a scheme came to, and where its files are. */
export interface SchemeOutcome {
  readonly trust: Id;
  readonly imported: SchemeImported;
  readonly questions: string;
  readonly draft: string;
  /** Present once there is a draft. */
  readonly preview?: PreviewView;
}

const LAYOUTS = {
  matrix: 'functions by tiers',
  duties: 'duties by body',
  limits: 'limits by amount',
} as const;

/** An import for people: what was read, what is to be answered or what the draft would change, and what to do next. */
export function schemeText(outcome: SchemeOutcome): string {
  const { imported, preview } = outcome;
  const lines = [
    ...readLines(imported),
    ...answerLines(imported.reading),
    ...(preview === undefined ? openLines(outcome) : draftLines(outcome, preview)),
  ];
  return lines.join('\n');
}

function readLines({ file, reading }: SchemeImported): string[] {
  const { tables, unused, sections, aside, leftOut } = reading;
  const rows = tables.map(({ where, layout, rows: count }) => [where, LAYOUTS[layout], String(count)]);
  const notUsed = unused.map(({ called }) => called).filter((called) => called !== '');
  return [
    `Read ${file.name} (SHA-256 ${file.sha256.slice(0, 16)}…).`,
    '',
    table(['Headings in', 'What it is', 'Rows'], rows),
    ...said('Taken as headings of sections', sections),
    ...said('Not used, because no function stands beside it', aside),
    ...said('Left out, as answered', leftOut),
    ...(notUsed.length === 0 ? [] : [`Without a table that could be read: ${listInWords(notUsed)}.`]),
  ];
}

function said(title: string, rows: SchemeReading['aside']): string[] {
  if (rows.length === 0) return [];
  return [`${title}:`, ...rows.map(({ place, text }) => `  - ${placeInWords(place)}: ${shortened(text)}`)];
}

const SHOWN_MAX = 90;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)}…` : line;
}

/** Answers that could not be used: nothing that a person wrote is passed over in silence. */
function answerLines({ questions, notAsked }: SchemeReading): string[] {
  const wrong = questions.filter(({ open, answer }) => open && answer !== '');
  return [
    ...(wrong.length === 0 ? [] : ['Answers that are none of the choices:']),
    ...wrong.map(({ question, answer }) => `  - "${answer}" to: ${question.question}`),
    ...(notAsked.length === 0 ? [] : ['Answers to questions that the file does not raise (any more):']),
    ...notAsked.map((key) => `  - ${key}`),
  ];
}

function openLines({ imported, questions: worksheet }: SchemeOutcome): string[] {
  const open = imported.reading.questions.filter((asked) => asked.open);
  const kinds = countKinds(open).map(([kind, count]) => [String(count), KINDS_IN_WORDS[kind][count === 1 ? 0 : 1]]);
  const many = counted(open.length, 'question is', 'questions are');
  return [
    '',
    `${many} to be answered before there is a draft:`,
    table(['Count', 'About'], kinds),
    `They are in ${worksheet}. Open it, write into the column "Your answer" one of the choices ("yes" takes the suggestion), save it, and run the same command again. Answers may raise further questions.`,
  ];
}

function countKinds(open: readonly AskedQuestion[]) {
  const counts = new Map<AskedQuestion['question']['kind'], number>();
  for (const { question } of open) counts.set(question.kind, (counts.get(question.kind) ?? 0) + 1);
  return [...counts];
}

function draftLines({ trust, imported, draft }: SchemeOutcome, preview: PreviewView): string[] {
  const { reading } = imported;
  const own = reading.own.map(({ id }) => id);
  const basis = (by: string): string => String(reading.lines.filter((line) => line.basis === by).length);
  return [
    '',
    `${String(reading.lines.length)} lines: ${basis('id')} by the id of a function, ${basis('name')} by its name, ${basis('answer')} by an answer, ${basis('own')} of the trust's own.`,
    `From ${dayInWords(dayOf(preview.from))} ${whatMoves(preview)}`,
    ...(own.length === 0 ? [] : [`Not in that count, because the draft defines them first: ${listInWords(own)}.`]),
    ...(preview.lint.length === 0
      ? []
      : ['Before it is adopted, look at:', ...preview.lint.map(({ says }) => `  - ${says}`)]),
    '',
    `The draft is ${draft}. Nothing is recorded yet. To adopt it: remit record ${draft} --trust ${trust}`,
  ];
}

/** An import for programs. */
export function schemeJson({ trust, imported, questions, draft, preview }: SchemeOutcome): unknown {
  const { file, answers, reading } = imported;
  const { lines, unused, ...rest } = reading;
  const open = reading.questions.filter((asked) => asked.open);
  return {
    trust,
    file,
    ...(answers === undefined ? {} : { answers: { name: answers.name, sha256: answers.sha256 } }),
    ...rest,
    unused: unused.map(({ called }) => called),
    open: open.length,
    lines: lines.map(({ line, basis }) => ({ ...line, basis })),
    ...(preview === undefined
      ? { worksheet: questions }
      : { draft, preview: { ...preview, changes: preview.changes.length } }),
  };
}
