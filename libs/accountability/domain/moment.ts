import { type Day, type Id } from '@remit/kernel';
import { type BitemporalList, type EntryNumber, type Fact, under } from '@remit/record';
import type { Appointment, Holder, SchoolAdmitted, SchoolClassified, SchoolPlaced, TierNamed } from '@remit/structure';
import {
  type Candidate,
  covers,
  type Instrument,
  type KnownFunction,
  type Standpoint,
  VARIATION_LAYERS,
  type VariationLayer,
} from '@remit/delegation';
import { type Seat, seatOf } from './seat.js';
import type { TrustIndex } from './trust-index.js';

/** The trust on one day as known at one entry. Looks things up once and remembers them, so that a matrix is cheap. */
export class Moment {
  /** By tier, then by school; `undefined` for the trust. */
  private readonly seats = new Map<Id, Map<Id | undefined, Seat>>();
  private readonly places = new Map<Id, SchoolPlace>();
  /** By school, `undefined` for the trust, then in the order of {@link VARIATION_LAYERS}; the latest entry first. */
  private readonly variations = new Map<Id | undefined, (readonly Instrument[] | undefined)[]>();
  private scheme: Instrument | undefined | null = null;
  private urgentDelegated: boolean | undefined;
  private callings: ReadonlyMap<Id, ReadonlySet<string>> | undefined;

  constructor(
    readonly index: TrustIndex,
    readonly day: Day,
    readonly known: EntryNumber,
    /** A scheme or variation that is not recorded yet, taken as if it were the next entry. */
    private readonly draft?: Instrument,
  ) {}

  functionOf(id: Id): KnownFunction | undefined {
    return this.index.delegation.functionOf(id, this.known);
  }

  /** All functions known, in the order of the catalogue. */
  functions(): KnownFunction[] {
    return this.index.delegation.functionsAt(this.known);
  }

  /** The school in the trust on that day; `undefined` when it is not. */
  membership(school: Id): Fact<SchoolAdmitted> | undefined {
    return this.place(school).membership;
  }

  /** The school's placement in a cluster on that day: of several the latest entry. */
  placement(school: Id): Fact<SchoolPlaced> | undefined {
    return this.place(school).placement;
  }

  /** The school's classification in a category on that day: of several the latest entry. */
  classification(school: Id, category: string): Fact<SchoolClassified> | undefined {
    return this.index.structure.schools.get(school)?.classifications.get(category)?.best(this.day, this.known);
  }

  /** The scheme in force. */
  schemeInForce(): Instrument | undefined {
    if (this.scheme === null) this.scheme = this.findScheme();
    return this.scheme;
  }

  /** The scheme's line for a function. */
  schemeLine(functionId: Id): Candidate | undefined {
    const scheme = this.schemeInForce();
    const line = scheme?.lines.get(functionId);
    return scheme === undefined || line === undefined ? undefined : { instrument: scheme, line };
  }

  /** Of a layer's variations in force that cover the school, the one with the latest entry. */
  bestVariation(layer: VariationLayer, functionId: Id, school: Id | undefined): Candidate | undefined {
    const drafted = this.draftedCandidate(layer, functionId, school);
    if (drafted !== undefined) return drafted;
    for (const instrument of this.inForce(layer, school)) {
      const line = instrument.lines.get(functionId);
      if (line !== undefined) return { instrument, line };
    }
    return undefined;
  }

  /** Whether a function ever had a variation: when not, the layers above the scheme need no look. */
  hasVariations(functionId: Id): boolean {
    return this.draft !== undefined || this.index.delegation.everVaried(functionId);
  }

  /** All lines for a function in force that cover the school, the strongest first (contract, section 4, step 4). */
  candidates(functionId: Id, school: Id | undefined): Candidate[] {
    const found: Candidate[] = [];
    for (const layer of this.hasVariations(functionId) ? VARIATION_LAYERS : []) {
      const drafted = this.draftedCandidate(layer, functionId, school);
      if (drafted !== undefined) found.push(drafted);
      for (const instrument of this.inForce(layer, school)) {
        const line = instrument.lines.get(functionId);
        if (line !== undefined) found.push({ instrument, line });
      }
    }
    const schemeLine = this.schemeLine(functionId);
    if (schemeLine !== undefined) found.push(schemeLine);
    return found;
  }

  /** Whether the trust has delegated urgent action; worked out by `ask` once a moment. */
  urgentActionDelegated(ask: (moment: Moment) => boolean): boolean {
    this.urgentDelegated ??= ask(this);
    return this.urgentDelegated;
  }

