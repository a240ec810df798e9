import { civilDate, type Id, parseDay } from '@remit/kernel';
import type { Line } from '@remit/delegation';
import { type Place, placeInWords, placesInWords, type SchemeDocument, type TextSheet } from './document.js';
import { dutiesOf, type Duty, markedCells, saidIn } from './duties.js';
import { type FindableFunction, type FunctionFound, FunctionNames, type OwnFunction } from './functions.js';
import { type AskedQuestion, choice, Inquiry, keyOf } from './inquiry.js';
import { type FunctionDuty, lineOf } from './lines.js';
import { Notation } from './notation.js';
import { type Layout, readTables, type SchemeTable, type SheetRead } from './tables.js';
import { type RecordedTier, TierNames } from './tiers.js';

/** What a scheme is read with. */
export interface SchemeAsked {
  readonly document: SchemeDocument;
  /** First day in force, `YYYY-MM-DD`; left out: it is a question. */
  readonly from: string | undefined;
  /** The tiers of the trust. */
  readonly tiers: readonly RecordedTier[];
  /** The functions that the trust knows. */
  readonly functions: readonly FindableFunction[];
  /** What was answered, by the key of the question. */
  readonly answers: ReadonlyMap<string, string>;
}

/** How the function of a line was found. */
export type LineBasis = 'id' | 'name' | 'answer' | 'own';

/** What a file says, as far as it is clear. */
export interface SchemeReading {
  readonly tables: readonly { readonly where: string; readonly layout: Layout; readonly rows: number }[];
  /** Sheets without a table. */
  readonly unused: readonly TextSheet[];
  /** Rows taken for headings of sections, and rows that were not used. */
  readonly sections: SheetRead['sections'];
  readonly aside: SheetRead['aside'];
  /** Every question that the file raises, answered or open. */
  readonly questions: readonly AskedQuestion[];
  /** Keys of answers that belong to no question. */
  readonly notAsked: readonly string[];
  /** First day in force; `undefined` while it is not known. */
  readonly from: string | undefined;
  /** Rows left out by an answer. */
  readonly leftOut: readonly { readonly place: Place; readonly text: string }[];
  /** What is clear; the whole of the scheme when no question is open. */
  readonly lines: readonly { readonly line: Line; readonly basis: LineBasis; readonly text: string }[];
  /** Functions of the trust's own that the lines need. */
  readonly own: readonly OwnFunction[];
}

/**
 * Reads a scheme of delegation out of a file. Nothing in it is guessed: a line rests on ids, exact names, the file's own
 * key, notations that mean the same everywhere, and answers; all else is a question.
 */
export function readScheme(asked: SchemeAsked): SchemeReading {
  const inquiry = new Inquiry(asked.answers);
  const tiers = new TierNames(asked.tiers, inquiry);
  const functions = new FunctionNames(asked.functions, inquiry);
  const from = asked.from ?? askFrom(inquiry);
  const sheets = asked.document.sheets.map((sheet) => ({ sheet, read: readTables(sheet, tiers) }));
  const tables = sheets.flatMap(({ read }) => read.tables);
  const around = sheets.flatMap(({ read }) => read.around);
  const notation = new Notation(
    around,
    tables.flatMap((table) => markedCells(table, tiers)),
    inquiry,
    tables[0]?.place ?? { sheet: '', row: 1 },
  );
  const aside = sheets.flatMap(({ read }) => read.aside);
  for (const row of aside) askAside(row, inquiry);
  const isFunction = (text: string): boolean => functions.isName(text);
  const duties = tables.flatMap((table) => dutiesOf(table, { notation, tiers, inquiry, isFunction }));
  const found = duties.map((duty) => ({ duty, found: functions.find(duty) }));
  const gathered = gather(found, inquiry);
  const lines = gathered.flatMap(({ duty, basis }) => {
    const line = lineOf(duty, { notation, tiers, inquiry });
    return [{ line, basis, duty }];
  });
  return {
    tables: tables.map(tableRead),
    unused: sheets.filter(({ read }) => read.tables.length === 0).map(({ sheet }) => sheet),
    sections: sheets.flatMap(({ read }) => read.sections),
    aside,
    questions: inquiry.asked(),
    notAsked: inquiry.notAsked(),
    from,
    leftOut: [
      ...found.filter((each) => each.found?.by === 'left-out').map(({ duty }) => rowOf(duty)),
      ...lines.filter(({ line }) => line === 'left-out').map(({ duty }) => rowOf(duty)),
    ],
    lines: lines.flatMap(({ line, basis, duty }) =>
      line === undefined || line === 'left-out' ? [] : [{ line, basis, text: duty.text }],
    ),
    own: ownOf(
      found,
      lines.flatMap(({ line }) => (typeof line === 'object' ? [line.function] : [])),
    ),
  };
}

