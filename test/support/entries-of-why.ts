import { type Answer, TrustIndex } from '@remit/accountability';
import type { EntryCorrected } from '@remit/record';

/** The entry that an entry corrects; `undefined` when it is no correction. */
function targetOf(index: TrustIndex, n: number): number | undefined {
  return index.standing(n)?.type === 'EntryCorrected' ? (index.originalOf(n) as EntryCorrected).entry : undefined;
}

/**
 * The entries that the reasons of an answer name, with those needed to make sense of them: entry 0, the definition of the
 * function, and what a correction corrects. A correction that the reasons do not name is none that they need.
 */
export function entriesOfWhy(index: TrustIndex, { question, why }: Answer): ReadonlySet<number> {
  const { knownAt: known, function: asked } = question;
  const broughtBy = index.delegation.functionOf(asked, known)?.broughtBy ?? 0;
  const entries = new Set([0, broughtBy, ...why.flatMap(({ entry }) => (entry === null ? [] : [entry]))]);
  // A set hands out what is added while it is walked.
  for (const n of entries) {
    const target = targetOf(index, n);
    if (target !== undefined) entries.add(target);
  }
  return entries;
}

/** The trust with only some of its entries, at their own numbers: every other one says something that nobody asks about. */
export function withOnly(index: TrustIndex, entries: ReadonlySet<number>, known: number): TrustIndex {
  const made = new TrustIndex(index.trust);
  for (let n = 0; n <= known; n += 1) {
    const recordedAt = index.recordedAt(n)!;
    const data = { function: `not-asked.${n}`, name: 'Not asked about', scope: 'trust' };
    if (!entries.has(n)) made.apply({ n, type: 'FunctionDefined', data, recordedAt });
    else made.apply({ n, type: index.standing(n)!.type, data: index.originalOf(n), recordedAt });
  }
  return made;
}
