import { type Id, type Pence } from '@remit/kernel';
import { OTHER_PARTS, type OtherPart } from '@remit/delegation';
import { cellsOf, schoolsAt } from './cells.js';
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
  return cellsOf(moment, schoolsAt(moment), {}).flatMap(({ fn, school }) => {
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
