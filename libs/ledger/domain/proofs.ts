import { fail, invariant, type Outcome, succeed } from '@remit/kernel';
import { sameBytes } from './bytes.js';
import { HASH_BYTES, hashOver, isCount, type LeafRange, nodeHash, type ReadNode } from './merkle-tree.js';
import type { Sha256 } from './primitives.js';

/**
 * Proofs about trees of which only the roots are known. They are made as RFC 6962, sections 2.1.1 and 2.1.2, writes
 * them down, and checked the way of RFC 9162, sections 2.1.3.2 and 2.1.4.2, with two rules more: every hash that goes
 * into a digest has 32 bytes, and nothing is proven about the tree without leaves.
 */

/** The hashes of a proof, 32 bytes each, in the order of the RFCs. */
export type Proof = readonly Uint8Array[];

/** Nothing to say but that it is proven, or the problem that stands in the way. */
export type Proven = Outcome<'proven'>;

/** A leaf of a tree: its index, and how many leaves the tree has. */
export interface LeafOfTree {
  readonly index: number;
  readonly size: number;
}

/** Two sizes of one log, the earlier first. */
export interface TwoSizes {
  readonly from: number;
  readonly to: number;
}

/** What an inclusion proof is to show: that the leaf with this hash is leaf `index` of the tree with this root. */
export interface InclusionClaim extends LeafOfTree {
  /** 32 bytes. */
  readonly leaf: Uint8Array;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** What a consistency proof is to show: that the later tree begins with all leaves of the earlier one. */
export interface ConsistencyClaim extends TwoSizes {
  /** The root of the earlier tree, 32 bytes. */
  readonly fromRoot: Uint8Array;
  /** The root of the later tree, 32 bytes. */
  readonly toRoot: Uint8Array;
}

/**
 * Proves that a leaf is in a tree: PATH(index, D[size]) of RFC 6962, section 2.1.1.
 * @throws InvariantBroken when the tree has no such leaf.
 */
export function inclusionProof(sha256: Sha256, { index, size }: LeafOfTree, readNode: ReadNode): Proof {
  invariant(isCount(index) && isCount(size) && index < size, `A tree of ${size} leaves has no leaf ${index}.`);
  const proof: Uint8Array[] = [];
  for (let [first, count] = [0, size]; count > 1;) {
    const { left, right } = halves({ first, count });
    const partner = index < right.first ? right : left;
    proof.push(hashOver(sha256, partner, readNode));
    ({ first, count } = partner === right ? left : right);
  }
  return proof.reverse();
}

/**
 * Proves that a tree only grew: PROOF(from, D[to]) of RFC 6962, section 2.1.2. Empty when both sizes are the same.
 * @throws InvariantBroken unless 0 < from ≤ to.
 */
export function consistencyProof(sha256: Sha256, { from, to }: TwoSizes, readNode: ReadNode): Proof {
  invariant(isCount(from) && isCount(to) && from > 0 && from <= to, `No tree grows from ${from} to ${to} leaves.`);
  const proof: Uint8Array[] = [];
  let [first, count] = [0, to];
  // Ends at the smallest subtree whose last leaf is also the last of the earlier tree.
  while (first + count !== from) {
    const { left, right } = halves({ first, count });
    const partner = from <= right.first ? right : left;
    proof.push(hashOver(sha256, partner, readNode));
    ({ first, count } = partner === right ? left : right);
  }
  // Whoever holds the earlier root knows a subtree that begins at leaf 0: it is that root.
  if (first > 0) proof.push(hashOver(sha256, { first, count }, readNode));
  return proof.reverse();
}

/** Divides a subtree of at least two leaves as RFC 6962 does: the left half has the largest power of two below. */
function halves({ first, count }: LeafRange): { readonly left: LeafRange; readonly right: LeafRange } {
  let width = 1;
  while (width * 2 < count) width *= 2;
  return { left: { first, count: width }, right: { first: first + width, count: count - width } };
}

/**
 * Checks an inclusion proof. Source: RFC 9162, section 2.1.3.2.
 * @returns the problem `LEDGER.INCLUSION_UNPROVEN` when it does not show what it is to show.
 */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim, proof: Proof): Proven {
  const { index, size, leaf, root } = claim;
  if (!isCount(index) || !isCount(size)) return notIncluded('index and size must be whole numbers below 2^53');
  if (index >= size) return notIncluded(`a tree of ${size} leaves has no leaf ${index}`);
  if (![leaf, root, ...proof].every(isHash)) return notIncluded(NOT_32_BYTES);
  const sides = sidesAbove(index, size - 1);
  if (proof.length !== sides.length) return notIncluded(otherLength(proof.length, sides.length));
  const found = proof.reduce(
    (hash, partner, step) =>
      sides[step] === 'left' ? nodeHash(sha256, partner, hash) : nodeHash(sha256, hash, partner),
    leaf,
  );
  return sameBytes(found, root) ? succeed('proven') : notIncluded('leaf and proof lead to another root');
}

