import { scaleUtc } from 'd3-scale';
import { type Day, dayInWords } from '@remit/kernel';
import { element, escaped, linesOf, widthOf } from './svg.js';

/** How a stretch of days is drawn. */
export type SegmentKind = 'scheme' | 'varied' | 'amount' | 'vacant' | 'conflict' | 'outside';

/** A stretch of days in a lane; `until` exclusive. */
export interface LaneSegment {
  readonly from: Day;
  readonly until: Day;
  readonly kind: SegmentKind;
  /** Written into it where there is room. */
  readonly label: string;
  /** The whole of it in a sentence. */
  readonly says: string;
  readonly href: string;
}

/** What a picture of lanes over time shows. */
export interface Swimlane {
  /** Begins the ids of its parts, so that a page may hold several pictures. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The days shown, `until` exclusive. */
  readonly from: Day;
  readonly until: Day;
  readonly lanes: readonly { readonly name: string; readonly segments: readonly LaneSegment[] }[];
  /** A day that is pointed out. */
  readonly mark: Day;
}

/** A segment's colours: its ground, the pattern on it, and the text over both. */
interface Paint {
  readonly ground: string;
  readonly pattern: string | undefined;
  readonly text: string;
}

/** Every kind has a pattern beside its colour, for print and for those who do not see colours. */
export const PAINTS: Readonly<Record<SegmentKind, Paint>> = {
  scheme: { ground: '#cfe3e8', pattern: undefined, text: '#0b0c0c' },
  varied: { ground: '#fff3bf', pattern: '#e3c25c', text: '#0b0c0c' },
  amount: { ground: '#e3dcef', pattern: undefined, text: '#0b0c0c' },
  vacant: { ground: '#ffffff', pattern: '#b1b4b6', text: '#0b0c0c' },
  conflict: { ground: '#f9dcd6', pattern: '#dd9a8d', text: '#0b0c0c' },
  outside: { ground: '#f3f2f1', pattern: undefined, text: '#383f43' },
};

const PATTERNS: Readonly<Partial<Record<SegmentKind, string>>> = {
  varied: 'M-2,2 l4,-4 M0,12 l12,-12 M10,14 l4,-4',
  vacant: 'M2,6 h3',
  conflict: 'M0,0 l12,12 M0,12 l12,-12',
};

const LAYOUT = { width: 1040, names: 210, top: 30, lane: 48, gap: 8, bottom: 34, font: 15 } as const;
const INK = '#0b0c0c';
const DAY_MS = 86_400_000;

/** The horizontal place of a day, in pixels. */
function placeIn({ from, until }: Swimlane): (day: Day) => number {
  const scale = scaleUtc([from * DAY_MS, until * DAY_MS], [LAYOUT.names, LAYOUT.width - 10]);
  return (day) => scale(day * DAY_MS);
}

/**
 * Lanes over time as SVG text: one lane for each holder, each stretch of days a link with a full sentence as its name.
 * Attributes only, everything escaped, so that a strict content security policy lets it through.
 */
export function swimlane(model: Swimlane): string {
  const x = placeIn(model);
  const height = LAYOUT.top + model.lanes.length * (LAYOUT.lane + LAYOUT.gap) + LAYOUT.bottom;
  const labelled = { title: `${model.id}-title`, desc: `${model.id}-desc` };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'remit-chart',
      viewBox: `0 0 ${String(LAYOUT.width)} ${String(height)}`,
      width: LAYOUT.width,
      height,
      role: 'group',
      'aria-labelledby': `${labelled.title} ${labelled.desc}`,
      'font-family': 'Helvetica Neue, Helvetica, Arial, sans-serif',
      'font-size': LAYOUT.font,
    },
    element('title', { id: labelled.title }, escaped(model.title)),
    element('desc', { id: labelled.desc }, escaped(model.description)),
    element('defs', {}, ...patternsOf(model.id)),
    element('rect', { width: LAYOUT.width, height, fill: '#ffffff' }),
    axis(model, x, height),
    ...model.lanes.map((lane, at) => laneOf(model, lane, { x, y: LAYOUT.top + at * (LAYOUT.lane + LAYOUT.gap) })),
    markOf(model, x, height),
  );
}

function patternsOf(id: string): string[] {
  return Object.entries(PATTERNS).map(([kind, path]) => {
    const { ground, pattern } = PAINTS[kind as SegmentKind];
    return element(
      'pattern',
      { id: `${id}-${kind}`, width: 12, height: 12, patternUnits: 'userSpaceOnUse' },
      element('rect', { width: 12, height: 12, fill: ground }),
      element('path', { d: path, stroke: pattern, 'stroke-width': 3 }),
    );
  });
}

