import { capital, counted, type Id, listInWords, poundsInWords } from '@remit/kernel';
import { type HeldPart, type Holding, type Office, placeOf } from '@remit/accountability';
import type { HolderView, Views, WithPeople } from '@remit/accountability/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { entryCited, linkTo } from '../shell/page-frame.js';
import { isOn, type Reading } from '../shell/reading.js';
import { functionName, schoolName, tierInWords } from '../shell/words.js';
import { sourceInWords } from '../shell/verdict-words.js';
import {
  capacityInWords,
  coverageCell,
  firstDay,
  lastDay,
  personLink,
  type Vacancy,
  vacancyOf,
} from './people-words.js';

export interface SummaryRow {
  readonly key: string;
  readonly cells: readonly TableCell[];
}

/** What the page of a body or post shows. */
export interface HolderModel {
  readonly name: string;
  readonly kind: string;
  /** Said when it does not exist on the day. */
  readonly notThere: string | undefined;
  readonly rows: readonly SummaryRow[];
  readonly serving: TableModel | undefined;
  readonly vacancy: Vacancy | undefined;
  readonly holds: readonly TableModel[];
  readonly history: TableModel | undefined;
}

export const holderPage = pageOf<HolderModel>('people/holder');

type HoldingsView = Views['holdings'] & WithPeople;
type Seen = HolderView['holder'];

/** The page of a body or post: what it is, who is in it, what it holds, and who was. */
export function holderModel(reading: Reading, view: HolderView, held: HoldingsView): HolderModel {
  const { on } = reading;
  const { holder } = view;
  const there = isOn(holder, on);
  const serving = view.offices.filter((office) => isOn(office, on)).sort((a, b) => placeOf(a.as) - placeOf(b.as));
  const others = view.offices.filter((office) => !serving.includes(office)).toReversed();
  return {
    name: holder.name,
    kind: kindInWords(reading, holder),
    notThere: there ? undefined : notThere(reading, holder),
    rows: rowsOf(reading, holder),
    serving: officesTable(reading, `Who serves on this day`, serving, view),
    vacancy: there ? vacancyOf(reading, holder) : undefined,
    holds: holdingTables(reading, held.holdings),
    history: officesTable(reading, 'On other days', others, view),
  };
}

/** "Body: Local governing body", but not the same twice: the board is the only one of its kind. */
function kindInWords(reading: Reading, { kind, tier, name }: Seen): string {
  const [what, called] = [kind === 'body' ? 'Body' : 'Post', tierInWords(reading, tier)];
  return called === name ? what : `${what}: ${called}`;
}

function notThere({ on }: Reading, { name, from, until }: Seen): string {
  return on < from
    ? `${name} did not exist on ${firstDay(on)}: it began on ${firstDay(from)}.`
    : `${name} did not exist on ${firstDay(on)}: its last day was ${lastDay(until)}.`;
}

function rowsOf(reading: Reading, holder: Seen): SummaryRow[] {
  const { covers, from, until, minimum, entry } = holder;
  const row = (key: string, ...cells: TableCell[]): SummaryRow => ({ key, cells });
  return [
    row('Looks after', coverageCell(reading, covers)),
    row('First day', { text: firstDay(from) }),
    ...(until === null ? [] : [row('Last day', { text: lastDay(until) })]),
    ...(minimum === 0 ? [] : [row('Fewest people', { text: String(minimum) })]),
    row('Recorded in', entryCited(reading, entry)),
  ];
}

function officesTable(
  reading: Reading,
  caption: string,
  offices: readonly Office[],
  { people }: WithPeople,
): TableModel | undefined {
  if (offices.length === 0) return undefined;
  return {
    caption,
    columns: ['Person', 'Capacity', 'First day', 'Last day', 'Recorded in'],
    rows: offices.map(({ person, as, from, until, entry, endsWithHolder }) => [
      personLink(reading, person, people),
      { text: capacityInWords(as) },
      { text: firstDay(from) },
      { text: lastDay(until), note: endsWithHolder ? 'when it came to its end' : undefined },
      entryCited(reading, entry),
    ]),
  };
}

/** In the order in which the parts weigh. */
const PARTS: readonly (readonly [part: HeldPart, words: string])[] = [
  ['decides', 'Decides'],
  ['claims', 'Claims, as others do'],
  ['can-act', 'Can act while nobody else is there'],
  ['recommends', 'Recommends'],
  ['consulted', 'Is consulted'],
  ['informed', 'Is told'],
  ['oversees', 'Oversees'],
];

/** What somebody holds: a table for each part, a row for each function and source, with where it is so. */
export function holdingTables(reading: Reading, holdings: readonly Holding[]): TableModel[] {
  return PARTS.flatMap(([part, words]): TableModel[] => {
    const groups = new Map<string, Holding[]>();
    for (const held of holdings.filter((each) => each.part === part)) {
      const key = [held.function, held.layer, held.instrument, held.line, held.upTo, held.through].join(' ');
      groups.set(key, [...(groups.get(key) ?? []), held]);
    }
    if (groups.size === 0) return [];
    const functions = new Set([...groups.values()].map(([first]) => first?.function)).size;
    return [
      {
        caption: `${words}: ${counted(functions, 'function', 'functions')}`,
        columns: ['Function', 'Where', 'By'],
        rows: [...groups.values()].map((group) => holdingRow(reading, group)),
      },
    ];
  });
}

function holdingRow(reading: Reading, group: readonly Holding[]): TableCell[] {
  const [first] = group as readonly [Holding];
  const cell = { function: first.function, school: first.school };
  const href =
    group.length === 1 ? linkTo(reading, 'who', cell) : linkTo(reading, 'matrix', { function: first.function });
  return [
    { text: functionName(reading, first.function), href, note: limitInWords(first) },
    whereCell(
      reading,
      group.map(({ school }) => school),
    ),
    { text: sourceInWords(reading, first) ?? '' },
  ];
}

function limitInWords({ upTo }: Holding): string | undefined {
  if (upTo === undefined) return undefined;
  return upTo === null ? 'the largest amounts' : `up to ${poundsInWords(upTo)}`;
}

const NAMED_AT_MOST = 3;

function whereCell(reading: Reading, schools: readonly (Id | null)[]): TableCell {
  const named = schools.filter((school) => school !== null);
  const trust = named.length < schools.length ? ['the trust'] : [];
  if (named.length <= NAMED_AT_MOST) {
    const text = [...trust, ...named.map((school) => schoolName(reading, school))].join(', ');
    return { text: capital(text) };
  }
  const all = reading.names.schools.filter(({ inTrust }) => inTrust).length;
  const many = named.length === all ? `all ${String(all)} schools` : `${String(named.length)} schools`;
  const text = listInWords([...trust, many]);
  return { text: capital(text) };
}
