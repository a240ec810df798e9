import type { Id } from '@remit/kernel';
import { sameBytes } from '../domain/bytes.js';
import { type StoredRow, type StoredRows, UnreadableRows } from '../domain/stored-rows.js';
import { RowChecker } from './verify-entry.js';
import { bytesOf, byteText, type ByteText, hashAt, leafText, SecondTree } from './verify-tree.js';
import {
  contradictionInWords,
  type Decision,
  type Finding,
  type HeldCheckpoint,
  missingInWords,
  type NamedEntry,
  resignedInWords,
  rewrittenInWords,
  shorterInWords,
  type Suspicion,
  suspicionInWords,
} from './verify-words.js';

/** What checking one trust came to. */
export interface TrustVerdict {
  readonly trust: Id;
  /** How many entries were read. */
  readonly entries: number;
  /** The root of the tree over their bytes, 32 bytes; `undefined` when entries are missing between others. */
  readonly root: Uint8Array | undefined;
  /** The largest checkpoint that the entries fit. */
  readonly covered: HeldCheckpoint | undefined;
  /** The largest that they fit also of those that lack witnesses whom the policy asks for. */
  readonly signed: HeldCheckpoint | undefined;
  /** The largest that they fit of those that somebody outside vouches for. */
  readonly vouched: HeldCheckpoint | undefined;
  /** By entry; of very many the first. */
  readonly findings: readonly Finding[];
  /** How many findings there were. */
  readonly count: number;
}

const FINDINGS_MAX = 20;

/**
 * Checks everything that is stored of one trust: each entry's bytes give the leaf that stands beside it; all stored
 * nodes follow from the leaves; the root has at the size of each checkpoint the value that was signed; the bytes are
 * canonical and say what the columns beside them say; numbers are dense, ids unique, and neither times of recording
 * nor places in the file run backwards.
 * @param checkpoints those of this trust whose signatures were found right, in any order
 * @yields how many entries have been read since the last time.
 */
export function* verifyTrust(
  rows: StoredRows,
  trust: Id,
  checkpoints: readonly HeldCheckpoint[],
): Generator<number, TrustVerdict> {
  const check = new TrustCheck(trust, checkpoints);
  try {
    for (const page of rows.pagesOf(trust)) {
      for (const row of page) check.next(row);
      yield page.length;
    }
  } catch (error) {
    if (!(error instanceof UnreadableRows)) throw error;
    return check.cutOff(error.message);
  }
  return check.end();
}

interface Suspect {
  readonly suspicion: Suspicion;
  readonly entry: NamedEntry;
}

class TrustCheck {
  private readonly checker: RowChecker;
  private readonly checkpoints: readonly HeldCheckpoint[];
  private readonly ids = new Set<string>();
  private readonly findings: Finding[] = [];
  private count = 0;
  private read = 0;
  /** The number that is due. */
  private due = 0;
  /** The last row that nothing was found at. */
  private last: StoredRow | undefined;
  /** The tree from the entries' bytes; `undefined` once an entry is missing. */
  private tree: SecondTree | undefined = SecondTree.empty();
  /** The tree that goes on from the stored hashes, once they differ from the bytes. */
  private stored: SecondTree | undefined;
  /** Faults that the next checkpoint will say more about. */
  private suspects: Suspect[] = [];
  /** The last entry that something was found at. */
  private lastBad = -1;
  private nextCheckpoint = 0;
  private covered: HeldCheckpoint | undefined;
  private signed: HeldCheckpoint | undefined;
  private vouched: HeldCheckpoint | undefined;
  /** The first checkpoint that the bytes do not fit; `explained` when a row was found that may be why. */
  private misfit: { readonly checkpoint: HeldCheckpoint; readonly explained: boolean } | undefined;
  /** A later one that they do fit. */
  private resigned: HeldCheckpoint | undefined;

  constructor(
    private readonly trust: Id,
    checkpoints: readonly HeldCheckpoint[],
  ) {
    this.checker = new RowChecker(trust);
    this.checkpoints = checkpoints.toSorted((a, b) => a.size - b.size || rankOf(a) - rankOf(b));
    this.lookForContradictions();
    this.compare(0);
  }

