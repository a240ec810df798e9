/** What a figure is counted in. Times are better small, rates are better large. */
export type Unit = 'ms' | 'µs' | 's' | '/s' | 'bytes' | 'GiB' | 'entries';

export interface Target {
  readonly atMost?: number;
  readonly atLeast?: number;
  /** The number counts floors instead of units. */
  readonly floors?: true;
  /** To be met later: missing it is no failure of this release. */
  readonly later?: true;
}

/** One line of the result. */
export interface Figure {
  readonly scenario: string;
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** What the machine itself takes for the least that has to be done, in the same unit and the same run. */
  readonly floor?: number;
  readonly floorIs?: string;
  readonly target?: Target;
}

function ratioOf({ value, floor }: Figure): number | undefined {
  return floor === undefined ? undefined : value / floor;
}

/** Whether the target is met; `undefined` without one. */
export function isMet(figure: Figure): boolean | undefined {
  const { target } = figure;
  if (target === undefined) return undefined;
  const value = target.floors === true ? (ratioOf(figure) ?? NaN) : figure.value;
  return value <= (target.atMost ?? Infinity) && value >= (target.atLeast ?? -Infinity);
}

const HEADINGS = ['scenario', 'figure', 'floor', 'ratio', 'target', 'met', 'the floor is'];

/** The figures as a plain table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    `${figure.scenario}: ${figure.what}`,
    inWords(figure.value, figure.unit),
    figure.floor === undefined ? '' : inWords(figure.floor, figure.unit),
    ratioOf(figure)?.toFixed(2) ?? '',
    targetInWords(figure),
    metInWords(figure),
    figure.floorIs ?? '',
  ]);
  const widths = HEADINGS.map((heading, at) =>
    Math.max(...[heading, ...rows.map((row) => row[at]!)].map((text) => text.length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, at) => (at >= 1 && at <= 3 ? text.padStart(widths[at]!) : text.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [line(HEADINGS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function targetInWords({ target, unit }: Figure): string {
  if (target === undefined) return '';
  const { atMost, atLeast, floors, later } = target;
  const bound = (atMost ?? atLeast)!;
  const words = floors === true ? `${String(bound)} × floor` : inWords(bound, unit);
  return `${atMost === undefined ? '≥' : '≤'} ${words}${later === true ? ' (later)' : ''}`;
}

function metInWords(figure: Figure): string {
  const met = isMet(figure);
  if (met === undefined) return '';
  if (met) return 'yes';
  return figure.target?.later === true ? 'not yet' : 'NO';
}

function inWords(value: number, unit: Unit): string {
  const digits = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
  const number = value.toLocaleString('en-GB', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Math.min(digits, 2),
  });
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}
