import { dayInWords, type Id, poundsInWords } from '@remit/kernel';
import { firstDayOf } from '@remit/structure';
import type { Moment } from './moment.js';
import { tierWord } from './names.js';
import type { Question } from './question.js';
import type { DecidedBand, Decision, Resolution } from './resolution.js';
import type { Seat, VacancyCause } from './seat.js';

/** The answer in one or two plain sentences, for the person who asked. */
export function headline(moment: Moment, question: Question, resolution: Resolution): string {
  const { status, decision } = resolution;
  if (status === 'before-record') return beforeRecord(moment, question);
  if (status === 'not-in-trust') {
    return `${schoolName(moment, question.school)} was not in the trust on ${dayInWords(question.day)}.`;
  }
  const what = subject(moment, question, resolution);
  return decision === undefined
    ? `Who decides ${what} depends on the amount: ${(resolution.bands ?? []).map((band) => bandSentence(moment, band)).join('; ')}.`
    : decisionSentence(moment, question, { status, decision, what });
}

interface Decided {
  readonly status: Resolution['status'];
  readonly decision: Decision;
  readonly what: string;
}

function decisionSentence(moment: Moment, question: Question, { status, decision, what }: Decided): string {
  const holder = nameOf(moment, decision.seat);
  if (status === 'vacant') return vacancySentence(moment, question, decision, what);
  if (status === 'conflict') return `It is not clear who decides ${what}: ${holder} claim it equally.`;
  return status === 'retained'
    ? `${holder} decides ${what}: the power was never delegated.`
    : `${holder} decides ${what}.`;
}

function subject(moment: Moment, { school, day }: Question, { function: fn }: Resolution): string {
  const where = school === undefined ? '' : ` at ${schoolName(moment, school)}`;
  return `"${fn.name}"${where} on ${dayInWords(day)}`;
}

/** The school's name on that day, or the one that it had last, or its id. */
export function schoolName(moment: Moment, school: Id | undefined): string {
  if (school === undefined) return 'The trust';
  const ever = moment.index.structure.schools.get(school)?.memberships.within(-Infinity, Infinity, moment.known) ?? [];
  return (moment.membership(school) ?? ever.at(-1))?.data.name ?? `"${school}"`;
}

function beforeRecord(moment: Moment, { day }: Question): string {
  const trust = moment.index.structure.trust.best(day, moment.known);
  if (trust === undefined) return 'Nothing was recorded about this trust by then.';
  return `${trust.data.name} was established on ${dayInWords(firstDayOf(trust))}, so there is nothing to say about ${dayInWords(day)}.`;
}

const CAUSES: Readonly<Record<VacancyCause, string>> = {
  'no-such-body': 'there is no such body or post',
  'post-vacant': 'the post is vacant',
  'no-members': 'nobody is appointed to it',
};

function vacancySentence(
  moment: Moment,
  { school }: Question,
  { seat, cause, exercisableBy }: Decision,
  what: string,
): string {
  const nobody = `Nobody holds ${what}: it is given to ${nameOf(moment, seat)}, and ${cause === null ? '' : CAUSES[cause]}.`;
  if (exercisableBy === null) return `${nobody} Nobody else can act.`;
  return `${nobody} ${nameOf(moment, moment.seat(exercisableBy.tier, school))} can act.`;
}

function bandSentence(moment: Moment, { upTo, decision }: DecidedBand): string {
  const reach = upTo === null ? 'above that' : `up to ${poundsInWords(upTo)}`;
  if (decision.status === 'held') return `${reach} ${nameOf(moment, decision.seat)}`;
  const vacant = `nobody ("${tierWord(moment, decision.seat.tier)}" is vacant)`;
  return `${reach} ${decision.status === 'conflict' ? 'it is not clear who' : vacant}`;
}

/** Who holds a seat, by name; several joined with "and". */
function nameOf(moment: Moment, { holders, tier }: Seat): string {
  if (holders.length === 0) return `the tier "${tierWord(moment, tier)}"`;
  return holders.map(({ name, id }) => (name.toLowerCase() === id ? name : `${name} (${id})`)).join(' and ');
}
