import { standsWith } from './corrections.js';
import { holds } from './coverage.js';
import { fold } from './fold.js';
import type { Admission, Facts, Interval } from './fold.js';
import { mainId } from './ids.js';
import type { CatalogueFunction, Command, Covers, DataOf, Line, VariationLayer } from './types.js';

/** What a command is judged against. `at` is the entry it is or would be. */
interface Bench {
  readonly facts: Facts;
  readonly catalogue: readonly CatalogueFunction[];
  readonly at: number;
}

type Refusal = string | null;

function firstOf(...refusals: readonly Refusal[]): Refusal {
  return refusals.find((refusal) => refusal !== null) ?? null;
}

function unless(fine: boolean, refusal: string): Refusal {
  return fine ? null : refusal;
}

function interval({ from, until }: { readonly from: string; readonly until?: string }): Refusal {
  return unless(until === undefined || from < until, 'the interval is empty');
}

function overlap(a: Interval, b: Interval): boolean {
  const empty = [a, b].some(({ from, until }) => until !== undefined && until <= from);
  return !empty && (b.until === undefined || a.from < b.until) && (a.until === undefined || b.from < a.until);
}

function isKnownSchool({ facts }: Bench, school: string): boolean {
  return facts.admissions.some((admission) => admission.school === school);
}

function coverage(bench: Bench, covers: Covers, allowed: readonly string[]): Refusal {
  const [kind = ''] = Object.keys(covers);
  const known =
    'schools' in covers
      ? covers.schools.length > 0 && covers.schools.every((school) => isKnownSchool(bench, school))
      : !('cluster' in covers) || bench.facts.clusters.some(({ id }) => id === covers.cluster);
  return firstOf(unless(allowed.includes(kind), 'this may not cover that'), unless(known, 'covers something unknown'));
}

const COVERAGE: Record<VariationLayer, readonly string[]> = {
  category: ['category'],
  cluster: ['cluster'],
  school: ['schools'],
  intervention: ['schools', 'cluster', 'trust'],
  urgent: ['schools', 'cluster', 'trust'],
};

function keepsTheLimitsRule({ decides }: Line): boolean {
  if (typeof decides === 'string') return true;
  const edges = decides.limits.map((band) => band.upTo);
  const inner = edges.slice(0, -1);
  return (
    edges.length > 0 &&
    edges.at(-1) === undefined &&
    inner.every((edge, at) => edge !== undefined && edge > (at === 0 ? -1 : (inner[at - 1] ?? edge)))
  );
}

function instrument({ facts, catalogue }: Bench, lines: readonly Line[]): Refusal {
  const named = lines.map((line) => line.function);
  const known = [...catalogue, ...facts.functions].map(({ id }) => id);
  return firstOf(
    unless(
      named.every((id) => known.includes(id)),
      'a line names an unknown function',
    ),
    unless(new Set(named).size === named.length, 'a function twice in one instrument'),
    unless(lines.every(keepsTheLimitsRule), 'the limits rule'),
  );
}

function unused(known: readonly { readonly id: string }[], id: string): Refusal {
  return unless(!known.some((fact) => fact.id === id), 'the id is used');
}

function ending(targets: readonly (Interval | undefined)[], until: string): Refusal {
  return firstOf(
    ...targets.map((target) =>
      firstOf(
        unless(target !== undefined, 'the id is unknown'),
        unless(target === undefined || target.from < until, 'ends before it begins'),
      ),
    ),
  );
}

function starts(lives: readonly Interval[], from: string): Refusal {
  return unless(
    lives.some((life) => holds(life, from)),
    'unknown, or starts outside the life of what it is about',
  );
}

