import { capital, dayInWords, dayOf, type Id, type Pence, poundsInWords, type Problem } from '@remit/kernel';
import type { Verdict } from '@remit/accountability';
import type { Dated, PeopleShown, Views, WithLineage, WithPeople } from '@remit/accountability/nest';
import { type LaneSegment, type SegmentKind, swimlane } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { poundsAsTyped } from '../shell/amount.js';
import { type Link, linkTo } from '../shell/page-frame.js';
import { type PlaceForm, placeForm } from '../shell/place-form.js';
import { type Asked, partsOf, type Reading } from '../shell/reading.js';
import { changeInWords, isVaried, marksOf, sourceInShort, sourceInWords } from '../shell/verdict-words.js';
import { functionName, holdersInWords, schoolName, verdictInWords } from '../shell/words.js';

type Parts = ReturnType<typeof partsOf>;
type Segment = Dated & Verdict;

/** A stretch of days in the list. */
interface Stretch {
  readonly from: string;
  /** First day on which it is no longer so; `undefined` for the last stretch of the period. */
  readonly until: string | undefined;
  readonly says: string;
  readonly source: string | undefined;
  readonly marks: readonly string[];
  readonly href: string;
  /** Holds on the day that the page is read for. */
  readonly now: boolean;
}

/** What the page of a timeline shows. */
export interface TimelineModel {
  readonly heading: string;
  readonly lineage: string | undefined;
  readonly period: Dated;
  /** SVG. */
  readonly picture: string;
  readonly key: readonly { readonly kind: SegmentKind; readonly text: string }[];
  /** The newest first. */
  readonly stretches: readonly Stretch[];
  readonly change: {
    readonly action: string;
    readonly kept: readonly { readonly name: string; readonly value: string }[];
    readonly from: Parts;
    readonly until: Parts;
  };
  readonly links: readonly Link[];
}

export const timelinePage = pageOf<TimelineModel>('timeline/timeline');

/** The cell and the days that a timeline is about. */
export interface TimelineAsked extends Dated {
  readonly function: Id;
  readonly school?: Id | undefined;
  readonly amount?: Pence | undefined;
}

/** The page of a timeline. */
export function timelineModel(
  reading: Reading,
  asked: TimelineAsked,
  { segments, lineage, people }: Views['timeline'] & WithLineage & WithPeople,
): TimelineModel {
  const { function: id, from, until } = asked;
  const heading = headingOf(reading, asked);
  const lanes = lanesOf(reading, asked, segments);
  const kinds = new Set(lanes.flatMap((lane) => lane.segments.map(({ kind }) => kind)));
  const picture = swimlane({
    id: 'moves',
    title: heading,
    description: `Who decides from ${dayInWords(dayOf(from))} to ${dayInWords(dayOf(until) - 1)}. The list below says the same.`,
    from: dayOf(from),
    until: dayOf(until),
    lanes,
    mark: dayOf(reading.on),
  });
  return {
    heading,
    lineage: lineage?.says,
    period: { from, until },
    picture,
    key: KEY.filter(({ kind }) => kinds.has(kind)),
    stretches: segments.map((_, at) => stretchOf(reading, asked, { segments, at, people })).reverse(),
    change: changeForm(reading, asked),
    links: [
      { text: 'Who is accountable on this day, and why', href: answerLink(reading, asked) },
      { text: 'The same function everywhere', href: linkTo(reading, 'matrix', { function: id }) },
      { text: 'Another function or school', href: linkTo(reading, 'timeline') },
    ],
  };
}

function headingOf(reading: Reading, { function: id, school, amount }: TimelineAsked): string {
  const at = school === undefined ? '' : ` at ${schoolName(reading, school)}`;
  const sum = amount === undefined ? '' : `, for ${poundsInWords(amount)}`;
  return `How ${quoted(functionName(reading, id))}${at}${sum} has moved`;
}

function quoted(name: string): string {
  return `“${name}”`;
}

/** The words for each way in which a stretch is drawn. */
const KEY: readonly { readonly kind: SegmentKind; readonly text: string }[] = [
  { kind: 'scheme', text: 'by law, by the scheme, or never delegated' },
  { kind: 'varied', text: 'by a variation or an intervention' },
  { kind: 'amount', text: 'depends on the amount' },
  { kind: 'vacant', text: 'nobody is there' },
  { kind: 'conflict', text: 'claimed by several' },
  { kind: 'outside', text: 'no answer for these days' },
];

