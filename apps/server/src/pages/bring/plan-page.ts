import { capital, counted, dayInWords } from '@remit/kernel';
import { COMMANDS_IN_WORDS, countPlan, type ImportPlan, ODDITIES, type OddityCode } from '@remit/exchange';
import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { problemInWords } from './bring-words.js';

/** What the page shows before anything of the register is recorded. */
export interface PlanModel {
  readonly heading: string;
  readonly says: readonly string[];
  /** Said when the plan is no longer the one that was shown before. */
  readonly moved: boolean;
  readonly refused: readonly string[];
  readonly counts: TableModel | undefined;
  readonly differences: readonly string[];
  readonly moreDifferences: string | undefined;
  readonly odd: TableModel | undefined;
  readonly files: TableModel;
  readonly action: string;
  readonly fingerprint: string;
  /** The button that records; `undefined` when there is nothing to record. */
  readonly button: string | undefined;
  readonly another: { readonly text: string; readonly href: string };
}

export const planPage = pageOf<PlanModel>('bring/plan');

const DAY_FROM: Readonly<Record<ImportPlan['dayFrom'], string>> = {
  given: 'the day that you gave',
  named: 'by the name of a file',
  saved:
    'today, because neither you nor the name of a file says another day; if you downloaded them on another day, send them again and give it',
};

/** What to do about something odd, where there is something to do. */
const TO_DO: Readonly<Partial<Record<OddityCode, string>>> = {
  'utf-8': 'Download the file again if it was opened in a spreadsheet program: those change dates and letters.',
  'row-misshapen': 'If there are many, download the file again.',
  'perhaps-one-person': 'If they are one person, say so to whoever keeps your details in the register.',
  'date-unknown': 'When you know the day, correct the appointment.',
  'shared-governors': 'Constitute the bodies with the schools that they serve.',
  'school-gone': 'If they left, release them: see “Record something”.',
  'post-gone': 'If they ended, end the appointments: see “Record something”.',
  'joined-unknown': 'When you know the day, correct the entry.',
  'by-hand': 'Look at which of the two is right.',
};

/** So many examples of one oddity are named, and so many differences. */
const EXAMPLES_MAX = 5;
const DIFFERENCES_MAX = 200;

/** What a plan comes to: what is counted, what differs, what is odd and what is refused. */
export function planModel(
  plan: ImportPlan,
): Pick<PlanModel, 'says' | 'refused' | 'counts' | 'differences' | 'moreDifferences' | 'odd' | 'files' | 'button'> {
  const { total, commands, odd, refused } = countPlan(plan);
  const differences = plan.trusts
    .filter(({ founding }) => !founding)
    .flatMap((trust) => trust.commands.map(({ says }) => says));
  const unused = plan.unused.length === 0 ? [] : [`Not used: ${plan.unused.join(', ')}.`];
  return {
    says: [
      `The register of ${dayInWords(plan.day)} (${DAY_FROM[plan.dayFrom]}).`,
      ...unused,
      ...(total === 0 && refused.length === 0
        ? ['The record says all of it already: there is nothing to record.']
        : []),
    ],
    refused: refused.map(problemInWords),
    counts: total === 0 ? undefined : countsTable(commands, total),
    differences: differences.slice(0, DIFFERENCES_MAX),
    moreDifferences:
      differences.length > DIFFERENCES_MAX ? `and ${String(differences.length - DIFFERENCES_MAX)} more` : undefined,
    odd: odd.size === 0 ? undefined : oddTable(odd),
    files: filesTable(plan),
    button:
      total === 0
        ? undefined
        : `Record ${total === 1 ? 'this entry' : `these ${total.toLocaleString('en-GB')} entries`}`,
  };
}

function countsTable(commands: ReadonlyMap<string, number>, total: number): TableModel {
  return {
    caption: `What would be recorded: ${counted(total, 'entry', 'entries')}`,
    columns: ['What', 'How many'],
    rows: [...commands].map(([command, count]) => [
      { text: capital(COMMANDS_IN_WORDS[command] ?? command) },
      { text: count.toLocaleString('en-GB') },
    ]),
  };
}

function oddTable(odd: ReadonlyMap<OddityCode, readonly string[]>): TableModel {
  return {
    caption: 'What is odd in the files, and what was made of it',
    columns: ['What', 'How many', 'Which', 'What you can do'],
    rows: [...odd].map(([code, abouts]) => [
      { text: capital(ODDITIES[code]) },
      { text: abouts.length.toLocaleString('en-GB') },
      { text: examples(abouts) },
      { text: TO_DO[code] ?? 'Nothing needs to be done.' },
    ]),
  };
}

function examples(abouts: readonly string[]): string {
  const more = abouts.length > EXAMPLES_MAX ? `; and ${String(abouts.length - EXAMPLES_MAX)} more` : '';
  return `${abouts.slice(0, EXAMPLES_MAX).join('; ')}${more}`;
}

function filesTable({ files }: ImportPlan): TableModel {
  return {
    caption: 'The files that were read',
    columns: ['File', 'Rows', 'Fingerprint (SHA-256)'],
    rows: files.map(({ name, rows, sha256 }) => [
      { text: name },
      { text: rows.toLocaleString('en-GB') },
      { text: `${sha256.slice(0, 16)}…` },
    ]),
  };
}
