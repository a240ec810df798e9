import type { Day, Id } from '@remit/kernel';
import { type EntryNumber, type Fact, LATEST } from '@remit/record';
import type { StructureHead } from '@remit/structure';
import type { DelegationVaried, SchemeAdopted } from './delegation-entries.js';
import type { DelegationIndex, KnownFunction } from './delegation-index.js';

/**
 * What is delegated as known at the head of the record, which is what a command is checked against. A replacement is
 * checked as if the entry that it replaces, `without`, were not there.
 */
export class DelegationHead {
  constructor(
    private readonly index: DelegationIndex,
    readonly structure: StructureHead,
    private readonly without?: EntryNumber,
  ) {}

  scheme(id: Id): Fact<SchemeAdopted> | undefined {
    const subject = this.index.schemeSubjects.get(id);
    const claim = subject?.latestClaim(this.without);
    return claim === undefined ? undefined : subject?.lifeOf(claim, this.without);
  }

  /** The scheme that starts on a day. */
  schemeStartingOn(day: Day): Fact<SchemeAdopted> | undefined {
    const starting = this.index.schemes.within(day, day + 1, LATEST);
    return starting.find((scheme) => scheme.from === day && scheme.n !== this.without) as
      Fact<SchemeAdopted> | undefined;
  }

  variation(id: Id): Fact<DelegationVaried> | undefined {
    const subject = this.index.variationSubjects.get(id);
    const claim = subject?.latestClaim(this.without);
    return claim === undefined ? undefined : subject?.lifeOf(claim, this.without);
  }

  functionOf(id: Id): KnownFunction | undefined {
    const known = this.index.functionOf(id, LATEST);
    return known === undefined || known.broughtBy === this.without ? undefined : known;
  }
}
