import { liveEntries } from './corrections.js';
import type { LiveEntry } from './corrections.js';
import type { AppointedAs, Command, Covers, Line, Scope, VariationLayer } from './types.js';

export interface Interval {
  readonly from: string;
  readonly until: string | undefined;
}

interface Fact extends Interval {
  readonly entry: number;
}

export interface Admission extends Fact {
  readonly school: string;
}
export interface Classification extends Fact {
  readonly school: string;
  readonly category: string;
  readonly value: string;
}
export interface Cluster extends Fact {
  readonly id: string;
}
export interface Placement extends Fact {
  readonly school: string;
  readonly cluster: string;
}
export interface Holder extends Fact {
  readonly id: string;
  readonly kind: 'body' | 'post';
  readonly tier: string;
  readonly covers: Covers;
  readonly minimum: number;
}
export interface Appointment extends Fact {
  readonly id: string;
  readonly person: string;
  readonly to: string;
  readonly as: AppointedAs | undefined;
}
export interface Scheme extends Fact {
  readonly id: string;
  readonly lines: readonly Line[];
}
export interface Variation extends Fact {
  readonly id: string;
  readonly layer: VariationLayer;
  readonly covers: Covers;
  readonly lines: readonly Line[];
}
export interface OwnFunction {
  readonly id: string;
  readonly scope: Scope;
}

/** What stands, as plain lists in the order of the entries. */
export interface Facts {
  trustFrom: string;
  admissions: readonly Admission[];
  classifications: readonly Classification[];
  clusters: readonly Cluster[];
  placements: readonly Placement[];
  holders: readonly Holder[];
  appointments: readonly Appointment[];
  schemes: readonly Scheme[];
  variations: readonly Variation[];
  functions: readonly OwnFunction[];
}

/** Puts the new fact at the end; an earlier one with the same id no longer counts, because the latest entry wins. */
function latestOfId<T extends { readonly id: string }>(facts: readonly T[], fact: T): readonly T[] {
  return [...facts.filter((earlier) => earlier.id !== fact.id), fact];
}

/** Sets `until` of the last fact that fits. None fits when the target was voided: then the ending is an orphan. */
function endLast<T extends Interval>(facts: readonly T[], fits: (fact: T) => boolean, until: string): readonly T[] {
  const target = facts.findLast(fits);
  return facts.map((fact) => (fact === target ? { ...fact, until } : fact));
}

function apply(facts: Facts, { entry, command }: LiveEntry): void {
  switch (command.command) {
    case 'EstablishTrust':
      facts.trustFrom = command.data.from;
      return;
    case 'AdmitSchool': {
      const { school, from, until } = command.data;
      facts.admissions = [...facts.admissions, { entry, from, until, school }];
      return;
    }
    case 'ReleaseSchool': {
      const { school, until } = command.data;
      facts.admissions = endLast(facts.admissions, (admission) => admission.school === school, until);
      return;
    }
    case 'ClassifySchool': {
      const { school, category, value, from, until } = command.data;
      facts.classifications = [...facts.classifications, { entry, from, until, school, category, value }];
      return;
    }
    case 'FormCluster': {
      const { cluster, from, until } = command.data;
      facts.clusters = latestOfId(facts.clusters, { entry, from, until, id: cluster });
      return;
    }
    case 'PlaceSchool': {
      const { school, cluster, from, until } = command.data;
      facts.placements = [...facts.placements, { entry, from, until, school, cluster }];
      return;
    }
    case 'ConstituteBody': {
      const { body, tier, covers, from, until, minimum = 0 } = command.data;
      const holder: Holder = { entry, from, until, id: body, kind: 'body', tier, covers, minimum };
      facts.holders = latestOfId(facts.holders, holder);
      return;
    }
    case 'CreatePost': {
      const { post, tier, covers, from, until } = command.data;
      facts.holders = latestOfId(facts.holders, {
        entry,
        from,
        until,
        id: post,
        kind: 'post',
        tier,
        covers,
        minimum: 0,
      });
      return;
    }
    case 'DissolveBody': {
      const { body, until } = command.data;
      facts.holders = endLast(facts.holders, (holder) => holder.kind === 'body' && holder.id === body, until);
      return;
    }
    case 'AbolishPost': {
      const { post, until } = command.data;
      facts.holders = endLast(facts.holders, (holder) => holder.kind === 'post' && holder.id === post, until);
      return;
    }
    case 'Appoint': {
      const { appointment, person, to, from, until, as } = command.data;
      facts.appointments = latestOfId(facts.appointments, { entry, from, until, id: appointment, person, to, as });
      return;
    }
    case 'EndAppointment': {
      const { appointment, until } = command.data;
      facts.appointments = endLast(facts.appointments, ({ id }) => id === appointment, until);
      return;
    }
    case 'AdoptScheme': {
      const { scheme, from, until, lines } = command.data;
      facts.schemes = latestOfId(facts.schemes, { entry, from, until, id: scheme, lines });
      return;
    }
    case 'VaryDelegation': {
      const { variation, layer, covers, from, until, lines } = command.data;
      facts.variations = latestOfId(facts.variations, { entry, from, until, id: variation, layer, covers, lines });
      return;
    }
    case 'EndVariation': {
      const { variation, until } = command.data;
      facts.variations = endLast(facts.variations, ({ id }) => id === variation, until);
      return;
    }
    case 'DefineFunction': {
      const { function: id, scope } = command.data;
      facts.functions = latestOfId(facts.functions, { id, scope });
      return;
    }
    case 'Correct':
      // Corrections have had their effect when it was worked out which entries stand.
      return;
  }
}

/** Plays the entries that stand as known at `knownAt`, one after the other. */
export function fold(record: readonly Command[], knownAt: number, absent: readonly number[] = []): Facts {
  const facts: Facts = {
    trustFrom: '9999-12-31',
    admissions: [],
    classifications: [],
    clusters: [],
    placements: [],
    holders: [],
    appointments: [],
    schemes: [],
    variations: [],
    functions: [],
  };
  for (const live of liveEntries(record, knownAt, absent)) apply(facts, live);
  return facts;
}

const remembered = new WeakMap<readonly Command[], Map<number, Facts>>();

/** `fold`, done once for each record and entry number. Only for records that are no longer written to. */
export function factsKnownAt(record: readonly Command[], knownAt: number): Facts {
  const ofRecord = remembered.get(record) ?? new Map<number, Facts>();
  remembered.set(record, ofRecord);
  const facts = ofRecord.get(knownAt) ?? fold(record, knownAt);
  ofRecord.set(knownAt, facts);
  return facts;
}
