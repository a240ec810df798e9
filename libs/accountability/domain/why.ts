import { dayInWords, type Id, poundsInWords } from '@remit/kernel';
import { firstDayOf } from '@remit/structure';
import { type Candidate, MEMBERS, OTHER_PARTS } from '@remit/delegation';
import type { Moment } from './moment.js';
import type { Question } from './question.js';
import type { Decision, Resolution } from './resolution.js';
import { urgentActionLine } from './resolve.js';
import { explainAbsence, explainPlacement, explainSeat } from './why-seat.js';
import { explainEnding, Trail, type WhyStep } from './why-trail.js';

/**
 * The reasons for a resolution, in the order of the contract's steps. Complete: with only the entries that it names,
 * and those that they refer to, the answer can be worked out again.
 */
export function whyOf(moment: Moment, question: Question, resolution: Resolution): WhyStep[] {
  const trail = new Trail();
  explainTrust(trail, moment, question);
  if (resolution.status !== 'before-record') explainSchool(trail, moment, question, resolution);
  if (resolution.accountable === undefined) return trail.steps;
  explainFunction(trail, moment, resolution);
  explainLine(trail, moment, question, resolution);
  if (resolution.decision !== undefined) explainDecision(trail, moment, question, resolution.decision);
  for (const { upTo, decision } of resolution.bands ?? []) {
    trail.absence('band', upTo === null ? 'Above that:' : `Up to ${poundsInWords(upTo)}:`);
    explainDecision(trail, moment, question, decision);
  }
  for (const part of OTHER_PARTS) {
    for (const seat of resolution.also[part]) explainSeat(trail, moment, seat, question.school, part);
  }
  explainAccountable(trail, resolution);
  return trail.steps;
}

function explainTrust(trail: Trail, moment: Moment, { day }: Question): void {
  const trust = moment.index.structure.trust.best(day, moment.known);
  if (trust === undefined) {
    trail.absence('trust', 'Nothing was recorded about this trust by then.');
    return;
  }
  const from = firstDayOf(trust);
  const established = `${trust.data.name} was established on ${dayInWords(from)}`;
  trail.rest('trust', trust, day < from ? `${established}, after ${dayInWords(day)}.` : `${established}.`);
}

function explainSchool(trail: Trail, moment: Moment, { school, day }: Question, { membership }: Resolution): void {
  if (school === undefined) return;
  if (membership !== undefined) {
    trail.rest(
      'school',
      membership,
      `${membership.data.name} has been in the trust since ${dayInWords(membership.from)}.`,
    );
    return;
  }
  const known = moment.index.structure.schools.get(school)?.memberships.within(-Infinity, Infinity, moment.known) ?? [];
  const last = known.findLast((other) => other.until <= day) ?? known[0];
  if (last === undefined) {
    trail.absence('school', `No school with the id "${school}" is recorded up to entry ${String(moment.known)}.`);
  } else if (last.until <= day) {
    trail.rest('school', last, `${last.data.name} was in the trust until ${dayInWords(last.until - 1)}.`);
    explainEnding(trail, last);
  } else {
    trail.rest('school', last, `${last.data.name} joined the trust only on ${dayInWords(last.from)}.`);
  }
}

function explainFunction(trail: Trail, moment: Moment, { function: fn, layer, decision }: Resolution): void {
  const brought = moment.index.delegation.basisOf(fn, moment.known) ?? { n: fn.broughtBy, by: [] };
  if (layer === 'law') {
    const basis = fn.legalBasis === undefined ? '' : ` (${fn.legalBasis}; ${EVIDENCE[fn.evidence]})`;
    const tier = decision?.seat.tier ?? '';
    trail.rest('law', brought, `"${fn.name}" is for the ${tier} to decide${basis}, whatever a scheme says.`);
  } else {
    trail.rest('function', brought, `"${fn.name}" is a function that the board may delegate.`);
  }
}

const EVIDENCE = {
  seen: 'checked in a primary text',
  secondary: 'from a secondary text',
  unverified: 'not verified',
} as const;

