import { addDays } from './days.js';
import { holds } from './coverage.js';
import type { Facts, Interval } from './fold.js';
import { mainId } from './ids.js';
import { randomLines } from './random-lines.js';
import type { Random } from './random.js';
import type { AppointedAs, CatalogueFunction, Command, CommandName, Covers, VariationLayer } from './types.js';

/** What one random record is made of. */
export interface Palette {
  readonly trust: string;
  readonly start: string;
  readonly schools: readonly string[];
  readonly clusters: readonly string[];
  /** Few days, used again and again, so that things begin and end on the same day and next to each other. */
  readonly days: readonly string[];
  readonly functions: readonly CatalogueFunction[];
}

export interface Scene {
  readonly rnd: Random;
  readonly palette: Palette;
  /** What stands at head. */
  readonly facts: Facts;
  newId(of: CommandName, prefix: string): string;
}

export function someDay({ rnd, palette }: Scene): string {
  const day = rnd.pick(palette.days);
  return rnd.chance(0.8) ? day : addDays(day, rnd.pick([-1, 1]));
}

function span(scene: Scene, from: string, endsWith: number): { from: string; until?: string } {
  if (!scene.rnd.chance(endsWith)) return { from };
  const later = scene.palette.days.filter((day) => day > from);
  const until = scene.rnd.chance(0.05) ? addDays(from, 1) : scene.rnd.maybe(later);
  return until === undefined ? { from } : { from, until };
}

/** A day on which one of the lives holds; most often its first. */
function dayWithin({ rnd, palette }: Scene, lives: readonly Interval[]): string | undefined {
  const life = rnd.maybe(lives);
  if (life === undefined) return undefined;
  const within = palette.days.filter((day) => holds(life, day));
  return rnd.chance(0.5) ? life.from : (rnd.maybe(within) ?? life.from);
}

function dayAfter(scene: Scene, from: string): string {
  return scene.rnd.maybe(scene.palette.days.filter((day) => day > from)) ?? addDays(from, 1 + scene.rnd.int(400));
}

function schoolsList({ rnd, facts }: Scene): Covers | undefined {
  const known = [...new Set(facts.admissions.map(({ school }) => school))];
  return known.length === 0 ? undefined : { schools: rnd.some(known, rnd.chance(0.6) ? 1 : 2 + rnd.int(2)) };
}

function clusterCoverage({ rnd, facts }: Scene): Covers | undefined {
  const cluster = rnd.maybe(facts.clusters);
  return cluster === undefined ? undefined : { cluster: cluster.id };
}

function coversOf(scene: Scene, kind: 'trust' | 'schools' | 'cluster' | 'category'): Covers | undefined {
  switch (kind) {
    case 'trust':
      return { trust: true };
    case 'schools':
      return schoolsList(scene);
    case 'cluster':
      return clusterCoverage(scene);
    case 'category':
      return { category: { name: 'autonomy', value: scene.rnd.pick(['full', 'full', 'reduced', 'reduced', 'none']) } };
  }
}

/** How the tiers usually lie, with enough exceptions for two bodies of one tier and for narrower boards. */
function holderCoverage(scene: Scene, tier: string): Covers | undefined {
  const usual = { local: 'schools', head: 'schools', rib: 'schools', regional: 'cluster' } as const;
  const kinds = ['trust', 'schools', 'cluster'] as const;
  const kind = tier in usual ? usual[tier as keyof typeof usual] : 'trust';
  const exceptional = tier === 'board' || tier === 'members' ? 0.1 : 0.3;
  return coversOf(scene, scene.rnd.chance(exceptional) ? scene.rnd.pick(kinds) : kind);
}

const BODY_TIERS = [
  'local',
  'local',
  'regional',
  'regional',
  'rib',
  'rib',
  'committee',
  'committee',
  'board',
  'members',
];
const PANELS = ['complaints-panel', 'appeal-panel', 'independent-review-panel'];
const LAYERS = { category: 20, cluster: 19, school: 18, intervention: 19, urgent: 24 } as const;

function layerCoverage(scene: Scene, layer: VariationLayer): Covers | undefined {
  const { rnd } = scene;
  if (layer === 'school') return coversOf(scene, 'schools');
  if (layer === 'cluster' || layer === 'category') return coversOf(scene, layer);
  return coversOf(scene, rnd.pick(['trust', 'schools', 'cluster', 'trust'] as const));
}

function remarks({ rnd, palette }: Scene): { decidedOn?: string; reason?: string } {
  return {
    ...(rnd.chance(0.2) ? { decidedOn: rnd.pick(palette.days) } : {}),
    ...(rnd.chance(0.1) ? { reason: 'as minuted' } : {}),
  };
}

type Fact = Exclude<CommandName, 'EstablishTrust' | 'Correct'>;

/**
 * A plausible command of that name, or undefined when the record has nothing that it could be about. With `same`, it is
 * about the same id, as a replacement must be. It need not be one that the record accepts: the caller checks.
 */
