import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '@remit/kernel';
import {
  type After,
  type Anchorer,
  Anchoring,
  CheckpointSchedule,
  type Every,
  Ledger,
  type LedgerOptions,
  type RunningLedger,
} from '@remit/ledger/nest';
import type { TreeNodes } from '@remit/ledger';
import { MemoryRecordStore, type RecordStore } from '@remit/record';
import { type Clock, SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { CheckInThread } from '../../apps/server/src/verification/check-in-thread.js';
import { ComputedTrees } from './computed-trees.js';

/** The compiled program of the thread that checks a record, beside the compiled command line that journeys start. */
const CHECK_PROGRAM = pathToFileURL(
  path.resolve(process.env['REMIT_TEST_PROGRAM'] ?? '', '../../../server/src/verification/check-thread.js'),
);

/** The trees beside the entries of a store, whichever it is. */
export function treesOf(store: RecordStore): TreeNodes {
  if (store instanceof SqliteRecordStore) return store.trees;
  if (store instanceof MemoryRecordStore) return new ComputedTrees((trust) => store.stored(trust));
  throw new Error('This store has no trees.');
}

/** Where tests keep the keys of a data directory. */
export function keysIn(directory: string): string {
  return path.join(directory, 'keys');
}

/** Opens the ledger of a test's data directory, without waiting for the disk. */
export function openLedger(
  directory: string,
  store: RecordStore,
  options: Partial<LedgerOptions> = {},
): Promise<Ledger> {
  return Ledger.open({
    directory,
    keysDirectory: keysIn(directory),
    store,
    trees: treesOf(store),
    clock: new SystemClock(),
    durability: 'test-off',
    ...options,
  });
}

/** What may be chosen of a ledger that runs. */
export interface RunningOptions {
  readonly clock?: Clock;
  readonly every?: Every;
  /** For those outside who are left in peace for a while; left out, they are for ever. */
  readonly after?: After;
  readonly anchorers?: (ledger: Ledger) => readonly Anchorer[];
}

/** A ledger with a schedule that runs when its timer is turned by hand. */
export async function runningLedger(
  directory: string,
  store: RecordStore,
  options: RunningOptions = {},
): Promise<RunningLedger & { readonly reported: Problem[] }> {
  const { clock = new SystemClock(), every = () => () => undefined, after, anchorers = () => [] } = options;
  const ledger = await openLedger(directory, store, { clock });
  const reported: Problem[] = [];
  const report = (problem: Problem) => reported.push(problem);
  const anchoring = new Anchoring({
    checkpoints: ledger.checkpoints,
    operator: ledger.operator,
    anchorers: anchorers(ledger),
    now: () => clock.now(),
    after: after ?? (() => () => undefined),
    report,
  });
  const schedule = new CheckpointSchedule({
    ledger,
    store,
    everyMs: 3_600_000,
    every,
    report,
    signed: () => anchoring.wake(),
  });
  const checks = new CheckInThread(directory, CHECK_PROGRAM);
  return { ledger, store, trees: treesOf(store), schedule, anchoring, checks, reported };
}
