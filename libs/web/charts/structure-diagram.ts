import { element, escaped, linesOf } from './svg.js';

/** What a box stands for. */
export type BoxKind = 'trust' | 'cluster' | 'school' | 'body';

/** A box of a diagram. */
export interface DiagramBox {
  readonly id: string;
  readonly kind: BoxKind;
  readonly name: string;
  /** The whole of it in a sentence. */
  readonly says: string;
  /** The page about it; none for what has no page. */
  readonly href: string | undefined;
}

/** Who belongs to whom: boxes, and lines from what is above to what is below. */
export interface Diagram {
  /** Begins the ids of its parts, so that a page may hold several pictures. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly boxes: readonly DiagramBox[];
  readonly lines: readonly { readonly from: string; readonly to: string }[];
}

/** What is to be laid out: boxes with their sizes in pixels and the column that each stands in, and lines between them. */
export interface LayoutQuestion {
  readonly boxes: readonly {
    readonly id: string;
    readonly width: number;
    readonly height: number;
    readonly column: number;
  }[];
  readonly lines: readonly { readonly from: string; readonly to: string }[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything is, in pixels from the top left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: Readonly<Record<string, Point>>;
  /** The corners of each line, in the order of the question. */
  readonly lines: readonly (readonly Point[])[];
}

const BOX = { width: 190, padding: 10, font: 15, line: 19, lines: 3 } as const;

/** Each kind has its word beside its colour, for print and for those who do not see colours. */
export const BOX_PAINTS: Readonly<Record<BoxKind, { readonly ground: string; readonly text: string }>> = {
  trust: { ground: '#0f4c5c', text: '#ffffff' },
  cluster: { ground: '#cfe3e8', text: '#0b0c0c' },
  school: { ground: '#ffffff', text: '#0b0c0c' },
  body: { ground: '#fff3bf', text: '#0b0c0c' },
};

const WORDS: Readonly<Record<BoxKind, string>> = { trust: 'Trust', cluster: 'Cluster', school: 'School', body: 'Body' };

const COLUMNS: Readonly<Record<Exclude<BoxKind, 'body'>, number>> = { trust: 0, cluster: 1, school: 2 };

/** What has to be laid out for a diagram. A body stands in the column after that of what it looks after. */
export function layoutQuestion({ boxes, lines }: Diagram): LayoutQuestion {
  const kinds = new Map(boxes.map(({ id, kind }) => [id, kind]));
  const columnOf = ({ id, kind }: DiagramBox): number => {
    if (kind !== 'body') return COLUMNS[kind];
    const above = lines.filter(({ to }) => to === id).map(({ from }) => kinds.get(from));
    return 1 + Math.max(0, ...above.map((each) => (each === undefined || each === 'body' ? 0 : COLUMNS[each])));
  };
  return {
    boxes: boxes.map((box) => ({ id: box.id, width: BOX.width, height: heightOf(box), column: columnOf(box) })),
    lines,
  };
}

/** A diagram that was laid out, as SVG. Every box is a link with a sentence for its name; nothing in it is styled by CSS. */
export function structureDiagram(diagram: Diagram, layout: Layout): string {
  const { id, title, description, boxes } = diagram;
  const { width, height } = layout;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'group',
      'aria-labelledby': `${id}-title ${id}-description`,
      viewBox: `0 0 ${String(Math.ceil(width))} ${String(Math.ceil(height))}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      'font-family': 'Helvetica Neue, Helvetica, Arial, sans-serif',
    },
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-description` }, escaped(description)),
    element(
      'g',
      { 'aria-hidden': 'true', fill: 'none', stroke: '#505a5f', 'stroke-width': 2 },
      ...layout.lines.map(drawnLine),
    ),
    ...boxes.map((box) => drawnBox(box, layout.boxes[box.id] ?? { x: 0, y: 0 })),
  );
}

function nameLines({ name }: DiagramBox): string[] {
  return linesOf(name, BOX.font, { width: BOX.width - 2 * BOX.padding, max: BOX.lines });
}

function heightOf(box: DiagramBox): number {
  return 2 * BOX.padding + (1 + nameLines(box).length) * BOX.line;
}

function drawnLine(points: readonly Point[]): string {
  const [first, ...others] = points.map(({ x, y }) => `${String(Math.round(x))},${String(Math.round(y))}`);
  return element('path', { d: `M${first ?? ''}${others.map((each) => ` L${each}`).join('')}` });
}

function drawnBox(box: DiagramBox, { x, y }: Point): string {
  const { ground, text } = BOX_PAINTS[box.kind];
  const line = (words: string, at: number, weight: 'bold' | 'normal'): string =>
    element(
      'text',
      {
        x: x + BOX.padding,
        y: y + BOX.padding + (at + 0.75) * BOX.line,
        'font-size': at === 0 ? 14 : BOX.font,
        'font-weight': weight,
        fill: text,
      },
      escaped(words),
    );
  const rect = {
    x,
    y,
    width: BOX.width,
    height: heightOf(box),
    rx: 4,
    fill: ground,
    stroke: '#0b0c0c',
    'stroke-width': 2,
  };
  const drawn = [
    element('rect', rect),
    line(WORDS[box.kind], 0, 'normal'),
    ...nameLines(box).map((each, at) => line(each, at + 1, 'bold')),
  ];
  return box.href === undefined
    ? element('g', { role: 'img', 'aria-label': box.says }, ...drawn)
    : element('a', { href: box.href, 'aria-label': box.says }, ...drawn);
}
