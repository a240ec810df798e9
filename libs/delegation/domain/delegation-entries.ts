import type { Id, Pence } from '@remit/kernel';
import type { EntryType } from '@remit/record';
import type { Coverage } from '@remit/structure';

/** The layers of delegation, the strongest first. Source: accountability contract, section 4, step 4. */
export const VARIATION_LAYERS = ['urgent', 'intervention', 'school', 'cluster', 'category'] as const;
export type VariationLayer = (typeof VARIATION_LAYERS)[number];

/** The two tiers whose names are fixed. */
export const BOARD: Id = 'board';
export const MEMBERS: Id = 'members';

/** In a variation: falls through to the next layer on purpose. */
export const INHERIT = 'inherit';

/** One band of a line with money limits. */
export interface Band {
  /** Pence, inclusive; absent in the last band. */
  readonly upTo?: Pence;
  readonly decides: Id;
}

export type Decides = Id | { readonly limits: readonly Band[] };

/** The other parts that a tier can have in a function. */
export const OTHER_PARTS = ['recommends', 'consulted', 'informed', 'oversees'] as const;
export type OtherPart = (typeof OTHER_PARTS)[number];

/** What a scheme or a variation says of one function. Source: accountability contract, section 2. */
export interface Line {
  readonly line: string;
  readonly function: Id;
  readonly decides: Decides;
  readonly recommends?: readonly Id[];
  readonly consulted?: readonly Id[];
  readonly informed?: readonly Id[];
  readonly oversees?: readonly Id[];
  /** The tier to which the power comes back; the board unless said otherwise. */
  readonly delegatedFrom?: Id;
}

/** A category and the value that a school must have in it. */
export interface OfCategory {
  readonly category: { readonly name: string; readonly value: string };
}

export type VariationCoverage = Coverage | OfCategory;

export interface SchemeAdopted {
  readonly scheme: Id;
  readonly version: string;
  readonly from: string;
  readonly until?: string;
  readonly lines: readonly Line[];
}

export interface DelegationVaried {
  readonly variation: Id;
  readonly layer: VariationLayer;
  readonly covers: VariationCoverage;
  readonly from: string;
  readonly until?: string;
  readonly lines: readonly Line[];
  readonly intervention?: string;
}

export interface VariationEnded {
  readonly variation: Id;
  readonly until: string;
}

export interface FunctionDefined {
  readonly function: Id;
  readonly name: string;
  readonly scope: 'trust' | 'school' | 'both';
  readonly group?: string;
}

export interface CatalogueAdopted {
  readonly edition: string;
}

export interface SemanticsAdopted {
  readonly version: number;
}

export interface DelegationEntries {
  readonly SchemeAdopted: SchemeAdopted;
  readonly DelegationVaried: DelegationVaried;
  readonly VariationEnded: VariationEnded;
  readonly FunctionDefined: FunctionDefined;
  readonly CatalogueAdopted: CatalogueAdopted;
  readonly SemanticsAdopted: SemanticsAdopted;
}

export const delegationEntryTypes: readonly (EntryType & { readonly name: keyof DelegationEntries })[] = [
  { name: 'SchemeAdopted' },
  { name: 'DelegationVaried' },
  { name: 'VariationEnded' },
  { name: 'FunctionDefined' },
  { name: 'CatalogueAdopted' },
  { name: 'SemanticsAdopted' },
];

/** Every tier that a line names: who decides, who has another part, and who delegates it. One may stand there twice. */
export function tiersOfLine(line: Line): readonly Id[] {
  const others = OTHER_PARTS.flatMap((part) => line[part] ?? []);
  return [...decidingTiers(line), ...others, ...(line.delegatedFrom === undefined ? [] : [line.delegatedFrom])];
}

/** The tiers that a line lets decide: one, or one for each band; none when it inherits. */
export function decidingTiers({ decides }: Line): readonly Id[] {
  if (typeof decides !== 'string') return decides.limits.map((band) => band.decides);
  return decides === INHERIT ? [] : [decides];
}
