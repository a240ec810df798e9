import { randomLines } from './random-lines.js';
import type { Palette } from './random-data.js';
import type { Random } from './random.js';
import type { Command } from './types.js';

const whole = { trust: true } as const;

function top(rnd: Random, { trust, start }: Palette): readonly (Command | false)[] {
  const members = rnd.chance(0.9);
  const from = start;
  const trustees = Array.from({ length: 2 + rnd.int(2) }, (_, at): Command => {
    const as = at === 0 ? ({ as: 'chair' } as const) : {};
    return { command: 'Appoint', data: { appointment: `b${at}`, person: `p-${at + 1}`, to: 'board', ...as, from } };
  });
  return [
    { command: 'EstablishTrust', data: { trust, name: 'Example Trust', from } },
    {
      command: 'ConstituteBody',
      data: { body: 'board', tier: 'board', name: 'Trust board', covers: whole, minimum: 2 + rnd.int(3), from },
    },
    ...trustees,
    members && {
      command: 'ConstituteBody',
      data: { body: 'members', tier: 'members', name: 'Members', covers: whole, from },
    },
    members &&
      rnd.chance(0.8) && { command: 'Appoint', data: { appointment: 'm1', person: 'p-9', to: 'members', from } },
    { command: 'CreatePost', data: { post: 'ceo', tier: 'ceo', title: 'Chief executive', covers: whole, from } },
    rnd.chance(0.9) && { command: 'Appoint', data: { appointment: 'ceo-1', person: 'p-7', to: 'ceo', from } },
  ];
}

function school(rnd: Random, palette: Palette, name: string): readonly (Command | false)[] {
  const from = rnd.pick(palette.days.slice(0, 5));
  const covers = { schools: [name] };
  const as = rnd.chance(0.5) ? ({ as: 'chair' } as const) : {};
  const minimum = rnd.chance(0.3) ? { minimum: 2 } : {};
  const cluster = rnd.pick(palette.clusters);
  return [
    { command: 'AdmitSchool', data: { school: name, name: `${name} school`, phase: 'primary', from } },
    rnd.chance(0.95) && {
      command: 'CreatePost',
      data: { post: `head-${name}`, tier: 'head', title: 'Headteacher', covers, from },
    },
    rnd.chance(0.85) && {
      command: 'Appoint',
      data: { appointment: `h-${name}`, person: `p-h-${name}`, to: `head-${name}`, from },
    },
    rnd.chance(0.9) && {
      command: 'ConstituteBody',
      data: { body: `local-${name}`, tier: 'local', name: 'Local governing body', covers, ...minimum, from },
    },
    rnd.chance(0.9) && {
      command: 'Appoint',
      data: { appointment: `l-${name}`, person: `p-l-${name}`, to: `local-${name}`, ...as, from },
    },
    rnd.chance(0.85) && { command: 'PlaceSchool', data: { school: name, cluster, from } },
    rnd.chance(0.85) && {
      command: 'ClassifySchool',
      data: { school: name, category: 'autonomy', value: rnd.pick(['full', 'reduced']), from },
    },
  ];
}

function middle(rnd: Random, { clusters, start }: Palette, cluster: string): readonly (Command | false)[] {
  const body = `regional-${cluster}`;
  const as = cluster === clusters[0] ? ({ as: 'chair' } as const) : {};
  return [
    rnd.chance(0.9) && {
      command: 'ConstituteBody',
      data: { body, tier: 'regional', name: body, covers: { cluster }, from: start },
    },
    rnd.chance(0.8) && {
      command: 'Appoint',
      data: { appointment: `r-${cluster}`, person: `p-r-${cluster}`, to: body, ...as, from: start },
    },
  ];
}

/** A body of the whole trust with one person in it: a committee, or a panel that the law wants. */
function ofTheTrust(rnd: Random, { start: from }: Palette, tier: string): readonly (Command | false)[] {
  const body = `${tier}-1`;
  return [
    rnd.chance(0.75) && { command: 'ConstituteBody', data: { body, tier, name: body, covers: whole, from } },
    rnd.chance(0.8) && { command: 'Appoint', data: { appointment: `${tier}-a1`, person: 'p-11', to: body, from } },
  ];
}

/**
 * How most records begin: a board, schools with their heads and local bodies, clusters, a scheme. Parts are left out at
 * random; what then hangs in the air is refused by the caller.
 */
export function randomBeginning(rnd: Random, palette: Palette): readonly Command[] {
  const { start } = palette;
  const lines = randomLines(rnd, palette.functions, Math.ceil(palette.functions.length * 0.6), false);
  const urgent = { line: '9', function: 'gov.urgent-action', decides: 'ceo' } as const;
  const delegates = rnd.chance(0.7);
  const panels = palette.functions.flatMap(({ class: kind, office }) => (kind === 'panel' && office ? [office] : []));
  const commands: readonly (Command | false)[] = [
    ...top(rnd, palette),
    ...['committee', ...panels].flatMap((tier) => ofTheTrust(rnd, palette, tier)),
    ...palette.clusters.map((cluster): Command => ({
      command: 'FormCluster',
      data: { cluster, name: cluster, from: start },
    })),
    ...palette.clusters.flatMap((cluster) => middle(rnd, palette, cluster)),
    ...palette.schools.flatMap((name) => school(rnd, palette, name)),
    rnd.chance(0.9) && {
      command: 'AdoptScheme',
      data: {
        scheme: 's1',
        version: '1',
        from: rnd.pick([start, ...palette.days.slice(0, 4)]),
        lines: delegates ? [...lines.filter((line) => line.function !== urgent.function), urgent] : lines,
      },
    },
  ];
  return commands.filter((command) => command !== false);
}
