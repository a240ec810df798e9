import { dayOf, type Id } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';
import type { Holder } from '@remit/structure';
import type { CheckCode, RuleInForce } from './check-rules.js';
import { countOf, type RegisterCount, registerPerson, type RegisterPerson, type Seated } from './register-seats.js';

/** How much a finding weighs: a rule is broken, advice is not followed, or it is good to know. */
export type FindingWeight = 'must' | 'should' | 'note';

/** A check, with its rule as on a day. */
export interface CheckOnDay {
  readonly code: CheckCode;
  readonly rule: RuleInForce;
}

/** Something that a register check found, and the entries that it rests on. */
export interface RegisterFinding extends CheckOnDay {
  readonly weight: FindingWeight;
  /** What was found and what to do next. */
  readonly says: string;
  /** What was counted; null when no such body or post is recorded, or nothing is counted. */
  readonly counted: RegisterCount | null;
  /** Ids of the bodies and posts that it is about. */
  readonly holders: readonly Id[];
  readonly people: readonly RegisterPerson[];
  /** The last day of a term that ends, `YYYY-MM-DD`; null for other findings. */
  readonly lastDay: string | null;
  /** The entries that it rests on, in order: entry 0, the bodies and posts, the appointments, endings and corrections. */
  readonly entries: readonly EntryNumber[];
}

/** What a check says of a finding. */
export interface Found {
  readonly weight: FindingWeight;
  readonly says: string;
  readonly holders: readonly Holder[];
  readonly seated: readonly Seated[];
  /** False when the finding is about what is not there or about single people. */
  readonly counts: boolean;
  readonly lastDay?: string;
}

/** Puts a finding together with its check and what it rests on. */
export function registerFinding({ code, rule }: CheckOnDay, founding: Fact<unknown>, found: Found): RegisterFinding {
  const { weight, says, holders, seated, counts, lastDay = null } = found;
  const facts = [founding, ...holders, ...seated.map(({ appointment }) => appointment)];
  return {
    code,
    weight,
    says,
    rule,
    counted: counts ? countOf(seated) : null,
    holders: holders.map(({ id }) => id),
    people: seated.map(registerPerson),
    lastDay,
    entries: [...new Set(facts.flatMap(entriesOf))].sort((a, b) => a - b),
  };
}

/** The entries that make a fact stand as it does: its own, its corrections, and the ending that set its last day. */
function entriesOf({ n, by, data, until, endedBy, endingBy = [] }: Fact<unknown>): EntryNumber[] {
  const said = (data as { readonly until?: string }).until;
  const ended = endedBy !== undefined && (said === undefined || dayOf(said) !== until);
  return [n, ...by, ...(ended ? [endedBy, ...endingBy] : [])];
}