function explainLine(trail: Trail, moment: Moment, question: Question, resolution: Resolution): void {
  for (const { candidate, why } of resolution.passedOver) {
    explainCoverage(trail, moment, question.school, candidate);
    trail.rest(why, candidate.instrument, `${nameOf(candidate)} ${PASSING[why]}`);
    // Law passes a line over before it is asked whether urgent action was delegated.
    if (candidate.instrument.layer === 'urgent' && why !== 'not-delegable') explainUrgentAction(trail, moment);
  }
  const { chosen, layer } = resolution;
  if (chosen !== undefined) {
    explainCoverage(trail, moment, question.school, chosen);
    if (chosen.instrument.layer === 'urgent') explainUrgentAction(trail, moment);
    trail.rest('line', chosen.instrument, sentenceOf(chosen, question, resolution));
  } else if (layer === 'default') {
    explainDefault(trail, moment, question);
  }
}

const PASSING = {
  inherit: 'says "inherit": the next layer down decides.',
  'not-delegable': 'says otherwise and is passed over, because law reserves the function.',
  'urgent-action-not-delegated': 'does not count, because the trust had not delegated urgent action.',
} as const;

function explainDefault(trail: Trail, moment: Moment, { day }: Question): void {
  const scheme = moment.schemeInForce();
  if (scheme === undefined) {
    trail.absence(
      'default',
      `No scheme of delegation is in force on ${dayInWords(day)}, so the board has kept the power.`,
    );
  } else {
    trail.rest('default', scheme, `Scheme ${scheme.id} does not name the function, so the board has kept the power.`);
  }
}

/** Names what brings the school under an instrument for a cluster or a category. */
function explainCoverage(trail: Trail, moment: Moment, school: Id | undefined, { instrument }: Candidate): void {
  if (school === undefined) return;
  if ('cluster' in instrument.covers) explainPlacement(trail, moment, school);
  if (!('category' in instrument.covers)) return;
  const { name } = instrument.covers.category;
  const classified = moment.classification(school, name);
  if (classified === undefined) return;
  const { value } = classified.data;
  trail.rest('category', classified, `The school's ${name} is ${value} since ${dayInWords(classified.from)}.`);
}

function explainUrgentAction(trail: Trail, moment: Moment): void {
  const { chosen, passedOver } = urgentActionLine(moment);
  for (const { candidate } of passedOver) {
    trail.rest('urgent-action', candidate.instrument, `${nameOf(candidate)} leaves acting urgently to the next layer down.`);
  }
  if (chosen === undefined) {
    trail.absence('urgent-action', 'No line in force delegates acting urgently between meetings.');
  } else {
    trail.rest('urgent-action', chosen.instrument, `${nameOf(chosen)} says who may act urgently between meetings.`);
  }
}

function nameOf({ instrument, line }: Candidate): string {
  const what = instrument.layer === 'scheme' ? 'scheme' : `${instrument.layer} variation`;
  const version = instrument.version === undefined ? '' : `, version ${instrument.version}`;
  return `Line ${line.line} of ${what} ${instrument.id}${version}, in force since ${dayInWords(instrument.from)},`;
}

function sentenceOf(
  chosen: Candidate,
  { amount }: Question,
  { function: fn, layer, decision, band }: Resolution,
): string {
  const name = nameOf(chosen);
  if (layer === 'law') return `${name} agrees.`;
  if (decision === undefined) return `${name} gives "${fn.name}" by amount.`;
  const { tier } = decision.seat;
  if (band === undefined || amount === undefined) return `${name} gives "${fn.name}" to ${tier}.`;
  const reach = band === null ? 'above the last limit' : `up to ${poundsInWords(band)}`;
  return `${name} gives "${fn.name}" ${reach}, and so for ${poundsInWords(amount)}, to ${tier}.`;
}

function explainDecision(trail: Trail, moment: Moment, { school }: Question, decision: Decision): void {
  explainSeat(trail, moment, decision.seat, school, 'holder');
  if (decision.cause !== null) explainAbsence(trail, moment, decision.seat, school);
  for (const seat of decision.wayBack) explainSeat(trail, moment, seat, school, 'way-back');
  if (decision.cause !== null && decision.exercisableBy === null) {
    trail.absence('nobody-can-act', 'Nobody else may act until this is filled.');
  }
}

function explainAccountable(trail: Trail, { accountable }: Resolution): void {
  for (const holder of accountable?.holders ?? []) {
    const ground =
      accountable?.tier === MEMBERS
        ? 'for what law reserves to members'
        : 'for every school and every function, whoever decides';
    trail.rest('accountable', holder, `${holder.name} is accountable in law ${ground}.`);
  }
}
