import { EMPTY_TREE, grown, leafHash, rootOfPeaks, type SignerKey, StoredRows } from '@remit/ledger';
import {
  type CheckpointSources,
  type Finding,
  type KeptNote,
  sha256,
  verifyRecord,
  worstOf,
  worstOnly,
} from '@remit/ledger/nest';
import { directoryKey, logKey, noteOver, policyOf } from '../../support/signed-record.js';

/** What is worst decides and is shown, however much else is wrong. */

class NoRows extends StoredRows {
  override trusts(): [] {
    return [];
  }
  override pagesOf(): [] {
    return [];
  }
  override faults(): [] {
    return [];
  }
}

/** Checkpoints over one entry, two, and so on, signed with a key. */
function notes(key: SignerKey, count: number): readonly KeptNote[] {
  let tree = EMPTY_TREE;
  return Array.from({ length: count }, () => {
    tree = grown(sha256, tree, leafHash(sha256, Buffer.from('entry')));
    const { size, peaks } = tree;
    const signed = { log: key.name, size, root: rootOfPeaks(sha256, peaks), note: noteOver(tree, key), peaks };
    return { ...signed, madeAt: '2025-03-03T10:00:00.000Z', cosignatures: [], timestamps: [] };
  });
}

/** Checks checkpoints that were signed with keys which the auditor does not accept. */
function verdictOf(chosen: Partial<CheckpointSources>) {
  const policy = policyOf(logKey('north', 1), directoryKey(2));
  const directory = { notes: [], leaves: [] };
  const sources = { given: [], kept: [], directory, keysOf: () => [], policy, ...chosen };
  const check = verifyRecord(new NoRows(), sources, undefined);
  let step = check.next();
  while (step.done !== true) step = check.next();
  return step.value;
}

test('an altered checkpoint decides, however many newer ones are only not accepted', () => {
  const [first, ...others] = notes(logKey('north'), 9);
  const verdict = verdictOf({ kept: [{ ...first!, note: Buffer.from(`${first!.log}\n`) }, ...others] });
  expect(worstOf(verdict)).toBe('altered');
  const [north] = verdict.trusts;
  expect(north!.findings.map(({ kind }) => kind)).toEqual(['altered', 'policy', 'policy', 'policy', 'policy']);
  // Of those that are alike the newest are shown.
  expect(north!.findings[1]!.says).toContain('The checkpoint of 9 entries');
  expect(north!.count).toBe(9);
});

test('an altered leaf of the directory decides, however many of its checkpoints are only not accepted', () => {
  const leaf = { n: 0, points: undefined, hashes: Buffer.alloc(32) };
  const verdict = verdictOf({ directory: { notes: notes(directoryKey(), 30), leaves: [leaf] } });
  expect(worstOf(verdict)).toBe('altered');
  expect(verdict.findings).toHaveLength(20);
  expect(verdict.findings[0]!.says).toContain('Leaf 0 of the directory does not point to the checkpoint of a trust');
});

test('the worst so many are left, and those that are alike as they came', () => {
  const kinds = ['policy', 'incomplete', 'policy', 'altered', 'incomplete'] as const;
  const findings: readonly Finding[] = kinds.map((kind, n) => ({ kind, says: String(n) }));
  const left = (max: number) => worstOnly(findings, max).map(({ says }) => says);
  expect([left(0), left(1), left(3), left(9)]).toEqual([[], ['3'], ['3', '1', '4'], ['3', '1', '4', '0', '2']]);
});
