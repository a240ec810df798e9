import { type Day, type Id, sameJson } from '@remit/kernel';
import type { Instrument } from '@remit/delegation';
import type { Verdict } from './answer.js';
import type { Period } from './breakpoints.js';
import { type Cell, cellsOf } from './cells.js';
import { schoolsWithin } from './gaps.js';
import { Moment } from './moment.js';
import { URGENT_ACTION } from './resolve.js';
import { timeline } from './timeline.js';
import type { TrustIndex } from './trust-index.js';

/** A cell that a draft would change, with the first stretch of days on which it would. */
export interface PreviewedChange {
  readonly function: Id;
  readonly school: Id | null;
  readonly from: Day;
  readonly until: Day;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What a draft would change over a period. */
export interface Preview {
  /** Cells looked at. */
  readonly cells: number;
  /** One for each stretch of days with one change, in the order of the catalogue and then of the days. */
  readonly changes: readonly PreviewedChange[];
}

/**
 * Every cell that a draft scheme or variation would change in a period, before it is adopted. Both sides are timelines
 * of the same resolver; the draft is taken as if it were the next entry.
 */
export function preview(index: TrustIndex, draft: Instrument, period: Period): Preview {
  const start = new Moment(index, period.from, period.known);
  const cells = cellsOf(start, schoolsWithin(index, period), {}).filter(({ fn }) =>
    touches(index, draft, fn.id, period),
  );
  const moments = { before: new Map<Day, Moment>(), after: new Map<Day, Moment>() };
  return {
    cells: cells.length,
    changes: cells.flatMap((cell) => changesOf(index, cell, { draft, period, moments })),
  };
}

/** Whether a draft can change a function: a scheme speaks of all, also by leaving them out. */
function touches(index: TrustIndex, draft: Instrument, id: Id, { from, until, known }: Period): boolean {
  if (draft.lines.has(id)) return true;
  if (draft.layer !== 'scheme') return draft.lines.has(URGENT_ACTION);
  const replaced = index.delegation.schemes.within(from, until, known).some(({ lines }) => lines.has(id));
  return replaced || index.delegation.everVaried(id);
}

interface Drafted {
  readonly draft: Instrument;
  readonly period: Period;
  readonly moments: { readonly before: Map<Day, Moment>; readonly after: Map<Day, Moment> };
}

function changesOf(index: TrustIndex, { fn, school }: Cell, { draft, period, moments }: Drafted): PreviewedChange[] {
  const before = timeline(index, { fn, school, period, moments: moments.before });
  const after = timeline(index, { fn, school, period, draft, moments: moments.after });
  const changes: PreviewedChange[] = [];
  for (const was of before) {
    for (const becomes of after) {
      const from = Math.max(was.from, becomes.from);
      const until = Math.min(was.until, becomes.until);
      if (from >= until || sameJson(was.verdict, becomes.verdict)) continue;
      changes.push({
        function: fn.id,
        school: school ?? null,
        from,
        until,
        before: was.verdict,
        after: becomes.verdict,
      });
    }
  }
  return changes;
}
