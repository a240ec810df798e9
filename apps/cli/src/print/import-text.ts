import { civilDate, dayInWords } from '@remit/kernel';
import {
  COMMANDS_IN_WORDS,
  countPlan,
  type ImportPlan,
  ODDITIES,
  type OddityCode,
  type TrustPlan,
} from '@remit/exchange';
import { problemText } from './output.js';
import { table } from './table.js';

const DAY_FROM: Readonly<Record<ImportPlan['dayFrom'], string>> = {
  given: 'as given with --on',
  named: 'by the name of the folder or the file',
  saved: 'the day on which the files were saved; if it is another, give it with --on',
};

/** So many examples of one oddity are named; --json names all. */
const EXAMPLES = 5;

/** A plan for people: where it comes from, what would be recorded, each difference, what is odd, what is refused. */
export function planText(plan: ImportPlan): string {
  const counts = countPlan(plan);
  const files = plan.files.map(({ name, rows, sha256 }) => [name, String(rows), `SHA-256 ${sha256.slice(0, 16)}…`]);
  const kinds = [...counts.commands].map(([command, count]) => [String(count), COMMANDS_IN_WORDS[command] ?? command]);
  const unused = plan.unused.length === 0 ? [] : [`Not used: ${plan.unused.join(', ')}.`];
  const trusts = `Trusts: ${String(counts.founded)} new, ${String(counts.changed)} changed, ${String(plan.unchanged)} as recorded.`;
  const what =
    counts.total === 0 ? ['Nothing is to be recorded: the record says all of it.'] : [table(['Count', 'What'], kinds)];
  return [
    `The register of ${dayInWords(plan.day)} (${DAY_FROM[plan.dayFrom]}).`,
    table(['File', 'Rows', 'Fingerprint'], files),
    ...unused,
    trusts,
    ...what,
    ...section(
      'Differences from what is recorded:',
      plan.trusts.filter(({ founding }) => !founding).flatMap(differences),
    ),
    ...section(
      'Odd:',
      [...counts.odd].map(([code, abouts]) => oddLine(code, abouts)),
    ),
    ...section('Refused:', counts.refused.map(problemText)),
  ].join('\n');
}

function differences({ name, trust, commands }: TrustPlan): string[] {
  return commands.map(({ says }) => `${name} ("${trust}"): ${says}`);
}

function oddLine(code: OddityCode, abouts: readonly string[]): string {
  const text = ODDITIES[code];
  const more = abouts.length > EXAMPLES ? `; and ${String(abouts.length - EXAMPLES)} more` : '';
  const named = abouts.slice(0, EXAMPLES).join('; ');
  return `${String(abouts.length)} × ${text}. These are: ${named}${more}.`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`), ''];
}

/** A plan for programs. It has no names of people. */
export function planJson(plan: ImportPlan): unknown {
  const counts = countPlan(plan);
  return {
    day: civilDate(plan.day),
    files: plan.files,
    unused: plan.unused,
    trusts: { new: counts.founded, changed: counts.changed, unchanged: plan.unchanged },
    commands: Object.fromEntries(counts.commands),
    total: counts.total,
    differences: plan.trusts
      .filter(({ founding }) => !founding)
      .flatMap(({ trust, commands }) => commands.map(({ command, says }) => ({ trust, command, says }))),
    odd: Object.fromEntries([...counts.odd].map(([code, abouts]) => [code, { count: abouts.length, about: abouts }])),
    refused: counts.refused,
  };
}
