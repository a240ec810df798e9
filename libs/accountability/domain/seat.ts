import { type Id } from '@remit/kernel';
import { type Appointment, CAPACITIES, type Capacity, type Holder } from '@remit/structure';

/** A person in an answer. */
export interface AnswerPerson {
  readonly person: Id;
  readonly as: Capacity;
  readonly appointment: Id;
}

/** A tier with who holds it: `holder` is an id, the sorted ids when several claim it, or null when nobody does. */
export interface Party {
  readonly tier: Id;
  readonly holder: Id | readonly Id[] | null;
  readonly kind: 'body' | 'post' | null;
  readonly people: readonly AnswerPerson[];
}

/** Why nobody is there. Source: accountability contract, section 4, steps 6 and 7. */
export type VacancyCause = 'no-such-body' | 'post-vacant' | 'no-members';

/** Who holds the functions of a tier at a moment: steps 6 and 7 of the contract. */
export interface Seat {
  readonly tier: Id;
  readonly status: 'held' | 'vacant' | 'conflict';
  readonly cause: VacancyCause | null;
  /** The bodies and posts that claim it, in the order of their ids: one, several in conflict, or none. */
  readonly holders: readonly Holder[];
  /** The appointments in force, in the order in which people are named. */
  readonly appointments: readonly Appointment[];
  /** The body has fewer different people than its minimum, though not none. */
  readonly belowMinimum: boolean;
  readonly party: Party;
}

/** Works out a seat from the narrowest bodies and posts of a tier. */
export function seatOf(tier: Id, claiming: readonly Holder[], appointed: (holder: Holder) => Appointment[]): Seat {
  const holders = [...claiming].sort((a, b) => (a.id < b.id ? -1 : 1));
  const [holder] = holders;
  if (holder === undefined) return emptySeat(tier);
  if (holders.length > 1) return contestedSeat(tier, holders);
  const appointments = appointed(holder).sort((a, b) => placeIn(holder, a) - placeIn(holder, b) || a.n - b.n);
  const people = appointments.map((appointment) => answerPerson(holder, appointment));
  const different = new Set(people.map(({ person }) => person)).size;
  return {
    tier,
    status: different === 0 ? 'vacant' : 'held',
    cause: different === 0 ? (holder.kind === 'post' ? 'post-vacant' : 'no-members') : null,
    holders,
    appointments,
    belowMinimum: different > 0 && different < holder.minimum,
    party: { tier, holder: holder.id, kind: holder.kind, people },
  };
}

/** The capacity of an appointment; a body's default is `member`, a post's `holder`. */
export function capacityIn(holder: Holder, appointment: Appointment): Capacity {
  return appointment.data.as ?? (holder.kind === 'post' ? 'holder' : 'member');
}

const PLACES = new Map(CAPACITIES.map((capacity, place) => [capacity, place]));

/** The acting holder first, then the substantive one, chair, vice-chair, the others (contract, section 5). */
export function placeOf(capacity: Capacity): number {
  return PLACES.get(capacity)!;
}

function placeIn(holder: Holder, appointment: Appointment): number {
  return placeOf(capacityIn(holder, appointment));
}

function answerPerson(holder: Holder, appointment: Appointment): AnswerPerson {
  const { person, appointment: id } = appointment.data;
  return { person, as: capacityIn(holder, appointment), appointment: id };
}

function emptySeat(tier: Id): Seat {
  return {
    tier,
    status: 'vacant',
    cause: 'no-such-body',
    holders: [],
    appointments: [],
    belowMinimum: false,
    party: { tier, holder: null, kind: null, people: [] },
  };
}

function contestedSeat(tier: Id, holders: readonly Holder[]): Seat {
  const kinds = new Set(holders.map(({ kind }) => kind));
  const kind = kinds.size === 1 ? (holders[0]?.kind ?? null) : null;
  return {
    tier,
    status: 'conflict',
    cause: null,
    holders,
    appointments: [],
    belowMinimum: false,
    party: { tier, holder: holders.map(({ id }) => id), kind, people: [] },
  };
}
