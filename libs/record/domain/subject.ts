import { dayOf, type Id, untilDayOf } from '@remit/kernel';
import type { EntryNumber } from './entry.js';
import type { Fact, StandingEntry } from './standing-entry.js';

/** What can be claimed: a dated thing. */
export interface Claimed {
  readonly from: string;
  readonly until?: string;
}

/** What ends it. */
export interface Ended {
  readonly until: string;
}

/** Everything recorded under one id: the entries that brought it about and the entries that ended it. */
export class Subject<Claim extends Claimed, Ending extends Ended = Ended> {
  claims: readonly StandingEntry<Claim>[] = [];
  endings: readonly StandingEntry<Ending>[] = [];

  constructor(readonly id: Id) {}

  /** Notes a claim the first time that it is taken in. */
  claim(entry: StandingEntry<Claim>, at: EntryNumber): void {
    // Most ids have one claim, and unlike push() this keeps no room for sixteen more.
    if (entry.n === at) this.claims = this.claims.concat(entry);
  }

  /** Notes an ending the first time that it is taken in. */
  end(entry: StandingEntry<Ending>, at: EntryNumber): void {
    if (entry.n === at) this.endings = this.endings.concat(entry);
  }

  /** The latest claim that stands. */
  latestClaim(without?: EntryNumber): StandingEntry<Claim> | undefined {
    return this.claims.findLast((claim) => claim.live && claim.n !== without);
  }

  /** The claims that stand, leaving out entry `without`. */
  liveClaims(without?: EntryNumber): StandingEntry<Claim>[] {
    return this.claims.filter((claim) => claim.live && claim.n !== without);
  }

  /**
   * The days on which a claim holds: its own, unless an ending set the last of them. An ending is about the youngest
   * claim before it; of several endings the latest entry wins (contract, section 2). Leaves out an ending `without`; an
   * ending of a claim that is about to be replaced stays about that claim.
   */
  lifeOf(claim: StandingEntry<Claim>, without?: EntryNumber): Fact<Claim> {
    const ending = this.endings.findLast(
      (candidate) => candidate.live && candidate.n !== without && this.claimBefore(candidate.n) === claim,
    );
    return {
      n: claim.n,
      by: claim.by,
      data: claim.data,
      from: dayOf(claim.data.from),
      until: untilDayOf(ending === undefined ? claim.data.until : ending.data.until),
      endedBy: ending?.n,
      endingBy: ending?.by,
    };
  }

  private claimBefore(n: EntryNumber): StandingEntry<Claim> | undefined {
    return this.claims.findLast((claim) => claim.live && claim.n < n);
  }
}

/** The fact of an entry that nothing but a correction can end. */
export function undyingFact<Data extends Claimed>(entry: StandingEntry<Data>): Fact<Data> {
  return {
    n: entry.n,
    by: entry.by,
    data: entry.data,
    from: dayOf(entry.data.from),
    until: untilDayOf(entry.data.until),
    endedBy: undefined,
  };
}
