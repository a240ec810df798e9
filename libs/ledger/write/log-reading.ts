import { fail, type Id, InvariantBroken, type Outcome, succeed } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import { sameBytes, toHex } from '../domain/bytes.js';
import {
  completedBy,
  type GrowingTree,
  grown,
  HASH_BYTES,
  leafHash,
  type ReadNode,
  rootOf,
  rootOfPeaks,
} from '../domain/merkle-tree.js';
import { sha256 } from './node-primitives.js';

/** Entries read at a time, after which other work of the process goes first. */
const PAGE = 256;

/** A log as it is read before it is signed: its name for messages, and its stored nodes. */
interface LogInWords {
  /** Such as `the record of "northshire"`. */
  readonly name: string;
  /** Such as `entry`. */
  readonly leaf: string;
}

/**
 * Reads the stored bytes of a trust's entries from where a tree ends, grows the tree by them on a way of its own, and
 * compares each hash that was stored with them, and at the end the root. This is what comes before every signature: a
 * single wrong bit in a stored hash, once signed, could never be taken back.
 * @param from the tree of the last checkpoint, or the empty one
 * @returns the grown tree, or the problem `LEDGER.RECORD_ALTERED` with the first entry that does not fit.
 */
export async function readRecord(
  store: RecordStore,
  stored: ReadNode,
  trust: Id,
  from: GrowingTree,
): Promise<Outcome<GrowingTree>> {
  const log = { name: `the record of "${trust}"`, leaf: 'entry' };
  let tree = from;
  for (;;) {
    const page = await store.read(trust, tree.size, PAGE);
    for (const { n, canonical } of page) {
      const next = n === tree.size ? grownBy(log, tree, Buffer.from(canonical), stored) : missingLeaf(log, tree.size);
      if (!next.ok) return next;
      tree = next.value;
    }
    if (page.length < PAGE) return confirmed(log, tree, stored);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Reads the leaves of the directory in the same way. @param size how many there are */
export function readDirectory(
  leaf: (n: number) => Uint8Array,
  stored: ReadNode,
  from: GrowingTree,
  size: number,
): Outcome<GrowingTree> {
  const log = { name: 'the directory of checkpoints', leaf: 'leaf' };
  let tree = from;
  while (tree.size < size) {
    const next = grownBy(log, tree, leaf(tree.size), stored);
    if (!next.ok) return next;
    tree = next.value;
  }
  return confirmed(log, tree, stored);
}

/** The tree with one more leaf, when the hashes that were stored with that leaf are those of its bytes. */
function grownBy(log: LogInWords, tree: GrowingTree, bytes: Uint8Array, stored: ReadNode): Outcome<GrowingTree> {
  const n = tree.size;
  const leaf = leafHash(sha256, bytes);
  const peaks = [...tree.peaks];
  // The nodes to the left of the new leaf are the last peaks, the lowest first.
  const hashes = completedBy(sha256, n, leaf, () => peaks.pop()!);
  for (let level = 0; level * HASH_BYTES < hashes.length; level += 1) {
    const expected = hashes.subarray(level * HASH_BYTES, (level + 1) * HASH_BYTES);
    const found = nodeOrNothing(stored, level, (n + 1) / 2 ** level - 1);
    if (found === undefined) return altered(log, n, 'the hash that belongs to it is missing');
    if (!sameBytes(found, expected)) return altered(log, n, level === 0 ? OTHER_LEAF : OTHER_NODE);
  }
  return succeed(grown(sha256, tree, leaf));
}

/** The tree, when the stored nodes lead to its root, those of earlier entries included. */
function confirmed(log: LogInWords, tree: GrowingTree, stored: ReadNode): Outcome<GrowingTree> {
  const root = rootOrNothing(tree.size, stored);
  if (root !== undefined && sameBytes(root, rootOfPeaks(sha256, tree.peaks))) return succeed(tree);
  return fail({
    code: 'LEDGER.RECORD_ALTERED',
    detail: `The hashes stored with ${log.name} lead to another root (${root === undefined ? 'none' : toHex(root).slice(0, 16)}\u2026) than its last checkpoint and what was added since: something before ${log.leaf} ${String(tree.size)} was changed after it was signed. ${WHAT_TO_DO}`,
  });
}

const OTHER_LEAF = 'its text, or the hash stored with it, was changed after it was recorded';
const OTHER_NODE = 'a hash of the tree stored with it was changed after it was recorded';
const WHAT_TO_DO =
  'No further checkpoint is signed for it. Keep the files as they are, run "remit verify" to see what does not fit, and compare with a backup.';

function altered(log: LogInWords, n: number, why: string): Outcome<never> {
  const what = `${log.leaf.charAt(0).toUpperCase()}${log.leaf.slice(1)} ${String(n)} of ${log.name}`;
  return fail({
    code: 'LEDGER.RECORD_ALTERED',
    entry: n,
    detail: `${what} is not as it was recorded: ${why}. ${WHAT_TO_DO}`,
  });
}

function missingLeaf(log: LogInWords, n: number): Outcome<never> {
  return altered(log, n, 'it is missing, although later ones are there');
}

/** The stored node; nothing when it is not there. */
function nodeOrNothing(stored: ReadNode, level: number, index: number): Uint8Array | undefined {
  try {
    return stored(level, index);
  } catch (error) {
    if (error instanceof InvariantBroken) return undefined;
    throw error;
  }
}

/** The root over stored nodes; nothing when one of them is not there. */
export function rootOrNothing(size: number, stored: ReadNode): Uint8Array | undefined {
  try {
    return rootOf(sha256, size, stored);
  } catch (error) {
    if (error instanceof InvariantBroken) return undefined;
    throw error;
  }
}
