import { ALWAYS, dayInWords, type Id } from '@remit/kernel';
import type { Appointment, Capacity, Holder } from '@remit/structure';
import type { OtherPart } from '@remit/delegation';
import type { Moment } from './moment.js';
import { tierWord } from './names.js';
import { capacityIn, type Seat } from './seat.js';
import { explainEnding, type Trail } from './why-trail.js';

// What began is said as of the day on which it began, so that the sentence is as true later as on the day asked about.
const CAPACITY_WORDS: Readonly<Record<Capacity, string>> = {
  acting: 'began acting',
  holder: 'took up the post',
  chair: 'became the chair',
  'vice-chair': 'became the vice-chair',
  member: 'became a member',
};

/** In what part a body or post stands in an answer. */
export type SeatPart = 'holder' | 'way-back' | OtherPart;

const DECIDING_WORDS: Readonly<Record<Seat['status'], string>> = {
  held: 'decides',
  vacant: 'is to decide',
  conflict: 'claims to decide',
};

const PART_WORDS: Readonly<Record<Exclude<SeatPart, 'holder'>, string>> = {
  'way-back': 'is where the power goes back to',
  recommends: 'recommends',
  consulted: 'must be consulted',
  informed: 'is informed',
  oversees: 'oversees it',
};

/** Names the entry that says what the trust calls a tier, when one does. @returns what the answer calls it */
export function explainTier(trail: Trail, moment: Moment, tier: Id): string {
  const naming = moment.naming(tier);
  const word = tierWord(moment, tier);
  if (naming !== undefined) {
    const from = dayInWords(naming.from);
    trail.rest('tier', naming, `The trust's own word for the tier "${tier}" is "${word}", from ${from}.`);
  }
  return word;
}

/** Names who holds a tier and the people in it. `step` says in what part. */
export function explainSeat(trail: Trail, moment: Moment, seat: Seat, school: Id | undefined, step: SeatPart): void {
  const part = step === 'holder' ? DECIDING_WORDS[seat.status] : PART_WORDS[step];
  for (const holder of seat.holders) {
    explainReach(trail, moment, holder, school);
    const tier = explainTier(trail, moment, seat.tier);
    trail.rest(step, holder, `${inTier(holder, tier)}, which covers ${reachOf(holder, school)}, ${part}.`);
  }
  if (seat.holders.length > 1) {
    const claimants = seat.holders.map(({ name, id }) => `${name} (${id})`).join(' and ');
    trail.absence('conflict', `${claimants} cover it equally closely, so it is not clear which of them it is.`);
  }
  const [holder] = seat.holders;
  if (holder === undefined) return;
  for (const appointment of seat.appointments) {
    trail.rest('person', appointment, personSentence(holder, appointment));
  }
  if (seat.belowMinimum && step === 'holder') {
    const different = String(new Set(seat.party.people.map(({ person }) => person)).size);
    const people = different === '1' ? 'one person' : `${different} people`;
    trail.absence('minimum', `${holder.name} has ${people} and needs at least ${String(holder.minimum)}.`);
  }
}

/** The tier is said beside the name, unless it is called the same. */
function inTier({ name }: Holder, tier: string): string {
  return name.toLowerCase() === tier.toLowerCase() ? name : `${name} (${tier})`;
}

function personSentence(holder: Holder, appointment: Appointment): string {
  const { person } = appointment.data;
  return `${person} ${CAPACITY_WORDS[capacityIn(holder, appointment)]} on ${dayInWords(appointment.from)}.`;
}

/** Names the placement that brings a school under a body or post of its cluster. */
export function explainReach(trail: Trail, moment: Moment, holder: Holder, school: Id | undefined): void {
  if ('cluster' in holder.data.covers && school !== undefined) explainPlacement(trail, moment, school);
}

function reachOf({ data: { covers } }: Holder, school: Id | undefined): string {
  if ('trust' in covers) return 'the whole trust';
  if ('cluster' in covers) return `the cluster ${covers.cluster}`;
  const others = covers.schools.filter((other) => other !== school).length;
  if (others === 0) return 'the school';
  return others === 1 ? 'the school and one other' : `the school and ${String(others)} others`;
}

/** Names the placement that puts a school in its cluster. */
export function explainPlacement(trail: Trail, moment: Moment, school: Id): void {
  const placement = moment.placement(school);
  if (placement === undefined) return;
  const { cluster } = placement.data;
  trail.rest(
    'placement',
    placement,
    `The school was placed in the cluster ${cluster} on ${dayInWords(placement.from)}.`,
  );
}

/** Says why nobody is there: what was there last, and which entry ended it. */
export function explainAbsence(trail: Trail, moment: Moment, seat: Seat, school: Id | undefined): void {
  const [holder] = seat.holders;
  if (holder === undefined) explainNoHolder(trail, moment, seat.tier, school);
  else explainNobodyIn(trail, moment, holder);
}

function explainNoHolder(trail: Trail, moment: Moment, tier: Id, school: Id | undefined): void {
  const where = school === undefined ? 'trust' : 'school';
  const day = dayInWords(moment.day);
  const word = explainTier(trail, moment, tier);
  trail.absence('vacant', `No body or post of the tier "${word}" covers the ${where} on ${day}.`);
  const last = lastHolder(moment, tier, school);
  if (last === undefined) return;
  explainReach(trail, moment, last, school);
  trail.rest('vacant', last, `The last one, ${last.name}, existed until ${dayInWords(last.until - 1)}.`);
  explainEnding(trail, last);
}

function explainNobodyIn(trail: Trail, moment: Moment, { id, name }: Holder): void {
  trail.absence('vacant', `Nobody is appointed to ${name} on ${dayInWords(moment.day)}.`);
  const appointments = moment.index.structure.holders.get(id)?.appointments;
  const last = lastToEnd(appointments?.within(ALWAYS, moment.day, moment.known) ?? []);
  if (last === undefined) return;
  trail.rest('vacant', last, `The last one, ${last.data.person}, served until ${dayInWords(last.until - 1)}.`);
  explainEnding(trail, last);
}

function lastHolder(moment: Moment, tier: Id, school: Id | undefined): Holder | undefined {
  const { directory } = moment.index.structure;
  const cluster = school === undefined ? undefined : moment.placement(school)?.data.cluster;
  const lists = [
    school === undefined ? undefined : directory.forSchool(school, tier),
    cluster === undefined ? undefined : directory.forCluster(cluster, tier),
    directory.forTrust(tier),
  ];
  return lastToEnd(lists.flatMap((list) => list?.within(ALWAYS, moment.day, moment.known) ?? []));
}

/** Of facts that are over, the one that ended last. */
function lastToEnd<F extends { readonly until: number }>(facts: readonly F[]): F | undefined {
  return facts.reduce<F | undefined>(
    (last, fact) => (last === undefined || fact.until > last.until ? fact : last),
    undefined,
  );
}
