import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  consistencyProof,
  formatCheckpoint,
  leafHash,
  parsePolicy,
  parseSignerKey,
  rootOf,
  sameBytes,
  signNote,
  verifyCheckpoint,
  verifyConsistency,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';
import { RowStore } from '../unit/ledger/naive-tree.js';
import { bytes, valueOf } from '../unit/ledger/outcomes.js';
import { TESSERA } from '../unit/ledger/published-vectors.js';

/** The log that transparency-dev/tessera keeps for its tests (Apache-2.0): 15 entries, 16 checkpoints, tiles. */

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/vectors/ledger/tessera-log');
const withLog = existsSync(FOLDER) ? describe : describe.skip;
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(FOLDER, name)));

const log = new RowStore();
for (const entry of TESSERA.entries) log.append(leafHash(sha256, bytes(entry)));
const sizes = Array.from({ length: TESSERA.entries.length + 1 }, (_, size) => size);

withLog('the Tessera test log', () => {
  const policy = valueOf(parsePolicy(sha256, bytes(`log ${TESSERA.vkey}\nquorum none\n`)));
  const checkpoint = (size: number) =>
    valueOf(verifyCheckpoint(verify, policy, TESSERA.origin, file(`checkpoint.${size}`)));

  it.each(sizes)('signed its checkpoint of size %d over the root of its entries', (size) => {
    const { origin, root, ...rest } = checkpoint(size);
    expect([origin, rest.size]).toEqual([TESSERA.origin, size]);
    expect(sameBytes(root, rootOf(sha256, size, log.readNode))).toBe(true);
  });

  it.each(sizes)('signs the checkpoint of size %d again with the same bytes', (size) => {
    const key = valueOf(parseSignerKey(sha256, publicKeyOf, TESSERA.skey));
    const text = formatCheckpoint({ origin: TESSERA.origin, size, root: rootOf(sha256, size, log.readNode) });
    expect(valueOf(signNote(sign, text, [key]))).toEqual(file(`checkpoint.${size}`));
  });

  it('has the hashes of its entries in its tiles', () => {
    const tiles = readdirSync(path.join(FOLDER, 'tile/0/000.p'));
    expect(tiles.map(Number).sort((a, b) => a - b)).toEqual(sizes.slice(1));
    for (const width of tiles) {
      const hashes = Buffer.concat(log.leaves.slice(0, Number(width)));
      expect(hashes.equals(file(`tile/0/000.p/${width}`))).toBe(true);
    }
  });

  it('has its entries in its bundles, each after its length', () => {
    for (const width of readdirSync(path.join(FOLDER, 'tile/entries/000.p'))) {
      const entries = TESSERA.entries
        .slice(0, Number(width))
        .flatMap((entry) => [Buffer.of(0, entry.length), Buffer.from(entry)]);
      expect(Buffer.concat(entries).equals(file(`tile/entries/000.p/${width}`))).toBe(true);
    }
  });

  it('was only added to from each checkpoint to each later one', () => {
    for (const from of sizes.slice(1)) {
      for (const to of sizes.slice(from)) {
        const claim = { from, to, fromRoot: checkpoint(from).root, toRoot: checkpoint(to).root };
        const proof = consistencyProof(sha256, { from, to }, log.readNode);
        if (!verifyConsistency(sha256, claim, proof).ok) expect([from, to]).toBe('consistent');
      }
    }
  });
});
