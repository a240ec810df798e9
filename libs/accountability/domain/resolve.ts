import { type Id, type Pence } from '@remit/kernel';
import {
  type Band,
  BOARD,
  type Candidate,
  decidingTiers,
  INHERIT,
  type KnownFunction,
  type Line,
  MEMBERS,
  OTHER_PARTS,
  VARIATION_LAYERS,
} from '@remit/delegation';
import { firstDayOf } from '@remit/structure';
import type { Moment } from './moment.js';
import type { DecidedBand, Decision, Finding, PassedOver, Resolution } from './resolution.js';
import type { Seat } from './seat.js';

/** The function by which a board delegates acting between its meetings; urgent variations count only while it is given. */
export const URGENT_ACTION: Id = 'gov.urgent-action';

/**
 * Resolves a function at a school, or for the trust, at a moment. Total: exactly one status, never an exception.
 * Source: accountability contract, section 4; `fn` has been checked against the school (`functionAsked`).
 */
export function resolve(
  moment: Moment,
  fn: KnownFunction,
  school: Id | undefined,
  amount: Pence | undefined,
): Resolution {
  const trust = moment.index.structure.trust.best(moment.day, moment.known);
  if (trust === undefined || moment.day < firstDayOf(trust)) return nothing('before-record', fn);
  const membership = school === undefined ? undefined : moment.membership(school);
  if (school !== undefined && membership === undefined) return nothing('not-in-trust', fn);
  const asked: Asked = { moment, fn, school, amount };
  const reserved = tierByLaw(fn);
  const resolved = reserved === undefined ? resolveDelegated(asked) : resolveReserved(asked, reserved);
  const accountable = moment.seat(fn.class === 'members' ? MEMBERS : BOARD, school);
  return { ...resolved, function: fn, membership, accountable };
}

interface Asked {
  readonly moment: Moment;
  readonly fn: KnownFunction;
  readonly school: Id | undefined;
  readonly amount: Pence | undefined;
}

type Resolved = Omit<Resolution, 'function' | 'membership' | 'accountable'>;

const NOBODY_ELSE: Resolution['also'] = { recommends: [], consulted: [], informed: [], oversees: [] };

function nothing(status: 'before-record' | 'not-in-trust', fn: KnownFunction): Resolution {
  return {
    status,
    function: fn,
    membership: undefined,
    accountable: undefined,
    layer: null,
    chosen: undefined,
    passedOver: [],
    decision: undefined,
    band: undefined,
    bands: undefined,
    also: NOBODY_ELSE,
    findings: [],
  };
}

/** Step 3: the tier that law fixes, whatever a scheme says. */
export function tierByLaw(fn: KnownFunction): Id | undefined {
  switch (fn.class) {
    case 'members':
      return MEMBERS;
    case 'board':
      return BOARD;
    case 'office':
    case 'panel':
      return fn.office;
    case 'open':
      return undefined;
  }
}

function resolveReserved(asked: Asked, tier: Id): Resolved {
  const { moment, fn, school } = asked;
  const candidates = moment.candidates(fn.id, school);
  const contrary = candidates.filter(({ line }) => decidingTiers(line).some((decides) => decides !== tier));
  const agreeing = strongest(
    candidates.filter((candidate) => !contrary.includes(candidate)),
    moment,
  );
  const decision = decide(asked, tier, { delegatedFrom: tier === BOARD ? BOARD : undefined, entry: null });
  const skipped = contrary.map(({ instrument }): Finding => ({ code: 'not-delegable', entry: instrument.n }));
  return {
    status: decision.status,
    layer: 'law',
    chosen: agreeing,
    passedOver: contrary.map((candidate) => ({ candidate, why: 'not-delegable' })),
    decision,
    band: undefined,
    bands: undefined,
    also: otherParts(asked, agreeing?.line),
    findings: [...skipped, ...decision.findings],
  };
}

/** Of candidates in order of strength, the one that step 4 would take. */
function strongest(candidates: readonly Candidate[], moment: Moment): Candidate | undefined {
  const looked = new Set<string>();
  return candidates.find(({ instrument: { layer }, line }) => {
    if (looked.has(layer)) return false;
    looked.add(layer);
    return line.decides !== INHERIT && (layer !== 'urgent' || moment.urgentActionDelegated(delegatesUrgentAction));
  });
}

/** Steps 4 and 5. */
function resolveDelegated(asked: Asked): Resolved {
  const { chosen, passedOver } = lineThatApplies(asked);
  const skipped = passedOver
    .filter(({ why }) => why === 'urgent-action-not-delegated')
    .map(({ candidate }): Finding => ({ code: 'urgent-action-not-delegated', entry: candidate.instrument.n }));
  if (chosen === undefined) return retained(asked, passedOver, skipped);
  const { instrument, line } = chosen;
  const way = { delegatedFrom: line.delegatedFrom ?? BOARD, entry: instrument.n };
  const common = { layer: instrument.layer, chosen, passedOver, also: otherParts(asked, line) };
  const band = bandFor(line, asked.amount);
  if (band === undefined && typeof line.decides !== 'string') {
    const bands = line.decides.limits.map(({ upTo, decides }): DecidedBand => ({
      upTo: upTo ?? null,
      decision: decide(asked, decides, way),
    }));
    const findings = different([...skipped, ...bands.flatMap(({ decision }) => decision.findings)]);
    return { ...common, status: 'by-amount', decision: undefined, band: undefined, bands, findings };
  }
  const decision = decide(asked, band?.decides ?? (line.decides as Id), way);
  return {
    ...common,
    status: decision.status,
    decision,
    band: band === undefined ? undefined : (band.upTo ?? null),
    bands: undefined,
    findings: [...skipped, ...decision.findings],
  };
}

