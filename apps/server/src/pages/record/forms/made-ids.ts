import type { Id } from '@remit/kernel';
import { slug } from '@remit/exchange';
import type { Known } from './field.js';

/** Ids are at most 100 characters long; this leaves room for a number. */
const LENGTH_MAX = 80;

/**
 * An id made of some words, followed by a number when it is taken: "Oak Academy" gives `oak-academy`, or `oak-academy-2`.
 * @param otherwise what stands in its place when the words have no letter or digit that an id can have
 */
export function idOf(words: readonly unknown[], taken: ReadonlySet<Id>, otherwise: string): Id {
  const base = slug(words.filter((word) => typeof word === 'string').join(' ')).slice(0, LENGTH_MAX) || otherwise;
  return taken.has(base) ? numbered(`${base}-`, taken, 2) : base;
}

/** The first id with a number behind it that is not taken: `p-1`, `p-2`. */
export function numbered(before: string, taken: ReadonlySet<Id>, from = 1): Id {
  for (let number = from; ; number += 1) {
    const id = `${before}${String(number)}`;
    if (!taken.has(id)) return id;
  }
}

/** The ids that are taken, kind by kind. Bodies and posts share theirs. */
export const TAKEN = {
  schools: ({ schools }: Known) => new Set(schools.map(({ id }) => id)),
  clusters: ({ clusters }: Known) => new Set(clusters.map(({ id }) => id)),
  holders: ({ allHolders }: Known) => new Set(allHolders.map(({ id }) => id)),
  appointments: ({ appointments }: Known) => new Set(appointments.map(({ appointment }) => appointment)),
  persons: ({ persons }: Known) => new Set(persons.map(({ person }) => person)),
  schemes: ({ allSchemes }: Known) => new Set(allSchemes.map(({ id }) => id)),
  variations: ({ variations }: Known) => new Set(variations.map(({ id }) => id)),
  functions: ({ functions }: Known) => new Set(functions.map(({ id }) => id)),
} as const;
