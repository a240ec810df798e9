import { counted } from '@remit/kernel';
import type { Membership, SchoolLink, SchoolProfile, SchoolSeat, VariationPortrayed } from '@remit/accountability';
import type { SchoolView, WithPeople } from '@remit/accountability/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { entryCited, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { VARIED } from '../shell/verdict-words.js';
import { clusterName } from '../shell/words.js';
import { asWords, capacityInWords, firstDay, lastDay, personLink, vacancyOf } from '../people/people-words.js';
import type { SummaryRow } from '../people/holder-page.js';

/** What the page of a school shows. */
export interface SchoolModel {
  readonly name: string;
  /** Which school is meant, when it was asked for by another number. */
  readonly lineage: string | undefined;
  /** Said when it is not in the trust on the day. */
  readonly notThere: string | undefined;
  readonly tabLinks: readonly (Link & { readonly current: boolean })[];
  readonly rows: readonly SummaryRow[];
  readonly seats: TableModel | undefined;
  readonly variations: TableModel | undefined;
}

export const schoolPage = pageOf<SchoolModel>('schools/school');

/** The page of a school: what it is, who is there for it, and what it is governed by. */
export function schoolModel(reading: Reading, view: SchoolView): SchoolModel {
  const { school, seats, variations, inTrust, lineage } = view;
  const shown = membershipShown(reading, view);
  return {
    name: shown?.name ?? school,
    lineage: lineage?.says,
    notThere: notInTrust(reading, view),
    tabLinks: tabsOf(reading, view),
    rows: [...rowsOf(reading, view, shown), ...(inTrust ? governedRows(reading, view) : [])],
    seats: seats.length === 0 ? undefined : seatsTable(reading, seats, view),
    variations: variations.length === 0 ? undefined : variationsTable(reading, variations, school),
  };
}

/** The membership of the day; else the one before it, else the first after it. */
function membershipShown({ on }: Reading, { memberships }: SchoolProfile): Membership | undefined {
  const begun = memberships.filter(({ from }) => from <= on);
  return begun.findLast(({ until }) => until === null || on < until) ?? begun.at(-1) ?? memberships[0];
}

/** That a school is not in the trust on the day, and when it was or will be; `undefined` when it is. */
export function notInTrust(reading: Reading, view: SchoolProfile): string | undefined {
  const { school, inTrust, memberships } = view;
  if (inTrust) return undefined;
  const { on, names } = reading;
  const name = membershipShown(reading, view)?.name ?? school;
  const before = memberships.filter(({ until }) => until !== null && until <= on).at(-1);
  const after = memberships.find(({ from }) => on < from);
  const said = [
    `${name} was not in ${names.trustName} on ${firstDay(on)}.`,
    ...(before === undefined ? [] : [`Its last day in the trust was ${lastDay(before.until)}.`]),
    ...(after === undefined ? [] : [`It joined on ${firstDay(after.from)}.`]),
    ...(memberships.length === 0 ? ['The record only says which school came before or after it.'] : []),
  ];
  return said.join(' ');
}

function tabsOf(reading: Reading, { school }: SchoolProfile): SchoolModel['tabLinks'] {
  const tab = (text: string, href: string, current = false): Link & { current: boolean } => ({ text, href, current });
  return [
    tab('Overview', linkTo(reading, `schools/${school}`), true),
    tab('Who does what', linkTo(reading, 'matrix', { school })),
    tab('People', linkTo(reading, 'people', { school })),
    tab('Gaps', linkTo(reading, 'gaps', { school })),
    ...(reading.may('read-entries') ? [tab('What was recorded', linkTo(reading, 'audit/entries', { school }))] : []),
  ];
}

function rowsOf(reading: Reading, view: SchoolProfile, shown: Membership | undefined): SummaryRow[] {
  const { memberships, cluster, categories, links } = view;
  const row = (key: string, ...cells: TableCell[]): SummaryRow => ({ key, cells });
  const said = (key: string, text: string | null | undefined): SummaryRow[] =>
    text === null || text === undefined ? [] : [row(key, { text: asWords(text) })];
  return [
    ...(memberships.length === 0 ? [] : [row('In the trust', ...memberships.map((each) => daysCell(reading, each)))]),
    ...said('URN', shown?.urn),
    ...said('Phase', shown?.phase),
    ...said('Kind of school', shown?.type),
    ...said('Faith', shown?.faith),
    ...(cluster === null
      ? []
      : [
          row('Cluster', {
            text: clusterName(reading, cluster.cluster),
            href: linkTo(reading, 'schools'),
            note: sinceInWords(cluster),
          }),
        ]),
    ...categories.map(({ category, value, ...days }) =>
      row(asWords(category), { text: asWords(value), note: sinceInWords(days) }),
    ),
    ...(links.length === 0 ? [] : [row('Lineage', ...links.map((link) => lineageCell(reading, link)))]),
  ];
}