/**
 * Checks a consistency proof. Source: RFC 9162, section 2.1.4.2.
 * @returns the problem `LEDGER.CONSISTENCY_UNPROVEN` when it does not show what it is to show; so too when the earlier
 * tree has no leaves, for every tree begins with those and a proof would say nothing.
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim, proof: Proof): Proven {
  const problem =
    impossible(claim, proof) ??
    (claim.from === claim.to ? difference(claim, proof) : contradiction(sha256, claim, proof));
  return problem === undefined ? succeed('proven') : inconsistent(problem);
}

/** What is wrong with a claim of consistency before any hash is worked out. */
function impossible({ from, to, fromRoot, toRoot }: ConsistencyClaim, proof: Proof): string | undefined {
  if (!isCount(from) || !isCount(to)) return 'sizes must be whole numbers below 2^53';
  if (from === 0) return 'the earlier tree has no leaves';
  if (from > to) return `a tree of ${from} leaves does not shrink to ${to}`;
  // Between equal sizes nothing is hashed: one root that is known makes the other as good.
  return from === to || [fromRoot, toRoot, ...proof].every(isHash) ? undefined : NOT_32_BYTES;
}

/** What makes two trees of one size different. */
function difference({ fromRoot, toRoot }: ConsistencyClaim, proof: Proof): string | undefined {
  if (proof.length > 0) return otherLength(proof.length, 0);
  return sameBytes(fromRoot, toRoot) ? undefined : 'two trees of one size have different roots';
}

/** What the hashes of a proof say against a claim about two different sizes. */
function contradiction(sha256: Sha256, claim: ConsistencyClaim, proof: Proof): string | undefined {
  const { from, to, fromRoot, toRoot } = claim;
  // The way up begins at the largest full node that ends with the earlier tree.
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = halved(at, last);
  const sides = sidesAbove(at, last);
  // When the earlier tree is no more than that node, its root begins the proof without being sent.
  const whole = at === 0 ? [fromRoot, ...proof] : proof;
  const [begin, ...partners] = whole;
  if (begin === undefined || partners.length !== sides.length) {
    return otherLength(proof.length, proof.length + sides.length + 1 - whole.length);
  }
  let [earlier, later] = [begin, begin];
  partners.forEach((partner, step) => {
    if (sides[step] === 'left') earlier = nodeHash(sha256, partner, earlier);
    later = sides[step] === 'left' ? nodeHash(sha256, partner, later) : nodeHash(sha256, later, partner);
  });
  if (!sameBytes(earlier, fromRoot)) return 'the proof leads to another earlier root';
  return sameBytes(later, toRoot) ? undefined : 'the proof leads to another later root';
}

/**
 * On which sides the partners stand on the way from a node up to the root. `at` is the node's index in its level and
 * `last` that of the level's last node: fn and sn of RFC 9162.
 */
function sidesAbove(at: number, last: number): readonly ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  while (last !== 0) {
    const isRight = at % 2 === 1 || at === last;
    sides.push(isRight ? 'left' : 'right');
    // A last node without a partner is lifted up until it is the right half of something.
    while (isRight && at % 2 === 0 && at !== 0) [at, last] = halved(at, last);
    [at, last] = halved(at, last);
  }
  return sides;
}

function halved(at: number, last: number): [number, number] {
  return [Math.floor(at / 2), Math.floor(last / 2)];
}

const NOT_32_BYTES = `every hash must have ${HASH_BYTES} bytes`;

function otherLength(found: number, expected: number): string {
  return `such a proof has ${expected} hashes, and this one has ${found}`;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

function notIncluded(why: string): Proven {
  return fail({
    code: 'LEDGER.INCLUSION_UNPROVEN',
    detail: `It is not proven that the entry stands in this log: ${why}.`,
  });
}

function inconsistent(why: string): Proven {
  return fail({
    code: 'LEDGER.CONSISTENCY_UNPROVEN',
    detail: `It is not proven that the log was only added to between the two sizes: ${why}.`,
  });
}
