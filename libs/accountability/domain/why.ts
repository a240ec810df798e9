import { ALWAYS, dayInWords, definite, FOREVER, type Id, listInWords, type Pence, poundsInWords } from '@remit/kernel';
import { firstDayOf } from '@remit/structure';
import { type Candidate, decidingTiers, MEMBERS, OTHER_PARTS } from '@remit/delegation';
import type { Moment } from './moment.js';
import type { Question } from './question.js';
import type { Decision, Resolution } from './resolution.js';
import { urgentActionLine } from './resolve.js';
import { explainAbsence, explainPlacement, explainReach, explainSeat, explainTier } from './why-seat.js';
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
  for (const [at, { upTo, decision }] of (resolution.bands ?? []).entries()) {
    const tier = explainTier(trail, moment, decision.seat.tier);
    trail.absence('band', `${bandInWords(upTo, resolution.bands?.[at - 1]?.upTo)} it is for ${definite(tier)}.`);
    explainDecision(trail, moment, question, decision);
  }
  for (const part of OTHER_PARTS) {
    for (const seat of resolution.also[part]) explainSeat(trail, moment, seat, question.school, part);
  }
  explainAccountable(trail, moment, question, resolution);
  return trail.steps;
}

function bandInWords(upTo: Pence | null, before: Pence | null | undefined): string {
  if (upTo !== null) return `Up to ${poundsInWords(upTo)}`;
  return typeof before === 'number' ? `Above ${poundsInWords(before)}` : 'For any amount';
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
    trail.rest('school', membership, `${membership.data.name} joined the trust on ${dayInWords(membership.from)}.`);
    return;
  }
  const known = moment.index.structure.schools.get(school)?.memberships.within(ALWAYS, FOREVER, moment.known) ?? [];
  const [last] = known.filter((other) => other.until <= day).sort((a, b) => b.until - a.until);
  const [next] = known.filter((other) => other.from > day).sort((a, b) => a.from - b.from);
  if (last !== undefined) {
    trail.rest('school', last, `${last.data.name} was in the trust until ${dayInWords(last.until - 1)}.`);
    explainEnding(trail, last);
  }
  if (next !== undefined) {
    const when = last === undefined ? 'joined the trust only on' : 'joined the trust again on';
    trail.rest('school', next, `${next.data.name} ${when} ${dayInWords(next.from)}.`);
  } else if (last === undefined) {
    trail.absence('school', `No school with the id "${school}" is recorded up to entry ${String(moment.known)}.`);
  }
}

function explainFunction(trail: Trail, moment: Moment, { function: fn, layer, decision }: Resolution): void {
  const brought = moment.index.delegation.basisOf(fn, moment.known) ?? { n: fn.broughtBy, by: [] };
  if (layer === 'law') {
    const basis = fn.legalBasis === undefined ? '' : ` (${fn.legalBasis}; ${EVIDENCE[fn.evidence]})`;
    const tier = decision === undefined ? '' : explainTier(trail, moment, decision.seat.tier);
    trail.rest('law', brought, `"${fn.name}" is for ${definite(tier)} to decide${basis}, whatever a scheme says.`);
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
  const { chosen, layer, decision } = resolution;
  if (chosen !== undefined) {
    explainCoverage(trail, moment, question.school, chosen);
    if (chosen.instrument.layer === 'urgent') explainUrgentAction(trail, moment);
    const tier = decision === undefined ? '' : explainTier(trail, moment, decision.seat.tier);
    trail.rest('line', chosen.instrument, sentenceOf(chosen, question, resolution, tier));
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
  trail.rest('category', classified, `The school's ${name} was set to ${value} from ${dayInWords(classified.from)}.`);
}

function explainUrgentAction(trail: Trail, moment: Moment): void {
  const { chosen, passedOver } = urgentActionLine(moment);
  for (const { candidate } of passedOver) {
    trail.rest('urgent-action', candidate.instrument, `${nameOf(candidate)} says "inherit" for urgent action.`);
  }
  if (chosen === undefined) {
    trail.absence('urgent-action', 'No line in force delegates acting urgently between meetings.');
  } else {
    const tiers = decidingTiers(chosen.line).map((tier) => definite(explainTier(trail, moment, tier)));
    trail.rest(
      'urgent-action',
      chosen.instrument,
      `${nameOf(chosen)} gives acting urgently between meetings to ${listInWords(tiers)}.`,
    );
  }
}

function nameOf({ instrument, line }: Candidate): string {
  const what = instrument.layer === 'scheme' ? 'scheme' : `${instrument.layer} variation`;
  const version = instrument.version === undefined ? '' : `, version ${instrument.version}`;
  return `Line ${line.line} of ${what} ${instrument.id}${version}, in force from ${dayInWords(instrument.from)},`;
}

/** @param tier that decides, as the answer calls it; empty when it depends on the amount */
function sentenceOf(
  chosen: Candidate,
  { amount }: Question,
  { function: fn, layer, decision, band }: Resolution,
  tier: string,
): string {
  const name = nameOf(chosen);
  if (layer === 'law') return `${name} says the same.`;
  if (decision === undefined) return `${name} gives "${fn.name}" to different tiers by amount.`;
  if (band === undefined || amount === undefined) return `${name} gives "${fn.name}" to ${definite(tier)}.`;
  const reach = band === null ? 'above the last limit' : `up to ${poundsInWords(band)}`;
  return `${name} gives "${fn.name}" ${reach}, and so for ${poundsInWords(amount)}, to ${definite(tier)}.`;
}

function explainDecision(trail: Trail, moment: Moment, { school }: Question, decision: Decision): void {
  explainSeat(trail, moment, decision.seat, school, 'holder');
  if (decision.cause !== null) explainAbsence(trail, moment, decision.seat, school);
  for (const seat of decision.wayBack) {
    const tier = explainTier(trail, moment, seat.tier);
    trail.absence('way-back', `While nobody is there, the power goes back to ${definite(tier)}.`);
    explainSeat(trail, moment, seat, school, 'way-back');
    if (seat.status === 'vacant') explainAbsence(trail, moment, seat, school);
  }
  if (decision.cause !== null && decision.exercisableBy === null) {
    trail.absence('nobody-can-act', 'Nobody else may act until this is filled.');
  }
}

function explainAccountable(trail: Trail, moment: Moment, { school }: Question, { accountable }: Resolution): void {
  const why = accountable?.tier === MEMBERS ? 'for what law reserves to members' : 'whoever decides';
  for (const holder of accountable?.holders ?? []) {
    explainReach(trail, moment, holder, school);
    trail.rest('accountable', holder, `Accountable in law, ${why}: ${holder.name}.`);
  }
}
