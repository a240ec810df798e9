import { ALWAYS, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';
import { type Holder, type LinkKind, looksAfter, type SchoolAdmitted, type SchoolLinked } from '@remit/structure';
import { covers } from '@remit/delegation';
import { type GapKind, gapKind } from './gaps.js';
import { matrix, type MatrixCell } from './matrix.js';
import type { Moment } from './moment.js';
import { type OnDays, onDays } from './on-days.js';
import {
  type HolderPortrayed,
  holderPortrayed,
  type SchemePortrayed,
  schemePortrayed,
  type VariationPortrayed,
  variationPortrayed,
} from './portrait.js';

/** One time of a school in the trust. What is not recorded is null. */
export interface Membership extends OnDays {
  readonly name: string;
  readonly urn: string | null;
  readonly phase: string | null;
  readonly type: string | null;
  readonly faith: string | null;
}

/** A school of another number that came before or after. What is not recorded is null. */
export interface SchoolLink {
  readonly entry: EntryNumber;
  readonly urn: string;
  readonly kind: LinkKind;
  readonly on: string | null;
  readonly name: string | null;
  readonly how: string | null;
}

/** Who holds the functions of a tier for a school: one body or post, several that claim it, or one with nobody in it. */
export interface SchoolSeat {
  readonly tier: Id;
  readonly status: 'held' | 'vacant' | 'conflict';
  readonly holders: readonly HolderPortrayed[];
}

/** What there is to know of a school's governance at a moment. */
export interface SchoolProfile {
  readonly school: Id;
  /** Every time in the trust, in the order in which it came to be known as it is; none when only links stand. */
  readonly memberships: readonly Membership[];
  readonly inTrust: boolean;
  readonly cluster: (OnDays & { readonly cluster: Id }) | null;
  readonly categories: readonly (OnDays & { readonly category: string; readonly value: string })[];
  readonly links: readonly SchoolLink[];
  /** The tiers that the school, or its cluster, has bodies or posts of its own for: bodies first, then posts. */
  readonly seats: readonly SchoolSeat[];
  readonly scheme: SchemePortrayed | null;
  /** The variations in force that cover the school. */
  readonly variations: readonly VariationPortrayed[];
  /** How many functions at the school have no clear holder, by what is amiss. */
  readonly unclear: Readonly<Record<GapKind, number>>;
}

/** The profile of a school at a moment; `undefined` when no time in the trust and no link of it is known then. */
export function schoolProfile(moment: Moment, school: Id): SchoolProfile | undefined {
  const { index, known } = moment;
  const recorded = index.structure.schools.get(school);
  const memberships = recorded?.memberships.within(ALWAYS, FOREVER, known) ?? [];
  const links = recorded?.links.on(0, known) ?? [];
  if (recorded === undefined || memberships.length + links.length === 0) return undefined;
  const scheme = moment.schemeInForce();
  const inTrust = moment.membership(school) !== undefined;
  return {
    school,
    memberships: memberships.map(membershipOf),
    inTrust,
    categories: [...recorded.classifications.keys()].flatMap((category) => {
      const fact = moment.classification(school, category);
      return fact === undefined ? [] : [{ ...onDays(fact), category, value: fact.data.value }];
    }),
    links: links.map(linkOf),
    scheme: scheme === undefined ? null : schemePortrayed(moment, scheme),
    ...(inTrust ? governanceOf(moment, school) : NO_GOVERNANCE),
  };
}

type Governance = Pick<SchoolProfile, 'cluster' | 'seats' | 'variations' | 'unclear'>;

const NO_GOVERNANCE: Governance = { cluster: null, seats: [], variations: [], unclear: unclearOf([]) };

function governanceOf(moment: Moment, school: Id): Governance {
  const placement = moment.placement(school);
  const standpoint = moment.standpoint(school);
  const variations = moment.index.delegation.variationsOn(moment.day, moment.known);
  return {
    cluster: placement === undefined ? null : { ...onDays(placement), cluster: placement.data.cluster },
    seats: seatsOf(moment, school, placement?.data.cluster),
    variations: variations.filter((variation) => covers(variation, standpoint)).map(variationPortrayed),
    unclear: unclearOf(matrix(moment, { school })),
  };
}

function membershipOf(membership: Fact<SchoolAdmitted>): Membership {
  const { name, urn = null, phase = null, type = null, faith = null } = membership.data;
  return { ...onDays(membership), name, urn, phase, type, faith };
}

function linkOf({ n, data }: Fact<SchoolLinked>): SchoolLink {
  const { urn, kind, on = null, name = null, how = null } = data;
  return { entry: n, urn, kind, on, name, how };
}

function seatsOf(moment: Moment, school: Id, cluster: Id | undefined): SchoolSeat[] {
  const { index, day, known } = moment;
  const near = index.structure.directory
    .within(day, day + 1, known)
    .filter((holder) => looksAfter(holder.data.covers, school, cluster));
  const tiers = new Set([...near.filter(isBody), ...near.filter((holder) => !isBody(holder))].map(({ tier }) => tier));
  return [...tiers].map((tier) => {
    const { status, holders } = moment.seat(tier, school);
    return { tier, status, holders: holders.map((holder) => holderPortrayed(moment, holder)) };
  });
}

function isBody({ kind }: Holder): boolean {
  return kind === 'body';
}

function unclearOf(cells: readonly MatrixCell[]): SchoolProfile['unclear'] {
  const kinds = cells.map(gapKind);
  const counted = (kind: GapKind): number => kinds.filter((each) => each === kind).length;
  return { vacant: counted('vacant'), overlap: counted('overlap'), 'nobody-can-act': counted('nobody-can-act') };
}
