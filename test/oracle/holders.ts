import { holds, isCovered, width } from './coverage.js';
import type { Facts, Holder } from './fold.js';
import type { AppointedAs, Cause, Person, TierPeople } from './types.js';

/** Steps 6 and 7 for one tier. */
export interface Resolved {
  readonly status: 'held' | 'vacant' | 'conflict';
  readonly cause: Cause | null;
  readonly found: TierPeople;
  /** The entry of the body that has fewer different people than its minimum. */
  readonly belowMinimum: number | null;
}

export interface Place {
  readonly facts: Facts;
  readonly school: string | undefined;
  readonly on: string;
}

const PRECEDENCE: readonly AppointedAs[] = ['acting', 'holder', 'chair', 'vice-chair'];

function rank(as: AppointedAs): number {
  const place = PRECEDENCE.indexOf(as);
  return place === -1 ? PRECEDENCE.length : place;
}

function peopleOf({ facts, on }: Place, holder: Holder): readonly Person[] {
  const usual: AppointedAs = holder.kind === 'body' ? 'member' : 'holder';
  return facts.appointments
    .filter((appointment) => appointment.to === holder.id && holds(appointment, on))
    .map(({ id, entry, person, as = usual }) => ({ entry, listed: { person, as, appointment: id } }))
    .sort((a, b) => rank(a.listed.as) - rank(b.listed.as) || a.entry - b.entry)
    .map(({ listed }) => listed);
}

export function resolveTier(place: Place, tier: string): Resolved {
  const { facts, school, on } = place;
  const covering = facts.holders.filter(
    (holder) => holder.tier === tier && holds(holder, on) && isCovered(facts, holder.covers, school, on),
  );
  const narrowest = Math.min(...covering.map((holder) => width(holder.covers)));
  const found = covering.filter((holder) => width(holder.covers) === narrowest);
  const [holder] = found;
  if (holder === undefined) {
    return {
      status: 'vacant',
      cause: 'no-such-body',
      found: { tier, holder: null, people: [] },
      belowMinimum: null,
    };
  }
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).sort();
    return { status: 'conflict', cause: null, found: { tier, holder: ids, people: [] }, belowMinimum: null };
  }
  const people = peopleOf(place, holder);
  if (people.length === 0) {
    const cause = holder.kind === 'post' ? 'post-vacant' : 'no-members';
    return { status: 'vacant', cause, found: { tier, holder: holder.id, people }, belowMinimum: null };
  }
  const different = new Set(people.map(({ person }) => person)).size;
  return {
    status: 'held',
    cause: null,
    found: { tier, holder: holder.id, people },
    belowMinimum: different < holder.minimum ? holder.entry : null,
  };
}

/** Step 8. A tier in conflict counts as nobody, like a vacant one. */
export function whoCanAct(place: Place, delegatedFrom: string): TierPeople | null {
  for (const tier of [delegatedFrom, 'board']) {
    const resolved = resolveTier(place, tier);
    if (resolved.status === 'held') return resolved.found;
  }
  return null;
}
