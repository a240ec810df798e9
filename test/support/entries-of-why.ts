import { TrustIndex } from '@remit/accountability';

/** The entries from which alone an answer is worked out again: the product's own rule, which tests hold to its word. */
export { entriesRestedOn as entriesOfWhy } from '@remit/accountability';

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
