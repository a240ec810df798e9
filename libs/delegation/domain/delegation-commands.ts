import { dayInWords, dayOf, type Problem } from '@remit/kernel';
import type { CommandRule, EntryType } from '@remit/record';
import { emptyInterval, endsBeforeStart, firstRefusal, idTaken } from '@remit/structure';
import type { DelegationHead } from './delegation-head.js';
import type { KnownFunction } from './delegation-index.js';
import { type DelegationEntries, delegationEntryTypes, type SchemeAdopted } from './delegation-entries.js';
import { catalogueEdition, catalogueEditions, SEMANTICS_VERSIONS } from './function-catalogue.js';
import { refuseCoverage, refuseLines, unknownVariation } from './line-refusals.js';

type Rule<K extends keyof DelegationEntries> = CommandRule<DelegationHead, DelegationEntries[K]>;

function entryType(name: keyof DelegationEntries): EntryType {
  return delegationEntryTypes.find((type) => type.name === name)!;
}

const adoptScheme: Rule<'SchemeAdopted'> = {
  command: 'AdoptScheme',
  entry: entryType('SchemeAdopted'),
  subject: 'scheme',
  refuse: (data, head) =>
    firstRefusal(
      () => idTaken('scheme', 'scheme', data.scheme, head.scheme(data.scheme)?.n),
      () => emptyInterval(data),
      () => twoSchemesOnOneDay(data, head),
      () => refuseLines(data.lines, 'scheme', head),
    ),
};

function twoSchemesOnOneDay(data: SchemeAdopted, head: DelegationHead): Problem | undefined {
  const other = head.schemeStartingOn(dayOf(data.from));
  if (other === undefined) return undefined;
  return {
    code: 'DELEGATION.TWO_SCHEMES_ONE_DAY',
    field: 'from',
    entry: other.n,
    expected: 'a day on which no other scheme starts',
    detail: `Scheme "${other.data.scheme}" starts on ${dayInWords(other.from)} too (entry ${String(other.n)}), and only one scheme can be in force. Choose another day, or correct that entry.`,
  };
}

const varyDelegation: Rule<'DelegationVaried'> = {
  command: 'VaryDelegation',
  entry: entryType('DelegationVaried'),
  subject: 'variation',
  refuse: (data, head) =>
    firstRefusal(
      () => idTaken('variation', 'variation', data.variation, head.variation(data.variation)?.n),
      () => emptyInterval(data),
      () => refuseCoverage(data, head),
      () => refuseLines(data.lines, data.layer, head),
    ),
};

const endVariation: Rule<'VariationEnded'> = {
  command: 'EndVariation',
  entry: entryType('VariationEnded'),
  subject: 'variation',
  refuse: (data, head) => {
    const variation = head.variation(data.variation);
    return variation === undefined
      ? unknownVariation(data.variation)
      : endsBeforeStart(`the variation "${data.variation}"`, data.until, variation);
  },
};

const defineFunction: Rule<'FunctionDefined'> = {
  command: 'DefineFunction',
  entry: entryType('FunctionDefined'),
  subject: 'function',
  refuse: (data, head) => functionTaken(head.functionOf(data.function)),
};

function functionTaken(known: KnownFunction | undefined): Problem | undefined {
  if (known === undefined) return undefined;
  const problem = idTaken('function', 'function', known.id, known.broughtBy);
  const ofCatalogue = catalogueEditions().some((edition) => catalogueEdition(edition)?.functions.has(known.id));
  if (problem === undefined || !ofCatalogue) return problem;
  const detail = `The function catalogue has "${known.id}" already: "${known.name}". Give the trust's own function another id, such as "own.${known.id}".`;
  return { ...problem, detail };
}

const adoptCatalogue: Rule<'CatalogueAdopted'> = {
  command: 'AdoptCatalogue',
  entry: entryType('CatalogueAdopted'),
  subject: 'edition',
  refuse: ({ edition }) => unknownEdition(edition, 'edition'),
};

const adoptSemantics: Rule<'SemanticsAdopted'> = {
  command: 'AdoptSemantics',
  entry: entryType('SemanticsAdopted'),
  subject: 'version',
  refuse: ({ version }) => unknownSemantics(version, 'version'),
};

/** Refuses an edition of the function catalogue that this release does not carry. */
export function unknownEdition(edition: string, field: string): Problem | undefined {
  if (catalogueEdition(edition) !== undefined) return undefined;
  return {
    code: 'DELEGATION.EDITION_UNKNOWN',
    field,
    expected: catalogueEditions().join(' or '),
    detail: `This release of Remit does not carry edition "${edition}" of the function catalogue. It carries ${catalogueEditions().join(', ')}.`,
  };
}

/** Refuses a version of the accountability semantics that this release cannot answer by. */
export function unknownSemantics(version: number, field: string): Problem | undefined {
  if (SEMANTICS_VERSIONS.includes(version)) return undefined;
  return {
    code: 'DELEGATION.SEMANTICS_UNKNOWN',
    field,
    expected: SEMANTICS_VERSIONS.join(' or '),
    detail: `This release of Remit cannot answer by version ${String(version)} of the accountability semantics.`,
  };
}

/** Every command of this context. Source: accountability contract, sections 2 and 3. */
export const delegationCommands = [
  adoptScheme,
  varyDelegation,
  endVariation,
  defineFunction,
  adoptCatalogue,
  adoptSemantics,
] as const;
