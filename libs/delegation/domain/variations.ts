import type { Day, Id } from '@remit/kernel';
import { BitemporalList, type EntryNumber, type NamedList, namedLists, under } from '@remit/record';
import { VARIATION_LAYERS, type VariationLayer } from './delegation-entries.js';
import type { Instrument } from './instrument.js';

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

type Lists = Map<string, BitemporalList<Instrument>>;

/** The variations of one layer, by what they cover. */
class LayerVariations {
  readonly ofTrust = new BitemporalList<Instrument>();
  readonly ofSchool: Lists = new Map();
  readonly ofCluster: Lists = new Map();
  /** By category, then by value. */
  readonly ofCategory = new Map<string, Lists>();

  /** The lists that an instrument belongs in. */
  listsFor({ covers }: Instrument): BitemporalList<Instrument>[] {
    if ('schools' in covers) return covers.schools.map((school) => listOf(this.ofSchool, school));
    if ('cluster' in covers) return [listOf(this.ofCluster, covers.cluster)];
    if ('trust' in covers) return [this.ofTrust];
    const { name, value } = covers.category;
    const byValue = under(this.ofCategory, name, (): Lists => new Map());
    return [listOf(byValue, value)];
  }

  /** The lists whose instruments cover a standpoint. */
  covering({ school, cluster, valueOf }: Standpoint): BitemporalList<Instrument>[] {
    const lists = this.ofTrust.size === 0 ? [] : [this.ofTrust];
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

  /** The lists whose instruments can cover a school while it is in one of some clusters, whatever its categories are. */
  reaching(school: Id, clusters: Iterable<Id>): BitemporalList<Instrument>[] {
    const ofClusters = [...clusters].map((cluster) => this.ofCluster.get(cluster));
    const own = [this.ofSchool.get(school), ...ofClusters].filter((list) => list !== undefined);
    return [this.ofTrust, ...own, ...this.byCategory()];
  }

  all(): BitemporalList<Instrument>[] {
    return [this.ofTrust, ...this.ofSchool.values(), ...this.ofCluster.values(), ...this.byCategory()];
  }

  private byCategory(): BitemporalList<Instrument>[] {
    return [...this.ofCategory.values()].flatMap((lists) => [...lists.values()]);
  }
}

/**
 * The variations of a trust, layer by layer, by what they cover. An instrument stands there once for all its lines, and
 * which of them names a function is asked of the few that are in force: so many fewer places have to be kept.
 */
export class Variations {
  /** In the order of {@link VARIATION_LAYERS}. */
  private readonly layers = VARIATION_LAYERS.map(() => new LayerVariations());

  /** The lists that a variation belongs in. */
  listsFor(instrument: Instrument): BitemporalList<Instrument>[] {
    return instrument.layer === 'scheme' ? [] : this.ofLayer(instrument.layer).listsFor(instrument);
  }

  /** The variations of a layer in force on a day that cover a standpoint, the latest entry first. */
  inForce(layer: VariationLayer, where: Standpoint, day: Day, known: EntryNumber): Instrument[] {
    const found: Instrument[] = [];
    for (const list of this.ofLayer(layer).covering(where)) found.push(...list.on(day, known));
    return found.length > 1 ? found.sort((a, b) => b.n - a.n) : found;
  }

  /** All lists, each under a name of its own. */
  *lists(): Generator<NamedList> {
    for (const layer of VARIATION_LAYERS) yield* this.ofLayer(layer).lists(`variations, ${layer}`);
  }

  /** Every variation in force on at least one day of `[from, until)`, once for each school or other thing it covers. */
  within(from: Day, until: Day, known: EntryNumber): Instrument[] {
    return this.layers.flatMap((layer) => layer.all()).flatMap((list) => list.within(from, until, known));
  }

  /**
   * Those of {@link within} that can cover a school which is in some clusters on those days; for the trust, those that
   * cover the trust.
   */
  reaching(
    { school, clusters }: { readonly school: Id | undefined; readonly clusters: ReadonlySet<Id> },
    { from, until, known }: { readonly from: Day; readonly until: Day; readonly known: EntryNumber },
  ): Instrument[] {
    const lists = this.layers.flatMap((layer) =>
      school === undefined ? [layer.ofTrust] : layer.reaching(school, clusters),
    );
    return lists.flatMap((list) => list.within(from, until, known));
  }

  private ofLayer(layer: VariationLayer): LayerVariations {
    return this.layers[VARIATION_LAYERS.indexOf(layer)]!;
  }
}

function listOf(lists: Lists, key: string): BitemporalList<Instrument> {
  return under(lists, key, () => new BitemporalList<Instrument>());
}
