import { counted, type Id } from '@remit/kernel';
import type { Action } from '@remit/access';
import type { Standing } from '@remit/accountability/nest';
import type { TableCell } from '@remit/web';
import { asQuery, partsOf, type Reading } from './reading.js';

/** A link with its words. */
export interface Link {
  readonly text: string;
  readonly href: string;
}

/** The bar that says on which day, and as known when, a page reads the record. */
export interface TimeBar {
  readonly on: string;
  readonly parts: { readonly day: string; readonly month: string; readonly year: string };
  readonly known: string | undefined;
  readonly action: string;
  /** What else the address says: it is kept when the date is changed. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly earlier?: { readonly asOf: string; readonly since: string; readonly now: string };
}

/** What stands round the content of every page. */
export interface PageFrame {
  readonly title: string;
  readonly trust?: { readonly id: Id; readonly name: string };
  readonly navigation?: readonly (Link & { readonly active: boolean })[];
  readonly breadcrumbs?: readonly Link[];
  readonly time?: TimeBar;
  readonly receipt?: { readonly entry: number; readonly recorded: string | undefined; readonly cite: string };
}

/** Where a page stands: its own address, and what the address asks. */
export interface Place {
  readonly title: string;
  /** Below `/trusts/{trust}`: '' for the first page, 'matrix', 'audit/entries'. */
  readonly path: string;
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly breadcrumbs?: readonly Link[];
  readonly standing?: Standing;
  /** How many later entries change what is shown; `undefined` when the page does not work it out. */
  readonly changedSince?: number;
  /** The page has fields for the day of its own: no time bar. */
  readonly ownDates?: true;
}

/** With what one must be allowed to do, one of these at least. */
const SECTIONS: readonly (readonly [path: string, text: string, needs: readonly Action[]])[] = [
  ['who', 'Who is accountable', ['ask']],
  ['matrix', 'Matrix', ['ask']],
  ['schools', 'Schools', ['ask']],
  ['people', 'People', ['ask']],
  ['schemes', 'Schemes', ['ask']],
  ['record', 'Record something', ['record', 'record-people']],
  ['audit', 'Audit', ['read-entries']],
];

/** The frame of a page about one trust. */
export function frameOf(reading: Reading, place: Place): PageFrame {
  const { trust, names } = reading;
  const root = `/trusts/${trust}`;
  const [section] = place.path.split('/');
  return {
    title: place.title,
    trust: { id: trust, name: names.trustName },
    navigation: SECTIONS.filter(([, , needs]) => needs.some(reading.may)).map(([path, text]) => ({
      text,
      href: `${root}/${path}${timeOf(reading)}`,
      active: path === section,
    })),
    breadcrumbs: place.breadcrumbs ?? [],
    ...(place.ownDates === true ? {} : { time: timeBarOf(reading, place) }),
    ...(place.standing === undefined ? {} : { receipt: receiptOf(reading, place, place.standing) }),
  };
}

/** The address of a page of the same trust on the same day, as known at the same entry. */
export function linkTo(
  reading: Reading,
  path: string,
  asked: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const own = Object.entries(asked).map(([name, value]) => [name, value ?? undefined] as const);
  return `/trusts/${reading.trust}/${path}${asQuery([...own, ['on', reading.on], ['known', reading.known]])}`;
}

/** The link to an entry: "Entry 12". */
export function entryLink(reading: Reading, n: number): Link {
  return { text: `Entry ${String(n)}`, href: linkTo(reading, `audit/entries/${String(n)}`) };
}

/** An entry as what a page says rests on it: with a link for those who may read entries. */
export function entryCited(reading: Reading, n: number): TableCell {
  const { text, href } = entryLink(reading, n);
  return reading.may('read-entries') ? { text, href } : { text };
}

function timeOf({ on, known }: Reading): string {
  return asQuery([
    ['on', on],
    ['known', known],
  ]);
}

function timeBarOf(reading: Reading, { path, asked, changedSince }: Place): TimeBar {
  const { on, known, names, trust } = reading;
  const action = `/trusts/${trust}/${path}`;
  const kept = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || name === 'on' || name === 'known' ? [] : [{ name, value }],
  );
  const bar = { on, parts: partsOf(on), known, action, kept };
  if (known === undefined || names.position === names.head) return bar;
  const now = `${action}${asQuery([...kept.map(({ name, value }) => [name, value] as const), ['on', on]])}`;
  return {
    ...bar,
    earlier: { asOf: asOf(reading), since: sinceInWords(names.head - names.position, changedSince), now },
  };
}

function asOf({ names: { position }, known }: Reading): string {
  if (position < 0) return 'before anything was recorded';
  return `at entry ${String(position)}${/^\d+$/.test(known ?? '') ? '' : ` (${known ?? ''})`}`;
}

function sinceInWords(later: number, changing: number | undefined): string {
  const recorded = `${counted(later, 'entry was', 'entries were')} recorded since`;
  if (changing === undefined) return `${recorded}.`;
  if (changing === 0) return `${recorded}, and none of them changes this answer.`;
  return `${recorded}, and ${counted(changing, 'of them changes', 'of them change')} this answer.`;
}

/** The address that will always give this same answer: with the day and the entry. */
function receiptOf(
  { trust, on }: Reading,
  { path, asked }: Place,
  standing: Standing,
): NonNullable<PageFrame['receipt']> {
  const fixed = Object.entries({ ...asked, on, known: String(standing.position) });
  return {
    entry: standing.position,
    recorded: standing.recordedThrough ?? undefined,
    cite: `/trusts/${trust}/${path}${asQuery(fixed)}`,
  };
}
