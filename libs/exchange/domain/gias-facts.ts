import type { Day } from '@remit/kernel';
import type { Seat } from './gias-roles.js';

/** A group of the register, such as a multi-academy trust. */
export interface GiasGroup {
  readonly uid: string;
  readonly name: string;
  /** Two digits: 06 is a multi-academy trust. */
  readonly kind: string;
  readonly open: boolean;
  /** The day of incorporation, or else of opening; `undefined` when the register has neither. */
  readonly from: Day | undefined;
  readonly companyNumber: string;
  readonly ukprn: string;
}

/** An academy as a member of a group. */
export interface GiasSchool {
  readonly urn: string;
  readonly uid: string;
  readonly kind: string;
  readonly name: string;
  readonly joined: Day | undefined;
  /** Type of establishment and phase of education in the register's words; may be empty. */
  readonly type: string;
  readonly phase: string;
}

/** A person in a role: one row of the governance file. */
export interface GiasPost {
  /** Number of the row in the register; it stays with the post. */
  readonly gid: string;
  readonly uid: string;
  readonly companyNumber: string;
  readonly seat: Seat;
  /** `undefined` when the register does not know the day: blank, or 1 January 1900. */
  readonly from: Day | undefined;
  /** First day no longer in office; `undefined` when the register names no last day. */
  readonly until: Day | undefined;
  /** As published, without title. Personal: never in an entry, a key or a message in clear. */
  readonly name: string;
}

/** A school that came before or after another. */
export interface GiasLink {
  readonly urn: string;
  readonly otherUrn: string;
  readonly otherName: string;
  /** The register's own words, such as `Predecessor - merged`. */
  readonly type: string;
  readonly on: Day | undefined;
}

/** What each file of an extract says. */
export interface GiasFacts {
  readonly groups: GiasGroup;
  readonly schools: GiasSchool;
  readonly governance: GiasPost;
  readonly links: GiasLink;
}

export type GiasFile = keyof GiasFacts;

/** The group kinds that are trusts with a record of their own. Source: GIAS, "Group Type (code)". */
export const MULTI_ACADEMY_TRUST = '06';
export const TRUST_KINDS: ReadonlySet<string> = new Set([MULTI_ACADEMY_TRUST, '10', '11']);
