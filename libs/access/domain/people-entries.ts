import type { Id } from '@remit/kernel';
import type { EntryType } from '@remit/record';
import type { Sealed } from './sealed.js';

/** The personal details that the record may hold of a person, each a sealed field of its own. */
export const DETAIL_FIELDS = ['name', 'email', 'declarations'] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** Details in clear: they stand in a command and in an answer being made, and nowhere else. */
export interface PersonDetails {
  readonly name?: string;
  readonly email?: string;
  readonly declarations?: readonly string[];
}

/** Details as an entry has them. */
export type SealedDetails = { readonly [Field in DetailField]?: Sealed };

export interface PersonRegistered {
  readonly person: Id;
  readonly details: SealedDetails;
}

export interface PersonDetailsCorrected {
  readonly person: Id;
  /** Only what changes. */
  readonly details: SealedDetails;
  /** First day on which they hold; left out: on all days. */
  readonly from?: string;
}

export interface LegalHoldPlaced {
  readonly person: Id;
  readonly reason: string;
}

export interface LegalHoldLifted {
  readonly person: Id;
}

export interface PersonErased {
  readonly person: Id;
  /** The legal basis of the erasure in words. */
  readonly basis: string;
}

export interface PeopleEntries {
  readonly PersonRegistered: PersonRegistered;
  readonly PersonDetailsCorrected: PersonDetailsCorrected;
  readonly LegalHoldPlaced: LegalHoldPlaced;
  readonly LegalHoldLifted: LegalHoldLifted;
  readonly PersonErased: PersonErased;
}

/** The entry types of this context, with every version ever stored. */
export const peopleEntryTypes: readonly EntryType[] = [
  { name: 'PersonRegistered' },
  { name: 'PersonDetailsCorrected' },
  { name: 'LegalHoldPlaced' },
  { name: 'LegalHoldLifted' },
  { name: 'PersonErased' },
];

/** Whether entries of a type carry sealed details. @param type without its version. */
export function carriesDetails(type: string): boolean {
  return type === 'PersonRegistered' || type === 'PersonDetailsCorrected';
}
