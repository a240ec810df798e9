import type { Random } from './random.js';
import type { CatalogueFunction, Line } from './types.js';

/** Tiers that lines speak of. `finance-committee` never gets a body. */
const OPEN_TIERS = {
  local: 24,
  head: 22,
  ceo: 16,
  regional: 12,
  committee: 9,
  board: 8,
  rib: 6,
  'finance-committee': 3,
  members: 2,
} as const;

function openTier(rnd: Random): string {
  return rnd.weighted(OPEN_TIERS);
}

/** The tier of a function that is reserved by law, or undefined. */
function lawTier({ class: kind, office }: CatalogueFunction): string | undefined {
  if (kind === 'members' || kind === 'board') return kind;
  return kind === 'office' || kind === 'panel' ? (office ?? undefined) : undefined;
}

function limits(rnd: Random, lowest: () => string): Line['decides'] {
  const bands: { upTo: number; decides: string }[] = [];
  let upTo = 0;
  for (let count = 1 + rnd.int(3); count > 0; count -= 1) {
    upTo += (1 + rnd.int(20)) * 50_000;
    bands.push({ upTo, decides: lowest() });
  }
  return { limits: [...bands, { decides: rnd.chance(0.5) ? 'board' : lowest() }] };
}

function decides(rnd: Random, about: CatalogueFunction, inVariation: boolean): Line['decides'] {
  if (inVariation && rnd.chance(0.15)) return 'inherit';
  const byLaw = lawTier(about);
  if (byLaw !== undefined) {
    if (rnd.chance(0.12)) return limits(rnd, () => (rnd.chance(0.7) ? byLaw : openTier(rnd)));
    return rnd.chance(0.5) ? byLaw : openTier(rnd);
  }
  if (about.id === 'gov.urgent-action') {
    if (rnd.chance(0.1)) return limits(rnd, () => (rnd.chance(0.6) ? 'board' : 'ceo'));
    return rnd.chance(0.2) ? 'board' : 'ceo';
  }
  const byAmount = about.id.startsWith('fin.') ? 0.6 : 0.04;
  return rnd.chance(byAmount) ? limits(rnd, () => openTier(rnd)) : openTier(rnd);
}

function part<Name extends string>(rnd: Random, name: Name): Partial<Record<Name, readonly string[]>> {
  if (!rnd.chance(0.2)) return {};
  const tiers = rnd.some(['local', 'head', 'ceo', 'regional', 'committee', 'board', 'members'], 1 + rnd.int(2));
  const named: Partial<Record<Name, readonly string[]>> = {};
  named[name] = tiers;
  return named;
}

function randomLine(rnd: Random, about: CatalogueFunction, label: string, inVariation: boolean): Line {
  return {
    line: label,
    function: about.id,
    decides: decides(rnd, about, inVariation),
    ...part(rnd, 'recommends'),
    ...part(rnd, 'consulted'),
    ...part(rnd, 'informed'),
    ...part(rnd, 'oversees'),
    ...(rnd.chance(0.3) ? { delegatedFrom: rnd.chance(0.7) ? 'ceo' : openTier(rnd) } : {}),
  };
}

export function randomLines(
  rnd: Random,
  functions: readonly CatalogueFunction[],
  count: number,
  inVariation: boolean,
): readonly Line[] {
  return rnd
    .some(functions, count)
    .map((about, at) => randomLine(rnd, about, inVariation ? `${at + 1}` : `${1 + (at % 3)}.${at + 1}`, inVariation));
}
