import { ALWAYS, dayOf, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { BOARD, MEMBERS, tiersOfLine } from '@remit/delegation';
import type { TrustIndex } from '@remit/accountability';
import type { RecordedTier } from './tiers.js';

/**
 * The tiers of a trust: those of its bodies and posts that exist on the first day of the scheme (on any day, while it is
 * not known), those that its schemes speak of, and the two that every trust has; with the words that the trust has for
 * them on that day.
 * @param from the first day of the scheme, `YYYY-MM-DD`; `undefined` while it is not known
 */
export function recordedTiers(
  { structure, delegation }: TrustIndex,
  known: EntryNumber,
  from: string | undefined,
): readonly RecordedTier[] {
  const names = new Map<Id, Set<string>>([
    [MEMBERS, new Set()],
    [BOARD, new Set()],
  ]);
  const add = (tier: Id, ...called: readonly string[]): void => {
    const all = names.get(tier) ?? new Set();
    names.set(tier, all);
    for (const name of called) all.add(name);
  };
  const [first, end] = from === undefined ? [ALWAYS, FOREVER] : [dayOf(from), dayOf(from) + 1];
  // First, for a question shows the first names of each tier.
  for (const list of structure.tierNames.values()) {
    const counting = from === undefined ? list.within(first, end, known) : [list.best(first, known)];
    for (const { data } of counting.filter((naming) => naming !== undefined)) {
      add(data.tier, data.name, ...(data.plural === undefined ? [] : [data.plural]));
    }
  }
  for (const { tier, name, id } of structure.directory.within(first, end, known)) add(tier, name, id);
  for (const { lines } of delegation.schemes.within(ALWAYS, FOREVER, known)) {
    for (const tier of lines.all.flatMap(tiersOfLine)) add(tier);
  }
  return [...names].map(([tier, called]) => ({ tier, names: [...called] }));
}
