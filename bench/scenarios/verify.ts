import { hash } from 'node:crypto';
import path from 'node:path';
import { invariant } from '@remit/kernel';
import { type HeldCheckpoint, type TrustVerdict, verifyTrust } from '@remit/ledger/nest';
import { RawEntries, SqliteRecordStore } from '@remit/record-sqlite';
import type { Figure } from '../figures.js';
import { bestOf, type RunOptions, type Spread, timed } from '../measure.js';
import { prepareRecord } from '../prepared-record.js';
import { paceFor } from '../trust-entries.js';

const TIMES = 10;
const PAGE = 2000;

/** Everything that `remit verify` does with one trust's stored rows, against a checkpoint over all of them. */
export async function verify({ seed, directory: within, rounds }: RunOptions): Promise<Figure[]> {
  const directory = path.join(within, 'verify');
  const count = await prepareRecord(directory, [{ seed, trust: 'bench', pace: paceFor(TIMES, seed) }]);
  const bytes = await bytesOf(directory);
  const opened = RawEntries.open(directory);
  invariant(opened.is === 'open', 'The record that was just made cannot be opened.');
  const { root } = verified(opened.rows, []);
  invariant(root !== undefined, 'The record that was just made has a gap.');
  const checkpoint: HeldCheckpoint = { size: count, root, called: 'the checkpoint', from: 'given' };
  const best = await bestOf(rounds, {
    verify: () => once(() => verified(opened.rows, [checkpoint])),
    floor: () => once(() => bytes.map((each) => hash('sha256', each, 'buffer').length)),
  });
  opened.rows.close();
  const rate = ({ mean }: Spread) => (count * 1000) / mean;
  return [
    {
      scenario: 'verify',
      what: `${String(count)} entries: bytes, tree, checkpoint, canonical form, columns`,
      value: rate(best.verify),
      unit: '/s',
      floor: rate(best.floor),
      floorIs: 'SHA-256 of the same bytes, in memory',
      target: { atLeast: 100_000 },
    },
  ];
}

async function once(work: () => unknown): Promise<Spread> {
  globalThis.gc?.();
  const took = await timed(work);
  return { p50: took, p99: took, mean: took };
}

function verified(rows: RawEntries, checkpoints: readonly HeldCheckpoint[]): TrustVerdict {
  const steps = verifyTrust(rows, 'bench', checkpoints);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  invariant(step.value.count === 0, 'The record that was just made does not verify.');
  return step.value;
}

async function bytesOf(directory: string): Promise<readonly Uint8Array[]> {
  const store = new SqliteRecordStore({ directory, access: 'read' });
  const bytes: Uint8Array[] = [];
  for (let page = await store.read('bench', 0, PAGE); page.length > 0;) {
    for (const { canonical } of page) bytes.push(Buffer.from(canonical));
    page = await store.read('bench', bytes.length, PAGE);
  }
  await store.close();
  return bytes;
}
