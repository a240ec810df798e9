import { ALWAYS, type Day, dayOf, FOREVER } from '@remit/kernel';
import type { FunctionEvidence } from '@remit/delegation';
import { CHECK_RULES } from './check-rules.data.js';

/** One edition of the text that a rule stands in. */
export interface RuleEdition {
  readonly instrument: string;
  readonly edition: string;
  /** Where in it. */
  readonly provision: string;
  /** `YYYY-MM-DD`; null: as long as there have been such trusts. */
  readonly from: string | null;
  /** The first day of the next edition, `YYYY-MM-DD`; null while none is known. */
  readonly until: string | null;
  /** How far it was checked: in the text itself, in what others write about it, or not at all. */
  readonly evidence: FunctionEvidence;
  /** What whoever relies on it has to know. */
  readonly note?: string;
}

/** A rule as it stood on a day. */
export interface RuleInForce extends RuleEdition {
  /** The rule in a sentence. */
  readonly requires: string;
}

/** What a rule says, with every edition of its source; the editions follow each other without a gap. */
export interface CheckRule {
  readonly requires: string;
  readonly editions: readonly RuleEdition[];
}

export const CHECK_CODES = [
  'too-few-members',
  'too-few-different-members',
  'fewer-members-than-advised',
  'too-few-trustees',
  'too-few-different-trustees',
  'no-chair',
  'no-accounting-officer',
  'no-chief-financial-officer',
  'term-ending',
  'member-is-trustee',
] as const;

/** What a register check finds, in the order in which findings are listed. */
export type CheckCode = (typeof CHECK_CODES)[number];

/** The rule behind a check, in the edition that held on a day. */
export function ruleOn(code: CheckCode, day: Day): RuleInForce {
  const { requires, editions } = CHECK_RULES[code];
  return { requires, ...editions.find((edition) => holdsOn(edition, day))! };
}

function holdsOn({ from, until }: RuleEdition, day: Day): boolean {
  return (from === null ? ALWAYS : dayOf(from)) <= day && day < (until === null ? FOREVER : dayOf(until));
}
