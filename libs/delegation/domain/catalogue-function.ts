import type { Id } from '@remit/kernel';

export type FunctionScope = 'trust' | 'school' | 'both';

/** Who may decide a function. Source: accountability contract, section 3. */
export type FunctionClass = 'members' | 'board' | 'office' | 'panel' | 'open';

/** How far the legal basis of a row was checked. */
export type FunctionEvidence = 'seen' | 'secondary' | 'unverified';

/** A function of trusts and schools. */
export interface CatalogueFunction {
  readonly id: Id;
  readonly name: string;
  readonly group: string;
  readonly scope: FunctionScope;
  readonly class: FunctionClass;
  /** The tier named by law, for the classes `office` and `panel`. */
  readonly office?: Id;
  /** Adoption is normally the board's though work may be delegated: a warning when given below a committee. */
  readonly boardNormally?: true;
  /** Someone outside the trust must consent as well. */
  readonly externalConsent?: true;
  readonly legalBasis?: string;
  readonly typicalCentralised?: string;
  readonly typicalAutonomous?: string;
  readonly threshold?: string;
  readonly review?: string;
  readonly evidence: FunctionEvidence;
}