  /** Who holds the functions of a tier for a school, or for the trust: steps 6 and 7. */
  seat(tier: Id, school: Id | undefined): Seat {
    const ofTier = under(this.seats, tier, () => new Map<Id | undefined, Seat>());
    return under(ofTier, school, () =>
      seatOf(tier, this.holders(tier, school), (holder) => this.appointments(holder.id)),
    );
  }

  /** Bodies and posts of a tier alive that cover the school, the narrowest only. */
  private holders(tier: Id, school: Id | undefined): readonly Holder[] {
    const ofSchool = school === undefined ? [] : this.holdersFor(school, tier);
    return ofSchool.length > 0 ? ofSchool : this.alive(this.index.structure.directory.forTrust(tier));
  }

  private holdersFor(school: Id, tier: Id): readonly Holder[] {
    const { directory } = this.index.structure;
    const own = narrowest(this.alive(directory.forSchool(school, tier)));
    const cluster = this.placement(school)?.data.cluster;
    return own.length > 0 || cluster === undefined ? own : this.alive(directory.forCluster(cluster, tier));
  }

  private alive(list: BitemporalList<Holder> | undefined): readonly Holder[] {
    return list?.on(this.day, this.known) ?? [];
  }

  /** What the trust has recorded as its own word for a tier: of several the one that begins last. */
  naming(tier: Id): Fact<TierNamed> | undefined {
    return this.index.structure.tierNames.get(tier)?.best(this.day, this.known);
  }

  /** What the bodies and posts of each tier that there are on that day are called. */
  namesInTiers(): ReadonlyMap<Id, ReadonlySet<string>> {
    this.callings ??= this.findCallings();
    return this.callings;
  }

  /** The appointments to a body or post in force. */
  appointments(holder: Id): Appointment[] {
    return this.index.structure.holders.get(holder)?.appointments.on(this.day, this.known) ?? [];
  }

  private place(school: Id): SchoolPlace {
    let place = this.places.get(school);
    if (place === undefined) {
      const known = this.index.structure.schools.get(school);
      place = {
        membership: known?.memberships.best(this.day, this.known),
        placement: known?.placements.best(this.day, this.known),
        standpoint: undefined,
      };
      this.places.set(school, place);
    }
    return place;
  }

  /** Where a school stands, for asking whether an instrument covers it. */
  standpoint(school: Id | undefined): Standpoint {
    if (school === undefined) return WHOLE_TRUST;
    const place = this.place(school);
    place.standpoint ??= {
      school,
      cluster: place.placement?.data.cluster,
      valueOf: (category) => this.classification(school, category)?.data.value,
    };
    return place.standpoint;
  }

  /** The recorded variations of a layer in force that cover a school, or the trust, the latest entry first. */
  private inForce(layer: VariationLayer, school: Id | undefined): readonly Instrument[] {
    const layers = under(this.variations, school, (): (readonly Instrument[] | undefined)[] => []);
    const { variations } = this.index.delegation;
    const at = VARIATION_LAYERS.indexOf(layer);
    return (layers[at] ??= variations.inForce(layer, this.standpoint(school), this.day, this.known));
  }

  private findCallings(): ReadonlyMap<Id, ReadonlySet<string>> {
    const callings = new Map<Id, Set<string>>();
    for (const { tier, name } of this.index.structure.directory.within(this.day, this.day + 1, this.known)) {
      under(callings, tier, () => new Set<string>()).add(name);
    }
    return callings;
  }

  private findScheme(): Instrument | undefined {
    const recorded = this.index.delegation.schemes.best(this.day, this.known);
    const drafted = this.draft?.layer === 'scheme' && this.draft.from <= this.day ? this.draft : undefined;
    const youngest = recorded !== undefined && recorded.from > (drafted?.from ?? -Infinity) ? recorded : drafted;
    return youngest === undefined || this.day < youngest.until ? youngest : undefined;
  }

  private draftedCandidate(layer: VariationLayer, functionId: Id, school: Id | undefined): Candidate | undefined {
    const instrument = this.draft;
    if (instrument?.layer !== layer || this.day < instrument.from || this.day >= instrument.until) return undefined;
    const line = instrument.lines.get(functionId);
    if (line === undefined) return undefined;
    return covers(instrument, this.standpoint(school)) ? { instrument, line } : undefined;
  }
}

interface SchoolPlace {
  readonly membership: Fact<SchoolAdmitted> | undefined;
  readonly placement: Fact<SchoolPlaced> | undefined;
  standpoint: Standpoint | undefined;
}

const WHOLE_TRUST: Standpoint = { school: undefined, cluster: undefined, valueOf: () => undefined };

/** Of several with a list of schools, those with the shortest. */
function narrowest(holders: readonly Holder[]): readonly Holder[] {
  if (holders.length < 2) return holders;
  const width = Math.min(...holders.map((holder) => holder.width));
  return holders.filter((holder) => holder.width === width);
}
