import type { Id, Pence } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';
import type { SchoolAdmitted } from '@remit/structure';
import type { Candidate, KnownFunction, OtherPart, VariationLayer } from '@remit/delegation';
import type { Party, Seat, VacancyCause } from './seat.js';

export const STATUSES = [
  'held',
  'retained',
  'vacant',
  'conflict',
  'by-amount',
  'not-in-trust',
  'before-record',
] as const;

/** Exactly one for every question. Source: accountability contract, section 5. */
export type Status = (typeof STATUSES)[number];

/** What decided which tier decides. */
export type AnswerLayer = 'law' | VariationLayer | 'scheme' | 'default';

export type FindingCode = 'not-delegable' | 'urgent-action-not-delegated' | 'below-minimum' | 'nobody-can-act';

/** Something that a board should know about an answer, with the entry that it is about. */
export interface Finding {
  readonly code: FindingCode;
  readonly entry: EntryNumber | null;
}

/** Who can act in place of a vacant holder. */
export interface ActingParty {
  readonly tier: Id;
  readonly holder: Id;
  readonly people: Party['people'];
}

/** Who decides once the tier is known: steps 6 to 8 of the contract. */
export interface Decision {
  readonly status: 'held' | 'vacant' | 'conflict';
  readonly cause: VacancyCause | null;
  readonly seat: Seat;
  readonly exercisableBy: ActingParty | null;
  /** The seats that were tried on the way back, the last one taken when `exercisableBy` is not null. */
  readonly wayBack: readonly Seat[];
  readonly findings: readonly Finding[];
}

/** One band of a line with money limits, with who decides in it. */
export interface DecidedBand {
  /** Pence, inclusive; null for the last band. */
  readonly upTo: Pence | null;
  readonly decision: Decision;
}

/** What a question comes to, with everything it was worked out from. Answers, matrices and reasons are made of it. */
export interface Resolution {
  readonly status: Status;
  readonly function: KnownFunction;
  readonly membership: Fact<SchoolAdmitted> | undefined;
  /** The seat that is accountable in law; undefined when nobody of this trust is. */
  readonly accountable: Seat | undefined;
  readonly layer: AnswerLayer | null;
  /** The line that gave the power, or, when law reserves it, the line that agrees with the law. */
  readonly chosen: Candidate | undefined;
  /** Candidates passed over on the way: inherited on purpose, or skipped with a finding. */
  readonly passedOver: readonly PassedOver[];
  readonly decision: Decision | undefined;
  /** The band that the asked amount falls in. */
  readonly band: Pence | null | undefined;
  readonly bands: readonly DecidedBand[] | undefined;
  readonly also: Readonly<Record<OtherPart, readonly Seat[]>>;
  readonly findings: readonly Finding[];
}

export interface PassedOver {
  readonly candidate: Candidate;
  readonly why: 'inherit' | 'not-delegable' | 'urgent-action-not-delegated';
}
