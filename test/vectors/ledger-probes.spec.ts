import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyConsistency, verifyInclusion } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { unbase64 } from '../unit/ledger/outcomes.js';

/** 196 probes of proofs by transparency-dev/merkle (Apache-2.0), 184 of which must be refused. */

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/vectors/ledger/rfc6962');

interface Probe {
  readonly name: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}

interface InclusionProbe extends Probe {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string | null;
  readonly root: string | null;
}

interface ConsistencyProbe extends Probe {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
}

/** The probes that lie beside the project; none for users, who do not have them. */
function readProbes(file: string): unknown {
  const from = path.join(FOLDER, file);
  return existsSync(from) ? JSON.parse(readFileSync(from, 'utf8')) : [];
}

const inclusion = readProbes('inclusion.json') as readonly InclusionProbe[];
const consistency = readProbes('consistency.json') as readonly ConsistencyProbe[];
const withProbes = inclusion.length > 0 ? describe : describe.skip;

const hash = (encoded: string | null): Uint8Array => unbase64(encoded ?? '');
const proofOf = ({ proof }: Probe): readonly Uint8Array[] => (proof ?? []).map(unbase64);

withProbes('every published probe', () => {
  it('is here', () => {
    const all = [...inclusion, ...consistency];
    expect([all.length, all.filter(({ wantErr }) => wantErr).length]).toEqual([196, 184]);
  });

  it.each(inclusion.map((probe) => [probe.name, probe] as const))('of inclusion: %s', (_name, probe) => {
    const claim = { index: probe.leafIdx, size: probe.treeSize, leaf: hash(probe.leafHash), root: hash(probe.root) };
    expect(verifyInclusion(sha256, claim, proofOf(probe)).ok).toBe(!probe.wantErr);
  });

  it.each(consistency.map((probe) => [probe.name, probe] as const))('of consistency: %s', (_name, probe) => {
    const { size1, size2, root1, root2 } = probe;
    const claim = { from: size1, to: size2, fromRoot: hash(root1), toRoot: hash(root2) };
    expect(verifyConsistency(sha256, claim, proofOf(probe)).ok).toBe(!probe.wantErr);
  });
});
