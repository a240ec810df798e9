import {
  compactRange,
  EMPTY_TREE,
  grown,
  type GrowingTree,
  hashesInRow,
  leafHash,
  placeOf,
  rootOf,
  rootOfPeaks,
  sameBytes,
} from '@remit/ledger';
import { random } from '../oracle/random.js';
import { sha256 } from '@remit/ledger/nest';
import { printedSeed } from '../support/seed.js';
import { naiveRoot, RowStore } from '../unit/ledger/naive-tree.js';
import { hex } from '../unit/ledger/outcomes.js';

const EVERY_SIZE = 260;
const LARGE_SIZES = 20;
const LARGEST = 3000;

const rnd = random(printedSeed('PROPERTY_SEED'));

const log = new RowStore();
while (log.leaves.length < LARGEST) {
  log.append(
    leafHash(
      sha256,
      Uint8Array.from({ length: rnd.int(80) }, () => rnd.int(256)),
    ),
  );
}
const someSizes = [
  ...Array.from({ length: EVERY_SIZE + 1 }, (_, size) => size),
  ...Array.from({ length: LARGE_SIZES }, () => EVERY_SIZE + 1 + rnd.int(LARGEST - EVERY_SIZE)),
];

test('the root from stored nodes and the root from growing are the root of RFC 6962', () => {
  const grownTo: GrowingTree[] = [EMPTY_TREE];
  for (const leaf of log.leaves) grownTo.push(grown(sha256, grownTo.at(-1)!, leaf));
  for (const size of someSizes) {
    const expected = hex(naiveRoot(log.leaves.slice(0, size)));
    const stored = hex(rootOf(sha256, size, log.readNode));
    const { size: grownSize, peaks } = grownTo[size]!;
    expect({ size, stored }).toEqual({ size, stored: expected });
    expect({ size: grownSize, grown: hex(rootOfPeaks(sha256, peaks)) }).toEqual({ size, grown: expected });
  }
});

test('a row holds exactly the roots over the full ranges of leaves that end with it', () => {
  for (let n = 0; n < EVERY_SIZE; n += 1) {
    const ends: Uint8Array[] = [];
    for (let width = 1; (n + 1) % width === 0; width *= 2) ends.push(naiveRoot(log.leaves.slice(n + 1 - width, n + 1)));
    expect({ n, count: hashesInRow(n), row: hex(log.rows[n]!) }).toEqual({
      n,
      count: ends.length,
      row: ends.map(hex).join(''),
    });
  }
});

test('every full node is found at its place', () => {
  for (let level = 0, width = 1; width <= EVERY_SIZE; level += 1, width *= 2) {
    for (let index = 0; (index + 1) * width <= EVERY_SIZE; index += 1) {
      const { row, offset } = placeOf({ level, index });
      const stored = log.rows[row]!.subarray(offset, offset + 32);
      const expected = naiveRoot(log.leaves.slice(index * width, (index + 1) * width));
      if (!sameBytes(stored, expected)) expect({ level, index }).toBe('found');
    }
  }
});

test('a compact range covers every leaf once, from left to right, with nodes that shrink', () => {
  for (const size of [...someSizes, ...Array.from({ length: 500 }, () => rnd.int(2 ** 53))]) {
    let covered = 0;
    let width = Infinity;
    for (const { level, index } of compactRange(size)) {
      expect(2 ** level).toBeLessThan(width);
      width = 2 ** level;
      expect(index * width).toBe(covered);
      covered += width;
    }
    expect(covered).toBe(size);
  }
});
