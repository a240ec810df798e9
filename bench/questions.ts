import { Moment, type Question, type TrustIndex } from '@remit/accountability';
import { civilDate } from '@remit/kernel';
import type { Random } from '../test/oracle/random.js';
import { FUNCTIONS } from './scheme-lines.js';
import { FIRST_DAY, LAST_DAY } from './trust-generator.js';

/**
 * Random questions about the past: any of the 155 functions, at a school that was in the trust, on any day of the ten
 * years, as known at any entry recorded since that day.
 */
export function questionsAbout(index: TrustIndex, random: Random, count: number): Question[] {
  return Array.from({ length: count }, () => question(index, random));
}

/** Any day of the ten years, as known at any entry recorded since. */
export function someMoment(index: TrustIndex, random: Random): Moment {
  const day = FIRST_DAY + random.int(LAST_DAY - FIRST_DAY);
  const first = Math.max(0, index.knownBefore(`${civilDate(day + 1)}T00:00:00.000Z`));
  return new Moment(index, day, first + random.int(index.head + 1 - first));
}

function question(index: TrustIndex, random: Random): Question {
  const { id, scope } = random.pick(FUNCTIONS);
  const moment = someMoment(index, random);
  const ofTrust = scope === 'trust' || (scope === 'both' && random.chance(0.5));
  return {
    function: id,
    school: ofTrust ? undefined : schoolAt(moment, random),
    day: moment.day,
    known: moment.known,
    amount: random.chance(0.3) ? random.int(10_000_000) : undefined,
  };
}

/** A school that was in the trust at a moment. */
export function schoolAt(moment: Moment, random: Random): string {
  const schools = [...moment.index.structure.schools.keys()];
  for (;;) {
    const school = random.pick(schools);
    if (moment.membership(school) !== undefined) return school;
  }
}
