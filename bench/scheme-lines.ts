import { type CatalogueFunction, catalogueEdition, type Line, NEWEST_EDITION } from '@remit/delegation';
import { invariant } from '@remit/kernel';
import type { Random } from '../test/oracle/random.js';

const edition = catalogueEdition(NEWEST_EDITION);
invariant(edition !== undefined, 'The newest edition of the catalogue is part of the release.');

/** The 155 functions that schemes and questions of the benchmarks speak of. */
export const FUNCTIONS: readonly CatalogueFunction[] = [...edition.functions.values()];

/** The functions that are asked at a school. */
const SCHOOL_FUNCTIONS = FUNCTIONS.filter(({ scope }) => scope !== 'trust');

const OF_SCHOOLS = { local: 34, head: 30, regional: 10, ceo: 16, 'education-committee': 6, board: 4 } as const;
const OF_THE_TRUST = { ceo: 40, board: 24, 'finance-committee': 18, 'education-committee': 12, members: 2 } as const;
const OTHERS = ['local', 'head', 'regional', 'ceo', 'finance-committee', 'education-committee', 'board'] as const;

/** The lines of a scheme: one for every function. */
export function schemeLines(random: Random): Line[] {
  return FUNCTIONS.map((fn, at) => lineFor(random, fn, `${String(1 + (at % 9))}.${String(1 + at)}`));
}

/** The lines of a variation: `count` functions of schools, some given back to the layer below. */
export function variationLines(random: Random, count: number): Line[] {
  const open = SCHOOL_FUNCTIONS.filter((fn) => fn.class === 'open');
  return random.some(open, count).map((fn, at) => {
    const line = lineFor(random, fn, String(at + 1));
    return random.chance(0.1) ? { ...line, decides: 'inherit' } : line;
  });
}

/** A scheme as it is a year later: one line in ten says something else. */
export function revised(lines: readonly Line[], random: Random): Line[] {
  return lines.map((line, at) => (random.chance(0.1) ? lineFor(random, FUNCTIONS[at]!, line.line) : line));
}

function lineFor(random: Random, fn: CatalogueFunction, line: string): Line {
  return {
    line,
    function: fn.id,
    decides: decides(random, fn),
    ...(random.chance(0.25) ? { recommends: [random.pick(OTHERS)] } : {}),
    ...(random.chance(0.2) ? { consulted: random.some(OTHERS, 1 + random.int(2)) } : {}),
    ...(random.chance(0.15) ? { informed: [random.pick(OTHERS)] } : {}),
    ...(random.chance(0.15) ? { oversees: [random.pick(OTHERS)] } : {}),
    ...(random.chance(0.2) ? { delegatedFrom: 'ceo' } : {}),
  };
}

function decides(random: Random, fn: CatalogueFunction): Line['decides'] {
  if (fn.class === 'members' || fn.class === 'board') return random.chance(0.97) ? fn.class : 'ceo';
  if (fn.office !== undefined) return fn.office;
  if (fn.id === 'gov.urgent-action') return 'ceo';
  const tier = () => (fn.scope === 'trust' ? random.weighted(OF_THE_TRUST) : random.weighted(OF_SCHOOLS));
  if (!fn.id.startsWith('fin.') || random.chance(0.4)) return tier();
  const upTo = (1 + random.int(10)) * 100_000;
  return { limits: [{ upTo, decides: tier() }, { upTo: upTo * 10, decides: 'ceo' }, { decides: 'board' }] };
}
