import type { Id } from '@remit/kernel';
import { BOARD, INHERIT, MEMBERS, tiersOfLine } from '@remit/delegation';
import { usualTierName } from '@remit/accountability';
import { slug } from '@remit/exchange';
import type { Known } from './field.js';

/** A kind of body or post, as the trust calls it. No two have one name. */
export interface Tier {
  readonly id: Id;
  readonly name: string;
}

/**
 * The tiers that a trust knows: those of its bodies and posts, and those that its schemes and variations name.
 * @param more named in lines that are not recorded yet
 */
export function tiersOf(known: Known, more: readonly string[] = []): readonly Tier[] {
  const named = [...known.allSchemes, ...known.variations].flatMap(({ lines }) => lines.flatMap(tiersOfLine));
  const called = new Map<Id, string>(known.tiers.map(({ id, name }) => [id, name]));
  for (const id of [MEMBERS, BOARD, ...named]) if (id !== INHERIT && !called.has(id)) called.set(id, usualTierName(id));
  for (const name of more) if (slug(name) !== '' && !called.has(slug(name))) called.set(slug(name), name);
  const all = [...called].map(([id, name]) => ({ id, name }));
  const times = new Map<string, number>();
  for (const { name } of all) times.set(plain(name), (times.get(plain(name)) ?? 0) + 1);
  const isShared = (name: string): boolean => times.get(plain(name)) !== 1;
  return all.map(({ id, name }) => ({ id, name: isShared(name) ? `${name} (${id})` : name })).sort(byRank);
}

/** The members first, then the board, then by name. */
function byRank(a: Tier, b: Tier): number {
  const rank = ({ id }: Tier): number => [MEMBERS, BOARD].indexOf(id);
  if (rank(a) >= 0 || rank(b) >= 0) return rank(b) < 0 ? -1 : rank(a) < 0 ? 1 : rank(a) - rank(b);
  return a.name.localeCompare(b.name, 'en-GB');
}

/** The tier that somebody means by its name or its id; `undefined` when it is none. */
export type TierMeant = (text: string) => Id | undefined;

/** Finds tiers by what they are called; by their ids where none is called so, as one may be called what is another's id. */
export function tierMeantAmong(tiers: readonly Tier[]): TierMeant {
  const found = new Map(tiers.map(({ id }) => [plain(id), id]));
  for (const { id, name } of tiers) found.set(plain(name), id);
  return (text) => found.get(plain(text));
}

/** What a tier is called; its id when it is not among them. */
export function nameOfTier(tier: Id, tiers: readonly Tier[]): string {
  return tiers.find(({ id }) => id === tier)?.name ?? tier;
}

/** The sentence for a name that is no tier's. */
export function noSuchTier(text: string): string {
  return `"${text}" is no kind of body or post here. Those that there are stand above the lines; another one can be added there.`;
}

/** A name as it is compared: capitals and spaces around it do not matter. */
function plain(name: string): string {
  return name.trim().toLowerCase();
}
