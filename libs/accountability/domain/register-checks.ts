import { type Day, dayInWords } from '@remit/kernel';
import type { Fact } from '@remit/record';
import { firstDayOf, type TrustEstablished } from '@remit/structure';
import { CHECK_CODES, ruleOn } from './check-rules.js';
import type { Moment } from './moment.js';
import { allChairs, CHECKS, type Register } from './register-check-list.js';
import { type CheckOnDay, registerFinding, type RegisterFinding } from './register-finding.js';
import { countOf, type RegisterCount, type RegisterSeat, registerSeats } from './register-seats.js';

/** What was counted on the day; null where no such body or post is recorded. */
export interface RegisterCounts {
  readonly members: RegisterCount | null;
  readonly trustees: RegisterCount | null;
  readonly chairs: RegisterCount | null;
  readonly accountingOfficers: RegisterCount | null;
  readonly chiefFinancialOfficers: RegisterCount | null;
}

/** One of the checks, with what it found. */
export interface CheckMade extends CheckOnDay {
  /** How many findings; null when it could not be made, because what it looks at is not recorded. */
  readonly found: number | null;
}

/** What the register checks say of a trust on a day. */
export interface RegisterChecks {
  /** `before-record`: the trust did not exist on that day, or is not known by then, so nothing was checked. */
  readonly status: 'checked' | 'before-record';
  /** The outcome in a sentence. */
  readonly says: string;
  readonly counts: RegisterCounts | null;
  /** Every check that was made, also those that found nothing. */
  readonly checks: readonly CheckMade[];
  readonly findings: readonly RegisterFinding[];
}

/**
 * Holds the members, the board and the officers of a trust on a day, as known at an entry, against the rules for them.
 * Counts decide as the national register counts, by appointment; a person who is appointed twice is named apart.
 */
export function registerChecks(moment: Moment): RegisterChecks {
  const { index, day, known } = moment;
  const founding = index.structure.trust.best(day, known);
  if (founding === undefined || day < firstDayOf(founding)) return nothingToCheck(day, founding);
  const register = { ...registerSeats(moment), moment, day, on: dayInWords(day), founding };
  const made = CHECK_CODES.map((code) => ({ code, rule: ruleOn(code, day), found: CHECKS[code](register) }));
  const findings = made.flatMap((check) => (check.found ?? []).map((found) => registerFinding(check, founding, found)));
  return {
    status: 'checked',
    says: headline(register, findings.length),
    counts: countsOf(register),
    checks: made.map(({ code, rule, found }) => ({ code, found: found?.length ?? null, rule })),
    findings,
  };
}

function nothingToCheck(day: Day, founding: Fact<TrustEstablished> | undefined): RegisterChecks {
  const known = founding === undefined ? 'is not known by then' : 'had not been established';
  const says = `On ${dayInWords(day)} the trust ${known}, so there is nothing to check. Ask about a later day or entry.`;
  return { status: 'before-record', says, counts: null, checks: [], findings: [] };
}

function headline({ founding, on }: Register, findings: number): string {
  const found = findings === 0 ? 'Nothing was' : findings === 1 ? 'One thing was' : `${String(findings)} things were`;
  return `${found} found amiss or coming up at ${founding.data.name} on ${on}.`;
}

function countsOf(register: Register): RegisterCounts {
  const { members, board, chair, accountingOfficer, chiefFinancialOfficer } = register;
  const counted = (seat: RegisterSeat): RegisterCount | null =>
    seat.holders.length === 0 ? null : countOf(seat.seated);
  return {
    members: counted(members),
    trustees: counted(board),
    chairs: board.holders.length + chair.holders.length === 0 ? null : countOf(allChairs(register)),
    accountingOfficers: counted(accountingOfficer),
    chiefFinancialOfficers: counted(chiefFinancialOfficer),
  };
}