export function randomCommand(command: Fact, scene: Scene, same?: Command): Command | undefined {
  const { rnd, facts, palette } = scene;
  const kept = same === undefined ? undefined : mainId(same);
  const id = (prefix: string) => kept ?? scene.newId(command, prefix);
  const livesOf = (school: string) => facts.admissions.filter((admission) => admission.school === school);
  const targetOf = <T extends { id: string }>(targets: readonly T[]) =>
    kept === undefined ? rnd.maybe(targets) : targets.find((target) => target.id === kept);

  switch (command) {
    case 'AdmitSchool': {
      const school = kept ?? rnd.pick(palette.schools);
      const phase = rnd.pick(['primary', 'secondary']);
      return { command, data: { school, name: `${school} school`, phase, ...span(scene, someDay(scene), 0.3) } };
    }
    case 'ReleaseSchool': {
      const school = kept ?? rnd.pick(palette.schools);
      const admission = livesOf(school).at(-1);
      return admission && { command, data: { school, until: dayAfter(scene, admission.from) } };
    }
    case 'ClassifySchool': {
      const school = kept ?? rnd.pick(palette.schools);
      const category = rnd.chance(0.85) ? 'autonomy' : 'phase-group';
      const value = rnd.pick(['full', 'reduced', 'none']);
      return { command, data: { school, category, value, ...span(scene, someDay(scene), 0.4) } };
    }
    case 'FormCluster': {
      const cluster = id('cluster-');
      return { command, data: { cluster, name: cluster, ...span(scene, someDay(scene), 0.2) } };
    }
    case 'PlaceSchool': {
      const school = kept ?? rnd.pick(palette.schools);
      const from = dayWithin(scene, livesOf(school));
      const cluster = rnd.maybe(facts.clusters)?.id;
      if (from === undefined || cluster === undefined) return undefined;
      return { command, data: { school, cluster, ...span(scene, from, 0.35) } };
    }
    case 'ConstituteBody': {
      const tier = rnd.chance(0.15) ? rnd.pick(PANELS) : rnd.pick(BODY_TIERS);
      const covers = holderCoverage(scene, tier);
      if (covers === undefined) return undefined;
      const minimum = rnd.chance(0.4) ? { minimum: 1 + rnd.int(3) } : {};
      const body = id(`${tier}-`);
      return {
        command,
        data: { body, tier, name: `Body ${body}`, covers, ...minimum, ...span(scene, someDay(scene), 0.25) },
      };
    }
    case 'CreatePost': {
      const tier = rnd.pick(['head', 'head', 'ceo', 'committee']);
      const covers = holderCoverage(scene, tier);
      if (covers === undefined) return undefined;
      const post = id(`${tier}-`);
      return { command, data: { post, tier, title: `Post ${post}`, covers, ...span(scene, someDay(scene), 0.2) } };
    }
    case 'DissolveBody': {
      const body = targetOf(facts.holders.filter(({ kind }) => kind === 'body'));
      return body && { command, data: { body: body.id, until: dayAfter(scene, body.from) } };
    }
    case 'AbolishPost': {
      const post = targetOf(facts.holders.filter(({ kind }) => kind === 'post'));
      return post && { command, data: { post: post.id, until: dayAfter(scene, post.from) } };
    }
    case 'Appoint': {
      const empty = facts.holders.filter(
        ({ id: to }) => !facts.appointments.some((appointment) => appointment.to === to),
      );
      const holder = (rnd.chance(0.5) ? rnd.maybe(empty) : undefined) ?? rnd.maybe(facts.holders);
      const from = holder && dayWithin(scene, [holder]);
      if (holder === undefined || from === undefined) return undefined;
      const roles: readonly AppointedAs[] =
        holder.kind === 'post' ? ['holder', 'acting', 'acting'] : ['member', 'member', 'chair', 'vice-chair'];
      const as = rnd.chance(0.7) ? { as: rnd.pick(roles) } : {};
      const person = `p-${1 + rnd.int(12)}`;
      return { command, data: { appointment: id('a'), person, to: holder.id, ...as, ...span(scene, from, 0.35) } };
    }
    case 'EndAppointment': {
      const appointment = targetOf(facts.appointments);
      if (appointment === undefined) return undefined;
      const cause = rnd.chance(0.4) ? { cause: rnd.pick(['resigned', 'removed', 'term']) } : {};
      return { command, data: { appointment: appointment.id, until: dayAfter(scene, appointment.from), ...cause } };
    }
    case 'AdoptScheme': {
      const functions = [...palette.functions, ...ownFunctions(facts)];
      const lines = randomLines(rnd, functions, Math.ceil(functions.length * 0.6), false);
      const scheme = id('scheme-');
      return {
        command,
        data: { scheme, version: scheme, ...span(scene, someDay(scene), 0.25), lines, ...remarks(scene) },
      };
    }
    case 'VaryDelegation': {
      const layer = rnd.weighted(LAYERS);
      const covers = layerCoverage(scene, layer);
      if (covers === undefined) return undefined;
      const functions = [...palette.functions, ...ownFunctions(facts)];
      const lines = randomLines(rnd, functions, 2 + rnd.int(6), true);
      const intervention = layer === 'intervention' && rnd.chance(0.5) ? { intervention: `i-${1 + rnd.int(9)}` } : {};
      const variation = id('v-');
      return {
        command,
        data: {
          variation,
          layer,
          covers,
          ...span(scene, someDay(scene), 0.45),
          lines,
          ...intervention,
          ...remarks(scene),
        },
      };
    }
    case 'EndVariation': {
      const variation = targetOf(facts.variations);
      return variation && { command, data: { variation: variation.id, until: dayAfter(scene, variation.from) } };
    }
    case 'DefineFunction': {
      const scope = rnd.pick(['trust', 'school', 'both'] as const);
      const name = id('own.');
      return {
        command,
        data: { function: name, name: `Our ${name}`, scope, ...(rnd.chance(0.5) ? { group: 'Own' } : {}) },
      };
    }
  }
}

function ownFunctions(facts: Facts): readonly CatalogueFunction[] {
  return facts.functions.map(({ id, scope }) => ({ id, scope, class: 'open', office: null }));
}
