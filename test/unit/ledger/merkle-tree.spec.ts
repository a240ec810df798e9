import {
  compactRange,
  completedBy,
  EMPTY_TREE,
  emptyRoot,
  grown,
  type GrowingTree,
  hashesInRow,
  leafHash,
  nodeHash,
  placeOf,
  rootOf,
  rootOfPeaks,
} from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { numberedLog, RowStore } from './naive-tree.js';
import { base64, bytes, flipped, hex, unbase64, unhex } from './outcomes.js';
import { CLASSIC_TREE, HASHES, TESSERA, YETI } from './published-vectors.js';

function logOf(entries: readonly Uint8Array[]): RowStore {
  const log = new RowStore();
  for (const entry of entries) log.append(leafHash(sha256, entry));
  return log;
}

const refuse = (): Uint8Array => {
  throw new Error('no node should be read');
};

describe('the published hashes', () => {
  it('of the empty tree, of leaves and of a node come out', () => {
    expect(hex(emptyRoot(sha256))).toBe(HASHES.emptyRoot);
    for (const [entry, hash] of HASHES.leaves) expect(hex(leafHash(sha256, bytes(entry)))).toBe(hash);
    const { left, right, hash } = HASHES.node;
    expect(hex(nodeHash(sha256, bytes(left), bytes(right)))).toBe(hash);
  });

  it('of the classic tree come out at every size, from stored nodes and from growing', () => {
    const { readNode, leaves } = logOf(CLASSIC_TREE.leaves.map(unhex));
    let tree: GrowingTree = EMPTY_TREE;
    for (const [at, root] of CLASSIC_TREE.roots.entries()) {
      tree = grown(sha256, tree, leaves[at]!);
      expect(tree.size).toBe(at + 1);
      expect(hex(rootOf(sha256, at + 1, readNode))).toBe(root);
      expect(hex(rootOfPeaks(sha256, tree.peaks))).toBe(root);
    }
  });

  it('of the Tessera test log come out', () => {
    const { readNode } = logOf(TESSERA.entries.map(bytes));
    for (const [size, root] of TESSERA.roots) expect(base64(rootOf(sha256, size, readNode))).toBe(root);
  });
});

describe('the empty tree', () => {
  it('has the digest of nothing for a root and reads no node', () => {
    expect(hex(rootOf(sha256, 0, refuse))).toBe(HASHES.emptyRoot);
    expect(hex(rootOfPeaks(sha256, EMPTY_TREE.peaks))).toBe(HASHES.emptyRoot);
    expect(compactRange(0)).toEqual([]);
  });
});

describe('stored rows', () => {
  it('hold the leaf and every node that it completes', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16].map(hashesInRow)).toEqual([1, 2, 1, 3, 1, 2, 1, 4, 1, 5, 1]);
    const log = numberedLog(8);
    expect(log.rows.map((row) => row.length / 32)).toEqual([1, 2, 1, 3, 1, 2, 1, 4]);
    const [l0, l1, l2, l3] = log.leaves as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const [n01, n23] = [nodeHash(sha256, l0, l1), nodeHash(sha256, l2, l3)];
    expect(hex(log.rows[3]!)).toBe(hex(l3) + hex(n23) + hex(nodeHash(sha256, n01, n23)));
  });

  it('are found by level and index', () => {
    expect(placeOf({ level: 0, index: 6 })).toEqual({ row: 6, offset: 0 });
    expect(placeOf({ level: 1, index: 0 })).toEqual({ row: 1, offset: 32 });
    expect(placeOf({ level: 2, index: 1 })).toEqual({ row: 7, offset: 64 });
    expect(placeOf({ level: 40, index: 4095 })).toEqual({ row: 2 ** 52 - 1, offset: 1280 });
  });

  it('are refused for a number that is none and for a hash of another length', () => {
    for (const n of [-1, 0.5, NaN, 2 ** 53]) {
      expect(() => completedBy(sha256, n, new Uint8Array(32), refuse)).toThrow('Leaves are numbered');
    }
    expect(() => completedBy(sha256, 0, new Uint8Array(31), refuse)).toThrow('32 bytes');
  });
});

describe('the compact range', () => {
  it.each([
    [1, [[0, 0]]],
    [2, [[1, 0]]],
    [
      7,
      [
        [2, 0],
        [1, 2],
        [0, 6],
      ],
    ],
    [8, [[3, 0]]],
    [
      2 ** 40 + 1,
      [
        [40, 0],
        [0, 2 ** 40],
      ],
    ],
  ])('of %d leaves', (size, nodes) => {
    expect(compactRange(size).map(({ level, index }) => [level, index])).toEqual(nodes);
  });

  it('of the greatest size has a node for every bit', () => {
    expect(compactRange(2 ** 53 - 1)).toHaveLength(53);
  });

  it.each([-1, 1.5, NaN, 2 ** 53])('of %d leaves is refused', (size) => {
    expect(() => compactRange(size)).toThrow('whole number');
  });
});

describe('one fallen bit in a stored hash', () => {
  it('is what happened to Yeti', () => {
    const [one, other] = YETI.map(unbase64) as [Uint8Array, Uint8Array];
    const bits = Array.from({ length: 256 }, (_, bit) => bit).filter((bit) => hex(flipped(one, bit)) === hex(other));
    expect(bits).toHaveLength(1);
  });

  it('parts the two ways to the root', () => {
    const log = numberedLog(21);
    const tree = log.leaves.reduce((grows, leaf) => grown(sha256, grows, leaf), EMPTY_TREE);
    const root = hex(rootOfPeaks(sha256, tree.peaks));
    expect(hex(rootOf(sha256, 21, log.readNode))).toBe(root);
    // The root of 21 leaves is made of the nodes that rows 15, 19 and 20 end with.
    for (const [row, offset] of [
      [15, 4 * 32],
      [19, 2 * 32],
      [20, 0],
    ] as const) {
      const sound = log.rows[row]!;
      log.rows[row] = flipped(sound, offset * 8 + 11);
      expect(hex(rootOf(sha256, 21, log.readNode))).not.toBe(root);
      log.rows[row] = sound;
    }
  });
});
