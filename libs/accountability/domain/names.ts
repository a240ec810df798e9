import { ALWAYS, capital, civilDate, type Day, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { Coverage } from '@remit/structure';
import { BOARD, MEMBERS, type KnownFunction } from '@remit/delegation';
import { firstDayOf } from '@remit/structure';
import { Moment } from './moment.js';
import type { TrustIndex } from './trust-index.js';

/** A body or post as the trust calls it. */
export interface HolderName {
  readonly id: Id;
  readonly kind: 'body' | 'post';
  readonly tier: Id;
  readonly name: string;
}

/** The same with what it looks after: every school may have a post of one name. */
export interface PlacedHolderName extends HolderName {
  readonly covers: Coverage;
}

/** A school of the trust, of whatever day. */
export interface SchoolName {
  readonly id: Id;
  readonly name: string;
  /** In the trust on the day asked about. */
  readonly inTrust: boolean;
}

/** What a tier is called. */
export interface TierName {
  readonly id: Id;
  /** As {@link tierName} says. */
  readonly name: string;
  /** The trust's own word for several; null while none is recorded. */
  readonly plural: string | null;
  /** The entry that recorded the trust's own word; null while the name is made of something else. */
  readonly entry: EntryNumber | null;
}

/** What the trust calls things, as known at an entry. */
export interface Names {
  /** Its name; its id while none is recorded. */
  readonly trustName: string;
  /** `YYYY-MM-DD`, its first day; null while none is recorded. */
  readonly trustFrom: string | null;
  /** In the order of the catalogue, then the trust's own. */
  readonly functions: readonly KnownFunction[];
  /** In the order in which they were first recorded. */
  readonly schools: readonly SchoolName[];
  /** All clusters that ever were. */
  readonly clusters: readonly { readonly id: Id; readonly name: string }[];
  /** All bodies and posts that ever were. */
  readonly holders: readonly PlacedHolderName[];
  /** The tiers that ever had a body, a post or a name, each as it is called on the day asked about. */
  readonly tiers: readonly TierName[];
  /** All schemes that were ever adopted. */
  readonly schemes: readonly { readonly id: Id; readonly version: string }[];
}

/** The trust's own words for everything, on a day, as known at an entry. */
export function namesAt(index: TrustIndex, day: Day, known: EntryNumber): Names {
  const moment = new Moment(index, day, known);
  const holders = index.structure.directory.within(ALWAYS, FOREVER, known);
  const named = [...index.structure.tierNames].filter(([, list]) => list.within(ALWAYS, FOREVER, known).length > 0);
  const tiers = [...new Set([...holders.map(({ tier }) => tier), ...named.map(([tier]) => tier)])];
  const trust = index.structure.trust.best(day, known);
  return {
    trustName: trust?.data.name ?? index.trust,
    trustFrom: trust === undefined ? null : civilDate(firstDayOf(trust)),
    functions: moment.functions(),
    schools: [...index.structure.schools].flatMap(([id, school]) => {
      const membership = moment.membership(id) ?? school.memberships.within(ALWAYS, FOREVER, known).at(-1);
      return membership === undefined
        ? []
        : [{ id, name: membership.data.name, inTrust: moment.membership(id) !== undefined }];
    }),
    clusters: index.structure.formations
      .within(ALWAYS, FOREVER, known)
      .map(({ data }) => ({ id: data.cluster, name: data.name })),
    holders: holders.map(({ id, kind, tier, name, data }) => ({ id, kind, tier, name, covers: data.covers })),
    tiers: tiers.map((id) => tierNamed(moment, id)),
    schemes: index.delegation.schemes.within(ALWAYS, FOREVER, known).map(({ id, version = '' }) => ({ id, version })),
  };
}

function tierNamed(moment: Moment, id: Id): TierName {
  const recorded = moment.naming(id);
  return { id, name: tierName(moment, id), plural: recorded?.data.plural ?? null, entry: recorded?.n ?? null };
}

/** What the tiers are usually called whose ids are short for something. */
const USUAL: Readonly<Record<Id, string>> = {
  [BOARD]: 'Board',
  [MEMBERS]: 'Members',
  ceo: 'Chief executive',
  cfo: 'Chief financial officer',
  coo: 'Chief operating officer',
  dpo: 'Data protection officer',
  lgb: 'Local governing body',
};

/**
 * What a trust calls a tier on a day, with a capital first letter: the word that it has recorded for it; else the name that
 * all its bodies and posts have, when they have the same one; else as {@link usualTierName} says. "Headteacher" for `head`,
 * but "Local" when every school's local governing body has a name of its own and no word for them is recorded.
 */
export function tierName(moment: Moment, tier: Id): string {
  const recorded = moment.naming(tier);
  if (recorded !== undefined) return capital(recorded.data.name);
  const names = moment.namesInTiers().get(tier);
  const [only] = names ?? [];
  return names?.size === 1 && only !== undefined ? only : usualTierName(tier);
}

/**
 * What answers, and sentences about them, call a tier: the word that is recorded for it, else its id. An answer is worked
 * out again from the entries that it names alone, so it cannot look at what all bodies and posts are called.
 */
export function tierWord(moment: Moment, tier: Id): string {
  return moment.naming(tier)?.data.name ?? tier;
}

/** What a tier is called of which neither a body or post nor a name is recorded: its usual name, else its id in words. */
export function usualTierName(tier: Id): string {
  return USUAL[tier] ?? capital(tier.replaceAll(/[-.]+/g, ' ').trim());
}
