import { dayInWords, dayOf, type Id, listInWords, poundsInWords } from '@remit/kernel';
import { type AnswerBand, type FindingCode, type Party, usualTierName, type Verdict } from '@remit/accountability';
import type { PersonShown } from '@remit/accountability/nest';
import type { Reading } from './reading.js';

/** What each finding means, for people who have to do something about it. */
export const FINDINGS: Readonly<Record<FindingCode, string>> = {
  'not-delegable': 'A line gives this to somebody else, but law reserves it; the line has no effect.',
  'urgent-action-not-delegated': 'An urgent variation has no effect, because urgent action was not delegated.',
  'below-minimum': 'There are fewer people than the minimum that is recorded.',
  'nobody-can-act': 'Nobody can act. The board should appoint somebody, or take the power back.',
};

/** What tiers do in a function beside deciding it. */
export const PARTS = [
  ['recommends', 'Recommends'],
  ['consulted', 'Is consulted'],
  ['informed', 'Is told'],
  ['oversees', 'Oversees'],
] as const;

/** "from 3 March 2025", "from 3 March 2025 to 31 August 2029". @param until `YYYY-MM-DD`, exclusive; null for no end */
export function daysInWords({ from, until }: { readonly from: string; readonly until: string | null }): string {
  const first = `from ${dayInWords(dayOf(from))}`;
  return until === null ? first : `${first} to ${dayInWords(dayOf(until) - 1)}`;
}

/** Puts what has a name in the order in which people look a name up. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name, 'en-GB');
}

/** The name of a person, or what stands in its place. */
export function personName(id: Id, shown: PersonShown | undefined): string {
  if (shown === undefined) return id;
  if ('name' in shown) return shown.name;
  return 'erased' in shown ? shown.erased : shown.unavailable;
}

/** What the record calls things, as far as a sentence needs it. */
interface Called<What extends keyof Reading['names']> {
  readonly names: Pick<Reading['names'], What>;
}

/** What the trust calls a tier on the page's day. */
export function tierInWords({ names }: Called<'tiers'>, tier: Id): string {
  return names.tiers.find(({ id }) => id === tier)?.name ?? usualTierName(tier);
}

/** Who holds a tier, as the trust calls them. */
export function holdersInWords(reading: Reading, holder: Party['holder'], tier: Id): string {
  if (holder === null) return `nobody (no body or post of the kind "${tierInWords(reading, tier)}" here)`;
  const ids = typeof holder === 'string' ? [holder] : holder;
  return listInWords(ids.map((id) => reading.names.holders.find((each) => each.id === id)?.name ?? id));
}

/** What a school is called; its id when the record has no name for it. */
export function schoolName({ names }: Reading, school: Id): string {
  return names.schools.find(({ id }) => id === school)?.name ?? school;
}

/** What a place is called. @param school null for the trust as a whole */
export function placeName(reading: Reading, school: Id | null): string {
  return school === null ? 'The trust as a whole' : schoolName(reading, school);
}

/** Places in the order in which people look a name up, the trust as a whole first. */
export function byPlace<Place extends { readonly school: Id | null }>(
  reading: Reading,
  places: readonly Place[],
): Place[] {
  const nameOf = ({ school }: Place): string => (school === null ? '' : schoolName(reading, school));
  return places.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), 'en-GB'));
}

/** What a cluster is called; its id when the record has no name for it. */
export function clusterName({ names }: Called<'clusters'>, cluster: Id): string {
  return names.clusters.find(({ id }) => id === cluster)?.name ?? cluster;
}

/** What a function is called; its id when the record has no name for it. */
export function functionName({ names }: Reading, id: Id): string {
  return names.functions.find((each) => each.id === id)?.name ?? id;
}

/** Who decides by a verdict, in a few words. */
export function verdictInWords(reading: Reading, verdict: Verdict): string {
  const { status, decides, bands, exercisableBy } = verdict;
  if (bands !== null)
    return bands.map((band, at) => `${amountInWords(bands, at)}: ${bandInWords(reading, band)}`).join('; ');
  if (decides === null)
    return status === 'not-in-trust' ? 'The school is not in the trust' : 'The trust has no record yet';
  const who = holdersInWords(reading, decides.holder, decides.tier);
  if (status === 'retained') return `${who}, which never delegated it`;
  if (status === 'conflict') return `Claimed by ${who}`;
  return status === 'vacant' ? `Vacant: ${who}; ${backInWords(reading, exercisableBy)}` : who;
}

function bandInWords(reading: Reading, { status, decides, exercisableBy }: AnswerBand): string {
  const who = holdersInWords(reading, decides.holder, decides.tier);
  if (status === 'conflict') return `claimed by ${who}`;
  return status === 'vacant' ? `${who} (vacant, ${backInWords(reading, exercisableBy)})` : who;
}

function backInWords(reading: Reading, acting: Verdict['exercisableBy']): string {
  return acting === null ? 'nobody can act' : `${holdersInWords(reading, acting.holder, acting.tier)} can act`;
}

/** The amounts of a band: "up to £5,000", "over £5,000 up to £50,000", "over £50,000". */
export function amountInWords(bands: readonly Pick<AnswerBand, 'upTo'>[], at: number): string {
  const above = at === 0 ? null : (bands[at - 1]?.upTo ?? null);
  const upTo = bands[at]?.upTo ?? null;
  const words = [
    ...(above === null ? [] : [`over ${poundsInWords(above)}`]),
    ...(upTo === null ? [] : [`up to ${poundsInWords(upTo)}`]),
  ].join(' ');
  return words === '' ? 'any amount' : words;
}
