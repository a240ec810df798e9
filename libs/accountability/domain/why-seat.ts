import { ALWAYS, dayInWords, type Id } from '@remit/kernel';
import type { Appointment, Capacity, Holder } from '@remit/structure';
import type { Moment } from './moment.js';
import { capacityIn, type Seat } from './seat.js';
import { explainEnding, type Trail } from './why-trail.js';

const CAPACITY_WORDS: Readonly<Record<Capacity, string>> = {
  acting: 'is acting',
  holder: 'holds the post',
  chair: 'is the chair',
  'vice-chair': 'is the vice-chair',
  member: 'is a member',
};

/** Names who holds a tier and the people in it. `step` says in what part. */
export function explainSeat(trail: Trail, moment: Moment, seat: Seat, school: Id | undefined, step: string): void {
  for (const holder of seat.holders) {
    if ('cluster' in holder.data.covers && school !== undefined) explainPlacement(trail, moment, school);
    trail.rest(step, holder, `${holder.name} (${seat.tier}) covers ${reachOf(holder)}.`);
  }
  if (seat.holders.length > 1)
    trail.absence(
      'conflict',
      `${String(seat.holders.length)} claim it equally closely, so it is not clear who decides.`,
    );
  const [holder] = seat.holders;
  if (holder === undefined) return;
  for (const appointment of seat.appointments) {
    trail.rest('person', appointment, personSentence(holder, appointment));
  }
  if (seat.belowMinimum && step === 'holder') {
    trail.absence('minimum', `${holder.name} has fewer people than its minimum of ${String(holder.minimum)}.`);
  }
}

function personSentence(holder: Holder, appointment: Appointment): string {
  const { person } = appointment.data;
  return `${person} ${CAPACITY_WORDS[capacityIn(holder, appointment)]} since ${dayInWords(appointment.from)}.`;
}

function reachOf({ data: { covers } }: Holder): string {
  if ('trust' in covers) return 'the whole trust';
  if ('cluster' in covers) return `the cluster ${covers.cluster}`;
  return covers.schools.length === 1 ? 'the school' : `the school and ${String(covers.schools.length - 1)} others`;
}

/** Names the placement that puts a school in its cluster. */
export function explainPlacement(trail: Trail, moment: Moment, school: Id): void {
  const placement = moment.placement(school);
  if (placement === undefined) return;
  const { cluster } = placement.data;
  trail.rest('placement', placement, `The school is in the cluster ${cluster} since ${dayInWords(placement.from)}.`);
}

/** Says why nobody is there: what was there last, and which entry ended it. */
export function explainAbsence(trail: Trail, moment: Moment, seat: Seat, school: Id | undefined): void {
  const [holder] = seat.holders;
  if (holder === undefined) {
    const last = lastHolder(moment, seat.tier, school);
    if (last === undefined) {
      trail.absence('vacant', `No body or post of the tier ${seat.tier} is recorded here.`);
    } else {
      trail.rest(
        'vacant',
        last,
        `${last.name}, the last ${seat.tier} here, existed until ${dayInWords(last.until - 1)}.`,
      );
      explainEnding(trail, last);
    }
    return;
  }
  const served =
    moment.index.structure.holders.get(holder.id)?.appointments.within(ALWAYS, moment.day, moment.known) ?? [];
  const last = youngest(served);
  if (last === undefined) {
    trail.absence('vacant', `Nobody is recorded for ${holder.name} by then.`);
  } else {
    trail.rest('vacant', last, `${last.data.person}, the last there, served until ${dayInWords(last.until - 1)}.`);
    explainEnding(trail, last);
  }
}

function lastHolder(moment: Moment, tier: Id, school: Id | undefined): Holder | undefined {
  const { directory } = moment.index.structure;
  const lists = school === undefined ? [] : [directory.forSchool(school, tier)];
  const ended = [...lists, directory.forTrust(tier)].flatMap(
    (list) => list?.within(ALWAYS, moment.day, moment.known) ?? [],
  );
  return youngest(ended);
}

/** Of facts that are over, the one that ended last. */
function youngest<F extends { readonly until: number }>(facts: readonly F[]): F | undefined {
  return facts.reduce<F | undefined>(
    (last, fact) => (last === undefined || fact.until > last.until ? fact : last),
    undefined,
  );
}
