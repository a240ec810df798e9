import { civilDate, counted, type Day, dayInWords, FOREVER, listInWords } from '@remit/kernel';
import type { Fact } from '@remit/record';
import type { TrustEstablished } from '@remit/structure';
import type { CheckCode } from './check-rules.js';
import { MEMBERS_ADVISED, MEMBERS_LEAST, TERM_NOTICE_DAYS, TRUSTEES_LEAST } from './check-rules.data.js';
import type { Moment } from './moment.js';
import type { Found } from './register-finding.js';
import { chairsOf, countOf, personOf, type RegisterSeat, type Seated, type SeatName } from './register-seats.js';
import { labelOf } from './register-words.js';

/** What every check looks at. */
export interface Register extends Readonly<Record<SeatName, RegisterSeat>> {
  readonly moment: Moment;
  readonly day: Day;
  /** The day in words. */
  readonly on: string;
  readonly founding: Fact<TrustEstablished>;
}

/** Finds what is amiss; `null` when it cannot be looked for. */
export type Check = (register: Register) => readonly Found[] | null;

/** Whoever is appointed to the board as chair; when nobody is, whoever has a post of that title. */
export function allChairs({ board, chair }: Register): readonly Seated[] {
  const chairs = chairsOf(board);
  return chairs.length > 0 ? chairs : chair.seated;
}

/** Every check. Each finds only what its own rule is about, so that one matter is not named twice. */
export const CHECKS: Readonly<Record<CheckCode, Check>> = {
  'too-few-members': (register) => tooFew(register, register.members, MEMBERS_LEAST),
  'too-few-different-members': (register) => tooFewDifferent(register, register.members, MEMBERS_LEAST),
  'fewer-members-than-advised': fewerMembersThanAdvised,
  'too-few-trustees': (register) => tooFew(register, register.board, TRUSTEES_LEAST),
  'too-few-different-trustees': (register) => tooFewDifferent(register, register.board, TRUSTEES_LEAST),
  'no-chair': noChair,
  'no-accounting-officer': (register) => nobodyIn(register, register.accountingOfficer, 'an accounting officer'),
  'no-chief-financial-officer': (register) =>
    nobodyIn(register, register.chiefFinancialOfficer, 'a chief financial officer'),
  'term-ending': termsEnding,
  'member-is-trustee': membersWhoAreTrustees,
};

/** The words for those who are counted. */
function countedAs(seat: RegisterSeat): { readonly one: string; readonly many: string } {
  return seat.called === 'board' ? { one: 'trustee', many: 'trustees' } : { one: 'member', many: 'members' };
}

function tooFew({ on }: Register, seat: RegisterSeat, least: number): readonly Found[] {
  const { one, many } = countedAs(seat);
  const { appointments, people } = countOf(seat.seated);
  if (appointments >= least) return [];
  const found = { weight: 'must', holders: seat.holders, seated: seat.seated } as const;
  if (seat.holders.length === 0) {
    const says = `No body of the tier "${seat.tiers.join('" or "')}" for the whole trust is recorded on ${on}, so no ${many} can be counted; there must be at least ${String(least)}. Record the body, and who is appointed to it.`;
    return [{ ...found, says, counts: false }];
  }
  const have = appointments === 0 ? `No ${one} is` : `Only ${counted(appointments, one, many)}`;
  const verb = appointments === 0 ? '' : appointments === 1 ? ' is' : ' are';
  const different =
    people < appointments ? `, and they are ${counted(people, 'different person', 'different people')}` : '';
  const says = `${have}${verb} appointed to ${inWhat(seat)} on ${on}${different}; there must be at least ${String(least)}. Appoint more, or record appointments that are missing.`;
  return [{ ...found, says, counts: true }];
}

function tooFewDifferent({ on }: Register, seat: RegisterSeat, least: number): readonly Found[] | null {
  if (seat.holders.length === 0) return null;
  const { many } = countedAs(seat);
  const { appointments, people } = countOf(seat.seated);
  if (appointments < least || people >= least) return [];
  const says = `${String(appointments)} appointments to ${inWhat(seat)} are in force on ${on}, but of ${counted(people, 'person', 'people')} only; there must be at least ${String(least)} different ${many}. Check whether somebody was recorded twice, and appoint more.`;
  return [{ weight: 'must', says, holders: seat.holders, seated: seat.seated, counts: true }];
}

