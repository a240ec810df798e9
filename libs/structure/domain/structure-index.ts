import { dayOf, type Id } from '@remit/kernel';
import {
  BitemporalList,
  dayFirst,
  type EntryNumber,
  type Fact,
  type LaidOpen,
  namedLists,
  type NamedList,
  type NamedSubject,
  namedSubjects,
  place,
  placeOne,
  type Placing,
  type StandingEntry,
  Subject,
  under,
  undatedFact,
} from '@remit/record';
import type {
  AppointmentEnded,
  BodyConstituted,
  BodyDissolved,
  ClusterFormed,
  PersonAppointed,
  PostAbolished,
  PostCreated,
  SchoolAdmitted,
  SchoolClassified,
  SchoolLinked,
  SchoolPlaced,
  SchoolReleased,
  StructureEntries,
  TierNamed,
  TrustEstablished,
} from './structure-entries.js';
import { type Holder, HolderDirectory, type HolderSubject, holderOf } from './holders.js';

/** What is known of one school. */
export class School extends Subject<SchoolAdmitted, SchoolReleased> {
  readonly memberships = new BitemporalList<Fact<SchoolAdmitted>>();
  readonly placements = new BitemporalList<Fact<SchoolPlaced>>();
  /** Schools of other numbers that came before or after. Known from their entries on; valid on all days. */
  readonly links = new BitemporalList<Fact<SchoolLinked>>();
  /** By category, such as `autonomy`. */
  readonly classifications = new Map<string, BitemporalList<Fact<SchoolClassified>>>();
}

export type Appointment = Fact<PersonAppointed>;

/**
 * The structure of one trust: who and what there is, on which days, known since which entry.
 * Answers any (day, entry number); entries are taken in one after the other and may be restated by corrections.
 */
export class StructureIndex implements LaidOpen {
  readonly trust = new BitemporalList<Fact<TrustEstablished>>();
  readonly schools = new Map<Id, School>();
  readonly clusters = new Map<Id, Subject<ClusterFormed>>();
  /** All clusters on their days: of several entries with one id the latest. */
  readonly formations = new BitemporalList<Fact<ClusterFormed>>();
  /** Bodies and posts share one set of ids. */
  readonly holders = new Map<Id, HolderSubject>();
  readonly appointments = new Map<Id, Subject<PersonAppointed, AppointmentEnded>>();
  readonly directory = new HolderDirectory();
  /** By tier: of the names from a day on the one that begins last counts, then the one recorded last. */
  readonly tierNames = new Map<Id, BitemporalList<Fact<TierNamed>>>();

  /**
   * Takes in an entry of this context, or one that stands differently since entry `at`.
   * @returns false when the type belongs to another context.
   */
  apply(entry: StandingEntry, at: EntryNumber): boolean {
    const take = this.takers[entry.type as keyof StructureEntries] as Taker<unknown> | undefined;
    if (take === undefined) return false;
    take(entry, at);
    return true;
  }

  *lists(): Generator<NamedList> {
    yield ['trust', this.trust];
    yield ['clusters', this.formations];
    for (const [id, { memberships, placements, links, classifications }] of this.schools) {
      yield [`memberships ${id}`, memberships];
      yield [`placements ${id}`, placements];
      yield [`links ${id}`, links];
      yield* namedLists(`classifications ${id}`, classifications);
    }
    for (const [id, { appointments }] of this.holders) yield [`appointments ${id}`, appointments];
    yield* this.directory.lists();
    yield* namedLists('names of tier', this.tierNames);
  }

  *subjects(): Generator<NamedSubject> {
    yield* namedSubjects('school', this.schools);
    yield* namedSubjects('cluster', this.clusters);
    for (const [id, { bodies, posts }] of this.holders) {
      yield [`body ${id}`, bodies];
      yield [`post ${id}`, posts];
    }
    yield* namedSubjects('appointment', this.appointments);
  }

  /** The school of that id, also when the record only mentions it. */
  school(id: Id): School {
    return under(this.schools, id, () => new School(id));
  }

  holder(id: Id): HolderSubject {
    return under(this.holders, id, () => ({
      bodies: new Subject<BodyConstituted, BodyDissolved>(id),
      posts: new Subject<PostCreated, PostAbolished>(id),
      appointments: new BitemporalList<Appointment>(),
    }));
  }

