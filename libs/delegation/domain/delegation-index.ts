import { type Day, FOREVER, type Id } from '@remit/kernel';
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
  type Placement,
  type Placing,
  type StandingEntry,
  Subject,
  undatedFact,
  under,
} from '@remit/record';
import type { StructureIndex } from '@remit/structure';
import type { CatalogueFunction } from './catalogue-function.js';
import type {
  CatalogueAdopted,
  DelegationEntries,
  DelegationVaried,
  FunctionDefined,
  SchemeAdopted,
  SemanticsAdopted,
  VariationEnded,
} from './delegation-entries.js';
import { catalogueEdition } from './function-catalogue.js';
import { type Instrument, schemeOf, variationOf } from './instrument.js';
import { Variations } from './variations.js';

/** A function as the trust knows it, with the entry that brought it: its own definition, or the catalogue's adoption. */
export interface KnownFunction extends CatalogueFunction {
  readonly broughtBy: EntryNumber;
}

/** What was adopted, and by which entry. */
export interface Adopted<Value> {
  readonly n: EntryNumber;
  readonly value: Value;
}

const NO_FUNCTIONS: ReadonlyMap<Id, KnownFunction> = new Map();

/**
 * What one trust has delegated: its schemes and variations, and the functions that they speak of.
 * Answers any (day, entry number); entries are taken in one after the other and may be restated by corrections.
 */
export class DelegationIndex implements LaidOpen {
  readonly schemes = new BitemporalList<Instrument>();
  readonly schemeSubjects = new Map<Id, Subject<SchemeAdopted>>();
  readonly variationSubjects = new Map<Id, Subject<DelegationVaried, VariationEnded>>();
  readonly variations = new Variations();
  /** The functions that ever had a line in a variation. */
  private readonly varied = new Set<Id>();
  private readonly defined = new Map<Id, BitemporalList<Fact<FunctionDefined>>>();
  private readonly editions = new BitemporalList<Fact<CatalogueAdopted>>();
  private readonly semantics = new BitemporalList<Fact<SemanticsAdopted>>();
  private readonly listed = new Map<string, ReadonlyMap<Id, KnownFunction>>();

  /** `structure` knows the founding entry, which names the edition and the semantics that the trust starts with. */
  constructor(private readonly structure: StructureIndex) {}

  /**
   * Takes in an entry of this context, or one that stands differently since entry `at`.
   * @returns false when the type belongs to another context.
   */
  apply(entry: StandingEntry, at: EntryNumber): boolean {
    const take = this.takers[entry.type as keyof DelegationEntries] as Taker<unknown> | undefined;
    if (take === undefined) return false;
    take(entry, at);
    return true;
  }

  *lists(): Generator<NamedList> {
    yield ['schemes', this.schemes];
    yield ['editions', this.editions];
    yield ['semantics', this.semantics];
    yield* namedLists('functions', this.defined);
    yield* this.variations.lists();
  }

  *subjects(): Generator<NamedSubject> {
    yield* namedSubjects('scheme', this.schemeSubjects);
    yield* namedSubjects('variation', this.variationSubjects);
  }

  /** Whether a variation ever named a function. */
  everVaried(functionId: Id): boolean {
    return this.varied.has(functionId);
  }

  /** The variations in force on a day, in the order of their entries. */
  variationsOn(day: Day, known: EntryNumber): Instrument[] {
    return this.variationsWithin(day, day + 1, known);
  }

  /** The variations in force on at least one day of `[from, until)`, in the order of their entries. */
  variationsWithin(from: Day, until: Day, known: EntryNumber): Instrument[] {
    const found = new Map(this.variations.within(from, until, known).map((instrument) => [instrument.n, instrument]));
    return [...found.values()].sort((a, b) => a.n - b.n);
  }

  /** The scheme in force on a day: the greatest `from`, unless that scheme has come to its own end. */
  schemeOn(day: Day, known: EntryNumber): Instrument | undefined {
    const youngest = this.schemes.best(day, known);
    return youngest === undefined || day < youngest.until ? youngest : undefined;
  }

  /** A function of the catalogue in force or of the trust's own, as known at an entry. */
  functionOf(id: Id, known: EntryNumber): KnownFunction | undefined {
    const listed = this.listedAt(known).get(id);
    if (listed !== undefined) return listed;
    const own = this.defined.get(id)?.best(0, known);
    return own === undefined ? undefined : ownFunction(own);
  }

  /** The fact that brought a function as it stood at an entry: its own definition, or the adoption of the catalogue. */
  basisOf({ id, broughtBy }: KnownFunction, known: EntryNumber): Fact<unknown> | undefined {
    const own = this.defined.get(id)?.best(0, known);
    if (own?.n === broughtBy) return own;
    return this.editions.best(0, known) ?? this.structure.trust.best(0, known);
  }