function fewerMembersThanAdvised({ members, on }: Register): readonly Found[] | null {
  if (members.holders.length === 0) return null;
  const { appointments } = countOf(members.seated);
  // Fewer than the least is found already.
  if (appointments < MEMBERS_LEAST || appointments >= MEMBERS_ADVISED) return [];
  const says = `${counted(appointments, 'member is', 'members are')} appointed to ${inWhat(members)} on ${on}; there should be ${String(MEMBERS_ADVISED)} or more. Consider appointing more.`;
  const { holders, seated } = members;
  return [{ weight: 'should', says, holders, seated, counts: true }];
}

function noChair(register: Register): readonly Found[] {
  const { board, chair, on } = register;
  if (allChairs(register).length > 0) return [];
  const holders = [...board.holders, ...chair.holders];
  const says =
    holders.length === 0
      ? `No board is recorded on ${on}, and so no chair of the board. Record the board, and who chairs it.`
      : `Nobody is chair of the board on ${on}: nobody is appointed to ${listInWords(holders.map(labelOf))} as chair. Elect a chair, or record the appointment as chair if there is one.`;
  return [{ weight: 'must', says, holders, seated: [], counts: false }];
}

function nobodyIn({ on }: Register, seat: RegisterSeat, who: string): readonly Found[] {
  if (seat.seated.length > 0) return [];
  const { holders } = seat;
  const says =
    holders.length === 0
      ? `No post of ${seat.called} is recorded on ${on}, and so nobody in it. Record a post for the whole trust with "${seat.called}" in its title, and who is appointed.`
      : `The trust has nobody as ${seat.called} on ${on}: ${listInWords(holders.map(labelOf))} ${holders.length === 1 ? 'is' : 'are'} vacant. Appoint ${who}, or record the appointment if there is one.`;
  return [{ weight: 'must', says, holders, seated: [], counts: false }];
}

function termsEnding({ board, moment, day }: Register): readonly Found[] | null {
  if (board.holders.length === 0) return null;
  const ending = board.seated.filter(({ appointment }) => appointment.until - 1 <= day + TERM_NOTICE_DAYS);
  return ending.map((seat) => {
    const { holder, appointment } = seat;
    const next = nextTerm(moment, seat);
    const last = appointment.until - 1;
    const when = last === day ? 'today' : `in ${counted(last - day, 'day', 'days')}`;
    const then =
      next === undefined
        ? 'Decide whether the term is renewed or somebody else is appointed, and record it.'
        : `A further term is recorded in entry ${String(next.appointment.n)}.`;
    const says = `The term of ${personOf(seat)} on ${labelOf(holder)} ends after ${dayInWords(last)}, ${when}. ${then}`;
    const seated = next === undefined ? [seat] : [seat, next];
    return {
      weight: 'note',
      says,
      holders: [holder],
      seated,
      counts: false,
      lastDay: civilDate(last),
    };
  });
}

/** The same person's appointment to the same body on the day after the term. */
function nextTerm({ index, known }: Moment, { holder, appointment }: Seated): Seated | undefined {
  const { until, data } = appointment;
  if (until === FOREVER) return undefined;
  const after = index.structure.holders.get(holder.id)?.appointments.on(until, known) ?? [];
  const next = after.find((each) => each.data.person === data.person);
  return next === undefined ? undefined : { holder, appointment: next };
}

function membersWhoAreTrustees({ members, board, on }: Register): readonly Found[] | null {
  if (members.holders.length === 0 || board.holders.length === 0) return null;
  const trustees = new Set(board.seated.map(personOf));
  const both = members.seated.filter((seat) => trustees.has(personOf(seat)));
  if (both.length === 0) return [];
  const people = new Set(both.map(personOf));
  const all = countOf(members.seated).people;
  const most = people.size * 2 > all;
  const advice = most
    ? 'That is the majority, which should not be. Appoint members who are not trustees.'
    : 'That is allowed, but the majority should not be.';
  const says = `${String(people.size)} of ${counted(all, 'member', 'different members')} on ${on} ${people.size === 1 ? 'is a trustee' : 'are trustees'} too: ${listInWords([...people])}. ${advice}`;
  const asTrustees = board.seated.filter((seat) => people.has(personOf(seat)));
  const holders = [...members.holders, ...board.holders];
  const seated = [...both, ...asTrustees];
  return [{ weight: most ? 'should' : 'note', says, holders, seated, counts: false }];
}

function inWhat({ holders }: RegisterSeat): string {
  return listInWords(holders.map(labelOf));
}