  private readonly takers: { readonly [K in keyof StructureEntries]: Taker<StructureEntries[K]> } = {
    TrustEstablished: (entry, at) => {
      placeOne(entry, at, entry.live ? { list: this.trust, fact: undatedFact(entry) } : undefined);
    },
    SchoolAdmitted: (entry, at) => {
      const school = this.school(entry.data.school);
      school.claim(entry);
      this.restateMemberships(school, at);
    },
    SchoolReleased: (entry, at) => {
      const school = this.school(entry.data.school);
      school.end(entry);
      this.restateMemberships(school, at);
    },
    SchoolClassified: (entry, at) => {
      const { classifications } = this.school(entry.data.school);
      const list = under(classifications, entry.data.category, () => new BitemporalList());
      placeOne(entry, at, entry.live ? { list, fact: entry } : undefined);
    },
    SchoolLinked: (entry, at) => {
      const list = this.school(entry.data.school).links;
      placeOne(entry, at, entry.live ? { list, fact: entry } : undefined);
    },
    ClusterFormed: (entry, at) => {
      const cluster = under(this.clusters, entry.data.cluster, () => new Subject<ClusterFormed>(entry.data.cluster));
      cluster.claim(entry);
      const youngest = cluster.latestClaim();
      for (const claim of cluster.claims) {
        placeOne(claim, at, claim === youngest ? { list: this.formations, fact: claim } : undefined);
      }
    },
    SchoolPlaced: (entry, at) => {
      const list = this.school(entry.data.school).placements;
      placeOne(entry, at, entry.live ? { list, fact: entry } : undefined);
    },
    BodyConstituted: (entry, at) => {
      const holder = this.holder(entry.data.body);
      holder.bodies.claim(entry);
      this.restateHolders(holder, at);
    },
    BodyDissolved: (entry, at) => {
      const holder = this.holder(entry.data.body);
      holder.bodies.end(entry);
      this.restateHolders(holder, at);
    },
    PostCreated: (entry, at) => {
      const holder = this.holder(entry.data.post);
      holder.posts.claim(entry);
      this.restateHolders(holder, at);
    },
    PostAbolished: (entry, at) => {
      const holder = this.holder(entry.data.post);
      holder.posts.end(entry);
      this.restateHolders(holder, at);
    },
    PersonAppointed: (entry, at) => {
      const appointment = this.appointment(entry.data.appointment);
      appointment.claim(entry);
      this.restateAppointments(appointment, at);
    },
    AppointmentEnded: (entry, at) => {
      const appointment = this.appointment(entry.data.appointment);
      appointment.end(entry);
      this.restateAppointments(appointment, at);
    },
    TierNamed: (entry, at) => {
      const list = under(this.tierNames, entry.data.tier, () => new BitemporalList());
      const rank = dayFirst(entry.from, entry.n);
      placeOne(entry, at, entry.live ? { list, fact: entry, rank } : undefined);
    },
  };

  private appointment(id: Id): Subject<PersonAppointed, AppointmentEnded> {
    return under(this.appointments, id, () => new Subject<PersonAppointed, AppointmentEnded>(id));
  }

  /** A school may be admitted again, so every membership that stands has its own days. */
  private restateMemberships(school: School, at: EntryNumber): void {
    for (const claim of school.claims) {
      placeOne(claim, at, claim.live ? { list: school.memberships, fact: school.lifeOf(claim) } : undefined);
    }
  }

  /** Of several live entries with one id the latest is the body or post; the others are without effect. */
  private restateHolders({ bodies, posts }: HolderSubject, at: EntryNumber): void {
    const youngest = latest(bodies.latestClaim(), posts.latestClaim());
    for (const claim of bodies.claims) {
      place(claim, at, claim === youngest ? this.placings(holderOf('body', bodies.lifeOf(claim))) : []);
    }
    for (const claim of posts.claims) {
      place(claim, at, claim === youngest ? this.placings(holderOf('post', posts.lifeOf(claim))) : []);
    }
  }

  private placings(holder: Holder): Placing[] {
    return this.directory.listsFor(holder).map((list) => ({ list, fact: holder }));
  }

  private restateAppointments(appointment: Subject<PersonAppointed, AppointmentEnded>, at: EntryNumber): void {
    const youngest = appointment.latestClaim();
    for (const claim of appointment.claims) {
      const standing = 'row' in claim.placed ? claim.placed : undefined;
      // An ending leaves it in the list in which it stands.
      const list = standing?.fact.data === claim.data ? standing.list : this.holder(claim.data.to).appointments;
      placeOne(claim, at, claim === youngest ? { list, fact: appointment.lifeOf(claim) } : undefined);
    }
  }
}

type Taker<Data> = (entry: StandingEntry<Data>, at: EntryNumber) => void;

function latest<A extends StandingEntry, B extends StandingEntry>(
  a: A | undefined,
  b: B | undefined,
): A | B | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.n > b.n ? a : b;
}

/** The first day of the trust, of the fact that established it. */
export function firstDayOf(trust: Fact<TrustEstablished>): number {
  return dayOf(trust.data.from);
}