/** Marks beside which no function stands may belong to the row above them: a person says that they do not. */
function askAside({ place, text }: SheetRead['aside'][number], inquiry: Inquiry): void {
  inquiry.ask({
    key: keyOf('cell', 'row', text),
    kind: 'cell',
    where: placeInWords(place),
    says: text,
    question: `${placeInWords(place)} has "${text}", but no function stands beside it. Is it to be left out? If not, write the function into the file.`,
    choices: ['leave out'],
    read: choice([['leave out', true]]),
  });
}

function askFrom(inquiry: Inquiry): string | undefined {
  return inquiry.ask({
    key: keyOf('in-force'),
    kind: 'in-force',
    where: 'The file as a whole',
    says: '',
    question: 'From which day on is this scheme in force?',
    choices: ['a day, such as 2026-09-01 or 01/09/2026'],
    read: dayAnswered,
  });
}

/** The first day in force that the answers give, `YYYY-MM-DD`. */
export function dayInForce(answers: ReadonlyMap<string, string>): string | undefined {
  return dayAnswered(answers.get(keyOf('in-force')) ?? '');
}

function dayAnswered(answer: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(answer.trim()) ?? [];
  const written = year === '' ? answer.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = parseDay(written);
  return read === undefined ? undefined : civilDate(read);
}

function tableRead({ place, layout, rows }: SchemeTable): SchemeReading['tables'][number] {
  return { where: placeInWords(place), layout, rows: rows.length };
}

function rowOf({ place, text }: Duty): { readonly place: Place; readonly text: string } {
  return { place, text };
}

interface Gathered {
  readonly duty: FunctionDuty;
  readonly basis: LineBasis;
}

interface FoundDuty {
  readonly duty: Duty;
  readonly found: FunctionFound | undefined;
}

/** The duties by function, in the order of the file; what bodies are given in rows of their own comes together. */
function gather(all: readonly FoundDuty[], inquiry: Inquiry): readonly Gathered[] {
  const byFunction = new Map<Id, Gathered[]>();
  for (const { duty, found } of all) {
    const fn = functionIn(found);
    if (found === undefined || fn === undefined || found.by === 'left-out') continue;
    const others = byFunction.get(fn.id) ?? [];
    const together = duty.layout === 'duties' ? others.find((other) => other.duty.layout === 'duties') : undefined;
    if (together === undefined) byFunction.set(fn.id, [...others, { duty: withFunction(duty, fn), basis: found.by }]);
    else mergeInto(together.duty, duty);
  }
  return [...byFunction.values()].flatMap((several) => oneOf(several, inquiry));
}

function functionIn(found: FunctionFound | undefined): { readonly id: Id; readonly name: string } | undefined {
  if (found === undefined || found.by === 'left-out') return undefined;
  return found.by === 'own' ? found.own : found;
}

function withFunction(duty: Duty, { id, name }: { readonly id: Id; readonly name: string }): FunctionDuty {
  return { ...duty, claims: [...duty.claims], notes: [...duty.notes], fn: { id, name } };
}

function mergeInto(into: FunctionDuty, duty: Duty): void {
  into.claims.push(...duty.claims);
  into.notes.push(...duty.notes);
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** Which of several rows about one function counts. */
function oneOf(several: readonly Gathered[], inquiry: Inquiry): readonly Gathered[] {
  const [first] = several;
  if (first === undefined || several.length === 1) return several;
  const { id, name } = first.duty.fn;
  // Not by their numbers, which change when rows are inserted above them.
  const rows = several.map((each, at) => [`the ${ORDINALS[at] ?? `one numbered ${String(at + 1)}`}`, each] as const);
  const said = several.map(({ duty }) => `${duty.text} (${saidIn(duty)})`);
  const counts = inquiry.ask<Gathered | 'left-out'>({
    key: keyOf('same-function', id, ...said),
    kind: 'same-function',
    where: placesInWords(several.map(({ duty }) => duty.place)),
    says: rows.map(([which], at) => `${which}: ${said[at] ?? ''}`).join('\n'),
    question: `${placesInWords(several.map(({ duty }) => duty.place))} are about the same function, ${id} (${name}), and a scheme has one line for each. Which of them counts? If both are needed, give one of them another name in the file.`,
    choices: [...rows.map(([says]) => says), 'leave out'],
    read: choice<Gathered | 'left-out'>([...rows, ['leave out', 'left-out']]),
  });
  return counts === undefined || counts === 'left-out' ? [] : [counts];
}

/** The own functions that lines need, each once, in the order of the file. */
function ownOf(all: readonly FoundDuty[], needed: readonly Id[]): readonly OwnFunction[] {
  const own = all.flatMap(({ found }) => (found?.by === 'own' ? [found.own] : []));
  return [...new Map(own.map((fn) => [fn.id, fn])).values()].filter(({ id }) => needed.includes(id));
}
