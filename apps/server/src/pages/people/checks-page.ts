import { counted, dayInWords, dayOf } from '@remit/kernel';
import type {
  CheckCode,
  CheckMade,
  FindingWeight,
  RegisterCount,
  RegisterCounts,
  RegisterFinding,
  RuleInForce,
} from '@remit/accountability';
import type { PeopleShown, Views, WithPeople } from '@remit/accountability/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { entryCited, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { inNames } from '../shell/in-names.js';

interface FindingShown {
  readonly mark: string;
  readonly says: string;
  readonly requires: string;
  readonly source: string;
  readonly note: string | undefined;
  readonly about: readonly Link[];
  readonly entries: readonly TableCell[];
}

/** What the page of the register checks shows. */
export interface ChecksModel {
  readonly says: string;
  readonly findings: readonly FindingShown[];
  readonly made: TableModel | undefined;
  readonly counts: TableModel | undefined;
}

export const checksPage = pageOf<ChecksModel>('people/checks');

/** The page of the register checks: what was found, by which rule in which edition, and what was counted. */
export function checksModel(reading: Reading, view: Views['checks'] & WithPeople): ChecksModel {
  const { says, findings, checks, counts } = view;
  return {
    says,
    findings: findings.map((finding) => findingShown(reading, finding, view.people ?? {})),
    made: checks.length === 0 ? undefined : checksTable(checks),
    counts: counts === null ? undefined : countsTable(counts),
  };
}

const WEIGHTS: Readonly<Record<FindingWeight, string>> = { must: 'MUST', should: 'SHOULD', note: 'NOTE' };

function findingShown(reading: Reading, finding: RegisterFinding, people: PeopleShown): FindingShown {
  const { weight, says, rule, holders, entries } = finding;
  return {
    mark: WEIGHTS[weight],
    says: inNames(reading, says, people),
    requires: rule.requires,
    source: sourceOf(rule),
    note: rule.note,
    about: holders.map((id) => ({
      text: reading.names.holders.find((holder) => holder.id === id)?.name ?? id,
      href: linkTo(reading, `people/${id}`),
    })),
    entries: entries.map((n) => ({ text: String(n), href: entryCited(reading, n).href })),
  };
}

const EVIDENCE: Readonly<Record<RuleInForce['evidence'], string>> = {
  seen: 'read in the text itself',
  secondary: 'read in what others write about it',
  unverified: 'not read',
};

function sourceOf({ instrument, edition, provision, from, until, evidence }: RuleInForce): string {
  const days = [
    ...(from === null ? [] : [`from ${dayInWords(dayOf(from))}`]),
    ...(until === null ? [] : [`until ${dayInWords(dayOf(until) - 1)}`]),
  ].join(' ');
  const edited = days === '' ? edition : `${edition}, in force ${days}`;
  return `${instrument}, ${edited}: ${provision} (${EVIDENCE[evidence]})`;
}

/** Checks of a rule that another one makes by appointment. */
const BY_PERSON: ReadonlySet<CheckCode> = new Set(['too-few-different-members', 'too-few-different-trustees']);

function checksTable(checks: readonly CheckMade[]): TableModel {
  return {
    caption: 'Every check that was made',
    columns: ['Rule', 'Where it stands', 'Found'],
    rows: checks.map(({ code, rule, found }) => [
      { text: rule.requires, note: BY_PERSON.has(code) ? 'Counting each person once.' : undefined },
      { text: sourceOf(rule), note: rule.note },
      { text: foundInWords(found) },
    ]),
  };
}

function foundInWords(found: number | null): string {
  if (found === null) return 'Could not be checked: what it looks at is not recorded';
  return found === 0 ? 'Nothing amiss' : counted(found, 'finding', 'findings');
}

const COUNTED: readonly (readonly [keyof RegisterCounts, string])[] = [
  ['members', 'Members'],
  ['trustees', 'Trustees'],
  ['chairs', 'Chairs of the board'],
  ['accountingOfficers', 'Accounting officers'],
  ['chiefFinancialOfficers', 'Chief financial officers'],
];

function countsTable(counts: RegisterCounts): TableModel {
  const cell = (count: RegisterCount | null, of: keyof RegisterCount) => ({
    text: count === null ? 'Not recorded' : String(count[of]),
  });
  return {
    caption: 'What was counted',
    columns: ['Who', 'Appointments', 'Different people'],
    rows: COUNTED.map(([name, words]) => [
      { text: words },
      cell(counts[name], 'appointments'),
      cell(counts[name], 'people'),
    ]),
  };
}
