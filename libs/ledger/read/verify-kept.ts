import { CheckpointStore } from '../write/checkpoint-store.js';
import { LedgerFault } from '../write/ledger-fault.js';
import { type CheckpointSources, type KeptNote, trustOf } from './verify-checkpoints.js';

/** What is kept of checkpoints beside a record, or why that cannot be read. */
export type KeptCheckpoints = Pick<CheckpointSources, 'kept' | 'keysOf'> & { readonly fault?: string };

/** Reads all checkpoints of trusts that are kept in a data directory, with the keys that are kept beside them. */
export function keptCheckpoints(directory: string): KeptCheckpoints {
  if (!CheckpointStore.isIn(directory)) return { kept: [], keysOf: () => [] };
  let store: CheckpointStore | undefined;
  try {
    store = CheckpointStore.open(directory, 'read');
    const logs = store.logs().filter((log) => trustOf(log) !== undefined);
    const keys = new Map(logs.map((log) => [log, store!.keysOf(log).map(({ vkey }) => vkey)]));
    return { kept: logs.flatMap((log) => notesOf(store!, log)), keysOf: (log) => keys.get(log) ?? [] };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    return { kept: [], keysOf: () => [], fault };
  } finally {
    store?.close();
  }
}

function notesOf(store: CheckpointStore, log: string): readonly KeptNote[] {
  return store.all(log).map(({ id, size, root, note, madeAt }) => ({
    log,
    size,
    root,
    note,
    madeAt,
    cosignatures: store.anchorsOf(id).flatMap(({ kind, bytes }) => (kind === 'cosignature' ? [bytes] : [])),
  }));
}

function faultOf(error: unknown): string | undefined {
  if (error instanceof LedgerFault) return error.problem.detail;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === 'ERR_SQLITE_ERROR'
    ? `The signed checkpoints in ledger.db cannot be read (${String(message)}). Put the file back from a backup.`
    : undefined;
}
