import { CheckpointStore } from '../write/checkpoint-store.js';
import { LedgerFault } from '../write/ledger-fault.js';
import { isDirectory, trustOf } from './verify-origins.js';
import type { CheckpointSources, KeptNote } from './verify-sources.js';

/** What is kept of checkpoints beside a record, or why that cannot be read. */
export type KeptCheckpoints = Pick<CheckpointSources, 'kept' | 'directory' | 'keysOf'> & { readonly fault?: string };

const NOTHING: KeptCheckpoints = { kept: [], directory: { notes: [], leaves: [] }, keysOf: () => [] };

/** Reads all checkpoints that are kept in a data directory, and the keys that are kept beside them. */
export function keptCheckpoints(directory: string): KeptCheckpoints {
  if (!CheckpointStore.isIn(directory)) return NOTHING;
  let store: CheckpointStore | undefined;
  try {
    store = CheckpointStore.open(directory, 'read');
    return read(store);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { ...NOTHING, fault };
  } finally {
    store?.close();
  }
}

function read(store: CheckpointStore): KeptCheckpoints {
  const logs = store.logs();
  const keys = new Map(logs.map((log) => [log, store.keysOf(log).map(({ vkey }) => vkey)]));
  // The leaves last: what is signed while this reads must not look like a checkpoint without leaves.
  const notes = logs.filter(isDirectory).flatMap((log) => notesOf(store, log));
  const kept = logs.filter((log) => trustOf(log) !== undefined).flatMap((log) => notesOf(store, log));
  const leaves = store.directoryRows();
  return { kept, directory: { notes, leaves }, keysOf: (log) => keys.get(log) ?? [] };
}

function notesOf(store: CheckpointStore, log: string): readonly KeptNote[] {
  return store.all(log).map(({ id, size, root, note, peaks, madeAt }) => {
    const anchors = store.anchorsOf(id);
    const bytesOf = (of: 'cosignature' | 'timestamp') =>
      anchors.flatMap(({ kind, bytes }) => (kind === of ? [bytes] : []));
    const [cosignatures, timestamps] = [bytesOf('cosignature'), bytesOf('timestamp')];
    return { log, size, root, note, peaks, madeAt, cosignatures, timestamps };
  });
}

function faultOf(error: unknown): string | undefined {
  if (error instanceof LedgerFault) return error.problem.detail;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === 'ERR_SQLITE_ERROR'
    ? `The signed checkpoints in ledger.db cannot be read (${String(message)}). Put the file back from a backup.`
    : undefined;
}
