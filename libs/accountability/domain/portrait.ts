import { civilDate, type Id } from '@remit/kernel';
import type { Fact } from '@remit/record';
import { type Capacity, type ClusterFormed, type Coverage, firstDayOf, type Holder } from '@remit/structure';
import type { Instrument, VariationCoverage, VariationLayer } from '@remit/delegation';
import { lastsUntil } from './instruments.js';
import type { Moment } from './moment.js';
import { byEntry, type OnDays, onDays } from './on-days.js';
import { capacityIn } from './seat.js';
import { shortage } from './shortage.js';

export interface SchoolPortrayed extends OnDays {
  readonly school: Id;
  readonly name: string;
  readonly cluster: Id | null;
  /** Its number in the national register; null when none is recorded. */
  readonly urn: string | null;
  readonly phase: string | null;
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
  /** The fewest different people with whom it is properly constituted; 0 when the record names none. */
  readonly minimum: number;
  /** Nobody serves longer than the body or post exists. */
  readonly people: readonly (OnDays & { readonly person: Id; readonly as: Capacity })[];
  /** Null when it has everybody it needs. */
  readonly lacks: Lack | null;
}

/** How many people are missing, since which day, and the first later day for which somebody is appointed already. */
export interface Lack {
  readonly missing: number;
  readonly since: string;
  readonly next: string | null;
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

/** What stands in a trust on a day, as known at an entry. */
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

/** What stands in a trust at a moment. Everything in the order of its entries. */
export function portrait(moment: Moment): Portrait {
  const { index, day, known } = moment;
  const { structure, delegation } = index;
  const trust = structure.trust.best(day, known);
  const scheme = moment.schemeInForce();
  return {
    name: trust?.data.name ?? null,
    from: trust === undefined ? null : civilDate(firstDayOf(trust)),
    schools: byEntry([...structure.schools.keys()].flatMap((school) => schoolOf(moment, school))),
    clusters: byEntry(structure.formations.on(day, known).map(clusterOf)),
    holders: structure.directory.within(day, day + 1, known).map((holder) => holderPortrayed(moment, holder)),
    scheme: scheme === undefined ? null : schemePortrayed(moment, scheme),
    variations: delegation.variationsOn(day, known).map(variationPortrayed),
  };
}

function schoolOf(moment: Moment, school: Id): SchoolPortrayed[] {
  const membership = moment.membership(school);
  if (membership === undefined) return [];
  const cluster = moment.placement(school)?.data.cluster ?? null;
  const { name, urn = null, phase = null } = membership.data;
  return [{ ...onDays(membership), school, name, cluster, urn, phase }];
}

function clusterOf(formed: Fact<ClusterFormed>): ClusterPortrayed {
  return { ...onDays(formed), cluster: formed.data.cluster, name: formed.data.name };
}

/** A body or post with its people at a moment. */
export function holderPortrayed(moment: Moment, holder: Holder): HolderPortrayed {
  const { id, kind, tier, name, minimum } = holder;
  const people = moment.appointments(id).map((appointment) => ({
    ...onDays({ n: appointment.n, from: appointment.from, until: Math.min(appointment.until, holder.until) }),
    person: appointment.data.person,
    as: capacityIn(holder, appointment),
  }));
  const covers = holder.data.covers;
  return {
    ...onDays(holder),
    id,
    kind,
    tier,
    name,
    covers,
    minimum,
    people: byEntry(people),
    lacks: lackOf(moment, holder),
  };
}

function lackOf(moment: Moment, holder: Holder): Lack | null {
  const short = shortage(moment, holder);
  if (short === undefined) return null;
  const { missing, since, next } = short;
  return { missing, since: civilDate(since), next: next === undefined ? null : civilDate(next) };
}

/** A scheme with the days on which it is in force: until its own end, or until another replaces it. */
export function schemePortrayed({ index, known }: Moment, scheme: Instrument): SchemePortrayed {
  const { n, id, version, from, lines } = scheme;
  return {
    ...onDays({ n, from, until: lastsUntil(index, scheme, known) }),
    scheme: id,
    version: version ?? '',
    lines: lines.all.length,
  };
}

export function variationPortrayed(variation: Instrument): VariationPortrayed {
  const { id, layer, covers, lines } = variation;
  const functions = lines.all.map((line) => line.function);
  return { ...onDays(variation), variation: id, layer: layer as VariationLayer, covers, functions };
}
