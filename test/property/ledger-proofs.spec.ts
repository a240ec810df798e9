import {
  type ConsistencyClaim,
  consistencyProof,
  type InclusionClaim,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '@remit/ledger';
import { random } from '../oracle/random.js';
import { sha256 } from '@remit/ledger/nest';
import { printedSeed } from '../support/seed.js';
import { numberedLog } from '../unit/ledger/naive-tree.js';
import { flipped } from '../unit/ledger/outcomes.js';

const SIZES = 130;
const SMALL = 40;
const TRIPLES = 3000;

type Proof = readonly Uint8Array[];

const rnd = random(printedSeed('PROPERTY_SEED'));
const log = numberedLog(SIZES, ` ${String(rnd.int(2 ** 32))}`);
const roots = Array.from({ length: SIZES + 1 }, (_, size) => rootOf(sha256, size, log.readNode));
const stranger = log.leaves[rnd.int(SIZES)]!;

const includes = (claim: InclusionClaim, proof: Proof) => verifyInclusion(sha256, claim, proof).ok;
const extendsTo = (claim: ConsistencyClaim, proof: Proof) => verifyConsistency(sha256, claim, proof).ok;

function inclusionClaim(index: number, size: number): InclusionClaim {
  return { index, size, leaf: log.leaves[index]!, root: roots[size]! };
}

function consistencyClaim(from: number, to: number): ConsistencyClaim {
  return { from, to, fromRoot: roots[from]!, toRoot: roots[to]! };
}

/**
 * Proofs that differ from this one: by one bit of a hash, by one hash more or fewer, or by two that change places.
 * In a small tree each hash has its turn, in a larger one some hash.
 */
function* wrongProofs(proof: Proof, size: number): Generator<readonly [string, Proof]> {
  const everywhere = Array.from({ length: proof.length + 1 }, (_, at) => at);
  const places = size <= SMALL ? everywhere : [proof.length, rnd.int(proof.length)];
  for (const at of places) {
    const [before, after] = [proof.slice(0, at), proof.slice(at + 1)];
    yield [`another hash at ${at}`, [...before, rnd.chance(0.5) ? stranger : new Uint8Array(32), ...proof.slice(at)]];
    const hash = proof[at];
    if (hash === undefined) continue;
    yield [`a bit of hash ${at}`, [...before, flipped(hash, rnd.int(256)), ...after]];
    yield [`no hash ${at}`, [...before, ...after]];
    yield [`hash ${at} twice`, [...before, hash, hash, ...after]];
    yield [`hash ${at} cut off`, [...before, hash.subarray(1), ...after]];
  }
  if (proof.length < 2) return;
  const at = rnd.int(proof.length - 1);
  const neighbours = [proof[at + 1]!, proof[at]!];
  yield [`hashes ${at} and ${at + 1} swapped`, [...proof.slice(0, at), ...neighbours, ...proof.slice(at + 2)]];
  yield ['all hashes the other way round', proof.toReversed()];
}

test('every leaf of every tree is proven to be there, and by no other proof', () => {
  for (let size = 1; size <= SIZES; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const claim = inclusionClaim(index, size);
      const proof = inclusionProof(sha256, { index, size }, log.readNode);
      if (!includes(claim, proof)) expect({ index, size }).toBe('proven');
      for (const [change, wrong] of wrongProofs(proof, size)) {
        if (includes(claim, wrong)) expect({ index, size, change }).toBe('refused');
      }
    }
  }
});

test('no proof of inclusion proves another leaf, another place or another root', () => {
  for (let size = 1; size <= SIZES; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const claim = inclusionClaim(index, size);
      const proof = inclusionProof(sha256, { index, size }, log.readNode);
      const wrong: Partial<InclusionClaim>[] = [
        { leaf: flipped(claim.leaf, rnd.int(256)) },
        { root: flipped(claim.root, rnd.int(256)) },
        { index: index + 1 },
        { index: index - 1 },
        { index: size + index },
        { index: index + 2 ** 32 },
        { index: rnd.int(size), leaf: flipped(claim.leaf, 0) },
        { root: roots[size - 1]! },
      ];
      for (const change of wrong)
        if (includes({ ...claim, ...change }, proof)) expect({ claim, change }).toBe('refused');
    }
  }
});

