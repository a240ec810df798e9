import { leafHash, nodeHash, provesConsistency, provesInclusion, Tree } from '../../../apps/verify/src/merkle.js';
import { naiveRoot, numberedLog } from '../ledger/naive-tree.js';
import { bytes, flipped, hex, unbase64, unhex } from '../ledger/outcomes.js';
import {
  CLASSIC_TREE,
  CONSISTENCY,
  HASHES,
  INCLUSION,
  LITEWITNESS,
  TESSERA,
  YETI,
} from '../ledger/published-vectors.js';
import { consistencyProof, inclusionProof } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';

const hash = (encoded: string): Uint8Array => unbase64(encoded);

function treeOf(leaves: readonly Uint8Array[]): Tree {
  const tree = new Tree();
  for (const leaf of leaves) tree.push(leaf);
  return tree;
}

describe('the verifier\u2019s own tree', () => {
  it.each(HASHES.leaves)('hashes the leaf "%s" as published', (leaf, digest) => {
    expect(hex(leafHash(bytes(leaf)))).toBe(digest);
  });

  it('hashes a node as published', () => {
    expect(hex(nodeHash(bytes(HASHES.node.left), bytes(HASHES.node.right)))).toBe(HASHES.node.hash);
  });

  it('has the roots of the classic tree at every size, whatever came later', () => {
    const tree = treeOf(CLASSIC_TREE.leaves.map((leaf) => leafHash(unhex(leaf))));
    expect(CLASSIC_TREE.roots.map((_, at) => hex(tree.root(at + 1)))).toEqual(CLASSIC_TREE.roots);
  });

  it.each(TESSERA.roots)('has the root of the Tessera log at size %d', (size, root) => {
    const tree = treeOf(TESSERA.entries.map((entry) => leafHash(bytes(entry))));
    expect(tree.root(size).toString('base64')).toBe(root);
  });

  it('has the root that the definition gives, for all sizes up to 130', () => {
    const { leaves } = numberedLog(130);
    const tree = treeOf(leaves);
    for (let size = 1; size <= leaves.length; size += 1) {
      expect(hex(tree.root(size))).toBe(hex(naiveRoot(leaves.slice(0, size))));
    }
  });

  it('sees the one bit that broke a log in 2022', () => {
    const [stored, right] = YETI.map(hash) as [Uint8Array, Uint8Array];
    expect(hex(nodeHash(stored, stored))).not.toBe(hex(nodeHash(right, stored)));
  });
});

describe('the verifier\u2019s own proofs', () => {
  const { index, size, leaf, root, proof } = INCLUSION;
  const included = { index, size, leaf: hash(leaf), root: hash(root) };
  const { from, to } = CONSISTENCY;
  const consistent = { from, to, fromRoot: hash(CONSISTENCY.fromRoot), toRoot: hash(CONSISTENCY.toRoot) };

  it('accept the published ones', () => {
    expect(provesInclusion(included, proof.map(hash))).toBe(true);
    expect(provesConsistency(consistent, CONSISTENCY.proof.map(hash))).toBe(true);
    const claim = { from: 1, to: 3, fromRoot: hash(LITEWITNESS.fromRoot), toRoot: hash(LITEWITNESS.toRoot) };
    expect(provesConsistency(claim, LITEWITNESS.proof.map(hash))).toBe(true);
    expect(provesConsistency(claim, LITEWITNESS.wrongProof.map(hash))).toBe(false);
  });

  it('refuse what pseudo-code would accept: a leaf without bytes, and sizes of 0', () => {
    const none = new Uint8Array();
    expect(provesInclusion({ index: 0, size: 1, leaf: none, root: none }, [])).toBe(false);
    expect(provesConsistency({ from: 0, to: 0, fromRoot: included.root, toRoot: included.leaf }, [])).toBe(false);
    expect(provesConsistency({ from: 0, to: 2, fromRoot: included.root, toRoot: included.root }, [])).toBe(false);
  });

  it('accept every proof of the product for all sizes up to 20, and none with a bit, a hash or a size changed', () => {
    const log = numberedLog(20);
    const tree = treeOf(log.leaves);
    for (let all = 1; all <= 20; all += 1) {
      for (let at = 0; at < all; at += 1) {
        const claim = { index: at, size: all, leaf: log.leaves[at]!, root: tree.root(all) };
        const path = inclusionProof(sha256, claim, log.readNode);
        expect(provesInclusion(claim, path)).toBe(true);
        for (const wrong of wrongProofs(path)) expect(provesInclusion(claim, wrong)).toBe(false);
        expect(provesInclusion({ ...claim, index: at + 1 }, path)).toBe(false);

        const sizes = { from: at + 1, to: all, fromRoot: tree.root(at + 1), toRoot: tree.root(all) };
        const steps = consistencyProof(sha256, sizes, log.readNode);
        expect(provesConsistency(sizes, steps)).toBe(true);
        for (const wrong of wrongProofs(steps)) expect(provesConsistency(sizes, wrong)).toBe(false);
        expect(provesConsistency({ ...sizes, toRoot: flipped(sizes.toRoot, 3) }, steps)).toBe(false);
        expect(provesConsistency({ ...sizes, fromRoot: flipped(sizes.fromRoot, 3) }, steps)).toBe(false);
      }
    }
  });
});

function wrongProofs(proof: readonly Uint8Array[]): Uint8Array[][] {
  const changed = proof.map((_, at) => proof.map((each, other) => (other === at ? flipped(each, at * 7) : each)));
  const shorter =
    proof.length === 0 ? [] : [proof.slice(1), proof.slice(0, -1), [...proof.slice(0, -1), new Uint8Array(31)]];
  return [...changed, ...shorter, [...proof, new Uint8Array(32)], [new Uint8Array(32), ...proof]];
}
