import { civilDate, type Day, FOREVER, type Id } from '@remit/kernel';
import type { Claimed, EntryNumber, Fact, Subject } from '@remit/record';
import { type Capacity, type Coverage, firstDayOf, type Holder } from '@remit/structure';
import { type Instrument, type VariationCoverage, type VariationLayer } from '@remit/delegation';
import { Moment } from './moment.js';
import { capacityIn } from './seat.js';
import type { TrustIndex } from './trust-index.js';

/** Days as `YYYY-MM-DD`; `until` is the first day on which it no longer holds, null when none is recorded. */
interface OnDays {
  /** The entry that says it. */
  readonly entry: EntryNumber;
  readonly from: string;
  readonly until: string | null;
}

export interface SchoolPortrayed extends OnDays {
  readonly school: Id;
  readonly name: string;
  readonly cluster: Id | null;
}

export interface ClusterPortrayed extends OnDays {
  readonly cluster: Id;
  readonly name: string;
}

export interface HolderPortrayed extends OnDays {
  readonly id: Id;
  readonly kind: 'body' | 'post';
  readonly tier: Id;
  readonly name: string;
  readonly covers: Coverage;
  readonly people: readonly (OnDays & { readonly person: Id; readonly as: Capacity })[];
}

export interface SchemePortrayed extends OnDays {
  readonly scheme: Id;
  readonly version: string;
  /** How many functions it names. */
  readonly lines: number;
}

export interface VariationPortrayed extends OnDays {
  readonly variation: Id;
  readonly layer: VariationLayer;
  readonly covers: VariationCoverage;
  readonly functions: readonly Id[];
}

/** What stands in a trust on a day, as known at the head of an index. */
export interface Portrait {
  /** Null while nothing is recorded, or the founding was voided. */
  readonly name: string | null;
  /** Its first day. */
  readonly from: string | null;
  readonly schools: readonly SchoolPortrayed[];
  readonly clusters: readonly ClusterPortrayed[];
  readonly holders: readonly HolderPortrayed[];
  readonly scheme: SchemePortrayed | null;
  readonly variations: readonly VariationPortrayed[];
}

/**
 * What stands on a day by all that an index has taken in: to see the trust as known at an entry, take in the record up
 * to that entry. Everything in the order of its entries.
 */
export function portrait(index: TrustIndex, day: Day): Portrait {
  const moment = new Moment(index, day, index.head);
  const { structure, delegation } = index;
  const trust = structure.trust.best(day, index.head);
  const scheme = moment.schemeInForce();
  return {
    name: trust?.data.name ?? null,
    from: trust === undefined ? null : civilDate(firstDayOf(trust)),
    schools: byEntry([...structure.schools.keys()].flatMap((school) => schoolOf(moment, school))),
    clusters: byEntry([...structure.clusters.values()].flatMap((cluster) => clusterOf(cluster, day))),
    holders: structure.directory.within(day, day + 1, index.head).map((holder) => holderOf(moment, holder)),
    scheme: scheme === undefined ? null : schemeOf(scheme),
    variations: delegation.variationsOn(day, index.head).map(variationOf),
  };
}

function schoolOf(moment: Moment, school: Id): SchoolPortrayed[] {
  const membership = moment.membership(school);
  if (membership === undefined) return [];
  const cluster = moment.placement(school)?.data.cluster ?? null;
  return [{ ...daysOf(membership), school, name: membership.data.name, cluster }];
}

function clusterOf(subject: Subject<Claimed & { readonly name: string }>, day: Day): ClusterPortrayed[] {
  const claim = subject.latestClaim();
  if (claim === undefined || day < claim.from || day >= claim.until) return [];
  return [{ ...daysOf(claim), cluster: subject.id, name: claim.data.name }];
}

function holderOf(moment: Moment, holder: Holder): HolderPortrayed {
  const { id, kind, tier, name } = holder;
  const people = moment.appointments(id).map((appointment) => ({
    ...daysOf(appointment),
    person: appointment.data.person,
    as: capacityIn(holder, appointment),
  }));
  return { ...daysOf(holder), id, kind, tier, name, covers: holder.data.covers, people: byEntry(people) };
}

function schemeOf(scheme: Instrument): SchemePortrayed {
  const { id, version, lines } = scheme;
  return { ...daysOf(scheme), scheme: id, version: version ?? '', lines: lines.all.length };
}

function variationOf(variation: Instrument): VariationPortrayed {
  const { id, layer, covers, lines } = variation;
  const functions = lines.all.map((line) => line.function);
  return { ...daysOf(variation), variation: id, layer: layer as VariationLayer, covers, functions };
}

function daysOf({ n, from, until }: Fact<unknown>): OnDays {
  return { entry: n, from: civilDate(from), until: until === FOREVER ? null : civilDate(until) };
}

function byEntry<T extends OnDays>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => a.entry - b.entry);
}
