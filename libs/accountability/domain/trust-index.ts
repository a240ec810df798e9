import { type Id, type Instant, instantOf, instantText, invariant } from '@remit/kernel';
import {
  Corrections,
  type EntryCorrected,
  type EntryNumber,
  type NamedList,
  NOTHING_KNOWN,
  StandingEntry,
} from '@remit/record';
import { DelegationIndex } from '@remit/delegation';
import { StructureIndex, type TrustEstablished } from '@remit/structure';

/** What the index needs of an entry: its data in today's terms. */
export interface IndexedEntry {
  readonly n: EntryNumber;
  /** Without the version, such as `SchemeAdopted`. */
  readonly type: string;
  readonly data: unknown;
  /** UTC instant with milliseconds. */
  readonly recordedAt: string;
}

/** A context beside accountability, which takes in the entries of its own types. */
export interface IndexedContext {
  /** @returns false when the type belongs to another context. */
  apply(entry: StandingEntry, at: EntryNumber): boolean;
  /** Every list of facts that it keeps, under names of its own. */
  lists?(): Iterable<NamedList>;
}

/** Entries whose corrections are asked of the corrections themselves. */
const CORRECTION = 'EntryCorrected';

/**
 * Everything known of one trust, built by taking in its entries in order. It answers for any day as known at any entry,
 * so an answer for an earlier entry never changes when later ones are taken in.
 */
export class TrustIndex {
  readonly structure = new StructureIndex();
  readonly delegation = new DelegationIndex(this.structure);
  readonly corrections = new Corrections();
  private readonly entries: StandingEntry[] = [];
  /** When each entry was recorded, for turning instants into entry numbers; never decreasing. */
  private readonly recorded: Instant[] = [];

  /** @param contexts that take in the entries which neither structure nor delegation knows. */
  constructor(
    readonly trust: Id,
    readonly contexts: readonly IndexedContext[] = [],
  ) {}

  /** The number of the newest entry, -1 before the first. */
  get head(): EntryNumber {
    return this.entries.length - 1;
  }

  /** Takes in the next entry. @throws InvariantBroken when it is not the next one or goes back in time. */
  apply({ n, type, data, recordedAt }: IndexedEntry): void {
    invariant(
      n === this.head + 1,
      () => `Entry ${String(n)} of ${this.trust} does not follow entry ${String(this.head)}.`,
    );
    const before = this.recorded.at(-1);
    const recorded = instantOf(recordedAt);
    invariant(
      before === undefined || before <= recorded,
      () => `Entry ${String(n)} of ${this.trust} goes back in time.`,
    );
    const entry = new StandingEntry(n, type, data);
    this.recorded.push(recorded);
    this.entries.push(entry);
    if (type === CORRECTION) this.correct(n, data as EntryCorrected);
    else this.take(entry, n);
  }

  /** An entry as it stands at the head, `undefined` when there is none of that number. */
  standing(n: EntryNumber): StandingEntry | undefined {
    return this.entries[n];
  }

  /** What an entry said when it was recorded, before any correction. */
  originalOf(n: EntryNumber): unknown {
    return this.originals.get(n) ?? this.entries[n]?.data;
  }

  /** UTC instant at which an entry was recorded, `undefined` before the first. */
  recordedAt(n: EntryNumber): string | undefined {
    const recorded = this.recorded[n];
    return recorded === undefined ? undefined : instantText(recorded);
  }

  /**
   * What was known at an instant: the number of the last entry recorded before it, -1 when there was none.
   * @param instant UTC with milliseconds, exclusive.
   */
  knownBefore(instant: string): EntryNumber {
    const bound = instantOf(instant);
    let low = 0;
    let high = this.recorded.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.recorded[middle]! < bound) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? NOTHING_KNOWN : low - 1;
  }

  private correct(n: EntryNumber, says: EntryCorrected): void {
    const entry = this.entries[this.corrections.add(n, says)];
    if (entry === undefined || entry.type === CORRECTION) return;
    const own = this.originals.get(entry.n) ?? entry.data;
    const standing = this.corrections.standing(entry.n);
    const data = replacementOf(entry.n, standing.replacedBy, own) ?? own;
    if (standing.live === entry.live && data === entry.data) return;
    this.originals.set(entry.n, own);
    const corrected = entry.corrected(standing.live, data, standing.by);
    this.entries[entry.n] = corrected;
    this.take(corrected, n);
  }

  /** What corrected entries said at first. */
  private readonly originals = new Map<EntryNumber, unknown>();

  private take(entry: StandingEntry, at: EntryNumber): void {
    const known =
      this.structure.apply(entry, at) ||
      this.delegation.apply(entry, at) ||
      this.contexts.some((context) => context.apply(entry, at));
    invariant(known, () => `No context knows the entry type ${entry.type}.`);
  }
}

/** A replacement of the founding entry keeps the catalogue and the semantics unless it names others. */
function replacementOf(n: EntryNumber, replacedBy: object | undefined, own: unknown): unknown {
  if (n !== 0 || replacedBy === undefined) return replacedBy;
  const { catalogue, semantics } = own as TrustEstablished;
  return { catalogue, semantics, ...replacedBy };
}
