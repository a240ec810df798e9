import type { Day, Id } from '@remit/kernel';
import { BitemporalList, type EntryNumber, type Fact, type NamedList, namedLists, under } from '@remit/record';
import { type Line, VARIATION_LAYERS, type VariationLayer } from './delegation-entries.js';
import type { Candidate, Instrument } from './instrument.js';

/** Where a question stands: the school with its cluster and classifications on that day, or the trust as a whole. */
export interface Standpoint {
  readonly school: Id | undefined;
  readonly cluster: Id | undefined;
  /** The school's value in a category on that day. */
  readonly valueOf: (category: string) => string | undefined;
}

/** Whether an instrument covers a standpoint; asked for the trust, only what covers the trust does. */
export function covers(instrument: Instrument, { school, cluster, valueOf }: Standpoint): boolean {
  const what = instrument.covers;
  if ('trust' in what) return true;
  if (school === undefined) return false;
  if ('schools' in what) return what.schools.includes(school);
  if ('cluster' in what) return what.cluster === cluster;
  return valueOf(what.category.name) === what.category.value;
}

/** A candidate as it stands in a list: the line of an instrument, with the days of the instrument. */
export class CandidateFact implements Fact<unknown>, Candidate {
  constructor(
    readonly instrument: Instrument,
    readonly line: Line,
  ) {}

  get n(): EntryNumber {
    return this.instrument.n;
  }

  get by(): readonly EntryNumber[] {
    return this.instrument.by;
  }

  get data(): unknown {
    return this.instrument.data;
  }

  get from(): Day {
    return this.instrument.from;
  }

  get until(): Day {
    return this.instrument.until;
  }

  get endedBy(): EntryNumber | undefined {
    return this.instrument.endedBy;
  }

  get endingBy(): readonly EntryNumber[] | undefined {
    return this.instrument.endingBy;
  }
}

type Lists = Map<string, BitemporalList<CandidateFact>>;

/** The variations of one function in one layer, by what they cover. */
class LayerVariations {
  readonly ofTrust = new BitemporalList<CandidateFact>();
  readonly ofSchool: Lists = new Map();
  readonly ofCluster: Lists = new Map();
  /** By category, then by value. */
  readonly ofCategory = new Map<string, Lists>();

  /** The lists that an instrument belongs in. */
  listsFor({ covers }: Instrument): BitemporalList<CandidateFact>[] {
    if ('schools' in covers) return covers.schools.map((school) => listOf(this.ofSchool, school));
    if ('cluster' in covers) return [listOf(this.ofCluster, covers.cluster)];
    if ('trust' in covers) return [this.ofTrust];
    const { name, value } = covers.category;
    const byValue = under(this.ofCategory, name, (): Lists => new Map());
    return [listOf(byValue, value)];
  }

  /** The lists whose instruments cover a standpoint. */
  covering({ school, cluster, valueOf }: Standpoint): BitemporalList<CandidateFact>[] {
    const lists = [this.ofTrust];
    if (school === undefined) return lists;
    const ofSchool = this.ofSchool.get(school);
    const ofCluster = cluster === undefined ? undefined : this.ofCluster.get(cluster);
    if (ofSchool !== undefined) lists.push(ofSchool);
    if (ofCluster !== undefined) lists.push(ofCluster);
    for (const [category, byValue] of this.ofCategory) {
      const ofValue = byValue.get(valueOf(category) ?? '');
      if (ofValue !== undefined) lists.push(ofValue);
    }
    return lists;
  }

  *lists(name: string): Generator<NamedList> {
    yield [`${name} for the trust`, this.ofTrust];
    yield* namedLists(`${name} at school`, this.ofSchool);
    yield* namedLists(`${name} in cluster`, this.ofCluster);
    for (const [category, byValue] of this.ofCategory) yield* namedLists(`${name} by ${category}`, byValue);
  }

  all(): BitemporalList<CandidateFact>[] {
    const byValue = [...this.ofCategory.values()].flatMap((lists) => [...lists.values()]);
    return [this.ofTrust, ...this.ofSchool.values(), ...this.ofCluster.values(), ...byValue];
  }
}

/** The variations of one function, layer by layer. */
export class FunctionVariations {
  /** In the order of {@link VARIATION_LAYERS}. */
  private readonly layers: (LayerVariations | undefined)[] = [];

  listsFor(instrument: Instrument): BitemporalList<CandidateFact>[] {
    if (instrument.layer === 'scheme') return [];
    const at = VARIATION_LAYERS.indexOf(instrument.layer);
    return (this.layers[at] ??= new LayerVariations()).listsFor(instrument);
  }

  /** Of the variations of a layer in force on a day that cover a standpoint, the one with the latest entry. */
  best(layer: VariationLayer, where: Standpoint, day: Day, known: EntryNumber): CandidateFact | undefined {
    const variations = this.layers[VARIATION_LAYERS.indexOf(layer)];
    if (variations === undefined) return undefined;
    let best: CandidateFact | undefined;
    for (const list of variations.covering(where)) {
      const found = list.best(day, known);
      if (found !== undefined && (best === undefined || found.n > best.n)) best = found;
    }
    return best;
  }

  /** All variations of a layer in force on a day that cover a standpoint, the latest entry first. */
  inForce(layer: VariationLayer, where: Standpoint, day: Day, known: EntryNumber): CandidateFact[] {
    const lists = this.layers[VARIATION_LAYERS.indexOf(layer)]?.covering(where) ?? [];
    return lists.flatMap((list) => list.on(day, known)).sort((a, b) => b.n - a.n);
  }

  /** All lists, each under a name that begins with the one given. */
  *lists(name: string): Generator<NamedList> {
    for (const [at, layer] of VARIATION_LAYERS.entries()) yield* this.layers[at]?.lists(`${name}, ${layer}`) ?? [];
  }

  /** Every variation in force on at least one day of `[from, until)`, whatever it covers. */
  within(from: Day, until: Day, known: EntryNumber): CandidateFact[] {
    return VARIATION_LAYERS.flatMap((_layer, at) => this.layers[at]?.all() ?? []).flatMap((list) =>
      list.within(from, until, known),
    );
  }
}

function listOf(lists: Lists, key: string): BitemporalList<CandidateFact> {
  return under(lists, key, () => new BitemporalList<CandidateFact>());
}
