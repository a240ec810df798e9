import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readCanonical } from '../../apps/verify/src/canonical.js';
import { openCheckpoint } from '../../apps/verify/src/checkpoint.js';
import { leafHash, provesConsistency, provesInclusion, Tree } from '../../apps/verify/src/merkle.js';
import { readPolicy } from '../../apps/verify/src/policy.js';
import { bytes, unbase64 } from '../unit/ledger/outcomes.js';
import { TESSERA } from '../unit/ledger/published-vectors.js';

/** What others have published, held against the second implementation: 196 probes, a signed log, canonical JSON. */

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/vectors/ledger');
const withVectors = existsSync(FOLDER) ? describe : describe.skip;

interface Probe {
  readonly name: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string | null;
  readonly root: string | null;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
}

function probes(kind: string): Probe[] {
  const file = path.join(FOLDER, 'rfc6962', `${kind}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Probe[]) : [];
}

const hash = (encoded: string | null): Uint8Array => unbase64(encoded ?? '');
const proofOf = ({ proof }: Probe): readonly Uint8Array[] => (proof ?? []).map(unbase64);

withVectors('the verifier and what others have published', () => {
  it('finds 184 of 196 proofs wrong, and just those', () => {
    const inclusion = probes('inclusion').map((probe) => {
      const claim = { index: probe.leafIdx, size: probe.treeSize, leaf: hash(probe.leafHash), root: hash(probe.root) };
      return [probe, provesInclusion(claim, proofOf(probe))] as const;
    });
    const consistency = probes('consistency').map((probe) => {
      const { size1, size2, root1, root2 } = probe;
      const claim = { from: size1, to: size2, fromRoot: hash(root1), toRoot: hash(root2) };
      return [probe, provesConsistency(claim, proofOf(probe))] as const;
    });
    const all = [...inclusion, ...consistency];
    expect([all.length, all.filter(([, proves]) => !proves).length]).toEqual([196, 184]);
    expect(all.filter(([probe, proves]) => proves === probe.wantErr).map(([{ name }]) => name)).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])(
    'opens the checkpoint of size %d of the Tessera log, whose root it works out from the entries',
    (size) => {
      const policy = readPolicy(bytes(`log ${TESSERA.vkey}\nquorum none\n`));
      const note = readFileSync(path.join(FOLDER, 'tessera-log', `checkpoint.${size}`), 'utf8');
      const tree = new Tree();
      for (const entry of TESSERA.entries) tree.push(leafHash(bytes(entry)));
      const opened = openCheckpoint(note, TESSERA.origin, policy, 'It');
      expect([opened.size, opened.root.toString('hex')]).toEqual([size, tree.root(size).toString('hex')]);
    },
  );

  it('accepts the official canonical forms but those with fractions, and none of their inputs', () => {
    const folder = path.join(FOLDER, 'jcs');
    const accepted = (kind: string) =>
      readdirSync(path.join(folder, kind)).filter((file) => {
        return 'value' in readCanonical(readFileSync(path.join(folder, kind, file), 'utf8'));
      });
    expect(accepted('output').sort()).toEqual([
      'arrays.json',
      'french.json',
      'structures.json',
      'unicode.json',
      'weird.json',
    ]);
    expect(accepted('input')).toEqual([]);
  });
});
