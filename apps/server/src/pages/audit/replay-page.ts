import { dayInWords, dayOf } from '@remit/kernel';
import type { HolderPortrayed, Portrait, VariationPortrayed } from '@remit/accountability';
import type { WithPeople } from '@remit/accountability/nest';
import type { EntryView } from '@remit/engine/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { coverageCell, firstDay, lastDay, personLink } from '../people/people-words.js';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import { asQuery, type Reading } from '../shell/reading.js';
import { coveredCell } from '../schemes/scheme-words.js';
import { byName, clusterName, functionName } from '../shell/words.js';
import { entryTitle, momentInWords, type Sections, sectionsOf } from './audit-words.js';
import type { ChangesModel } from './changes-words.js';

/** What a step through the history shows. */
export interface ReplayModel {
  readonly sections: Sections;
  readonly action: string;
  /** The day, when the address names one: it stays the same from step to step. */
  readonly on: string | undefined;
  readonly entry: number;
  readonly head: number;
  readonly previous: Link | undefined;
  readonly next: Link | undefined;
  readonly title: Link;
  readonly says: string;
  readonly recorded: string;
  readonly changes: ChangesModel;
  readonly heading: string;
  readonly scheme: { readonly says: string; readonly href: string } | undefined;
  readonly tables: readonly TableModel[];
}

export const replayPage = pageOf<ReplayModel>('audit/replay');

/** What a step through the history is made from. */
export interface ReplayRead {
  readonly view: EntryView;
  readonly changes: ChangesModel;
  readonly portrait: Portrait & WithPeople;
  /** The day that the address names. */
  readonly askedOn: string | undefined;
}

/** The trust as known at an entry. */
export function replayModel(reading: Reading, { view, changes, portrait, askedOn }: ReplayRead): ReplayModel {
  const { trust, on, names } = reading;
  const { n, recordedAt } = view.entry;
  const action = `/trusts/${trust}/audit/replay`;
  const step = (to: number): Link => ({
    text: `Entry ${String(to)}`,
    href: `${action}${asQuery([
      ['entry', String(to)],
      ['on', askedOn],
    ])}`,
  });
  const { scheme } = portrait;
  return {
    sections: sectionsOf(reading, 'audit/replay'),
    action,
    on: askedOn,
    entry: n,
    head: names.head,
    previous: n === 0 ? undefined : step(n - 1),
    next: n === names.head ? undefined : step(n + 1),
    title: { ...entryLink(reading, n), text: entryTitle(view) },
    says: view.says,
    recorded: momentInWords(recordedAt),
    changes,
    heading: headingOf(portrait, on),
    scheme:
      scheme === null
        ? undefined
        : {
            says: `version ${scheme.version}, in force from ${firstDay(scheme.from)}${scheme.until === null ? '' : ` to ${lastDay(scheme.until)}`}; it says who decides ${String(scheme.lines)} functions`,
            href: linkTo(reading, `schemes/${scheme.scheme}`),
          },
    tables: tablesOf(reading, portrait),
  };
}

function headingOf({ name, from }: Portrait, on: string): string {
  const day = dayInWords(dayOf(on));
  if (name === null || from === null) return `Nothing stood of the trust on ${day}`;
  return `${name} on ${day}`;
}

function tablesOf(reading: Reading, portrait: Portrait & WithPeople): TableModel[] {
  const { schools, holders, variations } = portrait;
  const tables: TableModel[] = [
    {
      caption: 'Schools',
      columns: ['School', 'Cluster', 'From', 'Says so'],
      rows: schools
        .toSorted(byName)
        .map(({ school, name, cluster, from, entry }): TableCell[] => [
          { text: name, href: linkTo(reading, `schools/${school}`) },
          { text: cluster === null ? '' : clusterName(reading, cluster) },
          { text: firstDay(from) },
          entryLink(reading, entry),
        ]),
    },
    {
      caption: 'Bodies and posts, with their people',
      columns: ['Body or post', 'For', 'People', 'From', 'Says so'],
      rows: holders.map((holder) => holderRow(reading, holder, portrait)),
    },
    {
      caption: 'Variations and interventions in force',
      columns: ['Variation', 'For', 'Functions', 'From', 'To', 'Says so'],
      rows: variations.map((variation) => variationRow(reading, variation)),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function holderRow(reading: Reading, holder: HolderPortrayed, { people: shown }: WithPeople): TableCell[] {
  const { id, name, covers, people, from, entry } = holder;
  return [
    { text: name, href: linkTo(reading, `people/${id}`) },
    coverageCell(reading, covers),
    people.length === 0
      ? { text: 'Nobody' }
      : { text: '', links: people.map(({ person }) => personLink(reading, person, shown)) },
    { text: firstDay(from) },
    entryLink(reading, entry),
  ];
}

function variationRow(reading: Reading, { variation, covers, functions, from, until, entry }: VariationPortrayed) {
  return [
    { text: variation, href: linkTo(reading, `variations/${variation}`) },
    coveredCell(reading, covers),
    { text: functions.map((id) => functionName(reading, id)).join('; ') },
    { text: firstDay(from) },
    { text: lastDay(until) },
    entryLink(reading, entry),
  ];
}
