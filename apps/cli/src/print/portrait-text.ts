import type { HolderPortrayed, SchemePortrayed } from '@remit/accountability';
import type { PeopleShown, WithPeople } from '@remit/accountability/nest';
import type { ReplayView } from '@remit/engine/nest';
import { dayInWords, dayOf } from '@remit/kernel';
import { personText, receipt } from './answer-text.js';
import { table } from './table.js';

/** A trust as known at an entry, for people: what stood on a day, each thing with the entry that says it. */
export function portraitText(view: ReplayView & WithPeople): string {
  const { schools, clusters, holders, scheme, variations, people } = view;
  return [
    heading(view),
    ...section(
      'Schools',
      ['School', 'Name', ...DAYS, 'Cluster', 'Entry'],
      schools.map((each) => [each.school, each.name, ...days(each), each.cluster ?? '', String(each.entry)]),
    ),
    ...section(
      'Clusters',
      ['Cluster', 'Name', ...DAYS, 'Entry'],
      clusters.map((each) => [each.cluster, each.name, ...days(each), String(each.entry)]),
    ),
    ...section(
      'Bodies and posts',
      ['Id', 'Name', 'Tier', 'For', ...DAYS, 'Entry', 'People'],
      holders.map((each) => holderRow(each, people)),
    ),
    'Scheme in force',
    '',
    schemeLine(scheme),
    '',
    ...section(
      'Variations in force',
      ['Variation', 'Layer', 'For', ...DAYS, 'Entry', 'Functions'],
      variations.map((each) => [
        each.variation,
        each.layer,
        coverage(each.covers),
        ...days(each),
        String(each.entry),
        each.functions.join(', '),
      ]),
    ),
    receipt(view),
  ].join('\n');
}

const DAYS = ['First day', 'Last day'];

function heading({ name, trust, from, on }: ReplayView): string {
  if (name === null || from === null) return `Nothing stands of the trust "${trust}" by then.\n`;
  return `${name} (${trust}), established on ${dayInWords(dayOf(from))}, as it stood on ${dayInWords(dayOf(on))}.\n`;
}

function section(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [title, '', rows.length === 0 ? 'None.\n' : table(headings, rows)];
}

/** The first day and the last one, which is the day before `until`. */
function days({ from, until }: { readonly from: string; readonly until: string | null }): [string, string] {
  return [dayInWords(dayOf(from)), until === null ? '' : dayInWords(dayOf(until) - 1)];
}

function holderRow(holder: HolderPortrayed, names: PeopleShown | undefined): string[] {
  const { id, name, tier, covers, entry, people } = holder;
  const served = people.map(({ person, as }) => `${personText(person, names)}, ${as}`);
  return [id, name, tier, coverage(covers), ...days(holder), String(entry), served.join('; ') || 'nobody'];
}

function schemeLine(scheme: SchemePortrayed | null): string {
  if (scheme === null) return 'None.';
  const [first, last] = days(scheme);
  const end = last === '' ? 'until further notice' : `to ${last}`;
  return `${scheme.scheme}, version ${scheme.version}, from ${first} ${end}; it names ${String(scheme.lines)} ${scheme.lines === 1 ? 'function' : 'functions'}. [entry ${String(scheme.entry)}]`;
}

function coverage(covers: HolderPortrayed['covers'] | ReplayView['variations'][number]['covers']): string {
  if ('schools' in covers) return covers.schools.join(', ');
  if ('cluster' in covers) return `cluster ${covers.cluster}`;
  return 'category' in covers ? `schools with ${covers.category.name} ${covers.category.value}` : 'the trust';
}