test('every tree is proven to begin with every earlier one, and by no other proof', () => {
  for (let to = 1; to <= SIZES; to += 1) {
    for (let from = 1; from <= to; from += 1) {
      const claim = consistencyClaim(from, to);
      const proof = consistencyProof(sha256, { from, to }, log.readNode);
      if (!extendsTo(claim, proof)) expect({ from, to }).toBe('proven');
      for (const [change, wrong] of wrongProofs(proof, to)) {
        if (extendsTo(claim, wrong)) expect({ from, to, change }).toBe('refused');
      }
    }
  }
});

test('no proof of consistency proves another root, or the trees the wrong way round', () => {
  for (let to = 2; to <= SIZES; to += 1) {
    for (let from = 1; from < to; from += 1) {
      const claim = consistencyClaim(from, to);
      const proof = consistencyProof(sha256, { from, to }, log.readNode);
      const wrong: Partial<ConsistencyClaim>[] = [
        { fromRoot: flipped(claim.fromRoot, rnd.int(256)) },
        { toRoot: flipped(claim.toRoot, rnd.int(256)) },
        { fromRoot: claim.toRoot, toRoot: claim.fromRoot },
        { fromRoot: claim.toRoot },
        { from: to, to: from },
        { from: 0 },
        { from: to },
      ];
      for (const change of wrong)
        if (extendsTo({ ...claim, ...change }, proof)) expect({ claim, change }).toBe('refused');
    }
  }
});

test('all 256 bits of every hash count', () => {
  for (let time = 0; time < 6; time += 1) {
    const to = 2 + rnd.int(SIZES - 1);
    const [from, index] = [1 + rnd.int(to - 1), rnd.int(to)];
    const inclusion = inclusionProof(sha256, { index, size: to }, log.readNode);
    const consistency = consistencyProof(sha256, { from, to }, log.readNode);
    for (let bit = 0; bit < 256; bit += 1) {
      inclusion.forEach((hash, at) => {
        if (includes(inclusionClaim(index, to), inclusion.with(at, flipped(hash, bit))))
          expect({ index, to, at, bit }).toBe('refused');
      });
      consistency.forEach((hash, at) => {
        if (extendsTo(consistencyClaim(from, to), consistency.with(at, flipped(hash, bit))))
          expect({ from, to, at, bit }).toBe('refused');
      });
    }
  }
});

test('what is consistent by way of a middle tree is consistent, and a fork is so with no one', () => {
  let forks = 0;
  for (let time = 0; time < TRIPLES; time += 1) {
    const [a, b, c] = [1 + rnd.int(SIZES), 1 + rnd.int(SIZES), 1 + rnd.int(SIZES)].sort((x, y) => x - y) as [
      number,
      number,
      number,
    ];
    const prove = (from: number, to: number) =>
      extendsTo(consistencyClaim(from, to), consistencyProof(sha256, { from, to }, log.readNode));
    expect([a, b, c, prove(a, b), prove(b, c), prove(a, c)]).toEqual([a, b, c, true, true, true]);
    if (time >= TRIPLES / 10) continue;
    // Somebody keeps two books that agree on the first `same` entries only, and shows one at size b and the other at c.
    const same = rnd.int(b);
    const fork = numberedLog(0);
    for (const [n, leaf] of log.leaves.slice(0, c).entries())
      fork.append(n === same ? flipped(leaf, rnd.int(256)) : leaf);
    const proof = consistencyProof(sha256, { from: b, to: c }, fork.readNode);
    const toRoot = rootOf(sha256, c, fork.readNode);
    const claim = { from: b, to: c, fromRoot: roots[b]!, toRoot };
    expect({ a, b, c, same, ok: extendsTo(claim, proof) }).toEqual({ a, b, c, same, ok: false });
    // Whoever remembers a tree from before the fork sees nothing wrong in either book: only comparing them does.
    if (a <= same) {
      const before = { from: a, to: c, fromRoot: roots[a]!, toRoot };
      expect(extendsTo(before, consistencyProof(sha256, { from: a, to: c }, fork.readNode))).toBe(true);
      forks += 1;
    }
  }
  expect(forks).toBeGreaterThan(0);
});
