import type { Id } from '@remit/kernel';
import type { EntryType } from '@remit/record';

/** What a body or post looks after. */
export type Coverage = TrustWide | OfSchools | OfCluster;
export interface TrustWide {
  readonly trust: true;
}
export interface OfSchools {
  readonly schools: readonly Id[];
}
export interface OfCluster {
  readonly cluster: Id;
}

export interface TrustEstablished {
  readonly trust: Id;
  readonly name: string;
  readonly from: string;
  /** Edition of the function catalogue that the trust starts with. */
  readonly catalogue: string;
  /** Version of the accountability semantics that the trust starts with. */
  readonly semantics: number;
  readonly uid?: string;
  readonly companyNumber?: string;
  readonly ukprn?: string;
}

export interface SchoolAdmitted {
  readonly school: Id;
  readonly name: string;
  readonly from: string;
  readonly until?: string;
  readonly urn?: string;
  readonly phase?: string;
  readonly type?: string;
  readonly faith?: string;
}

export interface SchoolReleased {
  readonly school: Id;
  readonly until: string;
}

export interface SchoolClassified {
  readonly school: Id;
  readonly category: string;
  readonly value: string;
  readonly from: string;
  readonly until?: string;
}

export const LINK_KINDS = ['predecessor', 'successor'] as const;

/** Whether the other school came before or after. */
export type LinkKind = (typeof LINK_KINDS)[number];

/** A school of another number in the national register that came before this one, or after it. */
export interface SchoolLinked {
  readonly school: Id;
  /** The number of the other school. */
  readonly urn: string;
  readonly kind: LinkKind;
  /** Day of the change; absent when it is not known. */
  readonly on?: string;
  /** Name of the other school. */
  readonly name?: string;
  /** How the one became the other, such as `merged`. */
  readonly how?: string;
}

export interface ClusterFormed {
  readonly cluster: Id;
  readonly name: string;
  readonly from: string;
  readonly until?: string;
}

export interface SchoolPlaced {
  readonly school: Id;
  readonly cluster: Id;
  readonly from: string;
  readonly until?: string;
}

export interface BodyConstituted {
  readonly body: Id;
  readonly tier: Id;
  readonly name: string;
  readonly covers: Coverage;
  readonly from: string;
  readonly until?: string;
  /** The fewest different people with whom it is properly constituted. */
  readonly minimum?: number;
}

export interface BodyDissolved {
  readonly body: Id;
  readonly until: string;
}

export interface PostCreated {
  readonly post: Id;
  readonly tier: Id;
  readonly title: string;
  readonly covers: Coverage;
  readonly from: string;
  readonly until?: string;
}

export interface PostAbolished {
  readonly post: Id;
  readonly until: string;
}

export const CAPACITIES = ['acting', 'holder', 'chair', 'vice-chair', 'member'] as const;

/** In what capacity a person serves on a body or in a post. Listed in the order in which an answer names people. */
export type Capacity = (typeof CAPACITIES)[number];

export interface PersonAppointed {
  readonly appointment: Id;
  readonly person: Id;
  /** Id of the body or post. */
  readonly to: Id;
  readonly from: string;
  readonly until?: string;
  readonly as?: Capacity;
}

export interface AppointmentEnded {
  readonly appointment: Id;
  readonly until: string;
  readonly cause?: string;
}

/**
 * What the trust calls the bodies or posts of a tier from a day on, until the next day from which they are called
 * otherwise.
 */
export interface TierNamed {
  readonly tier: Id;
  /** Of one of them: "academy council". */
  readonly name: string;
  /** Of several of them: "academy councils". */
  readonly plural?: string;
  readonly from: string;
}

/** Every entry type of this context, by name, with what it says. */
export interface StructureEntries {
  readonly TrustEstablished: TrustEstablished;
  readonly SchoolAdmitted: SchoolAdmitted;
  readonly SchoolReleased: SchoolReleased;
  readonly SchoolClassified: SchoolClassified;
  readonly SchoolLinked: SchoolLinked;
  readonly ClusterFormed: ClusterFormed;
  readonly SchoolPlaced: SchoolPlaced;
  readonly BodyConstituted: BodyConstituted;
  readonly BodyDissolved: BodyDissolved;
  readonly PostCreated: PostCreated;
  readonly PostAbolished: PostAbolished;
  readonly PersonAppointed: PersonAppointed;
  readonly AppointmentEnded: AppointmentEnded;
  readonly TierNamed: TierNamed;
}

export const structureEntryTypes: readonly (EntryType & { readonly name: keyof StructureEntries })[] = [
  { name: 'TrustEstablished' },
  { name: 'SchoolAdmitted' },
  { name: 'SchoolReleased' },
  { name: 'SchoolClassified' },
  { name: 'SchoolLinked' },
  { name: 'ClusterFormed' },
  { name: 'SchoolPlaced' },
  { name: 'BodyConstituted' },
  { name: 'BodyDissolved' },
  { name: 'PostCreated' },
  { name: 'PostAbolished' },
  { name: 'PersonAppointed' },
  { name: 'AppointmentEnded' },
  { name: 'TierNamed' },
];
