import { canonicalJson, type Id } from '@remit/kernel';
import type { TableCell } from '@remit/web';
import { linkTo } from './page-frame.js';
import type { Reading } from './reading.js';
import { byName, functionName, schoolName } from './words.js';

/** A function at a school; null for the trust as a whole. */
export interface Cell {
  readonly function: Id;
  readonly school: Id | null;
}

/** What is the same for each of some functions at each of some places. */
export type SameAtPlaces<Same> = Same & {
  readonly functions: readonly Id[];
  /** Null, alone, for the trust as a whole. */
  readonly schools: readonly (Id | null)[];
};

/**
 * Puts cells together of which the same is to be said, so that people read it once: first the functions of each school,
 * then the schools with the same functions.
 */
export function atPlaces<From extends Cell, Same extends object>(
  cells: readonly From[],
  sameOf: (cell: From) => Same,
): SameAtPlaces<Same>[] {
  const bySchool = new Map<string, { readonly same: Same; readonly school: Id | null; readonly functions: Id[] }>();
  for (const cell of cells) {
    const same = sameOf(cell);
    const key = canonicalJson([cell.school, same]);
    const known = bySchool.get(key);
    if (known === undefined) bySchool.set(key, { same, school: cell.school, functions: [cell.function] });
    else known.functions.push(cell.function);
  }
  const rows = new Map<string, SameAtPlaces<Same> & { readonly schools: (Id | null)[] }>();
  for (const { same, school, functions } of bySchool.values()) {
    const key = canonicalJson([school === null, same, functions]);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, { ...same, functions, schools: [school] });
    else known.schools.push(school);
  }
  return [...rows.values()];
}

/** The functions of a row: one leads to its answer, or, at several schools, to all of them; more stand behind a number. */
export function functionsCell(reading: Reading, { functions, schools }: SameAtPlaces<object>): TableCell {
  const links = functions.map((id) => ({
    text: functionName(reading, id),
    href:
      schools.length > 1
        ? linkTo(reading, 'matrix', { function: id })
        : linkTo(reading, 'who', { function: id, school: schools[0] }),
  }));
  return oneOrMore(links, 'functions');
}

/** The places of a row. */
export function placesCell(reading: Reading, { schools }: SameAtPlaces<object>): TableCell {
  if (schools.includes(null)) return { text: 'The trust as a whole' };
  const links = schools
    .map((school) => ({ name: schoolName(reading, school ?? ''), href: linkTo(reading, 'matrix', { school }) }))
    .sort(byName)
    .map(({ name, href }) => ({ text: name, href }));
  return oneOrMore(links, 'schools');
}

function oneOrMore(links: readonly { readonly text: string; readonly href: string }[], what: string): TableCell {
  const [only, ...others] = links;
  return only !== undefined && others.length === 0 ? only : { text: `${String(links.length)} ${what}`, more: links };
}
