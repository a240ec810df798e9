import { civilDate, type Day, dayInWords, dayOf, type Id, type Problem } from '@remit/kernel';
import { type Fact, NOTHING_KNOWN } from '@remit/record';
import type { TrustEstablished } from '@remit/structure';
import type { GiasExtract } from './gias-extract.js';
import { planLinks } from './plan-links.js';
import { planPosts } from './plan-posts.js';
import { planSchools } from './plan-schools.js';
import { nameKey, type RecordedTrust } from './recorded-trust.js';
import { changeInWords, Drafting, type TrustPlan } from './trust-plan.js';

/** The id of a trust whose record an import begins. */
export function trustIdOf(uid: string): Id {
  return `uid-${uid}`;
}

/**
 * What an import would record of one trust, given what is recorded. Pure: the same files and the same record give the
 * same plan, and a plan made after it was recorded is empty.
 */
export function planTrust(uid: string, extract: GiasExtract, recorded: RecordedTrust | undefined): TrustPlan {
  const name = nameOf(uid, extract, recorded);
  const refused = olderExtract(name, extract.day, recorded);
  const trust = recorded?.trust ?? trustIdOf(uid);
  const plan = { uid, trust, name, founding: recorded === undefined, head: recorded?.head ?? NOTHING_KNOWN };
  if (refused !== undefined) return { ...plan, commands: [], odd: [], refused };
  const { commands, odd } = drafted(uid, name, extract, recorded);
  return { ...plan, commands, odd };
}

/** What a trust is called of which no file has the name. */
export function unnamed(uid: string): string {
  return `Trust ${uid} of the national register`;
}

function nameOf(uid: string, extract: GiasExtract, recorded: RecordedTrust | undefined): string {
  const named = extract.nameOf(uid);
  if (named !== '') return named;
  return recorded?.established?.data.name ?? unnamed(uid);
}

function drafted(uid: string, name: string, extract: GiasExtract, recorded: RecordedTrust | undefined): Drafting {
  const begins = beginsAfter(uid, extract, recorded);
  const draft = new Drafting(uid, recorded?.trust ?? trustIdOf(uid), extract, recorded, begins);
  planFounding(draft, name);
  const schools = planSchools(draft);
  planPosts(draft);
  planLinks(draft, schools);
  if (extract.has('governance') && extract.postsOf(uid).length === 0) draft.note('trust-ungoverned', `trust ${uid}`);
  return draft;
}

/** The first day of the trust once the plan is recorded. */
function beginsAfter(uid: string, extract: GiasExtract, recorded: RecordedTrust | undefined): Day {
  const established = recorded?.established;
  if (recorded === undefined || established === undefined) return beginningOf(uid, extract);
  const incorporated = recorded.isImported(established) ? extract.groups.get(uid)?.from : undefined;
  return incorporated ?? dayOf(established.data.from);
}

/** The day of incorporation; when the register has none, the first day that a file names for the trust. */
function beginningOf(uid: string, extract: GiasExtract): Day {
  const from = extract.groups.get(uid)?.from;
  if (from !== undefined) return from;
  const days = [
    ...extract.schoolsOf(uid).map(({ joined }) => joined),
    ...extract.postsOf(uid).map(({ from: appointed }) => appointed),
  ].filter((day) => day !== undefined);
  return days.reduce((first, day) => Math.min(first, day), extract.day);
}

/** What is recorded of a newer day must not be undone by an older extract. */
function olderExtract(name: string, day: Day, recorded: RecordedTrust | undefined): Problem | undefined {
  const lastExtract = recorded?.origins.lastExtract;
  if (recorded === undefined || lastExtract === undefined || lastExtract <= day) return undefined;
  const { trust } = recorded;
  return {
    code: 'EXCHANGE.OLDER_EXTRACT',
    detail: `${name} ("${trust}") has been imported as of ${dayInWords(lastExtract)} already, and these files are of ${dayInWords(day)}. Nothing of it was recorded. Import files of a later day, or give their day, if it is another.`,
  };
}

function planFounding(draft: Drafting, name: string): void {
  const { recorded } = draft;
  const group = draft.extract.groups.get(draft.uid);
  if (recorded === undefined) {
    if (group === undefined) draft.note('trust-unnamed', `trust ${draft.uid}`);
    if (group?.from === undefined) draft.note('trust-start-unknown', `trust ${draft.uid}`);
    draft.plan({
      command: 'EstablishTrust',
      data: { trust: draft.trust, ...founding(draft, name), from: civilDate(draft.begins) },
      file: group === undefined ? 'governance' : 'groups',
      says: `establish ${name}`,
    });
    return;
  }
  const { established } = recorded;
  if (group !== undefined && established !== undefined) planRenaming(draft, recorded, established);
}

/** The numbers of the trust, each where a file has it. */
function founding({ uid, extract }: Drafting, name: string): Readonly<Record<string, string>> {
  const group = extract.groups.get(uid);
  const company = group?.companyNumber ?? extract.postsOf(uid)[0]?.companyNumber ?? '';
  const ukprn = group?.ukprn ?? '';
  return {
    name,
    uid,
    ...(company === '' ? {} : { companyNumber: company }),
    ...(ukprn === '' ? {} : { ukprn }),
  };
}

/**
 * A trust's name changes case and wording while its number stays. There is no command for a new name, so the founding
 * entry is replaced; as known before, the trust keeps its old name.
 */
function planRenaming(draft: Drafting, recorded: RecordedTrust, established: Fact<TrustEstablished>): void {
  const { data } = established;
  const group = draft.extract.groups.get(draft.uid)!;
  const said = founding(draft, group.name);
  const now = { ...data, ...said, ...(group.from === undefined ? {} : { from: civilDate(group.from) }) };
  const onlyCase = nameKey(now.name) === nameKey(data.name);
  if (onlyCase && now.name !== data.name) draft.note('trust-name-case', `trust ${draft.uid}`);
  const restated = { ...now, ...(onlyCase ? { name: data.name } : {}) };
  const changes = (['name', 'from', 'companyNumber', 'ukprn'] as const).filter((key) => restated[key] !== data[key]);
  if (changes.length === 0) return;
  if (!recorded.isImported(established)) {
    draft.note('by-hand', `${changes.join(', ')} of trust ${draft.uid}`);
    return;
  }
  const differences = changes.map((key) => changeInWords(WORDS[key], restated[key], data[key]));
  draft.replace(established.n, {
    reason: `${draft.register} gives other details of the trust.`,
    with: restated,
    file: 'groups',
    says: `correct the trust: ${differences.join('; ')}`,
  });
}

const WORDS = {
  name: 'the name',
  from: 'the first day',
  companyNumber: 'the Companies House number',
  ukprn: 'the UKPRN',
} as const;
