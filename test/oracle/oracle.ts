import { isInTrust } from './coverage.js';
import { factsKnownAt } from './fold.js';
import type { Facts } from './fold.js';
import { resolveTier, whoCanAct } from './holders.js';
import type { Place } from './holders.js';
import { candidates, decidingTiers, isUrgentActionDelegated, winner } from './lines.js';
import type { Candidate } from './lines.js';
import type {
  AlsoParts,
  BandAnswer,
  CatalogueFunction,
  Command,
  Finding,
  Line,
  OracleAnswer,
  OracleError,
  Question,
  Status,
} from './types.js';

const NOTHING_ELSE: AlsoParts = { recommends: [], consulted: [], informed: [], oversees: [] };

const NO_LINE = {
  cause: null,
  exercisableBy: null,
  bands: null,
  also: NOTHING_ELSE,
  layer: null,
  instrument: null,
  line: null,
} as const;

function unanswered(status: 'before-record' | 'not-in-trust'): OracleAnswer {
  return { ...NO_LINE, status, accountable: null, decides: null, findings: [] };
}

/** By code, then by entry, those without an entry first; one for each code and entry. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .filter((finding, at) => findings.findIndex((f) => f.code === finding.code && f.entry === finding.entry) === at)
    .sort((a, b) => (a.code === b.code ? (a.entry ?? -1) - (b.entry ?? -1) : a.code < b.code ? -1 : 1));
}

function alsoOf(place: Place, line: Line | undefined): AlsoParts {
  const part = (tiers: readonly string[] = []) => tiers.map((tier) => resolveTier(place, tier).found);
  return {
    recommends: part(line?.recommends),
    consulted: part(line?.consulted),
    informed: part(line?.informed),
    oversees: part(line?.oversees),
  };
}

function asked(facts: Facts, catalogue: readonly CatalogueFunction[], id: string): CatalogueFunction | undefined {
  const own = facts.functions.find((defined) => defined.id === id);
  return (
    catalogue.find((entry) => entry.id === id) ??
    (own === undefined ? undefined : { id, scope: own.scope, class: 'open', office: null })
  );
}

/** The tier that the law fixes, if it does. A `board*` function is open. */
function fixedTier(asked: CatalogueFunction): string | undefined {
  switch (asked.class) {
    case 'members':
    case 'board':
      return asked.class;
    case 'office':
    case 'panel':
      return asked.office ?? undefined;
    case 'open':
    case 'board*':
      return undefined;
  }
}

interface Way {
  /** What a tier with people in it is called here. */
  readonly filled: Status;
  /** Where the power goes back to; null where nobody else may act. */
  readonly back: string | null;
  readonly instrumentEntry: number | null;
}

/** Steps 6 to 8 for one deciding tier. */
function decide(
  place: Place,
  tier: string,
  way: Way,
): { band: Omit<BandAnswer, 'upTo'>; findings: readonly Finding[] } {
  const { status, cause, found, belowMinimum } = resolveTier(place, tier);
  if (status === 'conflict') return { band: { status, cause, decides: found, exercisableBy: null }, findings: [] };
  if (status === 'held') {
    const findings: Finding[] = belowMinimum === null ? [] : [{ code: 'below-minimum', entry: belowMinimum }];
    return { band: { status: way.filled, cause, decides: found, exercisableBy: null }, findings };
  }
  const exercisableBy = way.back === null ? null : whoCanAct(place, way.back);
  const findings: Finding[] = exercisableBy === null ? [{ code: 'nobody-can-act', entry: way.instrumentEntry }] : [];
  return { band: { status, cause, decides: found, exercisableBy }, findings };
}

interface Accountable {
  readonly tier: string;
  readonly holder: string | readonly string[] | null;
}

function urgentSkipped(skipped: readonly Candidate[]): readonly Finding[] {
  return skipped.map(({ entry }) => ({ code: 'urgent-action-not-delegated', entry }));
}

/** The candidates that count, and the urgent ones that do not because urgent action is not delegated. */
function urgentTest(place: Place, all: readonly Candidate[]): { counting: Candidate[]; skipped: Candidate[] } {
  const delegated = isUrgentActionDelegated(place);
  const fails = (candidate: Candidate) => candidate.layer === 'urgent' && !delegated;
  return { counting: all.filter((candidate) => !fails(candidate)), skipped: all.filter(fails) };
}

