import { invariant } from '@remit/kernel';
import { concatBytes } from './bytes.js';
import type { Sha256 } from './primitives.js';

/**
 * The Merkle tree over the entries of a log. Source: RFC 6962, section 2.1 (the same hashes as RFC 9162, section 2.1).
 *
 * A node is named by its level (0 for leaves) and its index in that level, from the left; it stands over the leaves
 * `index · 2^level` to `(index + 1) · 2^level - 1`. Only nodes over a full set of leaves are ever named and stored:
 * they never change again. Sizes and indexes count leaves and are whole numbers up to 2^53 - 1, which is why they are
 * halved and doubled here and not shifted.
 */

/** The length of every hash: SHA-256 gives 32 bytes. */
export const HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** A node over a full set of leaves. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash (32 bytes) of a node over a full set of leaves, all of which the tree has. */
export type ReadNode = (level: number, index: number) => Uint8Array;

/** Whether a number can be the size of a tree, or the index of a leaf. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The hash (32 bytes) of a leaf from the exact bytes of its entry. Source: RFC 6962, section 2.1. */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  return sha256(LEAF_PREFIX, entry);
}

/** The hash (32 bytes) of the node over two others, 32 bytes each. Source: RFC 6962, section 2.1. */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE_PREFIX, left, right);
}

/** The root (32 bytes) of the tree without leaves: the digest of nothing. Source: RFC 6962, section 2.1. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256();
}

/**
 * Where the hash of a node is stored. Row n belongs to leaf n and holds one after another the hashes that this leaf
 * completes: its own, then those of the nodes of level 1, 2, … whose last leaf it is.
 * @returns the row, and the offset in it in bytes.
 */
export function placeOf({ level, index }: TreeNode): { readonly row: number; readonly offset: number } {
  return { row: (index + 1) * 2 ** level - 1, offset: level * HASH_BYTES };
}

/** How many hashes row n holds: one, and one more for each time that n + 1 can be halved. */
export function hashesInRow(n: number): number {
  let count = 1;
  for (let rest = n + 1; rest % 2 === 0; rest /= 2) count += 1;
  return count;
}

/**
 * The bytes of row n, to be stored with leaf n: see {@link placeOf}. Reads one node of an earlier row for each hash
 * after the first.
 * @param leaf the leaf's hash, 32 bytes
 * @throws InvariantBroken when n is no index or the hash has another length.
 */
export function completedBy(sha256: Sha256, n: number, leaf: Uint8Array, readNode: ReadNode): Uint8Array {
  invariant(isCount(n), `Leaves are numbered 0, 1, 2, …, and not ${String(n)}.`);
  invariant(leaf.length === HASH_BYTES, `A leaf's hash has ${HASH_BYTES} bytes, and not ${leaf.length}.`);
  const hashes = [leaf];
  for (let [level, index, hash] = [0, n, leaf]; index % 2 === 1; level += 1) {
    hash = nodeHash(sha256, readNode(level, index - 1), hash);
    hashes.push(hash);
    index = (index - 1) / 2;
  }
  return concatBytes(hashes);
}

/**
 * The fewest full nodes that stand over all leaves of a tree, from left to right; none for the empty tree. Their levels
 * are the bits that are set in the size.
 * @throws InvariantBroken when `size` is no size.
 */
export function compactRange(size: number): readonly TreeNode[] {
  return nodesOver({ first: 0, count: size });
}

/** The root (32 bytes) of the tree with so many leaves. @throws InvariantBroken when `size` is no size. */
export function rootOf(sha256: Sha256, size: number, readNode: ReadNode): Uint8Array {
  return hashOver(sha256, { first: 0, count: size }, readNode);
}

/** Leaves that stand side by side: `count` of them, from leaf `first` on. */
export interface LeafRange {
  readonly first: number;
  readonly count: number;
}

/**
 * The hash (32 bytes) of the subtree over a range of leaves: MTH(D[first:first + count]) of RFC 6962, section 2.1.
 * The range must be one that the tree is divided into: `first` is a multiple of a power of two not less than `count`.
 */
export function hashOver(sha256: Sha256, range: LeafRange, readNode: ReadNode): Uint8Array {
  const peaks = nodesOver(range).map(({ level, index }) => readNode(level, index));
  return rootOfPeaks(sha256, peaks);
}

function nodesOver({ first, count }: LeafRange): readonly TreeNode[] {
  invariant(isCount(count), `A tree has a whole number of leaves, and not ${String(count)}.`);
  const nodes: TreeNode[] = [];
  let [width, level] = [1, 0];
  while (width * 2 <= count) [width, level] = [width * 2, level + 1];
  for (let [at, left] = [first, count]; left > 0; [width, level] = [width / 2, level - 1]) {
    if (width > left) continue;
    nodes.push({ level, index: at / width });
    [at, left] = [at + width, left - width];
  }
  return nodes;
}

/**
 * A tree that can only grow: what is left of it are the hashes of its {@link compactRange}, from left to right. Needs
 * no stored nodes, and so leads to the root on a second way, to compare with before signing.
 */
export interface GrowingTree {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

/** The tree without leaves, to grow from. */
export const EMPTY_TREE: GrowingTree = { size: 0, peaks: [] };

/** The tree with one more leaf, given by its hash (32 bytes). */
export function grown(sha256: Sha256, { size, peaks }: GrowingTree, leaf: Uint8Array): GrowingTree {
  const left = [...peaks];
  let hash = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(sha256, left.pop()!, hash);
  return { size: size + 1, peaks: [...left, hash] };
}

/** The root (32 bytes) of a tree from the hashes of its {@link compactRange}. */
export function rootOfPeaks(sha256: Sha256, peaks: readonly Uint8Array[]): Uint8Array {
  const last = peaks.at(-1);
  if (last === undefined) return emptyRoot(sha256);
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(sha256, left, right), last);
}
