import { dayInWords, dayOf } from '@remit/kernel';
import type { FindingWeight, RegisterCount, RegisterCounts, RegisterFinding, RuleInForce } from '@remit/accountability';
import type { PeopleShown, Views, WithPeople } from '@remit/accountability/nest';
import { personText } from './answer-text.js';

const TITLES: Readonly<Record<FindingWeight, string>> = {
  must: 'Must be put right',
  should: 'Should be put right',
  note: 'Good to know',
};

const EVIDENCE: Readonly<Record<RuleInForce['evidence'], string>> = {
  seen: 'checked against the text',
  secondary: 'checked against what others write about it, not the text',
  unverified: 'not verified',
};

const COUNTED: readonly (readonly [name: keyof RegisterCounts, called: string])[] = [
  ['members', 'members'],
  ['trustees', 'trustees'],
  ['chairs', 'chair of the board'],
  ['accountingOfficers', 'accounting officer'],
  ['chiefFinancialOfficers', 'chief financial officer'],
];

/** What the register checks found, for people: by weight, each with its people, its rule and its entries. */
export function checksText(view: Views['checks'] & WithPeople): string {
  const { says, findings, people, counts, checks } = view;
  const sections = Object.entries(TITLES).flatMap(([weight, title]) => {
    const found = findings.filter((finding) => finding.weight === weight);
    return found.length === 0 ? [] : ['', title, ...found.flatMap((finding) => findingLines(finding, people))];
  });
  const unmade = checks.filter(({ found }) => found === null).map(({ code }) => code.replaceAll('-', ' '));
  const looked = [
    ...(unmade.length === 0
      ? []
      : [`Could not be checked, because what it needs is not recorded: ${unmade.join(', ')}.`]),
    ...(checks.length === 0
      ? []
      : [`Checks made: ${String(checks.length - unmade.length)} of ${String(checks.length)}.`]),
    ...(counts === null ? [] : [`Counted, as appointments: ${countsText(counts)}.`]),
  ];
  return `${[says, ...sections, ...(looked.length === 0 ? [] : ['', ...looked])].join('\n')}\n`;
}

function findingLines(finding: RegisterFinding, names: PeopleShown | undefined): string[] {
  const { says, people, rule, entries } = finding;
  const shown = [...new Set(people.map(({ person, as, holder }) => `${personText(person, names)}, ${as} (${holder})`))];
  return [
    `  - ${says}`,
    ...(shown.length === 0 ? [] : [`      People: ${shown.join('; ')}.`]),
    `      Rule: ${rule.requires} ${sourceText(rule)}`,
    `      Rests on ${entries.length === 1 ? 'entry' : 'entries'} ${entries.join(', ')}.`,
  ];
}

function sourceText({ instrument, edition, provision, from, evidence, note }: RuleInForce): string {
  const since = from === null ? '' : `, from ${dayInWords(dayOf(from))}`;
  return `${instrument} (${edition}${since}), ${provision}; ${EVIDENCE[evidence]}.${note === undefined ? '' : ` ${note}`}`;
}

function countsText(counts: RegisterCounts): string {
  return COUNTED.map(([name, called]) => `${called} ${countText(counts[name])}`).join(', ');
}

function countText(count: RegisterCount | null): string {
  if (count === null) return 'not recorded';
  const { appointments, people } = count;
  if (people === appointments) return String(appointments);
  return `${String(appointments)} (${people === 1 ? 'one person' : `${String(people)} different people`})`;
}
