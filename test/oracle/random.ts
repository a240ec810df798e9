/** A small seeded source of chance (splitmix32): the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  int(end: number): number;
  chance(probability: number): boolean;
  /** One of them. Throws when there is none to pick. */
  pick<T>(items: readonly T[]): T;
  /** One of them, or undefined when there is none. */
  maybe<T>(items: readonly T[]): T | undefined;
  /** `count` different ones, or all of them when there are fewer, in no order. */
  some<T>(items: readonly T[], count: number): readonly T[];
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
}

export function random(seed: number): Random {
  let state = Math.trunc(seed) | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const int = (end: number) => Math.floor(next() * end);
  const maybe = <T>(items: readonly T[]): T | undefined => items[int(items.length)];
  return {
    int,
    maybe,
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[int(items.length)] as (typeof items)[number];
    },
    some(items, count) {
      const left = [...items];
      const taken: typeof left = [];
      while (taken.length < count && left.length > 0) taken.push(...left.splice(int(left.length), 1));
      return taken;
    },
    weighted(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const chosen = names.find((name) => (left -= weights[name]) < 0) ?? names.at(-1);
      if (chosen === undefined) throw new Error('nothing to weigh');
      return chosen;
    },
  };
}
