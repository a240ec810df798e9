import { dayInWords, dayOf } from '@remit/kernel';
import type { Answer, Finding, FindingCode, Party } from '@remit/accountability';
import type { PeopleShown, WithLineage, WithPeople } from '@remit/accountability/nest';

const FINDINGS: Readonly<Record<FindingCode, string>> = {
  'not-delegable': 'A line gives this to somebody else, but law reserves it; the line has no effect',
  'urgent-action-not-delegated': 'An urgent variation has no effect, because urgent action was not delegated',
  'below-minimum': 'There are fewer people than the minimum',
  'nobody-can-act': 'Nobody can act',
};

/** Which school is meant, when the question named it by another number. */
export function lineageLines({ lineage }: WithLineage): string[] {
  return lineage === undefined ? [] : [`${lineage.says} [entry ${String(lineage.entry)}]`];
}

/** An answer for people: the sentence first, then the people, the reasons, and up to where the record was read. */
export function answerText(answer: Answer & WithPeople & WithLineage): string {
  return (
    [
      ...lineageLines(answer),
      answer.says,
      ...peopleLines(answer),
      ...accountableLine(answer),
      '',
      'Why:',
      ...answer.why.map(
        ({ says, entry }, i) => `  ${String(i + 1)}. ${says}${entry === null ? '' : ` [entry ${String(entry)}]`}`,
      ),
      ...section('To look at:', answer.findings.map(findingLine)),
      ...section(
        'Lines that lost:',
        (answer.lost ?? []).map(
          (lost) => `${lost.layer} ${lost.instrument}, line ${lost.line}: ${lost.says} [entry ${String(lost.entry)}]`,
        ),
      ),
      '',
      receipt(answer),
    ].join('\n') + '\n'
  );
}

function peopleLines({ decides, exercisableBy, people: names }: Answer & WithPeople): string[] {
  const people = decides?.people.length === 0 && exercisableBy !== null ? exercisableBy.people : decides?.people;
  return (people ?? []).map(({ person, as }) => `  ${personText(person, names)}, ${as}`);
}

function accountableLine({ accountable }: Answer): string[] {
  return accountable === null ? [] : [`Accountable in law: ${holderText(accountable.holder, accountable.tier)}.`];
}

function findingLine({ code, entry }: Finding): string {
  return `${FINDINGS[code]}${entry === null ? '' : ` [entry ${String(entry)}]`}.`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];
}

/** A person's id, with the name behind it when it is known, or why it is not. */
export function personText(person: string, names: PeopleShown | undefined): string {
  const shown = names?.[person];
  if (shown === undefined) return person;
  if ('name' in shown) return `${person} (${shown.name})`;
  return `${person} (${'erased' in shown ? shown.erased : shown.unavailable})`;
}

/** Where in the record an answer stands. */
export function receipt({
  position,
  recordedThrough,
}: {
  readonly position: number;
  readonly recordedThrough: string | null;
}): string {
  if (recordedThrough === null) return 'Nothing was recorded by then.';
  const day = dayInWords(dayOf(recordedThrough));
  return `As recorded up to entry ${String(position)} (${day}, ${recordedThrough.slice(11, 16)} UTC).`;
}

/** A holder in a table: its id, the ids that claim it, or the tier that nobody holds. */
export function holderText(holder: Party['holder'], tier: string): string {
  if (holder === null) return `nobody (${tier})`;
  return typeof holder === 'string' ? holder : holder.join(' / ');
}
