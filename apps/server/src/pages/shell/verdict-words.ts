import { canonicalJson, capital, type Id } from '@remit/kernel';
import { VARIATION_LAYERS, type VariationLayer } from '@remit/delegation';
import { type AnswerLayer, type FindingCode, type Verdict } from '@remit/accountability';
import type { PeopleShown } from '@remit/accountability/nest';
import type { Reading } from './reading.js';
import { personName, verdictInWords } from './words.js';

/** What a board would call a variation of each layer. */
export const VARIED: Readonly<Record<VariationLayer, string>> = {
  urgent: 'Urgent variation',
  intervention: 'Intervention',
  school: 'Variation for the school',
  cluster: 'Variation for the cluster',
  category: 'Variation for schools of its kind',
};

/** Whether a variation of the scheme, or an intervention, says who decides. */
export function isVaried({ layer }: Pick<Verdict, 'layer'>): boolean {
  return VARIATION_LAYERS.some((each) => each === layer);
}

/** What says who decides, as a board would name it: "Scheme version 3, line 12"; nothing where nobody can decide yet. */
export function sourceInWords(
  { names }: Reading,
  { layer, instrument, line }: Pick<Verdict, 'layer' | 'instrument' | 'line'>,
): string | undefined {
  if (layer === null) return undefined;
  if (layer === 'law') return 'Set by law or the articles';
  if (layer === 'default') return 'In no line of the scheme';
  const { version } = names.schemes.find(({ id }) => id === instrument) ?? {};
  const what = layer === 'scheme' ? `Scheme version ${version ?? ''}` : `${VARIED[layer]} "${instrument ?? ''}"`;
  return `${what}, line ${line ?? ''}`;
}

/** The same in one or two words, for where there is little room. */
export function sourceInShort({ names }: Reading, { layer, instrument }: Verdict): string {
  const short: Readonly<Record<Exclude<AnswerLayer, 'scheme'>, string>> = {
    law: 'By law',
    default: 'No line',
    urgent: 'Urgent variation',
    intervention: 'Intervention',
    school: 'Variation',
    cluster: 'Variation',
    category: 'Variation',
  };
  if (layer === null) return '';
  return layer === 'scheme'
    ? `Scheme ${names.schemes.find(({ id }) => id === instrument)?.version ?? ''}`
    : short[layer];
}

/** In what way a verdict differs from another: others decide, only other people sit there, or only the rest. */
export type ChangeKind = 'who' | 'people' | 'line';

/** In what way two verdicts about one function at one place differ; `null` stands for a function not known. */
export function changeOf(reading: Reading, before: Verdict | null, after: Verdict | null): ChangeKind {
  if (before === null || after === null || verdictInWords(reading, before) !== verdictInWords(reading, after))
    return 'who';
  const ids = [before, after].map((verdict) => canonicalJson([...peopleOf(verdict)].sort()));
  return ids[0] === ids[1] ? 'line' : 'people';
}

/** What is new since an earlier verdict, in a few words. */
export function changeInWords(
  reading: Reading,
  { before, after }: { readonly before: Verdict; readonly after: Verdict },
  people: PeopleShown | undefined,
): string {
  const kind = changeOf(reading, before, after);
  const who = verdictInWords(reading, after);
  if (kind === 'who') return capital(who);
  const still = after.bands === null ? `Still ${who}.` : 'Still the same for each amount.';
  if (kind === 'people') return `${still} ${comingsAndGoings(before, after, people)}`;
  const [was, is] = [sourceInWords(reading, before), sourceInWords(reading, after)];
  return `${still} ${was === is ? 'Others who take part changed.' : 'Now by another line.'}`;
}

/** Who joined and who left those who decide, by name. */
export function comingsAndGoings(before: Verdict, after: Verdict, people: PeopleShown | undefined): string {
  const [was, is] = [peopleOf(before), peopleOf(after)];
  const named = (ids: readonly Id[]): string => ids.map((id) => personName(id, people?.[id])).join(', ');
  const came = [...is].filter((id) => !was.has(id));
  const left = [...was].filter((id) => !is.has(id));
  return [
    ...(came.length === 0 ? [] : [`Joined: ${named(came)}.`]),
    ...(left.length === 0 ? [] : [`Left: ${named(left)}.`]),
  ].join(' ');
}

function peopleOf({ decides, exercisableBy, bands }: Verdict): ReadonlySet<Id> {
  const parties = [decides, exercisableBy, ...(bands ?? []).flatMap((band) => [band.decides, band.exercisableBy])];
  return new Set(parties.flatMap((party) => (party?.people ?? []).map(({ person }) => person)));
}

/** What a board should look at in a verdict, in two or three words each. */
export function marksOf({ status, bands, findings }: Verdict): string[] {
  const found = findings.map(({ code }) => code);
  const states = [status, ...(bands ?? []).map((band) => band.status)];
  return [
    ...(states.includes('vacant') && !found.includes('nobody-can-act') ? ['Vacant'] : []),
    ...(states.includes('conflict') ? ['Claimed by several'] : []),
    ...new Set(found.map((code) => MARKS[code])),
  ];
}

const MARKS: Readonly<Record<FindingCode, string>> = {
  'not-delegable': 'A line has no effect',
  'urgent-action-not-delegated': 'An urgent variation has no effect',
  'below-minimum': 'Too few people',
  'nobody-can-act': 'Nobody can act',
};
