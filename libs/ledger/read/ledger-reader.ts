import { dayInWords, dayOf, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import { toBase64, utf8Text } from '../domain/bytes.js';
import { type ReadNode, rootOf } from '../domain/merkle-tree.js';
import { directoryOrigin, trustOrigin } from '../domain/origins.js';
import { consistencyProof, inclusionProof } from '../domain/proofs.js';
import type { TreeNodes } from '../domain/tree-nodes.js';
import type { Anchor, CheckpointStore, KeptCheckpoint } from '../write/checkpoint-store.js';
import { sha256 } from '../write/node-primitives.js';
import { noCheckpoint, unknownTrust } from './not-there.js';
import { ENTRIES, LEAVES, type LeafWords, outsideInWords, outsideOf, type OutsideView } from './outside.js';

/** A checkpoint as it is shown. Hashes in base 64. */
export interface CheckpointView {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The signed note: give it away as it is. */
  readonly note: string;
  readonly madeAt: string;
  /** The log's verification keys, the current one first. */
  readonly keys: readonly string[];
  readonly anchors: readonly { readonly kind: Anchor['kind']; readonly by: string; readonly at: string }[];
}

/** A checkpoint with what it shows in words, and who outside has confirmed how much of its log. */
export interface ShownCheckpointView extends CheckpointView {
  /** The newest word of each, of this checkpoint or one before it; whoever has confirmed most comes first. */
  readonly outside: readonly OutsideView[];
  readonly says: string;
}

/** A trust's checkpoint, with the directory's that covers it. */
export interface TrustCheckpointView extends ShownCheckpointView {
  readonly directory: (CheckpointView & { readonly leaf: number }) | null;
  /** The newest entry, signed or not. */
  readonly head: number;
  /** Why nothing more is signed for this trust, when that is so. */
  readonly stopped: Problem | null;
}

/** A proof that an entry, or a leaf of the directory, is in a log. Hashes in base 64. */
export interface InclusionView {
  readonly origin: string;
  readonly n: number;
  readonly size: number;
  readonly root: string;
  readonly leaf: string;
  readonly proof: readonly string[];
}

/** A proof that a log was only added to between two sizes. Hashes in base 64. */
export interface ConsistencyView {
  readonly origin: string;
  readonly from: number;
  readonly to: number;
  readonly fromRoot: string;
  readonly toRoot: string;
  readonly proof: readonly string[];
}

/** What reading the ledger takes. */
export interface LedgerReaderParts {
  readonly operator: string;
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly checkpoints: CheckpointStore;
  /** Trusts for which nothing more is signed, and why. */
  readonly stopped?: () => ReadonlyMap<Id, Problem>;
  /** How often checkpoints are made, where this process makes them. Minutes. */
  readonly minutes?: () => number;
  /** What does not work in having checkpoints confirmed, where this process sees to that. */
  readonly anchorProblems?: () => readonly Problem[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A log that proofs can be made about. */
interface OpenLog {
  readonly origin: string;
  /** What its leaves are called in messages. */
  readonly leaves: string;
  /** How many leaves it has. */
  readonly size: number;
  /** How many its last checkpoint covers; 0 when there is none. */
  readonly signed: number;
  readonly tree: ReadNode;
}

/** Answers from the kept checkpoints and the stored trees. Every proof can be checked without trusting this program. */
export class LedgerReader {
  private readonly parts: LedgerReaderParts;

  constructor(parts: LedgerReaderParts) {
    this.parts = parts;
  }

  /** The last checkpoint of a trust. @returns `RECORD.TRUST_UNKNOWN` or `LEDGER.NO_CHECKPOINT` when there is none. */
  async checkpointOf(trust: Id): Promise<Outcome<TrustCheckpointView>> {
    const { checkpoints, operator, stopped } = this.parts;
    const found = await this.parts.store.head(trust);
    if (found === undefined) return unknownTrust(trust);
    const log = trustOrigin(operator, trust);
    const kept = checkpoints.latest(log);
    if (kept === undefined) return noCheckpoint(`the record of "${trust}"`);
    // Something may have been recorded and signed since the head was looked up.
    const head = Math.max(found, kept.size - 1);
    const outside = this.outside(log);
    const why = stopped?.().get(trust) ?? null;
    return succeed({
      ...this.view(kept),
      directory: this.directoryOver(kept),
      head,
      outside,
      says: this.says(kept, outside, head, why),
      stopped: why,
    });
  }

  /** The last checkpoint of the directory. @returns `LEDGER.NO_CHECKPOINT` when there is none. */
  directoryCheckpoint(): Outcome<ShownCheckpointView> {
    const kept = this.parts.checkpoints.latest(directoryOrigin(this.parts.operator));
    if (kept === undefined) return noCheckpoint('the directory');
    const outside = this.outside(kept.log);
    const says = `${this.tamperEvident(kept, outside, LEAVES)}${this.anchorProblems()}`;
    return succeed({ ...this.view(kept), outside, says });
  }

  /**
   * Proves that an entry is in a trust's record, or a leaf in the directory.
   * @param trust `undefined` for the directory
   * @param size of the tree that it is proven for; left out: that of the last checkpoint
   */
  async inclusion(trust: Id | undefined, n: number, size?: number): Promise<Outcome<InclusionView>> {
    const log = await this.open(trust);
    if (!log.ok) return log;
    const { origin, leaves, tree, signed } = log.value;
    const at = sizeIn(log.value, size, 'size');
    if (!at.ok) return at;
    if (n >= at.value) {
      const notYet = size === undefined && n < log.value.size;
      return fail({
        code: 'LEDGER.LEAF_BEYOND_SIZE',
        field: 'n',
        expected: `a number from 0 to ${String(at.value - 1)}`,
        detail: notYet
          ? `The last checkpoint does not cover ${leaves} ${String(n)} yet: it ends with ${String(signed - 1)}. Ask again after the next checkpoint, or give a size.`
          : `A tree of this size ends with ${leaves} ${String(at.value - 1)}. Ask for one up to that, or give a larger size.`,
      });
    }
    return succeed({
      origin,
      n,
      size: at.value,
      root: toBase64(rootOf(sha256, at.value, tree)),
      leaf: toBase64(tree(0, n)),
      proof: inclusionProof(sha256, { index: n, size: at.value }, tree).map(toBase64),
    });
  }

  /** Proves that a trust's record, or the directory, was only added to. @param to left out: the last checkpoint's size */
  async consistency(trust: Id | undefined, from: number, to?: number): Promise<Outcome<ConsistencyView>> {
    const log = await this.open(trust);
    if (!log.ok) return log;
    const { origin, tree } = log.value;
    const end = sizeIn(log.value, to, 'to');
    if (!end.ok) return end;
    if (from > end.value) {
      return fail({
        code: 'LEDGER.SIZES_REVERSED',
        field: 'from',
        expected: `a number from 1 to ${String(end.value)}`,
        detail: `A log only grows: it cannot go from ${String(from)} to ${String(end.value)}. Give the smaller size as "from".`,
      });
    }
    return succeed({
      origin,
      from,
      to: end.value,
      fromRoot: toBase64(rootOf(sha256, from, tree)),
      toRoot: toBase64(rootOf(sha256, end.value, tree)),
      proof: consistencyProof(sha256, { from, to: end.value }, tree).map(toBase64),
    });
  }

  private async open(trust: Id | undefined): Promise<Outcome<OpenLog>> {
    const { operator, checkpoints, trees } = this.parts;
    if (trust === undefined) {
      const origin = directoryOrigin(operator);
      const signed = checkpoints.latest(origin)?.size ?? 0;
      const size = checkpoints.directorySize();
      return succeed({ origin, leaves: 'leaf', size, signed, tree: checkpoints.directoryTree });
    }
    const head = await this.parts.store.head(trust);
    if (head === undefined) return unknownTrust(trust);
    const origin = trustOrigin(operator, trust);
    const signed = checkpoints.latest(origin)?.size ?? 0;
    // Something may have been recorded and signed since the head was looked up.
    const size = Math.max(head + 1, signed);
    return succeed({ origin, leaves: 'entry', size, signed, tree: trees.treeOf(trust) });
  }

  private view(kept: KeptCheckpoint): CheckpointView {
    const { log, size, root, note, madeAt } = kept;
    const { checkpoints } = this.parts;
    return {
      origin: log,
      size,
      root: toBase64(root),
      note: utf8Text(note) ?? '',
      madeAt,
      keys: checkpoints.keysOf(log).map(({ vkey }) => vkey),
      anchors: checkpoints.anchorsOf(kept.id).map(({ kind, by, at }) => ({ kind, by, at })),
    };
  }

  /** The directory's checkpoint, when it covers this one already. */
  private directoryOver({ id }: KeptCheckpoint): TrustCheckpointView['directory'] {
    const { checkpoints, operator } = this.parts;
    const leaf = checkpoints.leafOf(id);
    const kept = checkpoints.latest(directoryOrigin(operator));
    if (leaf === undefined || kept === undefined || leaf >= kept.size) return null;
    return { ...this.view(kept), leaf };
  }

  private outside(log: string): readonly OutsideView[] {
    return outsideOf(this.parts.checkpoints, this.parts.operator, log);
  }

  /** Up to where the record is tamper-evident, and by whom: no more than is so. */
  private says(kept: KeptCheckpoint, outside: readonly OutsideView[], head: number, stopped: Problem | null): string {
    const open = head + 1 - kept.size;
    const next =
      this.parts.minutes === undefined ? '' : `; the next one is made within ${inMinutes(this.parts.minutes())}`;
    const uncovered =
      open === 0 ? '' : ` ${ENTRIES.range(kept.size, head)} not covered yet${stopped === null ? next : ''}.`;
    const why = stopped === null ? '' : ` No further checkpoint is made: ${stopped.detail}`;
    return `${this.tamperEvident(kept, outside, ENTRIES)}${uncovered}${why}${this.anchorProblems()}`;
  }

  private tamperEvident(kept: KeptCheckpoint, outside: readonly OutsideView[], leaves: LeafWords): string {
    const { operator, now } = this.parts;
    const [most] = outside;
    const signed = `(checkpoint of ${dayInWords(dayOf(kept.madeAt))})`;
    if (most === undefined) {
      return `Tamper-evident up to ${leaves.last(kept.size)} ${signed}, signed by ${operator}. This shows a later change only to somebody outside who keeps a copy of this checkpoint; nobody outside has confirmed one yet.`;
    }
    const isAll = most.size === kept.size;
    const own = isAll ? '' : ` ${leaves.range(most.size, kept.size - 1)} signed by ${operator} only ${signed}.`;
    return `${outsideInWords(outside, leaves, now())}${own}`;
  }

  private anchorProblems(): string {
    return (this.parts.anchorProblems?.() ?? []).map(({ detail }) => ` ${detail}`).join('');
  }
}

function inMinutes(minutes: number): string {
  return minutes === 1 ? 'a minute' : `${String(minutes)} minutes`;
}

/** The size asked for, which the log must have reached; left out: that of the last checkpoint. */
function sizeIn({ leaves, size, signed }: OpenLog, asked: number | undefined, field: string): Outcome<number> {
  const wanted = asked ?? signed;
  if (wanted === 0) return noCheckpoint('this log');
  if (wanted <= size) return succeed(wanted);
  return fail({
    code: 'LEDGER.SIZE_BEYOND_HEAD',
    field,
    expected: `a number from 1 to ${String(size)}`,
    detail: `There are only ${String(size)} to prove anything about: the newest is ${leaves} ${String(size - 1)}. Give a size up to ${String(size)}.`,
  });
}
