import type { Id } from '@remit/kernel';
import { CATALOGUE_2026_11 } from './catalogue-2026-11.data.js';
import type { CatalogueFunction } from './catalogue-function.js';

/** A published edition of the catalogue: rows never change, the next edition replaces it as a whole. */
export interface CatalogueEdition {
  readonly edition: string;
  readonly source: string;
  readonly functions: ReadonlyMap<Id, CatalogueFunction>;
}

const EDITIONS: ReadonlyMap<string, CatalogueEdition> = new Map([
  [
    '2026-11',
    {
      edition: '2026-11',
      source: 'Remit function catalogue, first edition, November 2026, with the legal source of each row',
      functions: new Map(CATALOGUE_2026_11.map((row) => [row.id, row])),
    },
  ],
]);

/** The edition with which a trust starts unless it says otherwise. */
export const NEWEST_EDITION = '2026-11';

/** @returns `undefined` when this release does not carry the edition. */
export function catalogueEdition(edition: string): CatalogueEdition | undefined {
  return EDITIONS.get(edition);
}

export function catalogueEditions(): readonly string[] {
  return [...EDITIONS.keys()];
}

/** The versions of the accountability semantics that this release can answer by. Version 1: contract of November 2026. */
export const SEMANTICS_VERSIONS: readonly number[] = [1];
export const NEWEST_SEMANTICS = 1;
