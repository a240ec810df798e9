import type { Id } from '@remit/kernel';
import { BOARD, MEMBERS } from '@remit/delegation';
import { under } from '@remit/record';
import type { Moment } from '@remit/accountability';
import type { Holder } from '@remit/structure';

/** How a tier is called on a day, and what kind of thing it is. */
export interface NamedTier {
  readonly tier: Id;
  /** What all its bodies or posts are called, or the id in words when they are called differently, or there are none. */
  readonly name: string;
  /** True when the name is the id in words. */
  readonly fromId: boolean;
  /** `body` or `post` when all are of one kind; null otherwise and when there are none. */
  readonly kind: 'body' | 'post' | null;
  /** True when its bodies or posts look after certain schools or clusters, not the trust. */
  readonly ofSchools: boolean;
}

/** Ids that are short for something. */
const IN_FULL: Readonly<Record<string, string>> = {
  ceo: 'Chief executive',
  cfo: 'Chief financial officer',
  coo: 'Chief operating officer',
  dpo: 'Data protection officer',
  lgb: 'Local governing body',
};

/** The id of a tier in words: `finance-committee` is "Finance committee". */
export function tierInWords(tier: Id): string {
  return IN_FULL[tier] ?? capitalised(tier.replace(/[-.]+/g, ' ').trim());
}

/** The text with its first letter a capital. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * The tiers with their names at a moment, in the order in which tables show them: the members, the board, what is there
 * for the whole trust (bodies before posts), what is there for schools, and what nobody holds.
 */
export function namedTiers(moment: Moment, tiers: Iterable<Id>): NamedTier[] {
  const holders = holdersByTier(moment);
  const named = [...new Set(tiers)].map((tier) => namedTier(tier, holders.get(tier) ?? []));
  return named.sort((a, b) => rank(a) - rank(b) || (a.tier < b.tier ? -1 : 1));
}

function holdersByTier({ index, day, known }: Moment): ReadonlyMap<Id, readonly Holder[]> {
  const byTier = new Map<Id, Holder[]>();
  for (const holder of index.structure.directory.within(day, day + 1, known)) {
    under(byTier, holder.tier, (): Holder[] => []).push(holder);
  }
  return byTier;
}

function namedTier(tier: Id, holders: readonly Holder[]): NamedTier {
  const names = new Set(holders.map(({ name }) => name));
  const kinds = new Set(holders.map(({ kind }) => kind));
  const [name] = names;
  return {
    tier,
    name: names.size === 1 && name !== undefined ? name : tierInWords(tier),
    fromId: names.size !== 1,
    kind: kinds.size === 1 ? (holders[0]?.kind ?? null) : null,
    ofSchools: holders.some(({ data: { covers } }) => !('trust' in covers)),
  };
}

function rank({ tier, kind, ofSchools }: NamedTier): number {
  if (tier === MEMBERS) return 0;
  if (tier === BOARD) return 1;
  if (kind === null && !ofSchools) return 6;
  return (ofSchools ? 4 : 2) + (kind === 'post' ? 1 : 0);
}