interface At {
  readonly x: (day: Day) => number;
  readonly y: number;
}

function laneOf(model: Swimlane, { name, segments }: Swimlane['lanes'][number], { x, y }: At): string {
  const lines = linesOf(name, LAYOUT.font, { width: LAYOUT.names - 16, max: 3 });
  const first = y + LAYOUT.lane / 2 + 5 - ((lines.length - 1) * 17) / 2;
  const words = lines.map((line, at) =>
    element('text', { x: 0, y: first + at * 17, fill: INK, 'aria-hidden': 'true' }, escaped(line)),
  );
  const drawn = segments.map((segment) => element('g', { role: 'listitem' }, segmentOf(model.id, segment, { x, y })));
  return element('g', {}, ...words, element('g', { role: 'list', 'aria-label': name }, ...drawn));
}

function segmentOf(id: string, { from, until, kind, label, says, href }: LaneSegment, { x, y }: At): string {
  const [left, width] = [x(from), x(until) - x(from)];
  const { ground, text } = PAINTS[kind];
  const fill = PATTERNS[kind] === undefined ? ground : `url(#${id}-${kind})`;
  const wide = widthOf(label, LAYOUT.font);
  const centre = left + width / 2;
  return element(
    'a',
    { href, 'aria-label': says },
    element('title', {}, escaped(says)),
    element('rect', {
      x: left,
      y,
      width,
      height: LAYOUT.lane,
      fill,
      stroke: INK,
      'stroke-width': 1,
      'stroke-dasharray': kind === 'outside' ? '4 3' : undefined,
    }),
    ...(wide + 14 > width
      ? []
      : [
          ...(PATTERNS[kind] === undefined
            ? []
            : [element('rect', { x: centre - wide / 2 - 4, y: y + 12, width: wide + 8, height: 24, fill: ground })]),
          element('text', { x: centre, y: y + 29, 'text-anchor': 'middle', fill: text }, escaped(label)),
        ]),
  );
}

/** Fewer labels than this many pixels apart would touch. */
const TICK_PX = 90;

/** Ticks stand at days alone: of a short period the scale would give hours too. */
function axis({ from, until }: Swimlane, x: At['x'], height: number): string {
  const scale = scaleUtc([from * DAY_MS, until * DAY_MS], [0, 1]);
  const ticks = scale
    .ticks(Math.floor((LAYOUT.width - LAYOUT.names) / TICK_PX))
    .filter((tick) => tick.getTime() % DAY_MS === 0);
  const foot = height - LAYOUT.bottom;
  return element(
    'g',
    { 'aria-hidden': 'true' },
    ...ticks.flatMap((tick) => {
      const at = x(tick.getTime() / DAY_MS);
      const label = element('text', { x: at, y: foot + 22, 'text-anchor': 'middle', fill: INK }, tickText(tick));
      const line = element('line', { x1: at, x2: at, y1: LAYOUT.top, y2: foot + 4, stroke: '#b1b4b6' });
      return at > LAYOUT.width - 40 || at < LAYOUT.names + 20 ? [line] : [line, label];
    }),
  );
}

/** "2025" in January, "April 2025" in other months, else "3 April". */
function tickText(tick: Date): string {
  const words = dayInWords(tick.getTime() / DAY_MS).split(' ');
  if (tick.getUTCDate() !== 1) return words.slice(0, 2).join(' ');
  return tick.getUTCMonth() === 0
    ? (words[2] ?? '')
    : words
        .slice(1)
        .join(' ')
        .replace(/^(\w{3})\w*/, '$1');
}

function markOf({ mark, from, until }: Swimlane, x: At['x'], height: number): string {
  if (mark < from || mark >= until) return '';
  const at = x(mark);
  const text = dayInWords(mark);
  const half = widthOf(text, LAYOUT.font) / 2;
  const middle = Math.min(Math.max(at, LAYOUT.names + half), LAYOUT.width - half);
  return element(
    'g',
    { 'aria-hidden': 'true' },
    element('line', { x1: at, x2: at, y1: LAYOUT.top - 6, y2: height - LAYOUT.bottom, stroke: INK, 'stroke-width': 2 }),
    element('text', { x: middle, y: 16, 'text-anchor': 'middle', fill: INK, 'font-weight': 700 }, escaped(text)),
  );
}
