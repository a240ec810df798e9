import { dayInWords, dayOf, type Problem } from '@remit/kernel';
import { entryKind, entryKinds } from '@remit/engine';
import type { EntryView, LogView } from '@remit/engine/nest';
import { numbersIn } from '@remit/record/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { type Choice, type ChoiceGroup, functionChoices, schoolChoices } from '../shell/choices.js';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import { type Asked, partsOf, type Reading } from '../shell/reading.js';
import { functionName, schoolName } from '../shell/words.js';
import { actorInWords, effectiveInWords, markOf, momentInWords, type Sections, sectionsOf } from './audit-words.js';

interface DayBoxes {
  readonly name: string;
  readonly legend: string;
  readonly day: Partial<Record<'day' | 'month' | 'year', string>>;
}

/** What the log shows. */
export interface EntriesModel {
  readonly sections: Sections;
  readonly action: string;
  readonly on: string;
  readonly known: string | undefined;
  readonly kinds: readonly Choice[];
  readonly schools: readonly Choice[];
  readonly groups: readonly ChoiceGroup[];
  readonly bodies: readonly Choice[];
  readonly by: string;
  readonly days: readonly DayBoxes[];
  /** What is looked for, in words; empty when it is everything. */
  readonly wanted: readonly string[];
  readonly all: string;
  readonly corrections: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly errorList: readonly { readonly text: string; readonly href?: string }[];
  readonly table: TableModel | undefined;
  readonly older: Link | undefined;
  readonly newest: Link | undefined;
}

export const entriesPage = pageOf<EntriesModel>('audit/entries');

/** The members of the address with the fields of the question that they fill. */
const FIELDS = {
  kind: 'type',
  by: 'actor',
  school: 'school',
  function: 'function',
  body: 'holder',
  'recorded-from': 'recordedFrom',
  'recorded-to': 'recordedTo',
  'effect-from': 'effectFrom',
  'effect-to': 'effectTo',
} as const;

type FilterName = keyof typeof FIELDS;

const NAMES = Object.keys(FIELDS) as readonly FilterName[];

/** What an address asks of the log, as the question for it has it. */
export function logQuestion(asked: Asked): Readonly<Record<string, unknown>> {
  const filters = NAMES.flatMap((name) => (asked[name] === undefined ? [] : [[FIELDS[name], asked[name]] as const]));
  const { before } = asked;
  return numbersIn({ ...Object.fromEntries(filters), ...(before === undefined ? {} : { before }) });
}

/** The part of an address that says what is looked for. */
export function filtersIn(asked: Asked): Asked {
  return Object.fromEntries(
    [...NAMES, 'before'].flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  );
}

/** The log, or what is wrong with what is looked for. */
export function entriesModel(reading: Reading, asked: Asked, log: LogView | Problem): EntriesModel {
  const { trust, on, known, names } = reading;
  const { before, ...filters } = filtersIn(asked);
  const found = 'entries' in log ? log : undefined;
  const problem = 'entries' in log ? undefined : log;
  const field = NAMES.find((name) => FIELDS[name] === problem?.field);
  const last = found?.entries.at(-1)?.entry.n;
  return {
    sections: sectionsOf(reading, 'audit/entries'),
    action: `/trusts/${trust}/audit/entries`,
    on,
    known,
    kinds: entryKinds().map(({ type, kind }) => ({ value: type, text: kind, selected: type === asked['kind'] })),
    schools: schoolChoices({ ...reading, names: { ...names, schools: ever(names.schools) } }, asked['school']),
    groups: functionChoices(reading, asked['function']),
    bodies: names.holders.map(({ id, name }) => ({ value: id, text: name, selected: id === asked['body'] })),
    by: asked['by'] ?? '',
    days: DAYS.map(([name, legend]) => ({ name, legend, day: asked[name] === undefined ? {} : partsOf(asked[name]) })),
    // What could not be looked for cannot be put in words either.
    wanted: problem !== undefined ? [] : NAMES.flatMap((name) => wantedInWords(reading, name, asked[name])),
    all: linkTo(reading, 'audit/entries'),
    corrections: linkTo(reading, 'audit/entries', { kind: 'EntryCorrected' }),
    errors: problem === undefined || field === undefined ? {} : { [field]: problem.detail },
    errorList:
      problem === undefined ? [] : [{ text: problem.detail, ...(field === undefined ? {} : { href: `#${field}` }) }],
    table: found === undefined || found.entries.length === 0 ? undefined : tableOf(reading, found.entries),
    older:
      found?.more === true
        ? { text: 'Older entries', href: linkTo(reading, 'audit/entries', { ...filters, before: String(last) }) }
        : undefined,
    newest:
      before === undefined
        ? undefined
        : { text: 'The newest entries', href: linkTo(reading, 'audit/entries', filters) },
  };
}

const DAYS: readonly (readonly [FilterName, string])[] = [
  ['recorded-from', 'Recorded from'],
  ['recorded-to', 'Recorded to'],
  ['effect-from', 'Takes effect from'],
  ['effect-to', 'Takes effect to'],
];

function ever<School extends { readonly inTrust: boolean }>(schools: readonly School[]): School[] {
  return schools.map((school) => ({ ...school, inTrust: true }));
}

function wantedInWords(reading: Reading, name: FilterName, value: string | undefined): string[] {
  if (value === undefined) return [];
  const day = (): string => dayInWords(dayOf(value));
  const words: Readonly<Record<FilterName, () => string>> = {
    kind: () => `of the kind "${entryKind(value)}"`,
    by: () => `recorded by ${value}`,
    school: () => `about ${schoolName(reading, value)}`,
    function: () => `about the function "${functionName(reading, value)}"`,
    body: () => `about ${reading.names.holders.find(({ id }) => id === value)?.name ?? value}`,
    'recorded-from': () => `recorded on ${day()} or later`,
    'recorded-to': () => `recorded on ${day()} or before`,
    'effect-from': () => `taking effect on ${day()} or later`,
    'effect-to': () => `taking effect on ${day()} or before`,
  };
  return [words[name]()];
}

function tableOf(reading: Reading, entries: readonly EntryView[]): TableModel {
  return {
    caption: entries.length === 1 ? 'One entry' : `${String(entries.length)} entries, the newest first`,
    columns: ['Entry', 'Kind', 'What it says', 'Takes effect', 'Recorded'],
    rows: entries.map((view): TableCell[] => [
      { ...entryLink(reading, view.entry.n), text: String(view.entry.n) },
      { text: entryKind(view.entry.type) },
      { text: view.says, mark: markOf(view) },
      { text: effectiveInWords(view) },
      { text: momentInWords(view.entry.recordedAt), note: `by ${actorInWords(view)}` },
    ]),
  };
}
