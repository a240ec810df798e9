import { civilDate, type Day, dayInWords, type Id } from '@remit/kernel';
import type { Fact } from '@remit/record';
import type { SchoolAdmitted } from '@remit/structure';
import type { GiasSchool } from './gias-facts.js';
import type { SchoolIds } from './plan-links.js';
import type { RecordedSchool, RecordedTrust } from './recorded-trust.js';
import { changeInWords, type Drafting } from './trust-plan.js';

/**
 * Plans which schools are admitted, released or stand otherwise than recorded.
 * @returns the ids of the trust's schools by URN.
 */
export function planSchools(draft: Drafting): SchoolIds {
  const ids = new Map<string, Id>();
  for (const { id, memberships } of draft.recorded?.schools() ?? []) {
    for (const { data } of memberships) if (data.urn !== undefined) ids.set(data.urn, id);
  }
  if (!draft.extract.has('schools')) return ids;
  const listed = draft.extract.schoolsOf(draft.uid);
  for (const school of listed) ids.set(school.urn, planSchool(draft, school));
  if (draft.recorded !== undefined) planLeavers(draft, draft.recorded, new Set(listed.map(({ urn }) => urn)));
  return ids;
}

function planSchool(draft: Drafting, school: GiasSchool): Id {
  const known = draft.recorded?.school(school.urn);
  const id = known?.id ?? schoolIdOf(draft, school.urn);
  if (known === undefined) admit(draft, id, school);
  else planKnown(draft, draft.recorded!, known, school);
  return id;
}

function planKnown(draft: Drafting, recorded: RecordedTrust, known: RecordedSchool, school: GiasSchool): void {
  const last = known.memberships.at(-1)!;
  if (last.until > draft.day) {
    planDifferences(draft, recorded, last, school);
  } else if (startOf(draft, school) < last.until) {
    draft.note('joined-before-leaving', `school ${school.urn} in trust ${draft.uid}`);
  } else {
    admit(draft, known.id, school);
  }
}

/** The day on which a school joined; when it is not known, the day on which the register has it in the trust. */
function startOf({ day }: Drafting, { joined }: GiasSchool): Day {
  return joined ?? day;
}

function schoolIdOf({ recorded }: Drafting, urn: string): Id {
  const id = `urn-${urn}`;
  return recorded?.isSchool(id) === true ? `${id}.gias` : id;
}

function admit(draft: Drafting, id: Id, school: GiasSchool): void {
  const from = startOf(draft, school);
  const about = `school ${school.urn} in trust ${draft.uid}`;
  if (school.joined === undefined) draft.note('joined-unknown', about);
  else if (from < draft.begins) draft.note('joined-before-trust', about);
  draft.plan({
    command: 'AdmitSchool',
    data: { school: id, ...detailsOf(school), from: civilDate(from) },
    ...(school.joined === undefined
      ? { reason: `The register does not say when the school joined; counted from ${dayInWords(from)}.` }
      : {}),
    file: 'schools',
    says: `admit ${school.name} (URN ${school.urn}) from ${dayInWords(from)}`,
  });
}

/** What the register says of a school, in the terms of the record. */
function detailsOf({ urn, name, type, phase }: GiasSchool): Pick<SchoolAdmitted, 'name' | 'urn' | 'type' | 'phase'> {
  return {
    name: name === '' ? `School ${urn}` : name,
    urn,
    ...(type === '' ? {} : { type }),
    ...(phase === '' || phase === 'Not applicable' ? {} : { phase }),
  };
}

function planDifferences(
  draft: Drafting,
  recorded: RecordedTrust,
  membership: Fact<SchoolAdmitted>,
  school: GiasSchool,
): void {
  const { data, n } = membership;
  const now: SchoolAdmitted = {
    ...data,
    ...detailsOf(school),
    from: school.joined === undefined ? data.from : civilDate(school.joined),
  };
  const changes = (['name', 'from', 'type', 'phase'] as const).filter((key) => now[key] !== data[key]);
  if (changes.length === 0) return;
  if (!recorded.isImported(membership)) {
    draft.note('by-hand', `${changes.join(', ')} of school ${school.urn}`);
    return;
  }
  const differences = changes.map((key) => changeInWords(WORDS[key], now[key], data[key]));
  draft.replace(n, {
    reason: `${draft.register} gives other details of the school.`,
    with: now,
    file: 'schools',
    says: `correct ${data.name} (URN ${school.urn}): ${differences.join('; ')}`,
  });
}

const WORDS = { name: 'the name', from: 'the first day', type: 'the type', phase: 'the phase' } as const;

/** A school is released on the day on which the register has it join another trust; otherwise nobody says when it left. */
function planLeavers(draft: Drafting, recorded: RecordedTrust, listed: ReadonlySet<string>): void {
  for (const school of recorded.schools()) {
    const last = school.memberships.at(-1);
    const urn = last?.data.urn;
    if (last === undefined || urn === undefined || listed.has(urn) || last.until <= draft.day) continue;
    planLeaver(draft, recorded, { id: school.id, urn, last });
  }
}

interface Leaver {
  readonly id: Id;
  readonly urn: string;
  readonly last: Fact<SchoolAdmitted>;
}

function planLeaver(draft: Drafting, recorded: RecordedTrust, { id, urn, last }: Leaver): void {
  const about = `school ${urn} in trust ${draft.uid}`;
  const elsewhere = draft.extract.membershipOf(urn);
  if (elsewhere?.joined === undefined || elsewhere.joined <= last.from) {
    draft.note('school-gone', about);
    return;
  }
  if (!recorded.isImported(last)) {
    draft.note('by-hand', about);
    return;
  }
  const since = dayInWords(elsewhere.joined);
  draft.plan({
    command: 'ReleaseSchool',
    data: { school: id, until: civilDate(elsewhere.joined) },
    reason: `${draft.register} has it in the trust with the UID ${elsewhere.uid} from ${since}.`,
    file: 'schools',
    says: `release ${last.data.name} (URN ${urn}): from ${since} in trust ${elsewhere.uid}`,
  });
}
