/** One of something, which then needs no array of its own, or several, or none: there are hundreds of thousands of them. */
export type Few<T extends object> = T | readonly T[];

/** All of them, in order. */
export function allOf<T extends object>(few: Few<T>): readonly T[] {
  return Array.isArray(few) ? (few as readonly T[]) : [few as T];
}

/** Keeps an array only where there is not exactly one. */
export function fewOf<T extends object>(all: readonly T[]): Few<T> {
  return all.length === 1 ? all[0]! : all;
}
