import { canonicalJson, type Id } from '@remit/kernel';
import { BOARD, type Decides, type Line, OTHER_PARTS, type OtherPart } from './delegation-entries.js';

/** What a line says, without what says nothing. */
export type PlainLine = Pick<Line, 'line' | 'function' | 'decides' | 'delegatedFrom'> &
  Readonly<Partial<Record<OtherPart, readonly Id[]>>>;

/**
 * What a line says, so that two lines that say the same are the same: the parts in the order of their tiers' ids, no empty
 * list, and no `delegatedFrom` when it is the board, which is what its absence means.
 */
export function plainLine(line: Line): PlainLine {
  const parts = OTHER_PARTS.map((part): [OtherPart, readonly Id[]] => [part, [...new Set(line[part])].sort()]);
  const { delegatedFrom = BOARD } = line;
  return {
    line: line.line,
    function: line.function,
    decides: plainDecides(line.decides),
    ...Object.fromEntries(parts.filter(([, tiers]) => tiers.length > 0)),
    ...(delegatedFrom === BOARD ? {} : { delegatedFrom }),
  };
}

function plainDecides(decides: Decides): Decides {
  if (typeof decides === 'string') return decides;
  return {
    limits: decides.limits.map(({ upTo, decides: tier }) => ({
      ...(upTo === undefined ? {} : { upTo }),
      decides: tier,
    })),
  };
}

/** In what way two lines about one function differ. `renumbered`: they say the same under another number. */
export type LineChangeKind = 'added' | 'removed' | 'changed' | 'renumbered';

/** What became of the line about a function. */
export interface LineChange {
  readonly kind: LineChangeKind;
  readonly function: Id;
  /** Null when there was none. */
  readonly before: Line | null;
  /** Null when there is none any more. */
  readonly after: Line | null;
}

/** How the line about a function differs from an earlier one; `undefined` when it says the same under the same number. */
export function lineChange(before: Line, after: Line): 'changed' | 'renumbered' | undefined {
  if (canonicalJson(sayingOf(before)) !== canonicalJson(sayingOf(after))) return 'changed';
  return before.line === after.line ? undefined : 'renumbered';
}

/**
 * What differs between the lines of two schemes, function by function: in the order of the later scheme, then what it does
 * not name any more in the order of the earlier one. An instrument has one line for a function.
 */
export function lineChanges(before: readonly Line[], after: readonly Line[]): LineChange[] {
  const was = new Map(before.map((line) => [line.function, line]));
  const is = new Set(after.map((line) => line.function));
  return [
    ...after.flatMap((line): LineChange[] => {
      const earlier = was.get(line.function);
      if (earlier === undefined) return [{ kind: 'added', function: line.function, before: null, after: line }];
      const kind = lineChange(earlier, line);
      return kind === undefined ? [] : [{ kind, function: line.function, before: earlier, after: line }];
    }),
    ...before
      .filter((line) => !is.has(line.function))
      .map((line): LineChange => ({ kind: 'removed', function: line.function, before: line, after: null })),
  ];
}

/** What a line says, with no number. */
function sayingOf(line: Line): PlainLine {
  return { ...plainLine(line), line: '' };
}

/** What a line is found by in an instrument: its number, or its function when several lines have that number. */
export function lineKey(lines: readonly Line[], line: Line): string {
  return lines.filter((each) => each.line === line.line).length === 1 ? line.line : line.function;
}

/** The line that {@link lineKey} gave the key for; `undefined` when there is none. */
export function lineByKey(lines: readonly Line[], key: string): Line | undefined {
  return lines.find((line) => lineKey(lines, line) === key);
}