  next(row: StoredRow): void {
    this.read += 1;
    if (row.n !== this.due) this.misplaced(row);
    const order = this.orderOf(row);
    const hashes = this.hashesOf(row);
    // What an entry says of itself names it alone; a hash over several does not.
    const own = hashes?.kind === 'leaf' ? hashes : this.checker.faultOf(row);
    const suspicion = own ?? (this.isConsequence(hashes) ? undefined : hashes) ?? order;
    if (suspicion !== undefined) {
      this.lastBad = row.n;
      this.suspects.push({ suspicion, entry: { n: row.n, recordedAt: row.recordedAt } });
    }
    // The next is not to be blamed for what is wrong with this one.
    if (suspicion === undefined) this.last = row;
    this.due = row.n + 1;
    this.compare(this.due);
  }

  end(): TrustVerdict {
    this.decide({ is: 'unknown', by: undefined });
    this.judgeMisfit();
    const longest = this.checkpoints.at(-1);
    if (longest !== undefined && longest.size > this.due) {
      const entries = { first: this.due, last: longest.size - 1 };
      this.found({ kind: 'incomplete', entries, says: shorterInWords(this.due, longest) });
    }
    return this.verdict();
  }

  /** The file could not be read to its end. */
  cutOff(why: string): TrustVerdict {
    this.decide({ is: 'unknown', by: undefined });
    const from = this.due === 0 ? 'from its beginning' : `after entry ${String(this.due - 1)}`;
    this.tree = undefined;
    this.found({
      kind: 'altered',
      entries: { first: this.due, last: this.due },
      says: `The file of the record is damaged: it cannot be read ${from} (${why}).`,
    });
    return this.verdict();
  }

  private verdict(): TrustVerdict {
    const { trust, read, count, covered, signed, vouched } = this;
    const findings = this.findings.toSorted((a, b) => lastOf(a) - lastOf(b));
    const root = this.tree && bytesOf(this.tree.root());
    return { trust, entries: read, root, covered, signed, vouched, findings, count };
  }

  private misplaced({ n }: StoredRow): void {
    this.tree = undefined;
    this.stored = undefined;
    if (n > this.due) {
      const entries = { first: this.due, last: n - 1 };
      this.found({ kind: 'altered', entries, says: missingInWords(entries.first, entries.last) });
      return;
    }
    const says =
      n < 0
        ? `There is an entry with the number ${String(n)}: entries are numbered from 0.`
        : `Entry ${String(n)} stands there twice.`;
    this.found({ kind: 'altered', entries: { first: n, last: n }, says });
  }

  /** Compares the hashes beside an entry with those that follow from the bytes, and takes the entry into the tree. */
  private hashesOf({ n, bytes, hashes: kept }: StoredRow): Suspicion | undefined {
    const leaf = leafText(bytes);
    const { tree } = this;
    if (tree === undefined) return hashAt(kept, 0) === leaf ? undefined : { kind: 'leaf' };
    const completed = tree.completing(leaf);
    const suspicion = this.stored === undefined && kept === completed ? undefined : this.differ(n, kept, completed);
    tree.add(completed);
    return suspicion;
  }

  /** Above an entry that was altered all hashes differ: that says nothing new. */
  private isConsequence(suspicion: Suspicion | undefined): boolean {
    return suspicion?.kind === 'node' && suspicion.first <= this.lastBad;
  }

  /** Goes on with two trees, and finds the first hash that follows neither from the bytes nor from the stored hashes. */
  private differ(n: number, kept: ByteText, completed: ByteText): Suspicion | undefined {
    if (kept.length !== completed.length) {
      // From here on only the bytes can be followed.
      this.stored = undefined;
      return hashAt(kept, 0) === hashAt(completed, 0) ? { kind: 'hashes' } : { kind: 'leaf' };
    }
    this.stored ??= this.tree!.copy();
    const fits = this.stored.fits(kept);
    this.stored.add(kept);
    for (let level = 0; level < fits.length; level += 1) {
      if (hashAt(kept, level) === hashAt(completed, level)) continue;
      if (level === 0) return { kind: 'leaf' };
      if (!fits[level]!) return { kind: 'node', first: n + 1 - 2 ** level };
    }
    return undefined;
  }

