import {
  consistencyProof,
  emptyRoot,
  type ConsistencyClaim,
  inclusionProof,
  type InclusionClaim,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { numberedLog, RowStore } from './naive-tree.js';
import { base64, codeOf, unbase64, unhex } from './outcomes.js';
import { CLASSIC_TREE, CONSISTENCY, INCLUSION, LITEWITNESS } from './published-vectors.js';

const UNPROVEN = { inclusion: 'LEDGER.INCLUSION_UNPROVEN', consistency: 'LEDGER.CONSISTENCY_UNPROVEN' };

function whyOf(outcome: ReturnType<typeof verifyInclusion>): string {
  return outcome.ok ? 'proven' : outcome.problem.detail;
}

function inclusionOf(
  log: RowStore,
  index: number,
  size: number,
): { claim: InclusionClaim; proof: readonly Uint8Array[] } {
  const root = rootOf(sha256, size, log.readNode);
  return {
    claim: { index, size, leaf: log.leaves[index]!, root },
    proof: inclusionProof(sha256, { index, size }, log.readNode),
  };
}

function consistencyOf(
  log: RowStore,
  from: number,
  to: number,
): { claim: ConsistencyClaim; proof: readonly Uint8Array[] } {
  const [fromRoot, toRoot] = [rootOf(sha256, from, log.readNode), rootOf(sha256, to, log.readNode)];
  return { claim: { from, to, fromRoot, toRoot }, proof: consistencyProof(sha256, { from, to }, log.readNode) };
}

describe('the published proofs', () => {
  const classic = new RowStore();
  for (const entry of CLASSIC_TREE.leaves) classic.append(leafHash(sha256, unhex(entry)));

  it('of inclusion is made again and accepted', () => {
    const { index, size, leaf, root, proof } = INCLUSION;
    expect(inclusionProof(sha256, { index, size }, classic.readNode).map(base64)).toEqual(proof);
    const claim = { index, size, leaf: unbase64(leaf), root: unbase64(root) };
    expect(codeOf(verifyInclusion(sha256, claim, proof.map(unbase64)))).toBe('ok');
  });

  it('of consistency is made again and accepted', () => {
    const { from, to, fromRoot, toRoot, proof } = CONSISTENCY;
    expect(consistencyProof(sha256, { from, to }, classic.readNode).map(base64)).toEqual(proof);
    const claim = { from, to, fromRoot: unbase64(fromRoot), toRoot: unbase64(toRoot) };
    expect(codeOf(verifyConsistency(sha256, claim, proof.map(unbase64)))).toBe('ok');
  });

  it('of the witness over made-up hashes is accepted, and refused when its last hash differs', () => {
    const { from, to, fromRoot, toRoot, proof, wrongProof } = LITEWITNESS;
    const claim = { from, to, fromRoot: unbase64(fromRoot), toRoot: unbase64(toRoot) };
    expect(codeOf(verifyConsistency(sha256, claim, proof.map(unbase64)))).toBe('ok');
    expect(codeOf(verifyConsistency(sha256, claim, wrongProof.map(unbase64)))).toBe(UNPROVEN.consistency);
  });

  // RFC 6962, section 2.1.3, draws a tree of seven leaves with the leaves a to f and j, and names the nodes of proofs.
  it('in the drawing of RFC 6962 have the nodes that it names', () => {
    const log = numberedLog(7);
    const [, b, c, d, , f, j] = log.leaves;
    const [g, h, i] = [0, 1, 2].map((index) => log.readNode(1, index));
    const k = log.readNode(2, 0);
    const l = nodeHash(sha256, i!, j!);
    const named = (...nodes: readonly (Uint8Array | undefined)[]) => nodes.map((hash) => base64(hash!));
    expect(inclusionOf(log, 0, 7).proof.map(base64)).toEqual(named(b, h, l));
    expect(inclusionOf(log, 3, 7).proof.map(base64)).toEqual(named(c, g, l));
    expect(inclusionOf(log, 4, 7).proof.map(base64)).toEqual(named(f, j, k));
    expect(inclusionOf(log, 6, 7).proof.map(base64)).toEqual(named(i, k));
    expect(consistencyOf(log, 3, 7).proof.map(base64)).toEqual(named(c, d, g, l));
    expect(consistencyOf(log, 4, 7).proof.map(base64)).toEqual(named(l));
    expect(consistencyOf(log, 6, 7).proof.map(base64)).toEqual(named(i, j, k));
  });
});

describe('a proof of inclusion', () => {
  const log = numberedLog(20);

  it('of the only leaf is empty', () => {
    const { claim, proof } = inclusionOf(log, 0, 1);
    expect(proof).toEqual([]);
    expect(codeOf(verifyInclusion(sha256, claim, proof))).toBe('ok');
  });

  it('is refused for a leaf past the end, for broken numbers and for the empty tree', () => {
    const { claim, proof } = inclusionOf(log, 5, 20);
    const wrong = [{ index: 20 }, { index: -1 }, { index: 5.5 }, { index: NaN }, { size: 2 ** 53 }, { size: 0 }];
    for (const change of wrong) {
      expect(codeOf(verifyInclusion(sha256, { ...claim, ...change }, proof))).toBe(UNPROVEN.inclusion);
    }
  });

  it('is refused when a hash has not 32 bytes, even where RFC 9162 would accept it', () => {
    const { claim, proof } = inclusionOf(log, 5, 20);
    const short = new Uint8Array(31);
    expect(whyOf(verifyInclusion(sha256, { ...claim, leaf: short }, proof))).toContain('32 bytes');
    expect(whyOf(verifyInclusion(sha256, { ...claim, root: short }, proof))).toContain('32 bytes');
    expect(whyOf(verifyInclusion(sha256, claim, [...proof.slice(1), short]))).toContain('32 bytes');
    const nothing = new Uint8Array(0);
    const empty = { index: 0, size: 1, leaf: nothing, root: nothing };
    expect(codeOf(verifyInclusion(sha256, empty, []))).toBe(UNPROVEN.inclusion);
  });

  it('says how many hashes it should have', () => {
    const { claim, proof } = inclusionOf(log, 5, 20);
    expect(whyOf(verifyInclusion(sha256, claim, proof.slice(1)))).toContain('has 5 hashes, and this one has 4');
    expect(whyOf(verifyInclusion(sha256, claim, [...proof, proof[0]!]))).toContain('has 5 hashes, and this one has 6');
  });

  it('cannot be made of a leaf that is not there', () => {
    expect(() => inclusionProof(sha256, { index: 20, size: 20 }, log.readNode)).toThrow('no leaf 20');
    expect(() => inclusionProof(sha256, { index: 0, size: 0 }, log.readNode)).toThrow('no leaf 0');
  });

  it('works at the greatest sizes', () => {
    const readNode = () => leafHash(sha256, new Uint8Array(0));
    const size = 2 ** 53 - 1;
    const leaf = readNode();
    for (const index of [0, 1, 2 ** 31, 2 ** 32 + 1, size - 1]) {
      // Every stored node has one and the same hash here: not a log, but sizes and sides are put to the test.
      const root = rootOf(sha256, size, readNode);
      const proof = inclusionProof(sha256, { index, size }, readNode);
      const isFull = index === size - 1;
      expect(codeOf(verifyInclusion(sha256, { index, size, leaf, root }, proof))).toBe(
        isFull ? 'ok' : UNPROVEN.inclusion,
      );
      expect(proof.length).toBeLessThanOrEqual(53);
    }
  });
});

describe('a proof of consistency', () => {
  const log = numberedLog(20);

  it('between equal sizes is empty, and needs equal roots', () => {
    const { claim, proof } = consistencyOf(log, 7, 7);
    expect(proof).toEqual([]);
    expect(codeOf(verifyConsistency(sha256, claim, proof))).toBe('ok');
    expect(whyOf(verifyConsistency(sha256, { ...claim, toRoot: log.leaves[0]! }, []))).toContain('different roots');
    expect(whyOf(verifyConsistency(sha256, claim, [claim.fromRoot]))).toContain('has 0 hashes, and this one has 1');
  });

  it('from the empty tree is refused, whatever the roots', () => {
    const root = rootOf(sha256, 20, log.readNode);
    const none = emptyRoot(sha256);
    const claims = [
      { from: 0, to: 20, fromRoot: none, toRoot: root },
      { from: 0, to: 0, fromRoot: none, toRoot: none },
      { from: 0, to: 0, fromRoot: root, toRoot: none },
    ];
    for (const claim of claims) expect(whyOf(verifyConsistency(sha256, claim, []))).toContain('no leaves');
    expect(() => consistencyProof(sha256, { from: 0, to: 20 }, log.readNode)).toThrow('from 0 to 20');
  });

  it('is refused for a log that shrank, for broken numbers and for hashes of another length', () => {
    const { claim, proof } = consistencyOf(log, 7, 20);
    const wrong = [
      { from: 20, to: 7 },
      { from: -1 },
      { from: 1.5 },
      { to: NaN },
      { to: 2 ** 53 },
      { fromRoot: new Uint8Array(31) },
      { toRoot: new Uint8Array(0) },
    ];
    for (const change of wrong) {
      expect(codeOf(verifyConsistency(sha256, { ...claim, ...change }, proof))).toBe(UNPROVEN.consistency);
    }
    expect(whyOf(verifyConsistency(sha256, claim, [...proof.slice(1), new Uint8Array(33)]))).toContain('32 bytes');
    expect(() => consistencyProof(sha256, { from: 20, to: 7 }, log.readNode)).toThrow('from 20 to 7');
  });

  it('says how many hashes it should have, and which root it misses', () => {
    const { claim, proof } = consistencyOf(log, 7, 20);
    const count = proof.length;
    expect(whyOf(verifyConsistency(sha256, claim, []))).toContain(`has ${count} hashes, and this one has 0`);
    expect(whyOf(verifyConsistency(sha256, claim, [...proof, proof[0]!]))).toContain(`this one has ${count + 1}`);
    const [other] = log.leaves as [Uint8Array];
    expect(whyOf(verifyConsistency(sha256, { ...claim, fromRoot: other }, proof))).toContain('another earlier root');
    expect(whyOf(verifyConsistency(sha256, { ...claim, toRoot: other }, proof))).toContain('another later root');
    const ofFull = consistencyOf(log, 8, 20);
    expect(whyOf(verifyConsistency(sha256, ofFull.claim, []))).toContain('has 2 hashes, and this one has 0');
  });
});
