import type { Id } from '@remit/kernel';
import { sameBytes } from '../domain/bytes.js';
import type { DirectoryRow } from '../write/checkpoint-store.js';
import {
  directoriesContradictInWords,
  directoryShorterInWords,
  leafDiffersInWords,
  leafPointsNowhereInWords,
  leavesMissingInWords,
  leavesRewrittenInWords,
  type NamedLeaf,
  treeDiffersInWords,
  trustCalled,
} from './verify-directory-words.js';
import { trustOf } from './verify-origins.js';
import { byteText, type ByteText, hashAt, leafText, SecondTree } from './verify-tree.js';
import { type Decision, type Finding, type FindingKind, type HeldCheckpoint, resignedInWords } from './verify-words.js';

/** What the leaves of the directory came to. */
export interface LeavesVerdict<C extends HeldCheckpoint> {
  readonly findings: readonly Finding[];
  /** The checkpoints whose root is that of the leaves, from the smallest on. */
  readonly fitting: readonly C[];
  /** Whether a leaf is known to be missing or lost. */
  readonly hasGap: boolean;
}

/**
 * Checks the leaves of the directory: each is the exact note of a trust's checkpoint and gives the hash beside it; all
 * stored hashes follow from those of the leaves; the root has at the size of each checkpoint the value that was signed,
 * so that each continues those before it; numbers have no gaps.
 * @param checkpoints of the directory, those whose signatures were found right, in any order
 * @param only the one trust that is checked: no other is named
 */
export function checkLeaves<C extends HeldCheckpoint>(
  leaves: readonly DirectoryRow[],
  checkpoints: readonly C[],
  only: Id | undefined,
): LeavesVerdict<C> {
  const check = new LeavesCheck(checkpoints, only);
  for (const leaf of leaves) check.next(leaf);
  return check.end();
}

interface Suspect {
  readonly is: 'leaf' | 'node';
  readonly leaf: NamedLeaf;
}

class LeavesCheck<C extends HeldCheckpoint> {
  private readonly checkpoints: readonly C[];
  private readonly findings: Finding[] = [];
  private readonly fitting: C[] = [];
  private due = 0;
  private nextCheckpoint = 0;
  /** The tree from the notes; `undefined` once a leaf is missing. */
  private tree: SecondTree | undefined = SecondTree.empty();
  /** The tree from the stored hashes of the leaves, once one differs from its note. */
  private stored: SecondTree | undefined;
  private suspects: Suspect[] = [];
  private lastBad = -1;
  private covered = 0;
  private misfit: { readonly checkpoint: C; readonly from: number; readonly explained: boolean } | undefined;
  private resigned: C | undefined;

  constructor(
    checkpoints: readonly C[],
    private readonly only: Id | undefined,
  ) {
    this.checkpoints = checkpoints.toSorted((a, b) => a.size - b.size);
    for (const [i, one] of this.checkpoints.entries()) {
      const other = this.checkpoints[i + 1];
      if (other?.size !== one.size || sameBytes(one.root, other.root)) continue;
      this.found('altered', directoriesContradictInWords(one, other));
    }
    this.compare(0);
  }

  next({ n, points, hashes }: DirectoryRow): void {
    if (n < 0) {
      this.lost(leafPointsNowhereInWords(n));
      return;
    }
    if (n !== this.due) this.lost(leavesMissingInWords(this.due, n - 1));
    const trust = points && trustOf(points.log);
    if (trust === undefined) this.lost(leafPointsNowhereInWords(n));
    else {
      const of = { trust: trustCalled(trust, this.only), size: points!.size };
      this.compareHashes({ n, of }, leafText(points!.note), byteText(hashes));
    }
    this.due = n + 1;
    this.compare(this.due);
  }

  end(): LeavesVerdict<C> {
    this.decide({ is: 'unknown', by: undefined });
    if (this.misfit?.explained === false) {
      const { from, checkpoint } = this.misfit;
      this.found('altered', leavesRewrittenInWords(from, checkpoint.size - 1, checkpoint));
    }
    if (this.resigned !== undefined) this.found('altered', resignedInWords(this.resigned));
    const longest = this.checkpoints.at(-1);
    const isShorter = longest !== undefined && longest.size > this.due;
    if (isShorter) this.found('incomplete', directoryShorterInWords(this.due, longest));
    const { findings, fitting } = this;
    return { findings, fitting, hasGap: this.tree === undefined || isShorter };
  }

  /** From here on it cannot be said what the tree is. */
  private lost(says: string): void {
    this.tree = undefined;
    this.found('altered', says);
  }

  private compareHashes(leaf: NamedLeaf, own: ByteText, kept: ByteText): void {
    const keptOwn = hashAt(kept, 0);
    if (keptOwn !== own) this.suspect('leaf', leaf);
    if (this.tree === undefined) return;
    const completed = this.tree.completing(own);
    if (this.stored !== undefined || kept !== completed) {
      this.stored ??= this.tree.copy();
      const follows = this.stored.completing(keptOwn);
      // Above a leaf that was altered hashes may differ: that says nothing new.
      if (kept !== follows && firstBelow(leaf.n, kept, follows) > this.lastBad) this.suspect('node', leaf);
      this.stored.add(follows);
    }
    this.tree.add(completed);
  }

  private suspect(is: Suspect['is'], leaf: NamedLeaf): void {
    this.suspects.push({ is, leaf });
    this.lastBad = leaf.n;
  }

  private compare(size: number): void {
    for (; (this.checkpoints[this.nextCheckpoint]?.size ?? Infinity) <= size; this.nextCheckpoint += 1) {
      const checkpoint = this.checkpoints[this.nextCheckpoint]!;
      if (this.tree === undefined || checkpoint.size !== size) continue;
      const root = byteText(checkpoint.root);
      if (root === this.tree.root()) this.fits(checkpoint);
      else this.fitsNot(checkpoint, root === this.stored?.root());
    }
  }

  private fits(checkpoint: C): void {
    this.decide({ is: 'as signed', by: checkpoint });
    this.stored = undefined;
    this.fitting.push(checkpoint);
    if (this.misfit === undefined) this.covered = checkpoint.size;
    else this.resigned ??= checkpoint;
  }

  private fitsNot(checkpoint: C, storedFits: boolean): void {
    this.misfit ??= { checkpoint, from: this.covered, explained: this.suspects.length > 0 };
    this.decide({ is: storedFits ? 'altered' : 'unknown', by: checkpoint });
  }

  private decide(decision: Decision): void {
    for (const { is, leaf } of this.suspects) {
      this.found('altered', (is === 'leaf' ? leafDiffersInWords : treeDiffersInWords)(leaf, decision));
    }
    this.suspects = [];
  }

  private found(kind: FindingKind, says: string): void {
    this.findings.push({ kind, says });
  }
}

/** The first leaf below the lowest hash that differs. */
function firstBelow(n: number, kept: ByteText, follows: ByteText): number {
  let level = 0;
  while (hashAt(kept, level) === hashAt(follows, level)) level += 1;
  return n + 1 - 2 ** level;
}
