import { type Id } from '@remit/kernel';
import { BOARD, MEMBERS } from '@remit/delegation';
import { under } from '@remit/record';
import { type Moment, tierName } from '@remit/accountability';
import type { Holder } from '@remit/structure';

/** How a tier is called on a day, and what kind of thing it is. */
export interface NamedTier {
  readonly tier: Id;
  /** As `tierName` says. */
  readonly name: string;
  /** True when the name is made of the id: no word is recorded, and there are no bodies or posts of one name. */
  readonly fromId: boolean;
  /** `body` or `post` when all are of one kind; null otherwise and when there are none. */
  readonly kind: 'body' | 'post' | null;
  /** True when its bodies or posts look after certain schools or clusters, not the trust. */
  readonly ofSchools: boolean;
}

/**
 * The tiers with their names at a moment, in the order in which tables show them: the members, the board, what is there
 * for the whole trust (bodies before posts), what is there for schools, and what nobody holds.
 */
export function namedTiers(moment: Moment, tiers: Iterable<Id>): NamedTier[] {
  const holders = holdersByTier(moment);
  const named = [...new Set(tiers)].map((tier) => namedTier(tier, moment, holders.get(tier) ?? []));
  return named.sort((a, b) => rank(a) - rank(b) || (a.tier < b.tier ? -1 : 1));
}

function holdersByTier({ index, day, known }: Moment): ReadonlyMap<Id, readonly Holder[]> {
  const byTier = new Map<Id, Holder[]>();
  for (const holder of index.structure.directory.within(day, day + 1, known)) {
    under(byTier, holder.tier, (): Holder[] => []).push(holder);
  }
  return byTier;
}

function namedTier(tier: Id, moment: Moment, holders: readonly Holder[]): NamedTier {
  const kinds = new Set(holders.map(({ kind }) => kind));
  return {
    tier,
    name: tierName(moment, tier),
    fromId: moment.naming(tier) === undefined && moment.namesInTiers().get(tier)?.size !== 1,
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
