import { sha256 } from './bytes.js';

/** The Merkle tree of RFC 9162, section 2.1, and its proofs, written along the definitions there. */

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf: of an entry's stored bytes. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256(LEAF, leaf);
}

/** The hash over two nodes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(NODE, left, right);
}

/** A list of hashes that grows without an object for each. */
class Hashes {
  count = 0;
  private bytes = Buffer.alloc(64 * HASH_BYTES);

  push(hash: Uint8Array): void {
    if (this.bytes.length === this.count * HASH_BYTES) this.bytes = Buffer.concat([this.bytes, this.bytes]);
    this.bytes.set(hash, this.count * HASH_BYTES);
    this.count += 1;
  }

  at(index: number): Buffer {
    return this.bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}

/** The tree over all entries of a record, which gives the root of every size up to now. Keeps 64 bytes an entry. */
export class Tree {
  /** `levels[l]` are the whole subtrees of 2^l leaves. */
  private readonly levels: Hashes[] = [new Hashes()];

  get size(): number {
    return this.levels[0]!.count;
  }

  /** Adds the hash of the next leaf. */
  push(leaf: Uint8Array): void {
    this.levels[0]!.push(leaf);
    for (let level = 0; this.levels[level]!.count % 2 === 0; level += 1) {
      const { count } = this.levels[level]!;
      if (level + 1 === this.levels.length) this.levels.push(new Hashes());
      this.levels[level + 1]!.push(nodeHash(this.levels[level]!.at(count - 2), this.levels[level]!.at(count - 1)));
    }
  }

  /** The root over the first `size` leaves, 1 to all of them. */
  root(size: number): Buffer {
    let root: Buffer | undefined;
    for (let level = 0, left = size; left > 0; level += 1, left = Math.floor(left / 2)) {
      if (left % 2 === 0) continue;
      const whole = this.levels[level]!.at(left - 1);
      root = root === undefined ? whole : nodeHash(whole, root);
    }
    return Buffer.from(root!);
  }
}

/** What an inclusion proof is to prove: that a leaf is the one with this index in the tree of this size and root. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
}

/** What a consistency proof is to prove: that the later tree begins with the earlier one. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
}

/** Whether a proof (RFC 9162, section 2.1.3) proves an inclusion. */
export function provesInclusion({ index, size, leaf, root }: Inclusion, proof: readonly Uint8Array[]): boolean {
  if (!areSizes(index + 1, size) || !areHashes([leaf, root, ...proof])) return false;
  const found = rootAbove(index, size, leaf, proof);
  return found !== undefined && isSame(found, root);
}

/** The root over `size` leaves, of which one is known; the last hash of the proof is the other half of the tree. */
function rootAbove(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  const half = proof.at(-1);
  if (size === 1) return half === undefined ? leaf : undefined;
  if (half === undefined) return undefined;
  const left = leftPart(size);
  const inner = proof.slice(0, -1);
  if (index < left) {
    const own = rootAbove(index, left, leaf, inner);
    return own && nodeHash(own, half);
  }
  const own = rootAbove(index - left, size - left, leaf, inner);
  return own && nodeHash(half, own);
}

/** Whether a proof (RFC 9162, section 2.1.4) proves a consistency. Sizes of 0 prove nothing. */
export function provesConsistency(claim: Consistency, proof: readonly Uint8Array[]): boolean {
  const { from, to, fromRoot, toRoot } = claim;
  if (!areSizes(from, to) || !areHashes(from === to ? proof : [fromRoot, toRoot, ...proof])) return false;
  const left = [...proof];
  const roots = rootsOver(from, to, fromRoot, left);
  return roots !== undefined && left.length === 0 && isSame(roots.earlier, fromRoot) && isSame(roots.later, toRoot);
}

interface Roots {
  readonly earlier: Uint8Array;
  readonly later: Uint8Array;
}

/**
 * Both roots over a part of the tree, SUBPROOF of RFC 9162 read backwards: hashes are taken from the front of the proof.
 * @param whole the earlier root, while this part has all of the earlier tree's leaves from the first on
 */
function rootsOver(from: number, to: number, whole: Uint8Array | undefined, proof: Uint8Array[]): Roots | undefined {
  if (from === to) {
    const root = whole ?? proof.shift();
    return root && { earlier: root, later: root };
  }
  const left = leftPart(to);
  const inLeft = from <= left;
  const inner = inLeft ? rootsOver(from, left, whole, proof) : rootsOver(from - left, to - left, undefined, proof);
  const half = proof.shift();
  if (inner === undefined || half === undefined) return undefined;
  return inLeft
    ? { earlier: inner.earlier, later: nodeHash(inner.later, half) }
    : { earlier: nodeHash(half, inner.earlier), later: nodeHash(half, inner.later) };
}

/** The greatest power of two that is less than the size: so many leaves stand in the left half. */
function leftPart(size: number): number {
  let part = 1;
  while (part * 2 < size) part *= 2;
  return part;
}

function areSizes(first: number, second: number): boolean {
  return Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 1 && first <= second;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
