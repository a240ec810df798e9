import { ALWAYS, civilDate, type Day, FOREVER, type Id } from '@remit/kernel';
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
  /** Tiers with the trust's own word for each, on the day asked about. */
  readonly tiers: readonly { readonly id: Id; readonly name: string }[];
  /** All schemes that were ever adopted. */
  readonly schemes: readonly { readonly id: Id; readonly version: string }[];
}

/** The trust's own words for everything, on a day, as known at an entry. */
export function namesAt(index: TrustIndex, day: Day, known: EntryNumber): Names {
  const moment = new Moment(index, day, known);
  const holders = index.structure.directory.within(ALWAYS, FOREVER, known);
  const alive = index.structure.directory.within(day, day + 1, known);
  const tiers = [...new Set(holders.map(({ tier }) => tier))];
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
    tiers: tiers.map((id) => ({ id, name: tierName(id, alive) })),
    schemes: index.delegation.schemes.within(ALWAYS, FOREVER, known).map(({ id, version = '' }) => ({ id, version })),
  };
}

const FIXED: Readonly<Record<Id, string>> = { [BOARD]: 'Board', [MEMBERS]: 'Members' };

/**
 * What a trust calls a tier: the name that all its bodies and posts have, when they have the same one; else the tier's id
 * in plain words. "Headteacher" for `head`, but "Local" when every school's local governing body has a name of its own.
 * @param alive the bodies and posts of the day
 */
export function tierName(tier: Id, alive: readonly { readonly tier: Id; readonly name: string }[]): string {
  const names = new Set(alive.filter((holder) => holder.tier === tier).map(({ name }) => name));
  const [only] = names;
  if (names.size === 1 && only !== undefined) return only;
  const words = tier.replaceAll(/[-_.]+/g, ' ');
  return FIXED[tier] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