  /** All functions known at an entry: the catalogue's in its order, then the trust's own in the order of their entries. */
  functionsAt(known: EntryNumber): KnownFunction[] {
    const own = [...this.defined.values()].map((list) => list.best(0, known)).filter((fact) => fact !== undefined);
    return [...this.listedAt(known).values(), ...own.sort((a, b) => a.n - b.n).map(ownFunction)];
  }

  /** The edition of the catalogue in force as known at an entry: the latest adopted, else the one founded with. */
  editionAt(known: EntryNumber): Adopted<string> | undefined {
    const adopted = this.editions.best(0, known);
    if (adopted !== undefined) return { n: adopted.n, value: adopted.data.edition };
    const founding = this.structure.trust.best(0, known);
    return founding === undefined ? undefined : { n: founding.n, value: founding.data.catalogue };
  }

  /** The version of the accountability semantics in force as known at an entry. */
  semanticsAt(known: EntryNumber): Adopted<number> | undefined {
    const adopted = this.semantics.best(0, known);
    if (adopted !== undefined) return { n: adopted.n, value: adopted.data.version };
    const founding = this.structure.trust.best(0, known);
    return founding === undefined ? undefined : { n: founding.n, value: founding.data.semantics };
  }

  /** The catalogue's functions as known at an entry, made once for each adoption. */
  private listedAt(known: EntryNumber): ReadonlyMap<Id, KnownFunction> {
    const edition = this.editionAt(known);
    if (edition === undefined) return NO_FUNCTIONS;
    return under(this.listed, `${String(edition.n)} ${edition.value}`, () => {
      const rows = catalogueEdition(edition.value)?.functions ?? NO_FUNCTIONS;
      return new Map([...rows.values()].map((row) => [row.id, { ...row, broughtBy: edition.n }]));
    });
  }

  private readonly takers: { readonly [K in keyof DelegationEntries]: Taker<DelegationEntries[K]> } = {
    SchemeAdopted: (entry, at) => {
      const subject = under(
        this.schemeSubjects,
        entry.data.scheme,
        () => new Subject<SchemeAdopted>(entry.data.scheme),
      );
      subject.claim(entry);
      for (const claim of subject.claims) this.restateScheme(claim, subject, at);
    },
    DelegationVaried: (entry, at) => {
      const subject = this.variation(entry.data.variation);
      subject.claim(entry);
      this.restateVariations(subject, at);
    },
    VariationEnded: (entry, at) => {
      const subject = this.variation(entry.data.variation);
      subject.end(entry);
      this.restateVariations(subject, at);
    },
    FunctionDefined: (entry, at) => {
      const list = under(this.defined, entry.data.function, () => new BitemporalList<Fact<FunctionDefined>>());
      placeOne(entry, at, entry.live ? { list, fact: undatedFact(entry) } : undefined);
    },
    CatalogueAdopted: (entry, at) => {
      placeOne(entry, at, entry.live ? { list: this.editions, fact: undatedFact(entry) } : undefined);
    },
    SemanticsAdopted: (entry, at) => {
      placeOne(entry, at, entry.live ? { list: this.semantics, fact: undatedFact(entry) } : undefined);
    },
  };

  private variation(id: Id): Subject<DelegationVaried, VariationEnded> {
    return under(this.variationSubjects, id, () => new Subject<DelegationVaried, VariationEnded>(id));
  }

  private restateScheme(claim: StandingEntry<SchemeAdopted>, subject: Subject<SchemeAdopted>, at: EntryNumber): void {
    const scheme = schemeOf(subject.lifeOf(claim));
    // A scheme replaces the one before it even when its own end is past, so it stands in the list for ever; whether it
    // is still in force is asked of the scheme itself.
    const placing = { list: this.schemes, fact: scheme, until: FOREVER, rank: dayFirst(scheme.from, claim.n) };
    placeOne(claim, at, claim === subject.latestClaim() ? placing : undefined);
  }

  private restateVariations(subject: Subject<DelegationVaried, VariationEnded>, at: EntryNumber): void {
    const youngest = subject.latestClaim();
    for (const claim of subject.claims) {
      place(claim, at, claim === youngest ? this.placings(variationOf(subject.lifeOf(claim)), claim.placements) : []);
    }
  }

  /** Where a variation is to stand. When only its end is new the lists are those in which it stands already. */
  private placings(instrument: Instrument, now: readonly Placement[]): Placing[] {
    if (now[0]?.fact.data === instrument.data) return now.map(({ list }) => ({ list, fact: instrument }));
    // One without lines says nothing and has no place.
    if (instrument.lines.all.length === 0) return [];
    for (const line of instrument.lines.all) this.varied.add(line.function);
    return this.variations.listsFor(instrument).map((list) => ({ list, fact: instrument }));
  }
}

type Taker<Data> = (entry: StandingEntry<Data>, at: EntryNumber) => void;

function ownFunction(fact: Fact<FunctionDefined>): KnownFunction {
  const { function: id, name, scope, group } = fact.data;
  return {
    id,
    name,
    scope,
    group: group ?? "The trust's own",
    class: 'open',
    evidence: 'unverified',
    broughtBy: fact.n,
  };
}
