import type { Id } from '@remit/kernel';
import type { Appointment, Holder } from '@remit/structure';
import type { Moment } from './moment.js';
import { OTHER_POST_WORDS, REGISTER_SEATS } from './register-seats.data.js';
import { type AnswerPerson, capacityIn } from './seat.js';

/** The bodies and posts of a trust that the national register asks for. */
export type SeatName = 'members' | 'board' | 'chair' | 'accountingOfficer' | 'chiefFinancialOfficer';

/** How a body or post of the register is known in a record. */
export interface SeatNamed {
  readonly kind: 'body' | 'post';
  /** What sentences call it. */
  readonly called: string;
  /** The tiers that mean it. */
  readonly tiers: readonly Id[];
  /** Parts of a post's title that mean it, in small letters. */
  readonly titles: readonly string[];
}

/** An appointment in force, with the body or post that it is to. */
export interface Seated {
  readonly holder: Holder;
  readonly appointment: Appointment;
}

/** What is recorded of a body or post of the register on a day. */
export interface RegisterSeat extends SeatNamed {
  /** Its bodies or posts of the whole trust that are alive, by entry; none when no such thing is recorded. */
  readonly holders: readonly Holder[];
  /** The appointments in force, by entry. */
  readonly seated: readonly Seated[];
}

/** A person as findings name them. */
export interface RegisterPerson extends AnswerPerson {
  /** The body or post. */
  readonly holder: Id;
}

/** How many are appointed: as the national register counts rows, and how many different people they are. */
export interface RegisterCount {
  readonly appointments: number;
  readonly people: number;
}

/** Finds the bodies and posts of the whole trust that the register checks look at, at a moment. */
export function registerSeats(moment: Moment): Readonly<Record<SeatName, RegisterSeat>> {
  const { index, day, known } = moment;
  const alive = index.structure.directory.within(day, day + 1, known).filter((holder) => 'trust' in holder.data.covers);
  const found = (name: SeatName): RegisterSeat => {
    const named = REGISTER_SEATS[name];
    const holders = alive.filter((holder) => isNamed(named, holder));
    const seated = holders
      .flatMap((holder) => moment.appointments(holder.id).map((appointment) => ({ holder, appointment })))
      .sort((a, b) => a.appointment.n - b.appointment.n);
    return { ...named, holders, seated };
  };
  return {
    members: found('members'),
    board: found('board'),
    chair: found('chair'),
    accountingOfficer: found('accountingOfficer'),
    chiefFinancialOfficer: found('chiefFinancialOfficer'),
  };
}

/** Those of a body who chair it. */
export function chairsOf({ seated }: RegisterSeat): Seated[] {
  return seated.filter(({ holder, appointment }) => capacityIn(holder, appointment) === 'chair');
}

/** Appointments, and the different people among them. */
export function countOf(seated: readonly Seated[]): RegisterCount {
  return { appointments: seated.length, people: new Set(seated.map(personOf)).size };
}

export function personOf({ appointment }: Seated): Id {
  return appointment.data.person;
}

/** An appointment as findings name it. */
export function registerPerson({ holder, appointment }: Seated): RegisterPerson {
  const { person, appointment: id } = appointment.data;
  return { person, as: capacityIn(holder, appointment), appointment: id, holder: holder.id };
}

function isNamed({ kind, tiers, titles }: SeatNamed, holder: Holder): boolean {
  if (holder.kind !== kind) return false;
  if (tiers.includes(holder.tier)) return true;
  const title = holder.name.toLowerCase();
  return titles.some((part) => title.includes(part)) && !OTHER_POST_WORDS.some((word) => title.includes(word));
}
