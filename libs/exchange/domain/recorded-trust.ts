import { type Day, FOREVER, type Id } from '@remit/kernel';
import type { EntryNumber, Fact, StandingEntry } from '@remit/record';
import type {
  BodyConstituted,
  PersonAppointed,
  PostCreated,
  SchoolAdmitted,
  SchoolLinked,
  StructureIndex,
  TrustEstablished,
} from '@remit/structure';
import type { SeatHolder } from './gias-roles.js';

/** What is shown of a registered person: the name, or why there is none. `undefined`: not registered. */
export type NameShown = { readonly name: string } | { readonly erased: string } | { readonly unavailable: string };

/** Where the entries of a trust come from. */
export interface Origins {
  /** Entries that an import of the register recorded. */
  readonly imported: ReadonlySet<EntryNumber>;
  /** People that were ever registered: an id is used once. */
  readonly registered: ReadonlySet<Id>;
  /** The day of the newest extract that was recorded. */
  readonly lastExtract: Day | undefined;
}

/** A body or post of the record. */
export interface Holding {
  readonly id: Id;
  readonly life: Fact<BodyConstituted | PostCreated>;
}

/** A school that is or was in the trust, with its memberships that stand, oldest first. */
export interface RecordedSchool {
  readonly id: Id;
  readonly memberships: readonly Fact<SchoolAdmitted>[];
}

/** A trust's record at its head, as an import needs to see it. */
export class RecordedTrust {
  /** People with a readable name, by that name in lower case: within one trust the name is all that joins rows. */
  readonly byName = new Map<string, Id>();
  readonly people = new Map<Id, NameShown | undefined>();
  readonly head: EntryNumber;

  constructor(
    readonly trust: Id,
    private readonly structure: StructureIndex,
    readonly origins: Origins,
    record: { readonly head: EntryNumber; readonly nameOf: (person: Id) => NameShown | undefined },
  ) {
    this.head = record.head;
    const appointed = [...structure.appointments.values()].flatMap(({ claims }) => claims.map(personOf));
    const persons = new Set([...appointed, ...origins.registered]);
    for (const person of persons) {
      const shown = record.nameOf(person);
      this.people.set(person, shown);
      const key = shown !== undefined && 'name' in shown ? nameKey(shown.name) : undefined;
      if (key !== undefined && !this.byName.has(key)) this.byName.set(key, person);
    }
  }

  get established(): Fact<TrustEstablished> | undefined {
    return this.structure.trust.best(0, this.head);
  }

  /** Whether everything that makes a fact stand as it does was recorded by an import. */
  isImported({ n, by, endedBy, endingBy = [] }: Fact<unknown>): boolean {
    const entries = [n, ...by, ...(endedBy === undefined ? [] : [endedBy]), ...endingBy];
    return entries.every((entry) => this.origins.imported.has(entry));
  }

  /** The body or post of a tier for the whole trust, until further notice. */
  holderOf({ kind, tier }: SeatHolder): Holding | undefined {
    for (const [id, { bodies, posts }] of this.structure.holders) {
      const subject = kind === 'body' ? bodies : posts;
      const claim = subject.latestClaim();
      if (claim?.data.tier !== tier || !('trust' in claim.data.covers)) continue;
      const life: Holding['life'] = subject.lifeOf(claim as never);
      if (life.until === FOREVER) return { id, life };
    }
    return undefined;
  }

  /** Whether an id of a body or post is or was in use. */
  isHolder(id: Id): boolean {
    return this.structure.holders.has(id);
  }

  /** The terms recorded for one row of the register, oldest first. */
  terms(gid: string): readonly Id[] {
    const terms: Id[] = [];
    for (let id = termId(gid, 1); this.structure.appointments.has(id); id = termId(gid, terms.length + 1))
      terms.push(id);
    return terms;
  }

  /** An appointment that stands; `undefined` when it is void. */
  appointment(id: Id): Fact<PersonAppointed> | undefined {
    const subject = this.structure.appointments.get(id);
    const claim = subject?.latestClaim();
    return subject === undefined || claim === undefined ? undefined : subject.lifeOf(claim);
  }

  /** The endings of an appointment that stand. */
  endings(id: Id): readonly StandingEntry[] {
    return (this.structure.appointments.get(id)?.endings ?? []).filter(({ live }) => live);
  }

  /** The rows of the register that are recorded, by number, each with its latest term that stands. */
  *rows(): Generator<readonly [gid: string, term: Fact<PersonAppointed>]> {
    for (const id of this.structure.appointments.keys()) {
      const gid = FIRST_TERM.exec(id)?.[1];
      const latest = gid === undefined ? undefined : this.terms(gid).at(-1);
      const term = latest === undefined ? undefined : this.appointment(latest);
      if (gid !== undefined && term !== undefined) yield [gid, term];
    }
  }

  /** A school by its URN. */
  school(urn: string): RecordedSchool | undefined {
    for (const school of this.schools()) {
      if (school.memberships.some(({ data }) => data.urn === urn)) return school;
    }
    return undefined;
  }

  /** Every school that is or was in the trust. */
  *schools(): Generator<RecordedSchool> {
    for (const [id, school] of this.structure.schools) {
      yield { id, memberships: school.liveClaims().map((claim) => school.lifeOf(claim)) };
    }
  }

  /** The schools that are recorded as going before a school or coming after it. */
  links(school: Id): readonly Fact<SchoolLinked>[] {
    return this.structure.schools.get(school)?.links.on(0, this.head) ?? [];
  }

  /** Whether an id of a school is or was in use. */
  isSchool(id: Id): boolean {
    return this.structure.schools.has(id);
  }
}

const FIRST_TERM = /^gias-(\d+)$/;

/** The id of an appointment that comes from a row of the register: a later term has its number behind it. */
export function termId(gid: string, term: number): Id {
  return term === 1 ? `gias-${gid}` : `gias-${gid}.${String(term)}`;
}

/** What makes two names one: neither capitals nor spaces count. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function personOf({ data }: StandingEntry<PersonAppointed>): Id {
  return data.person;
}
