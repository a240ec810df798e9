import type { Day, Id } from '@remit/kernel';
import {
  BitemporalList,
  type EntryNumber,
  type Fact,
  type NamedList,
  namedLists,
  type Subject,
  under,
} from '@remit/record';
import type {
  BodyConstituted,
  BodyDissolved,
  Coverage,
  PersonAppointed,
  PostAbolished,
  PostCreated,
} from './structure-entries.js';

/** A body or a post on the days on which it is alive: what can hold a function. */
export interface Holder extends Fact<BodyConstituted | PostCreated> {
  readonly id: Id;
  readonly kind: 'body' | 'post';
  readonly tier: Id;
  /** The body's name or the post's title. */
  readonly name: string;
  /** How wide it reaches: the number of schools, then clusters, then the trust. Narrower goes first. */
  readonly width: number;
  /** 0 when the record names none. */
  readonly minimum: number;
}

/** What is recorded under one id of a body or post. */
export interface HolderSubject {
  readonly bodies: Subject<BodyConstituted, BodyDissolved>;
  readonly posts: Subject<PostCreated, PostAbolished>;
  readonly appointments: BitemporalList<Fact<PersonAppointed>>;
}

const CLUSTER_WIDTH = 1_000_000;
const TRUST_WIDTH = 2_000_000;

function widthOf(covers: Coverage): number {
  if ('schools' in covers) return covers.schools.length;
  return 'cluster' in covers ? CLUSTER_WIDTH : TRUST_WIDTH;
}

/** Whether a body or post looks after a school by naming it, or the cluster that it is in. */
export function looksAfter(covers: Coverage, school: Id, cluster: Id | undefined): boolean {
  if ('schools' in covers) return covers.schools.includes(school);
  return 'cluster' in covers && covers.cluster === cluster;
}

/** The body or post that a constituting entry brought about. */
export function holderOf(kind: 'body', fact: Fact<BodyConstituted>): Holder;
export function holderOf(kind: 'post', fact: Fact<PostCreated>): Holder;
export function holderOf(kind: 'body' | 'post', fact: Fact<BodyConstituted> | Fact<PostCreated>): Holder {
  const { n, by, data, from, until, endedBy, endingBy } = fact;
  const days = { n, by, data, from, until, endedBy, endingBy };
  const width = widthOf(data.covers);
  return 'body' in data
    ? { ...days, id: data.body, kind, tier: data.tier, name: data.name, width, minimum: data.minimum ?? 0 }
    : { ...days, id: data.post, kind, tier: data.tier, name: data.title, width, minimum: 0 };
}

type ByTier = Map<Id, BitemporalList<Holder>>;

/** Bodies and posts by what they cover and by tier: "which local bodies are there for this school?" */
export class HolderDirectory {
  private readonly ofSchool = new Map<Id, ByTier>();
  private readonly ofCluster = new Map<Id, ByTier>();
  private readonly ofTrust: ByTier = new Map();

  /** Of a tier, those that name the school; `undefined` when none ever did. */
  forSchool(school: Id, tier: Id): BitemporalList<Holder> | undefined {
    return this.ofSchool.get(school)?.get(tier);
  }

  forCluster(cluster: Id, tier: Id): BitemporalList<Holder> | undefined {
    return this.ofCluster.get(cluster)?.get(tier);
  }

  forTrust(tier: Id): BitemporalList<Holder> | undefined {
    return this.ofTrust.get(tier);
  }

  /** The bodies and posts that are alive on at least one day of `[from, until)`, each once, in the order of their entries. */
  within(from: Day, until: Day, known: EntryNumber): Holder[] {
    const found = new Map<EntryNumber, Holder>();
    for (const byTier of [...this.ofSchool.values(), ...this.ofCluster.values(), this.ofTrust]) {
      for (const list of byTier.values()) {
        for (const holder of list.within(from, until, known)) found.set(holder.n, holder);
      }
    }
    return [...found.values()].sort((a, b) => a.n - b.n);
  }

  /** All lists, each under the name of what it is about. */
  *lists(): Generator<NamedList> {
    for (const [school, byTier] of this.ofSchool) yield* namedLists(`holders at school ${school}`, byTier);
    for (const [cluster, byTier] of this.ofCluster) yield* namedLists(`holders in cluster ${cluster}`, byTier);
    yield* namedLists('holders for the trust', this.ofTrust);
  }

  /** The lists in which a body or post is found: one for each school that it names, or its cluster's, or the trust's. */
  listsFor({ tier, data: { covers } }: Holder): BitemporalList<unknown>[] {
    if ('schools' in covers) return covers.schools.map((school) => listOf(mapOf(this.ofSchool, school), tier));
    return [listOf('cluster' in covers ? mapOf(this.ofCluster, covers.cluster) : this.ofTrust, tier)];
  }
}

function mapOf(maps: Map<Id, ByTier>, id: Id): ByTier {
  return under(maps, id, (): ByTier => new Map());
}

function listOf(lists: ByTier, tier: Id): BitemporalList<Holder> {
  return under(lists, tier, () => new BitemporalList<Holder>());
}
