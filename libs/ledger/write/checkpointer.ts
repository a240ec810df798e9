import { type Id, invariant, type Problem } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import { formatCheckpoint, parseCheckpoint } from '../domain/checkpoint.js';
import { EMPTY_TREE, type GrowingTree, type ReadNode, rootOfPeaks } from '../domain/merkle-tree.js';
import { formatVerifierKey } from '../domain/note-keys.js';
import { directoryOrigin, trustOrigin } from '../domain/origins.js';
import { consistencyProof, verifyConsistency } from '../domain/proofs.js';
import { openNote, signNote } from '../domain/signed-note.js';
import type { TreeNodes } from '../domain/tree-nodes.js';
import { sameBytes } from '../domain/bytes.js';
import type { CheckpointStore, KeptCheckpoint, SignedCheckpoint } from './checkpoint-store.js';
import type { LastCheckpoint } from './last-checkpoint.js';
import { LedgerFault } from './ledger-fault.js';
import type { LogKeys } from './log-keys.js';
import { readDirectory, readRecord } from './log-reading.js';
import { sha256, sign, verify } from './node-primitives.js';

/** What signing takes. */
export interface CheckpointerParts {
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly checkpoints: CheckpointStore;
  readonly keys: LogKeys;
  readonly last: LastCheckpoint;
  readonly clock: Clock;
}

/**
 * Signs checkpoints, one at a time, each only after what it says was worked out again from the stored bytes and found to
 * continue the checkpoint before it. Kept first, shown afterwards: a checkpoint that anybody has seen is on disk.
 */
export class Checkpointer {
  private readonly parts: CheckpointerParts;

  constructor(parts: CheckpointerParts) {
    this.parts = parts;
  }

  /**
   * Signs a trust's record as it stands, and makes the checkpoint the next leaf of the directory.
   * @returns the new checkpoint, or the last one when nothing was recorded since and no new key has to sign it;
   * `undefined` for a trust without a record.
   * @throws LedgerFault when the record is not what was recorded, or does not continue the last checkpoint.
   */
  async ofTrust(trust: Id): Promise<KeptCheckpoint | undefined> {
    const { store, trees, checkpoints, keys } = this.parts;
    const log = trustOrigin(keys.operator, trust);
    const last = checkpoints.latest(log);
    const stored = trees.treeOf(trust);
    const before = this.treeOf(last);
    const read = await readRecord(store, stored, trust, before);
    if (!read.ok) throw new LedgerFault(read.problem);
    if (read.value.size === 0 || (last?.size === read.value.size && this.isCurrent(last))) return last;
    mustContinue(log, last, read.value, stored);
    const { checkpoint, vkeys } = this.signed(log, read.value);
    return checkpoints.addOfTrust(checkpoint, vkeys);
  }

  /**
   * Signs the directory as it stands, and puts the note beside the key.
   * @returns the new checkpoint, or the last one when nothing was added since.
   * @throws LedgerFault when the directory is not what was kept.
   */
  ofDirectory(): KeptCheckpoint | undefined {
    const { checkpoints, keys, last: beside } = this.parts;
    const log = directoryOrigin(keys.operator);
    const last = checkpoints.latest(log);
    const size = checkpoints.directorySize();
    const leaf = (n: number) => checkpoints.directoryLeaf(n);
    const read = readDirectory(leaf, checkpoints.directoryTree, this.treeOf(last), size);
    if (!read.ok) throw new LedgerFault(read.problem);
    if (size === 0) return undefined;
    let newest = last;
    if (last?.size !== size || !this.isCurrent(last)) {
      mustContinue(log, last, read.value, checkpoints.directoryTree);
      const { checkpoint, vkeys } = this.signed(log, read.value);
      newest = checkpoints.addOfDirectory(checkpoint, vkeys);
    }
    // Also when there was nothing to sign: the process may have been cut off before it came to this.
    if (!sameBytes(beside.read() ?? new Uint8Array(0), newest!.note)) beside.write(newest!.note);
    return newest;
  }