  private orderOf({ id, position, recordedAt }: StoredRow): Suspicion | undefined {
    const known = this.ids.size;
    // One look instead of two, for every entry there is.
    if (this.ids.add(id).size === known) return { kind: 'id' };
    if (this.last === undefined) return undefined;
    if (recordedAt < this.last.recordedAt) return { kind: 'time', before: this.last.recordedAt };
    return position > this.last.position ? undefined : { kind: 'position' };
  }

  /** Compares the trees with the checkpoints of one size. Of several that contradict each other one may fit. */
  private compare(size: number): void {
    const { checkpoints, tree } = this;
    let at = this.nextCheckpoint;
    while ((checkpoints[at]?.size ?? Infinity) <= size) at += 1;
    const due = checkpoints.slice(this.nextCheckpoint, at).filter((checkpoint) => checkpoint.size === size);
    this.nextCheckpoint = at;
    if (due.length === 0 || tree === undefined) return;
    const [bytesRoot, storedRoot] = [tree.root(), this.stored?.root()];
    const fitting = due.find(({ root }) => byteText(root) === bytesRoot);
    if (fitting !== undefined) this.fits(fitting);
    else
      this.fitsNot(
        due[0]!,
        due.some(({ root }) => byteText(root) === storedRoot),
      );
  }

  private fits(checkpoint: HeldCheckpoint): void {
    this.decide({ is: 'as signed', by: checkpoint });
    this.stored = undefined;
    if (this.misfit !== undefined) {
      this.resigned ??= checkpoint;
      return;
    }
    this.signed = checkpoint;
    if (checkpoint.unwitnessed !== true) this.covered = checkpoint;
    if (checkpoint.vouched === true) this.vouched = checkpoint;
  }

  private fitsNot(checkpoint: HeldCheckpoint, storedFits: boolean): void {
    const explained = this.stored !== undefined || this.suspects.some(({ suspicion: { kind } }) => kind !== 'position');
    this.misfit ??= { checkpoint, explained };
    this.decide({ is: storedFits ? 'altered' : 'unknown', by: checkpoint });
  }

  private judgeMisfit(): void {
    if (this.misfit === undefined) return;
    const { checkpoint, explained } = this.misfit;
    // Up to the last checkpoint that fits all is as it was signed.
    const entries = { first: this.signed?.size ?? 0, last: checkpoint.size - 1 };
    if (!explained && checkpoint.size > 0) {
      this.found({ kind: 'altered', entries, says: rewrittenInWords(entries.first, entries.last, checkpoint) });
    }
    if (this.resigned !== undefined) this.found({ kind: 'altered', entries, says: resignedInWords(this.resigned) });
  }

  private lookForContradictions(): void {
    for (const [i, one] of this.checkpoints.entries()) {
      const other = this.checkpoints[i + 1];
      if (other?.size !== one.size || sameBytes(one.root, other.root)) continue;
      this.found({ kind: 'altered', says: contradictionInWords(one, other) });
    }
  }

  private decide(decision: Decision): void {
    for (const { suspicion, entry } of this.suspects) {
      const first = suspicion.kind === 'node' && decision.is !== 'as signed' ? suspicion.first : entry.n;
      const says = suspicionInWords(suspicion, entry, decision);
      this.found({ kind: 'altered', entries: { first, last: entry.n }, says });
    }
    this.suspects = [];
  }

  private found(finding: Finding): void {
    this.count += 1;
    if (this.findings.length < FINDINGS_MAX) this.findings.push(finding);
  }
}

/** The most exact comes first; what belongs to no entry comes last. */
function lastOf({ entries }: Finding): number {
  return entries?.last ?? Number.MAX_SAFE_INTEGER;
}

/** Of several over the same entries the one that says most is named. */
function rankOf({ unwitnessed, vouched }: HeldCheckpoint): number {
  if (unwitnessed === true) return 2;
  return vouched === true ? 0 : 1;
}