/** Step 3: the law fixes the tier, and no line moves it. */
function reserved(place: Place, functionId: string, tier: string, accountable: Accountable): OracleAnswer {
  const all = candidates(place, functionId);
  const otherwise = (candidate: Candidate) => decidingTiers(candidate.line).some((decides) => decides !== tier);
  // Step 3 goes on to step 6: what the urgent test leaves out is no finding here, only without effect.
  const { counting } = urgentTest(
    place,
    all.filter((candidate) => !otherwise(candidate)),
  );
  const back = tier === 'board' ? 'board' : null;
  const { band, findings } = decide(place, tier, { filled: 'held', back, instrumentEntry: null });
  return {
    ...NO_LINE,
    ...band,
    accountable,
    also: alsoOf(place, winner(counting)?.line),
    layer: 'law',
    findings: sortFindings([
      ...all.filter(otherwise).map(({ entry }): Finding => ({ code: 'not-delegable', entry })),
      ...findings,
    ]),
  };
}

function delegated(
  place: Place,
  won: Candidate,
  amount: number | undefined,
  rest: { readonly accountable: Accountable; readonly findings: readonly Finding[] },
): OracleAnswer {
  const { line, layer, instrument } = won;
  const { accountable } = rest;
  const way: Way = { filled: 'held', back: line.delegatedFrom ?? 'board', instrumentEntry: won.entry };
  const named = { accountable, also: alsoOf(place, line), layer, instrument, line: line.line };
  const bands = typeof line.decides === 'string' ? [{ decides: line.decides }] : line.decides.limits;
  if (typeof line.decides === 'string' || amount !== undefined) {
    const applies =
      bands.find((band) => amount !== undefined && band.upTo !== undefined && amount <= band.upTo) ?? bands.at(-1);
    if (applies === undefined) throw new Error(`line ${line.line} of ${instrument} has no bands`);
    const { band, findings } = decide(place, applies.decides, way);
    return { ...NO_LINE, ...band, ...named, findings: sortFindings([...rest.findings, ...findings]) };
  }
  const decided = bands.map((band) => ({ upTo: band.upTo ?? null, ...decide(place, band.decides, way) }));
  return {
    ...NO_LINE,
    ...named,
    status: 'by-amount',
    decides: null,
    bands: decided.map(({ upTo, band }) => ({ upTo, ...band })),
    findings: sortFindings([...rest.findings, ...decided.flatMap(({ findings }) => findings)]),
  };
}

/** A brute-force reading of sections 4 to 6 of the contract. `record[i]` is entry i. */
export function oracleAnswer(
  record: readonly Command[],
  question: Question,
  catalogue: readonly CatalogueFunction[],
): OracleAnswer | OracleError {
  const { school, on, amount } = question;
  const facts = factsKnownAt(record, question.knownAt);
  const about = asked(facts, catalogue, question.function);
  if (about === undefined) return { error: 'unknown-function' };
  if (about.scope === 'school' && school === undefined) return { error: 'school-needed' };
  if (about.scope === 'trust' && school !== undefined) return { error: 'school-not-taken' };
  if (on < facts.trustFrom) return unanswered('before-record');
  if (school !== undefined && !isInTrust(facts, school, on)) return unanswered('not-in-trust');

  const place: Place = { facts, school, on };
  const answerable = about.class === 'members' ? 'members' : 'board';
  const accountable: Accountable = { tier: answerable, holder: resolveTier(place, answerable).found.holder };
  const byLaw = fixedTier(about);
  if (byLaw !== undefined) return reserved(place, about.id, byLaw, accountable);

  const { counting, skipped } = urgentTest(place, candidates(place, about.id));
  const won = winner(counting);
  const findings = urgentSkipped(skipped);
  if (won !== undefined) return delegated(place, won, amount, { accountable, findings });
  const kept = decide(place, 'board', { filled: 'retained', back: 'board', instrumentEntry: null });
  return {
    ...NO_LINE,
    ...kept.band,
    accountable,
    layer: 'default',
    findings: sortFindings([...findings, ...kept.findings]),
  };
}