function retained(asked: Asked, passedOver: readonly PassedOver[], skipped: readonly Finding[]): Resolved {
  const decision = decide(asked, BOARD, { delegatedFrom: BOARD, entry: null });
  return {
    status: decision.status === 'held' ? 'retained' : decision.status,
    layer: 'default',
    chosen: undefined,
    passedOver,
    decision,
    band: undefined,
    bands: undefined,
    also: NOBODY_ELSE,
    findings: [...skipped, ...decision.findings],
  };
}

/** The line that applies, if one does, and what was passed over on the way to it. */
export interface Applying {
  readonly chosen: Candidate | undefined;
  readonly passedOver: readonly PassedOver[];
}

const NOTHING_PASSED: readonly PassedOver[] = [];

/** Step 4: the first layer, from `urgent` down to the scheme, whose latest entry does not say `inherit`. */
function lineThatApplies({ moment, fn, school }: Asked): Applying {
  if (!moment.hasVariations(fn.id)) return { chosen: moment.schemeLine(fn.id), passedOver: NOTHING_PASSED };
  const passedOver: PassedOver[] = [];
  for (const layer of VARIATION_LAYERS) {
    const candidate = moment.bestVariation(layer, fn.id, school);
    if (candidate === undefined) continue;
    if (layer === 'urgent' && !moment.urgentActionDelegated(delegatesUrgentAction)) {
      const urgent = moment.candidates(fn.id, school).filter(({ instrument }) => instrument.layer === 'urgent');
      passedOver.push(...urgent.map((each) => ({ candidate: each, why: 'urgent-action-not-delegated' as const })));
    } else if (candidate.line.decides === INHERIT) {
      passedOver.push({ candidate, why: 'inherit' });
    } else {
      return { chosen: candidate, passedOver };
    }
  }
  return { chosen: moment.schemeLine(fn.id), passedOver };
}

/** Whether, leaving urgent variations out, a line gives urgent action to a tier other than the board. */
function delegatesUrgentAction(moment: Moment): boolean {
  const { chosen } = urgentActionLine(moment);
  return chosen !== undefined && decidingTiers(chosen.line).some((tier) => tier !== BOARD);
}

/** The line by which urgent action is delegated or kept, asked for the trust, and those that inherit on the way to it. */
export function urgentActionLine(moment: Moment): Applying {
  const passedOver: PassedOver[] = [];
  for (const layer of VARIATION_LAYERS) {
    const candidate = layer === 'urgent' ? undefined : moment.bestVariation(layer, URGENT_ACTION, undefined);
    if (candidate === undefined) continue;
    if (candidate.line.decides !== INHERIT) return { chosen: candidate, passedOver };
    passedOver.push({ candidate, why: 'inherit' });
  }
  return { chosen: moment.schemeLine(URGENT_ACTION), passedOver };
}

/** The band of an amount: the first whose `upTo` is not less, or the last. `undefined` without limits or amount. */
function bandFor({ decides }: Line, amount: Pence | undefined): Band | undefined {
  if (typeof decides === 'string' || amount === undefined) return undefined;
  return decides.limits.find(({ upTo }) => upTo === undefined || amount <= upTo);
}

interface WayBack {
  /** The tier to which the power comes back; none for a tier that law fixes. */
  readonly delegatedFrom: Id | undefined;
  /** The entry that the finding "nobody can act" is about. */
  readonly entry: number | null;
}

/** Steps 6 to 8. */
function decide({ moment, school }: Asked, tier: Id, way: WayBack): Decision {
  const seat = moment.seat(tier, school);
  const { status, cause } = seat;
  if (status !== 'vacant') {
    const findings: Finding[] = seat.belowMinimum ? [{ code: 'below-minimum', entry: seat.holders[0]?.n ?? null }] : [];
    return { status, cause, seat, exercisableBy: null, wayBack: [], findings };
  }
  const wayBack: Seat[] = [];
  for (const back of way.delegatedFrom === undefined ? [] : new Set([way.delegatedFrom, BOARD])) {
    const tried = moment.seat(back, school);
    wayBack.push(tried);
    const [holder] = tried.holders;
    if (tried.status !== 'held' || holder === undefined) continue;
    const exercisableBy = { tier: back, holder: holder.id, people: tried.party.people };
    return { status, cause, seat, exercisableBy, wayBack, findings: [] };
  }
  const findings: Finding[] = [{ code: 'nobody-can-act', entry: way.entry }];
  return { status, cause, seat, exercisableBy: null, wayBack, findings };
}

/** Who has another part in the function, from the same line, each tier resolved by steps 6 and 7. */
function otherParts({ moment, school }: Asked, line: Line | undefined): Resolution['also'] {
  if (line === undefined) return NOBODY_ELSE;
  const [recommends, consulted, informed, oversees] = OTHER_PARTS.map((part) =>
    (line[part] ?? []).map((tier) => moment.seat(tier, school)),
  ) as [Seat[], Seat[], Seat[], Seat[]];
  return { recommends, consulted, informed, oversees };
}

function different(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, entry }) => {
    const key = `${code} ${String(entry)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