function refuseFact(bench: Bench, { command, data }: Exclude<Command, { command: 'Correct' }>): Refusal {
  const { facts, at } = bench;
  const admissionsOf = (school: string) => facts.admissions.filter((admission) => admission.school === school);
  switch (command) {
    case 'EstablishTrust':
      return unless(at === 0, 'the trust is established');
    case 'AdmitSchool':
      return firstOf(
        interval(data),
        unless(
          !admissionsOf(data.school).some((other) => overlap(other, { from: data.from, until: data.until })),
          'overlaps a membership',
        ),
      );
    case 'ReleaseSchool': {
      // For a replaced release it could be either: the admission that it will end, or the latest at head.
      const before = admissionsOf(data.school).findLast((admission) => admission.entry < at);
      return ending([before, admissionsOf(data.school).at(-1)], data.until);
    }
    case 'ClassifySchool':
      return firstOf(interval(data), unless(isKnownSchool(bench, data.school), 'the school is unknown'));
    case 'FormCluster':
      return firstOf(interval(data), unused(facts.clusters, data.cluster));
    case 'PlaceSchool':
      return firstOf(
        interval(data),
        starts(admissionsOf(data.school), data.from),
        unless(
          facts.clusters.some(({ id }) => id === data.cluster),
          'the cluster is unknown',
        ),
      );
    case 'ConstituteBody':
    case 'CreatePost':
      return firstOf(
        interval(data),
        unused(facts.holders, command === 'CreatePost' ? data.post : data.body),
        coverage(bench, data.covers, ['trust', 'schools', 'cluster']),
      );
    case 'DissolveBody':
      return ending([facts.holders.find(({ id, kind }) => id === data.body && kind === 'body')], data.until);
    case 'AbolishPost':
      return ending([facts.holders.find(({ id, kind }) => id === data.post && kind === 'post')], data.until);
    case 'Appoint':
      return firstOf(
        interval(data),
        unused(facts.appointments, data.appointment),
        starts(
          facts.holders.filter(({ id }) => id === data.to),
          data.from,
        ),
      );
    case 'EndAppointment':
      return ending([facts.appointments.find(({ id }) => id === data.appointment)], data.until);
    case 'AdoptScheme':
      return firstOf(
        interval(data),
        unused(facts.schemes, data.scheme),
        unless(!facts.schemes.some(({ from }) => from === data.from), 'another scheme starts on that day'),
        instrument(bench, data.lines),
      );
    case 'VaryDelegation':
      return firstOf(
        interval(data),
        unused(facts.variations, data.variation),
        coverage(bench, data.covers, COVERAGE[data.layer]),
        instrument(bench, data.lines),
      );
    case 'EndVariation':
      return ending([facts.variations.find(({ id }) => id === data.variation)], data.until);
    case 'DefineFunction':
      return unused([...bench.catalogue, ...facts.functions], data.function);
  }
}

/** With a replaced admission in place, its membership must not overlap another one of the school either. */
function refuseOverlapInPlace(record: readonly Command[], correction: DataOf<'Correct'>): Refusal {
  const after: readonly Command[] = [...record, { command: 'Correct', data: correction }];
  const admissions: readonly Admission[] = fold(after, record.length).admissions;
  const replaced = admissions.find(({ entry }) => entry === correction.entry);
  const others = admissions.filter(({ entry, school }) => entry !== correction.entry && school === replaced?.school);
  return unless(
    replaced === undefined || !others.some((other) => overlap(other, replaced)),
    'overlaps a membership when it stands in its place',
  );
}

function refuseCorrection(
  record: readonly Command[],
  correction: DataOf<'Correct'>,
  catalogue: readonly CatalogueFunction[],
  absent: readonly number[],
): Refusal {
  const target = record[correction.entry];
  if (target === undefined) return 'the entry is unknown';
  if (correction.how === 'void') return unless(correction.entry !== 0, 'entry 0 cannot be voided');
  if (correction.with === undefined) return 'a replacement needs data';
  const replacement = standsWith(target, correction.with);
  if (mainId(replacement) !== mainId(target)) return 'a replacement keeps its id';
  const without = [...absent, correction.entry];
  if (replacement.command === 'Correct') return refuseCorrection(record, replacement.data, catalogue, without);
  const facts = fold(record, record.length - 1, without);
  return firstOf(
    refuseFact({ facts, catalogue, at: correction.entry }, replacement),
    replacement.command === 'AdmitSchool' ? refuseOverlapInPlace(record, correction) : null,
  );
}

/**
 * Why section 2 refuses the command as the next entry of the record, or null when it accepts it. Where the contract can
 * be read in two ways it refuses what either reading refuses, so that what a generator keeps is accepted by both.
 */
export function refusal(
  record: readonly Command[],
  command: Command,
  catalogue: readonly CatalogueFunction[],
): string | null {
  if (command.command === 'Correct') return refuseCorrection(record, command.data, catalogue, []);
  return refuseFact({ facts: fold(record, record.length - 1), catalogue, at: record.length }, command);
}
