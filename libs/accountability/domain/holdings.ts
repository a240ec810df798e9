import { type Id, type Pence } from '@remit/kernel';
import { looksAfter } from '@remit/structure';
import { OTHER_PARTS, type OtherPart } from '@remit/delegation';
import { type Cell, cellsOf, schoolsAt } from './cells.js';
import type { Moment } from './moment.js';
import { type AnswerLayer, type Resolution } from './resolution.js';
import { resolve } from './resolve.js';
import type { Seat } from './seat.js';

/** Whose holdings are asked for: a body or post, or a person in whatever they are appointed to. */
export type HoldingsOf = { readonly holder: Id } | { readonly person: Id };

/** In what way somebody has a part in a function. */
export type HeldPart = 'decides' | 'claims' | 'can-act' | OtherPart;

/** A function at a school in which the asked one has a part. */
export interface Holding {
  readonly function: Id;
  readonly school: Id | null;
  readonly part: HeldPart;
  readonly tier: Id;
  /** Body or post through which it is held. */
  readonly through: Id;
  /** Pence up to which, null above the last limit; absent without money limits. */
  readonly upTo?: Pence | null;
  readonly layer: AnswerLayer | null;
  readonly instrument: Id | null;
  readonly line: string | null;
}

/** What a body, post or person holds at a moment: every cell of the matrix in which it has a part. */
export function holdings(moment: Moment, of: HoldingsOf): Holding[] {
  return cellsWithin(moment, of).flatMap(({ fn, school }) => {
    const resolution = resolve(moment, fn, school, undefined);
    const common = commonOf(resolution, school);
    return partsOf(resolution, school, moment).flatMap(({ part, seat, upTo }) =>
      seat.holders
        .filter(({ id }) => ('holder' in of ? id === of.holder : serves(seat, of.person, moment, id)))
        .map(({ id }): Holding => ({
          ...common,
          part,
          tier: seat.tier,
          through: id,
          ...(upTo === undefined ? {} : { upTo }),
        })),
    );
  });
}

/** The cells that the asked one can have a part in at all: those of the schools, or the trust, that it looks after. */
function cellsWithin(moment: Moment, of: HoldingsOf): Cell[] {
  const { index, day, known } = moment;
  const covered = index.structure.directory
    .within(day, day + 1, known)
    .filter(({ id }) => ('holder' in of ? id === of.holder : isIn(moment, of.person, id)))
    .map(({ data }) => data.covers);
  if (covered.length === 0) return [];
  if (covered.some((what) => 'trust' in what)) return cellsOf(moment, schoolsAt(moment), {});
  const schools = schoolsAt(moment).filter((school) => {
    const cluster = moment.placement(school)?.data.cluster;
    return covered.some((what) => looksAfter(what, school, cluster));
  });
  return cellsOf(moment, schools, {}).filter(({ school }) => school !== undefined);
}

function isIn(moment: Moment, person: Id, holder: Id): boolean {
  return moment.appointments(holder).some(({ data }) => data.person === person);
}

interface HeldSeat {
  readonly part: HeldPart;
  readonly seat: Seat;
  readonly upTo?: Pence | null;
}

function partsOf(resolution: Resolution, school: Id | undefined, moment: Moment): HeldSeat[] {
  const decided = [
    ...(resolution.decision === undefined ? [] : [{ decision: resolution.decision, upTo: resolution.band }]),
    ...(resolution.bands ?? []),
  ];
  return [
    ...decided.flatMap(({ decision, upTo }): HeldSeat[] => {
      const limit = upTo === undefined ? {} : { upTo };
      const back = decision.exercisableBy;
      return [
        { part: decision.status === 'conflict' ? 'claims' : 'decides', seat: decision.seat, ...limit },
        ...(back === null ? [] : [{ part: 'can-act' as const, seat: moment.seat(back.tier, school), ...limit }]),
      ];
    }),
    ...OTHER_PARTS.flatMap((part) => resolution.also[part].map((seat): HeldSeat => ({ part, seat }))),
  ];
}

/** Whether a person is appointed to one of the seat's bodies or posts, in conflict too. */
function serves(seat: Seat, person: Id, moment: Moment, holder: Id): boolean {
  const appointments = seat.status === 'conflict' ? moment.appointments(holder) : seat.appointments;
  return appointments.some(({ data }) => data.person === person);
}

function commonOf({ function: fn, layer, chosen }: Resolution, school: Id | undefined) {
  const given = layer === 'law' ? undefined : chosen;
  return {
    function: fn.id,
    school: school ?? null,
    layer,
    instrument: given?.instrument.id ?? null,
    line: given?.line.line ?? null,
  };
}