/** The lanes of the picture: one for each holder, in the order in which they come. */
function lanesOf(
  reading: Reading,
  asked: TimelineAsked,
  segments: readonly Segment[],
): { readonly name: string; readonly segments: readonly LaneSegment[] }[] {
  const lanes = new Map<string, LaneSegment[]>();
  for (const segment of boxesOf(reading, segments)) {
    const lane = laneOf(reading, segment);
    const [from, until, kind] = [dayOf(segment.from), dayOf(segment.until), kindOf(segment)];
    const box = {
      from,
      until,
      kind,
      label: LABELS[kind] ?? sourceInShort(reading, segment),
      says: `From ${dayInWords(from)} to ${dayInWords(until - 1)}: ${boxInWords(reading, segment)}`,
      href: answerLink({ ...reading, on: segment.from }, asked),
    };
    lanes.set(lane, [...(lanes.get(lane) ?? []), box]);
  }
  return [...lanes].map(([name, of]) => ({ name, segments: of }));
}

/** Neighbours of which one could not tell the difference in the picture are one box. */
function boxesOf(reading: Reading, segments: readonly Segment[]): Segment[] {
  const boxes: Segment[] = [];
  for (const segment of segments) {
    const last = boxes.at(-1);
    if (last !== undefined && boxInWords(reading, last) === boxInWords(reading, segment))
      boxes[boxes.length - 1] = { ...last, until: segment.until };
    else boxes.push(segment);
  }
  return boxes;
}

function boxInWords(reading: Reading, segment: Segment): string {
  const source = sourceInWords(reading, segment);
  return `${verdictInWords(reading, segment)}${source === undefined ? '' : ` (${source})`}`;
}

function laneOf(reading: Reading, verdict: Verdict): string {
  const { bands, decides } = verdict;
  if (bands !== null) return 'Depends on the amount';
  const who =
    decides === null ? verdictInWords(reading, verdict) : holdersInWords(reading, decides.holder, decides.tier);
  return capital(who);
}

function kindOf(verdict: Verdict): SegmentKind {
  const { status } = verdict;
  if (status === 'vacant' || status === 'conflict') return status;
  if (status === 'before-record' || status === 'not-in-trust') return 'outside';
  if (isVaried(verdict)) return 'varied';
  return status === 'by-amount' ? 'amount' : 'scheme';
}

const LABELS: Readonly<Partial<Record<SegmentKind, string>>> = { vacant: 'Vacant', conflict: 'Claimed', outside: '' };

interface At {
  readonly segments: readonly Segment[];
  readonly at: number;
  readonly people: PeopleShown | undefined;
}

function stretchOf(reading: Reading, asked: TimelineAsked, { segments, at, people }: At): Stretch {
  const after = segments[at]!;
  const before = segments[at - 1];
  const { from, until } = after;
  return {
    from,
    until: at === segments.length - 1 ? undefined : until,
    says: before === undefined ? verdictInWords(reading, after) : changeInWords(reading, { before, after }, people),
    source: sourceInWords(reading, after),
    marks: marksOf(after),
    href: answerLink({ ...reading, on: from }, asked),
    now: from <= reading.on && reading.on < until,
  };
}

/** The answer about the cell on the day that is read for. */
function answerLink(reading: Reading, { function: id, school, amount }: TimelineAsked): string {
  return linkTo(reading, 'who', { function: id, school, amount: poundsAsTyped(amount) });
}

function changeForm(
  reading: Reading,
  { function: id, school, from, until, amount }: TimelineAsked,
): TimelineModel['change'] {
  const pounds = poundsAsTyped(amount);
  const kept = Object.entries({ function: id, school, amount: pounds, on: reading.on, known: reading.known });
  return {
    action: `/trusts/${reading.trust}/timeline`,
    kept: kept.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    from: partsOf(from),
    until: partsOf(until),
  };
}

/** What the form for a timeline shows. */
export interface TimelineChoiceModel extends PlaceForm {
  /** As it was given. */
  readonly amount: string | undefined;
}

export const timelineChoicePage = pageOf<TimelineChoiceModel>('timeline/choose');

/** The form for a timeline, with what is wrong with what was asked. */
export function timelineChoiceModel(reading: Reading, asked: Asked, problem?: Problem): TimelineChoiceModel {
  const days = { from: asked['from'], until: asked['until'] };
  return { ...placeForm(reading, { path: 'timeline', asked, days, problem }), amount: asked['amount'] };
}
