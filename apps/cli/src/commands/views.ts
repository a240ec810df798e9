import type { Holding, Verdict } from '@remit/accountability';
import { GetView, type Views } from '@remit/accountability/nest';
import { dayInWords, dayOf } from '@remit/kernel';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { receipt } from '../print/answer-text.js';
import { say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { verdictCells } from '../print/verdict-text.js';
import { given, today, wholeNumber } from './who.js';

interface ViewCommand<Name extends keyof Views> {
  readonly options: readonly string[];
  readonly question: (args: Arguments) => Readonly<Record<string, unknown>>;
  readonly text: (view: Views[Name]) => string;
}

const CELL = ['function', 'school'];

export const VIEW_COMMANDS: { readonly [Name in keyof Views]: ViewCommand<Name> } = {
  matrix: {
    options: [...CELL, 'on', 'known-at'],
    question: (args) => ({ ...cell(args), on: args.text('on') ?? today() }),
    text: ({ cells }) =>
      table(
        ['Function', 'School', 'Status', 'Who decides', 'By'],
        cells.map((each) => [each.function, each.school ?? '', ...verdictCells(each), sourceOf(each)]),
      ),
  },
  timeline: {
    options: [...CELL, 'from', 'until', 'amount', 'known-at'],
    question: (args) => ({ ...cell(args), ...period(args), ...given('amount', wholeNumber(args.text('amount'))) }),
    text: ({ segments }) =>
      table(
        ['First day', 'Last day', 'Status', 'Who decides', 'People', 'By'],
        segments.map((each) => [...days(each), ...verdictCells(each), peopleOf(each), sourceOf(each)]),
      ),
  },
  compare: {
    options: [...CELL, 'on', 'known-at', 'to-on', 'to-known-at'],
    question: (args) => ({
      ...cell(args),
      on: args.needed('on'),
      ...given('toOn', args.text('to-on')),
      ...given('toKnownAt', args.text('to-known-at')),
    }),
    text: ({ cells, changed }) =>
      `${String(changed.length)} of ${String(cells)} differ.\n\n` +
      table(
        ['Function', 'School', 'Before', 'After'],
        changed.map((each) => [each.function, each.school ?? '', inShort(each.before), inShort(each.after)]),
      ),
  },
  gaps: {
    options: [...CELL, 'from', 'until', 'known-at'],
    question: (args) => ({ ...cell(args), ...period(args) }),
    text: ({ gaps }) =>
      table(
        ['Function', 'School', 'What', 'First day', 'Last day', 'Days', 'Who'],
        gaps.map((gap) => [
          gap.function,
          gap.school ?? '',
          gap.kind,
          ...days(gap),
          String(gap.daysExposed),
          verdictCells(gap.verdict)[1],
        ]),
      ),
  },
  holdings: {
    options: ['holder', 'person', 'on', 'known-at'],
    question: (args) => ({
      ...given('holder', args.text('holder')),
      ...given('person', args.text('person')),
      on: args.text('on') ?? today(),
    }),
    text: ({ holdings }) =>
      table(
        ['Function', 'School', 'Part', 'Through', 'By'],
        holdings.map((each) => [each.function, each.school ?? '', each.part, each.through, sourceOf(each)]),
      ),
  },
  functions: {
    options: ['known-at'],
    question: () => ({}),
    text: ({ functions }) =>
      table(
        ['Function', 'Name', 'Asked of', 'Who may decide', 'Legal basis', 'Checked'],
        functions.map((fn) => [fn.id, fn.name, fn.scope, fn.office ?? fn.class, fn.legalBasis ?? '', fn.evidence]),
      ),
  },
  findings: {
    options: ['known-at'],
    question: () => ({}),
    text: ({ findings }) =>
      findings.length === 0
        ? 'No entry is left without what it refers to.\n'
        : findings.map(({ says }) => `${says}\n`).join(''),
  },
};

/** Asks for a view and prints it. @returns the exit code. */
export async function view(name: keyof Views, args: Arguments): Promise<number> {
  noFile(args);
  const { question, text } = VIEW_COMMANDS[name] as ViewCommand<keyof Views>;
  const asked = { ...question(args), ...given('knownAt', args.text('known-at')) };
  return reading(args, async (engine) => {
    const found = valueOf(await engine.queries.execute(new GetView(await trustOf(args, engine), name, asked)));
    if (args.json) sayJson(found);
    else say(`${text(found)}\n${receipt(found)}`);
    return 0;
  });
}

function cell(args: Arguments): Readonly<Record<string, unknown>> {
  return { ...given('function', args.text('function')), ...given('school', args.text('school')) };
}

function period(args: Arguments): Readonly<Record<string, unknown>> {
  return { from: args.needed('from'), until: args.needed('until') };
}

/** A stretch of days as people say it: the first day and the last, which is the day before `until`. */
function days({ from, until }: { readonly from: string; readonly until: string }): [string, string] {
  return [dayInWords(dayOf(from)), dayInWords(dayOf(until) - 1)];
}

/** The people who decide, or who can act while it is vacant. */
function peopleOf({ decides, exercisableBy }: Verdict): string {
  return (exercisableBy ?? decides)?.people.map(({ person }) => person).join(', ') ?? '';
}

function sourceOf({ layer, instrument, line }: Pick<Holding, 'layer' | 'instrument' | 'line'>): string {
  if (layer === null) return '';
  return instrument === null ? layer : `${layer} ${instrument} ${line ?? ''}`.trimEnd();
}

function inShort(verdict: Verdict | null): string {
  return verdict === null ? 'not known' : verdictCells(verdict).join(' ');
}
