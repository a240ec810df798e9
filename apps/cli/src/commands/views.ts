import type { Holding, Verdict } from '@remit/accountability';
import { type Dated, GetView, type PeopleShown, type Views, type WithPeople } from '@remit/accountability/nest';
import { dayInWords, dayOf, poundsInWords } from '@remit/kernel';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { reading, trustOf } from '../engine.js';
import { lineageLines, personText, receipt } from '../print/answer-text.js';
import { checksText } from '../print/checks-text.js';
import { say, sayJson } from '../print/output.js';
import { table } from '../print/table.js';
import { verdictCells, verdictInShort } from '../print/verdict-text.js';
import { WrongUsage } from '../usage.js';
import { given, today, wholeNumber } from './who.js';

interface ViewCommand<Name extends keyof Views> {
  readonly question: (args: Arguments) => Readonly<Record<string, unknown>>;
  readonly text: (view: Views[Name] & WithPeople) => string;
}

const VIEW_COMMANDS: { readonly [Name in keyof Views]: ViewCommand<Name> } = {
  matrix: {
    question: (args) => ({ ...cell(args), on: args.text('on') ?? today() }),
    text: ({ cells }) =>
      table(
        ['Function', 'School', 'Status', 'Who decides', 'By'],
        cells.map((each) => [each.function, each.school ?? '', ...verdictCells(each), sourceOf(each)]),
      ),
  },
  timeline: {
    question: (args) => ({
      ...cell(args),
      function: args.needed('function'),
      ...period(args),
      ...given('amount', wholeNumber(args.text('amount'))),
    }),
    text: ({ segments, people }) =>
      table(
        ['First day', 'Last day', 'Status', 'Who decides', 'People', 'By'],
        joined(segments, (each) => [...verdictCells(each), peopleOf(each, people), sourceOf(each)]),
      ),
  },
  compare: {
    question: (args) => ({ ...cell(args), on: args.needed('on'), ...otherMoment(args) }),
    text: ({ cells, changed, people }) => differences(cells, changed, people),
  },
  gaps: {
    question: (args) => ({ ...cell(args), ...period(args) }),
    text: ({ gaps }) =>
      gaps.length === 0
        ? 'There are no gaps and no overlaps.\n'
        : table(
            ['Function', 'School', 'What', 'First day', 'Last day', 'Days', 'Who'],
            gaps.map((gap) => [
              gap.function,
              gap.school ?? '',
              gap.kind.replaceAll('-', ' '),
              ...days(gap),
              String(gap.daysExposed),
              verdictCells(gap.verdict)[1],
            ]),
          ),
  },
  holdings: {
    question: (args) => ({
      ...given('holder', args.text('holder')),
      ...given('person', args.text('person')),
      on: args.text('on') ?? today(),
    }),
    text: ({ holdings, people }) =>
      peopleHeading(people) +
      (holdings.length === 0
        ? 'There is nothing to hold on that day.\n'
        : table(
            ['Function', 'School', 'Part', 'Through', 'By'],
            holdings.map((each) => [each.function, each.school ?? '', partOf(each), each.through, sourceOf(each)]),
          )),
  },
  functions: {
    question: () => ({}),
    text: ({ functions }) =>
      table(
        ['Function', 'Name', 'Asked of', 'Who may decide', 'Checked', 'Legal basis'],
        functions.map((fn) => [fn.id, fn.name, fn.scope, fn.office ?? fn.class, fn.evidence, fn.legalBasis ?? '']),
      ),
  },
  findings: {
    question: () => ({}),
    text: ({ findings }) =>
      findings.length === 0
        ? 'No entry is left without what it refers to.\n'
        : findings.map(({ says }) => `${says}\n`).join(''),
  },
  checks: {
    question: (args) => ({ on: args.text('on') ?? today() }),
    text: checksText,
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
    else say([...lineageLines(found), text(found), receipt(found)].join('\n'));
    return 0;
  });
}

