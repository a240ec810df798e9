import type { Id } from '@remit/kernel';
import type { EntryNumber } from './entry.js';
import { allOf, type Few, fewOf } from './few.js';
import { type Fact, noted, type StandingEntry } from './standing-entry.js';

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
  private claimed: Few<StandingEntry<Claim>> = NONE;
  private ended: Few<StandingEntry<Ending>> = NONE;

  constructor(readonly id: Id) {}

  get claims(): readonly StandingEntry<Claim>[] {
    return allOf(this.claimed);
  }

  get endings(): readonly StandingEntry<Ending>[] {
    return allOf(this.ended);
  }

  /** Notes a claim, in place of the one of that entry when it stands differently now. */
  claim(entry: StandingEntry<Claim>): void {
    this.claimed = this.claimed === NONE ? entry : fewOf(noted(this.claims, entry));
  }

  /** Notes an ending, in place of the one of that entry when it stands differently now. */
  end(entry: StandingEntry<Ending>): void {
    this.ended = this.ended === NONE ? entry : fewOf(noted(this.endings, entry));
  }

  /** The latest claim that stands. */
  latestClaim(without?: EntryNumber): StandingEntry<Claim> | undefined {
    const { claimed } = this;
    if (!('live' in claimed)) return claimed.findLast((claim) => claim.live && claim.n !== without);
    return claimed.live && claimed.n !== without ? claimed : undefined;
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
    if (this.ended === NONE) return claim;
    const ending = this.endings.findLast(
      (candidate) => candidate.live && candidate.n !== without && this.claimBefore(candidate.n) === claim,
    );
    if (ending === undefined) return claim;
    const { n, by, data, from } = claim;
    return { n, by, data, from, until: ending.until, endedBy: ending.n, endingBy: ending.by };
  }

  private claimBefore(n: EntryNumber): StandingEntry<Claim> | undefined {
    return this.claims.findLast((claim) => claim.live && claim.n < n);
  }
}

const NONE: readonly never[] = [];