  /** Whether every log has a checkpoint that the current key has signed, so that the earlier one can go. */
  isHandedOver(): boolean {
    const { checkpoints } = this.parts;
    return checkpoints.logs().every((log) => this.isCurrent(checkpoints.latest(log)!));
  }

  /** Whether the current key has signed a checkpoint. */
  private isCurrent({ log, note }: SignedCheckpoint): boolean {
    const [current] = this.parts.keys.verifiersOf(log);
    return openNote(verify, note, [current!]).ok;
  }

  /** The tree that a kept checkpoint grows on from, when it is what was signed. */
  private treeOf(last: KeptCheckpoint | undefined): GrowingTree {
    if (last === undefined) return EMPTY_TREE;
    const problem = whatIsWrong(last, this.parts.keys);
    if (problem !== undefined) throw new LedgerFault(problem);
    return { size: last.size, peaks: last.peaks };
  }

  private signed(log: string, tree: GrowingTree): { checkpoint: SignedCheckpoint; vkeys: readonly string[] } {
    const { keys, clock } = this.parts;
    const root = rootOfPeaks(sha256, tree.peaks);
    const note = signNote(sign, formatCheckpoint({ origin: log, size: tree.size, root }), keys.signersOf(log));
    invariant(note.ok, 'The text of a checkpoint can always be signed.');
    const madeAt = new Date(clock.now()).toISOString();
    const checkpoint = { log, size: tree.size, root, note: note.value, peaks: tree.peaks, madeAt };
    // What goes wrong in signing, such as a flipped bit in memory, must not leave the house.
    const problem = whatIsWrong(checkpoint, keys);
    if (problem !== undefined) throw new LedgerFault(problem);
    return { checkpoint, vkeys: keys.verifiersOf(log).map(formatVerifierKey).reverse() };
  }
}

/**
 * Looks whether a kept checkpoint is what was signed: by a key of this installation, for this log, this size and this
 * root, and with the hashes that lead there.
 * @returns the problem `LEDGER.CHECKPOINT_ALTERED`, or nothing.
 */
export function whatIsWrong(kept: SignedCheckpoint, keys: LogKeys): Problem | undefined {
  const { log, size, root, note, peaks } = kept;
  const opened = openNote(verify, note, keys.verifiersOf(log));
  if (!opened.ok) return checkpointAltered(kept, opened.problem.detail);
  const said = parseCheckpoint(opened.value.text);
  if (!said.ok) return checkpointAltered(kept, said.problem.detail);
  const { value } = said;
  const same = value.origin === log && value.size === size && sameBytes(value.root, root);
  if (!same) return checkpointAltered(kept, 'What stands beside the signed text says something else than the text.');
  if (sameBytes(rootOfPeaks(sha256, peaks), root)) return undefined;
  return checkpointAltered(kept, 'The hashes kept with it lead to another root.');
}

function checkpointAltered({ log, size }: SignedCheckpoint, why: string): Problem {
  return {
    code: 'LEDGER.CHECKPOINT_ALTERED',
    detail: `The kept checkpoint of ${log} for ${String(size)} entries is not one that this installation has signed. ${why} Put ledger.db and the keys directory back from a backup that belongs together.`,
  };
}

/** @throws LedgerFault unless the tree continues the one that was signed last, by a proof that anybody could check. */
function mustContinue(log: string, last: KeptCheckpoint | undefined, tree: GrowingTree, stored: ReadNode): void {
  if (last === undefined || last.size === 0) return;
  const sizes = { from: last.size, to: tree.size };
  const claim = { ...sizes, fromRoot: last.root, toRoot: rootOfPeaks(sha256, tree.peaks) };
  const proven = verifyConsistency(sha256, claim, consistencyProof(sha256, sizes, stored));
  if (proven.ok) return;
  throw new LedgerFault({
    code: 'LEDGER.RECORD_ALTERED',
    detail: `${log} as it stands does not continue its last checkpoint of ${String(last.size)} entries: something before was changed. No further checkpoint is signed for it. Keep the files as they are, run "remit verify", and compare with a backup.`,
  });
}
