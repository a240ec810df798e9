import { type Day, dayOf, type Id } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';
import {
  BOARD,
  decidingTiers,
  type Instrument,
  type KnownFunction,
  type Line,
  MEMBERS,
  OTHER_PARTS,
} from '@remit/delegation';
import { URGENT_ACTION } from './resolve.js';
import type { TrustIndex } from './trust-index.js';

/** The days asked about, `until` exclusive, as known at an entry. */
export interface Period {
  readonly from: Day;
  readonly until: Day;
  readonly known: EntryNumber;
}

/**
 * The days of a period on which the answer for a cell can change, its first day included, in order. Takes every fact
 * that any of the contract's steps could look at, so that between two of these days nothing changes.
 */
export function breakpoints(
  index: TrustIndex,
  fn: KnownFunction,
  school: Id | undefined,
  period: Period,
  draft?: Instrument,
): Day[] {
  const days = new Set<Day>([period.from]);
  const note = (facts: readonly Fact<unknown>[]): void => {
    for (const { from, until } of facts) {
      if (from > period.from && from < period.until) days.add(from);
      if (until > period.from && until < period.until) days.add(until);
    }
  };
  const { from, until, known } = period;
  note(index.structure.trust.within(from, until, known).map((trust) => ({ ...trust, from: firstDay(trust) })));
  const clusters = school === undefined ? new Set<Id>() : noteSchool(index, school, period, note);
  const lines = noteInstruments(index, { fn, school, clusters, draft }, period, note);
  for (const tier of tiersOf(fn, lines)) noteTier(index, { tier, school, clusters }, period, note);
  return [...days].sort((a, b) => a - b);
}

type Note = (facts: readonly Fact<unknown>[]) => void;

function firstDay(trust: Fact<{ readonly from: string }>): Day {
  return dayOf(trust.data.from);
}

interface InstrumentsAsked {
  readonly fn: KnownFunction;
  readonly school: Id | undefined;
  readonly clusters: ReadonlySet<Id>;
  readonly draft: Instrument | undefined;
}

/** Notes the days of all instruments that name the function or urgent action, and gives back their lines. */
function noteInstruments(
  index: TrustIndex,
  { fn, school, clusters, draft }: InstrumentsAsked,
  period: Period,
  note: Note,
): Line[] {
  const schemes = index.delegation.schemes.within(period.from, period.until, period.known);
  const drafted = draft === undefined ? [] : [draft];
  note(schemes);
  note(drafted);
  const ofSchemes = [...schemes, ...drafted].map((instrument) => instrument.lines.get(fn.id));
  const ofVariations = index.delegation.variations.reaching({ school, clusters }, period).flatMap((variation) => {
    const lines = [fn.id, URGENT_ACTION].map((id) => variation.lines.get(id)).filter((line) => line !== undefined);
    if (lines.length > 0) note([variation]);
    return lines;
  });
  return [...ofSchemes.filter((line) => line !== undefined), ...ofVariations];
}

/** Notes the days of a school's memberships, placements and classifications, and gives back its clusters. */
function noteSchool(index: TrustIndex, id: Id, { from, until, known }: Period, note: Note): Set<Id> {
  const school = index.structure.schools.get(id);
  if (school === undefined) return new Set();
  const placements = school.placements.within(from, until, known);
  note(school.memberships.within(from, until, known));
  note(placements);
  for (const list of school.classifications.values()) note(list.within(from, until, known));
  return new Set(placements.map(({ data }) => data.cluster));
}

function tiersOf(fn: KnownFunction, lines: readonly Line[]): Set<Id> {
  const tiers = new Set<Id>([BOARD, MEMBERS, ...(fn.office === undefined ? [] : [fn.office])]);
  for (const line of lines) {
    for (const tier of decidingTiers(line)) tiers.add(tier);
    for (const part of OTHER_PARTS) for (const tier of line[part] ?? []) tiers.add(tier);
    if (line.delegatedFrom !== undefined) tiers.add(line.delegatedFrom);
  }
  return tiers;
}

interface TierPlace {
  readonly tier: Id;
  readonly school: Id | undefined;
  readonly clusters: ReadonlySet<Id>;
}

/** Notes the days of the bodies and posts of a tier that could hold the cell, and of everybody appointed to them. */
function noteTier(
  index: TrustIndex,
  { tier, school, clusters }: TierPlace,
  { from, until, known }: Period,
  note: Note,
): void {
  const { directory, holders } = index.structure;
  const lists = [
    directory.forTrust(tier),
    school === undefined ? undefined : directory.forSchool(school, tier),
    ...[...clusters].map((cluster) => directory.forCluster(cluster, tier)),
  ];
  for (const holder of lists.flatMap((list) => list?.within(from, until, known) ?? [])) {
    note([holder]);
    note(holders.get(holder.id)?.appointments.within(from, until, known) ?? []);
  }
}
