import type { KnownFunction } from '@remit/delegation';
import type { Reading } from './reading.js';

/** One choice of a list. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

/** Choices under a heading. */
export interface ChoiceGroup {
  readonly group: string;
  readonly choices: readonly Choice[];
}

/** The schools of the day, and the one that was chosen even when it was not in the trust then. */
export function schoolChoices({ names }: Reading, chosen: string | undefined): Choice[] {
  return names.schools
    .filter(({ id, inTrust }) => inTrust || id === chosen)
    .map(({ id, name }) => ({ value: id, text: name, selected: id === chosen }));
}

/** The clusters of the trust, and which was chosen. */
export function clusterChoices({ names }: Pick<Reading, 'names'>, chosen: string | undefined): Choice[] {
  return names.clusters.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen }));
}

/** All functions by group, in the order of the catalogue. */
export function functionChoices({ names }: Pick<Reading, 'names'>, chosen: string | undefined): ChoiceGroup[] {
  return inGroups(names.functions).map(({ group, functions }) => ({
    group,
    choices: functions.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
  }));
}

/** Functions under the names of their groups, both in the order of the catalogue. */
export function inGroups(
  functions: readonly KnownFunction[],
): { readonly group: string; readonly functions: readonly KnownFunction[] }[] {
  const groups = new Map<string, KnownFunction[]>();
  for (const each of functions) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups].map(([group, of]) => ({ group, functions: of }));
}
