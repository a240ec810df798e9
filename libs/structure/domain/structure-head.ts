import { type Day, dayOf, type Id, untilDayOf } from '@remit/kernel';
import {
  type Claimed,
  type Ended,
  type EntryNumber,
  type Fact,
  LATEST,
  type StandingEntry,
  type Subject,
} from '@remit/record';
import type { AppointmentEnded, LinkKind, PersonAppointed, SchoolAdmitted, SchoolLinked } from './structure-entries.js';
import type { StructureIndex } from './structure-index.js';

/** A body or post as the record stands at its head. */
export interface HolderAtHead {
  readonly kind: 'body' | 'post';
  readonly life: Fact<Claimed>;
}

/**
 * The structure as known at the head of the record, which is what a command is checked against. A replacement is
 * checked as if the entry that it replaces, `without`, were not there.
 */
export class StructureHead {
  constructor(
    private readonly index: StructureIndex,
    private readonly without?: EntryNumber,
  ) {}

  /** The entry that established the trust, when one did. */
  establishedBy(): EntryNumber | undefined {
    const found = this.index.trust.best(0, LATEST);
    return found === undefined || found.n === this.without ? undefined : found.n;
  }

  memberships(school: Id): Fact<SchoolAdmitted>[] {
    return this.lives(this.index.schools.get(school));
  }

  /**
   * The days that an admission would give: its own, or, when it replaces entry `without`, from its first day to the
   * release that this membership has. None when the entry that it replaces is void and stays so.
   */
  daysAdmitted(data: SchoolAdmitted): Pick<Fact<unknown>, 'from' | 'until'> | undefined {
    const from = dayOf(data.from);
    const school = this.index.schools.get(data.school);
    const replaced = school?.claims.find(({ n }) => n === this.without);
    if (school === undefined || replaced === undefined) return { from, until: untilDayOf(data.until) };
    if (!replaced.live) return undefined;
    const { endedBy, until } = school.lifeOf(replaced);
    return { from, until: endedBy === undefined ? untilDayOf(data.until) : until };
  }

  /** The membership that a release is about: the youngest one before it. */
  membershipToRelease(school: Id): Fact<SchoolAdmitted> | undefined {
    return this.memberships(school).findLast((membership) => membership.n < (this.without ?? Infinity));
  }

  /** The link of a school to another one. */
  link(school: Id, urn: string, kind: LinkKind): Fact<SchoolLinked> | undefined {
    const links = this.index.schools.get(school)?.links.on(0, LATEST) ?? [];
    return links.find(({ n, data }) => n !== this.without && data.urn === urn && data.kind === kind);
  }

  cluster(id: Id): Fact<Claimed> | undefined {
    return this.lives(this.index.clusters.get(id)).at(-1);
  }

  /** The body or post of that id; bodies and posts share one set of ids. */
  holder(id: Id): HolderAtHead | undefined {
    const holder = this.index.holders.get(id);
    const body = this.lives(holder?.bodies).at(-1);
    const post = this.lives(holder?.posts).at(-1);
    if (body !== undefined && (post === undefined || body.n > post.n)) return { kind: 'body', life: body };
    return post === undefined ? undefined : { kind: 'post', life: post };
  }

  appointment(id: Id): Fact<PersonAppointed> | undefined {
    return this.lives<PersonAppointed, AppointmentEnded>(this.index.appointments.get(id)).at(-1);
  }

  private lives<Claim extends Claimed, Ending extends Ended>(
    subject: Subject<Claim, Ending> | undefined,
  ): Fact<Claim>[] {
    if (subject === undefined) return [];
    return subject.liveClaims(this.without).map((claim: StandingEntry<Claim>) => subject.lifeOf(claim, this.without));
  }
}

/** Whether a fact holds on a day. */
export function holdsOn(fact: Fact<unknown>, day: Day): boolean {
  return fact.from <= day && day < fact.until;
}
