import { type Day, FOREVER, type Id } from '@remit/kernel';
import {
  BitemporalList,
  LATEST,
  type EntryNumber,
  type NamedList,
  noted,
  place,
  type StandingEntry,
  under,
} from '@remit/record';
import {
  DETAIL_FIELDS,
  type DetailField,
  type LegalHoldLifted,
  type LegalHoldPlaced,
  type PeopleEntries,
  type PersonDetailsCorrected,
  type PersonErased,
  type PersonRegistered,
} from './people-entries.js';
import type { Sealed } from './sealed.js';

/** A sealed field with the entry that says it. */
export interface KnownField {
  readonly entry: EntryNumber;
  readonly sealed: Sealed;
}

export type KnownDetails = { readonly [Field in DetailField]?: KnownField };

type DetailsSaid = PersonRegistered | PersonDetailsCorrected;

/** Everything recorded under the id of one person. */
class PersonSubject {
  readonly details = new BitemporalList<StandingEntry<DetailsSaid>>();
  /** Entries with details of this person, void ones among them. */
  sealedIn: readonly StandingEntry<DetailsSaid>[] = [];
  holds: readonly StandingEntry<LegalHoldPlaced>[] = [];
  lifts: readonly StandingEntry<LegalHoldLifted>[] = [];
  erasures: readonly StandingEntry<PersonErased>[] = [];
}

/** The last day that there is: what holds on it holds until further notice. */
const NEWEST_DAY: Day = FOREVER - 1;

/**
 * The people of one trust: which sealed details are known of them since which entry, which legal holds stand, who was
 * erased. It holds ciphertext only. Entries are taken in one after the other and may be restated by corrections.
 */
export class PeopleIndex {
  private readonly people = new Map<Id, PersonSubject>();

  /** Whether nobody was ever registered: then no answer needs names. */
  get isEmpty(): boolean {
    return this.people.size === 0;
  }

  /** Everybody of whom anything was ever recorded. */
  ids(): Iterable<Id> {
    return this.people.keys();
  }

  /**
   * Takes in an entry of this context, or one that stands differently since entry `at`.
   * @returns false when the type belongs to another context.
   */
  apply(entry: StandingEntry, at: EntryNumber): boolean {
    const take = this.takers[entry.type as keyof PeopleEntries] as Taker<unknown> | undefined;
    if (take === undefined) return false;
    take(entry, at);
    return true;
  }

  /** All lists of facts, each under the name of what it is about. */
  *lists(): Generator<NamedList> {
    for (const [id, { details }] of this.people) yield [`details ${id}`, details];
  }

  /**
   * The details of a person on a day as known at an entry, each from the latest entry that says it.
   * @param day left out: until further notice.
   * @returns `undefined` for somebody who is not registered as known then.
   */
  detailsOf(person: Id, known: EntryNumber, day: Day = NEWEST_DAY): KnownDetails | undefined {
    const facts = (this.people.get(person)?.details.on(day, known) ?? []).sort((a, b) => a.n - b.n);
    if (!facts.some(isRegistration)) return undefined;
    const details: { [Field in DetailField]?: KnownField } = {};
    for (const { n, data } of facts) {
      for (const field of DETAIL_FIELDS) {
        const sealed = data.details[field];
        if (sealed !== undefined) details[field] = { entry: n, sealed };
      }
    }
    return details;
  }

  /** The entry that registered a person and stands, leaving out entry `without`. */
  registeredBy(person: Id, without?: EntryNumber): EntryNumber | undefined {
    return this.people
      .get(person)
      ?.sealedIn.findLast((entry) => isRegistration(entry) && entry.live && entry.n !== without)?.n;
  }

  /** Whether the record has details of a person in any entry, void ones too: there is something to erase. */
  hasDetails(person: Id): boolean {
    return (this.people.get(person)?.sealedIn.length ?? 0) > 0;
  }

  /** Somebody other than `person` who was registered and not erased, so that there must be a key. */
  somebodyKept(person: Id): Id | undefined {
    for (const [id, { sealedIn, erasures }] of this.people) {
      if (id !== person && sealedIn.length > 0 && erasures.length === 0) return id;
    }
    return undefined;
  }

  /**
   * The legal hold that stands on a person's details, leaving out entry `without`. A lift ends the hold before it.
   * @param known entries after it do not count
   */
  heldBy(person: Id, without?: EntryNumber, known: EntryNumber = LATEST): EntryNumber | undefined {
    const subject = this.people.get(person);
    const counts = ({ n, live }: StandingEntry): boolean => live && n <= known && n !== without;
    const hold = subject?.holds.findLast(counts);
    const lifted = subject?.lifts.some((lift) => counts(lift) && hold !== undefined && lift.n > hold.n);
    return lifted === true ? undefined : hold?.n;
  }

  /** The entry that erased a person. An erasure cannot be voided, so there is at most one. */
  erasure(person: Id, without?: EntryNumber): StandingEntry<PersonErased> | undefined {
    return this.people.get(person)?.erasures.find(({ n }) => n !== without);
  }

  private subject(person: Id): PersonSubject {
    return under(this.people, person, () => new PersonSubject());
  }

  private readonly takers: { readonly [K in keyof PeopleEntries]: Taker<PeopleEntries[K]> } = {
    PersonRegistered: (entry, at) => this.takeDetails(entry, at),
    PersonDetailsCorrected: (entry, at) => this.takeDetails(entry, at),
    LegalHoldPlaced: (entry) => {
      const subject = this.subject(entry.data.person);
      subject.holds = noted(subject.holds, entry);
    },
    LegalHoldLifted: (entry) => {
      const subject = this.subject(entry.data.person);
      subject.lifts = noted(subject.lifts, entry);
    },
    PersonErased: (entry) => {
      const subject = this.subject(entry.data.person);
      subject.erasures = noted(subject.erasures, entry);
    },
  };

  private takeDetails(entry: StandingEntry<DetailsSaid>, at: EntryNumber): void {
    const subject = this.subject(entry.data.person);
    subject.sealedIn = noted(subject.sealedIn, entry);
    place(entry, at, entry.live ? [{ list: subject.details, fact: entry }] : []);
  }
}

function isRegistration({ type }: StandingEntry): boolean {
  return type === 'PersonRegistered';
}

type Taker<Data> = (entry: StandingEntry<Data>, at: EntryNumber) => void;