function daysCell(reading: Reading, { from, until, entry }: Membership): TableCell {
  const text = until === null ? `Since ${firstDay(from)}` : `${firstDay(from)} to ${lastDay(until)}`;
  return { text, links: [entryCited(reading, entry)] };
}

function sinceInWords({ from, until }: { readonly from: string; readonly until: string | null }): string {
  return `since ${firstDay(from)}${until === null ? '' : `, until ${lastDay(until)}`}`;
}

function lineageCell(reading: Reading, { kind, urn, name, on, how, entry }: SchoolLink): TableCell {
  const other = name === null ? `the school with URN ${urn}` : `${name} (URN ${urn})`;
  const day = on === null ? '' : ` on ${firstDay(on)}`;
  const text = `${kind === 'predecessor' ? 'Followed' : 'Was followed by'} ${other}${day}${how === null ? '' : `: ${how}`}`;
  return { text, links: [entryCited(reading, entry)] };
}

function governedRows(reading: Reading, { scheme, school, unclear }: SchoolProfile): SummaryRow[] {
  const amiss = [
    ...(unclear.vacant === 0 ? [] : [`${String(unclear.vacant)} with nobody in the body or post that would decide`]),
    ...(unclear.overlap === 0 ? [] : [`${String(unclear.overlap)} claimed by several`]),
    ...(unclear['nobody-can-act'] === 0 ? [] : [`${String(unclear['nobody-can-act'])} on which nobody can act`]),
  ];
  const text = amiss.length === 0 ? 'None' : amiss.join('; ');
  return [
    {
      key: 'Scheme of delegation',
      cells: [
        scheme === null
          ? { text: 'None in force: every power is the board’s' }
          : {
              text: `Version ${scheme.version}`,
              href: linkTo(reading, `schemes/${scheme.scheme}`),
              note: `${sinceInWords(scheme)}; ${counted(scheme.lines, 'function', 'functions')}`,
            },
      ],
    },
    {
      key: 'Functions without a clear holder',
      cells: [{ text, href: amiss.length === 0 ? undefined : linkTo(reading, 'gaps', { school }) }],
    },
  ];
}

function seatsTable(reading: Reading, seats: readonly SchoolSeat[], { people }: WithPeople): TableModel {
  const rows = seats.flatMap(({ status, holders }) =>
    holders.map((holder): TableCell[] => {
      const vacancy = vacancyOf(reading, holder);
      const serving = holder.people.map((each) => {
        const { text, href } = personLink(reading, each.person, people);
        const as = each.as === 'member' || each.as === 'holder' ? '' : ` (${capacityInWords(each.as).toLowerCase()})`;
        return { text: `${text}${as}`, href };
      });
      const name = { text: holder.name, href: linkTo(reading, `people/${holder.id}`) };
      return [
        status === 'conflict' ? { ...name, note: 'claimed by several' } : name,
        { text: '', links: serving },
        vacancy === undefined ? { text: '' } : { ...vacancy.what, note: `since ${vacancy.since}` },
      ];
    }),
  );
  return { caption: 'Who is there for this school', columns: ['Body or post', 'People', 'Lacks'], rows };
}

function variationsTable(reading: Reading, variations: readonly VariationPortrayed[], school: string): TableModel {
  const name = new Map(reading.names.functions.map((fn) => [fn.id, fn.name]));
  return {
    caption: 'What differs from the scheme here',
    columns: ['Variation', 'Why', 'First day', 'Last day', 'Functions', 'Recorded in'],
    rows: variations.map(({ variation, layer, from, until, functions, entry }) => [
      { text: variation, href: linkTo(reading, 'matrix', { school, varied: 'yes' }) },
      { text: VARIED[layer] },
      { text: firstDay(from) },
      { text: lastDay(until) },
      {
        text: counted(functions.length, 'function', 'functions'),
        more: functions.map((id) => ({
          text: name.get(id) ?? id,
          href: linkTo(reading, 'who', { function: id, school }),
        })),
      },
      entryCited(reading, entry),
    ]),
  };
}