function cell(args: Arguments): Readonly<Record<string, unknown>> {
  return { ...given('function', args.text('function')), ...given('school', args.text('school')) };
}

/** The other side of a comparison. @throws WrongUsage when both sides would be the same. */
function otherMoment(args: Arguments): Readonly<Record<string, unknown>> {
  if (['to-on', 'known-at', 'to-known-at'].every((option) => args.text(option) === undefined)) {
    throw new WrongUsage('Say what to compare with: --to-on DAY, --known-at K or --to-known-at K.');
  }
  return { ...given('toOn', args.text('to-on')), ...given('toKnownAt', args.text('to-known-at')) };
}

function period(args: Arguments): Readonly<Record<string, unknown>> {
  return { from: args.needed('from'), until: args.needed('until') };
}

/** A stretch of days as people say it: the first day and the last, which is the day before `until`. */
function days({ from, until }: { readonly from: string; readonly until: string }): [string, string] {
  return [dayInWords(dayOf(from)), dayInWords(dayOf(until) - 1)];
}

/** The person whose holdings are listed, when registered. */
function peopleHeading(people: PeopleShown | undefined): string {
  const [person] = Object.keys(people ?? {});
  return person === undefined ? '' : `${personText(person, people)}\n\n`;
}

/** The people who decide, or who can act while it is vacant. */
function peopleOf({ decides, exercisableBy }: Verdict, names: PeopleShown | undefined): string {
  return (exercisableBy ?? decides)?.people.map(({ person }) => personText(person, names)).join(', ') ?? '';
}

function sourceOf({ layer, instrument, line }: Pick<Holding, 'layer' | 'instrument' | 'line'>): string {
  if (layer === null) return '';
  return instrument === null ? layer : `${layer} ${instrument} ${line ?? ''}`.trimEnd();
}

/** The part that somebody has, with how far it reaches in money. */
function partOf({ part, upTo }: Holding): string {
  const inWords = part.replaceAll('-', ' ');
  if (upTo === undefined) return inWords;
  return upTo === null ? `${inWords} above the limits` : `${inWords} up to ${poundsInWords(upTo)}`;
}

/** Rows of stretches of days; neighbours that look the same are one row. */
function joined<Segment extends Dated>(
  segments: readonly Segment[],
  cellsOf: (segment: Segment) => string[],
): string[][] {
  const stretches: { from: string; until: string; readonly cells: string[] }[] = [];
  for (const segment of segments) {
    const cells = cellsOf(segment);
    const last = stretches.at(-1);
    if (last !== undefined && last.cells.join('\n') === cells.join('\n')) last.until = segment.until;
    else stretches.push({ from: segment.from, until: segment.until, cells });
  }
  return stretches.map((stretch) => [...days(stretch), ...stretch.cells]);
}

function differences(cells: number, changed: Views['compare']['changed'], people: PeopleShown | undefined): string {
  if (changed.length === 0) return `Nothing differs: ${String(cells)} compared.\n`;
  const rows = changed.map(({ function: id, school, before, after }) => [
    id,
    school ?? '',
    ...changedCells(before, after, people),
    sourceOf(after ?? NO_SOURCE),
  ]);
  return `${String(changed.length)} of ${String(cells)} differ.\n\n${table(['Function', 'School', 'Before', 'After', 'By'], rows)}`;
}

/** Both sides in short; when the holder is the same, the people too. */
function changedCells(before: Verdict | null, after: Verdict | null, names: PeopleShown | undefined): [string, string] {
  const holders: [string, string] = [verdictInShort(before), verdictInShort(after)];
  if (holders[0] !== holders[1] || before === null || after === null) return holders;
  const people = [peopleOf(before, names), peopleOf(after, names)];
  if (people[0] === people[1]) return [holders[0], 'the same; its line or other parts differ'];
  return [`${holders[0]}: ${people[0] ?? ''}`, `${holders[1]}: ${people[1] ?? ''}`];
}

const NO_SOURCE = { layer: null, instrument: null, line: null };
