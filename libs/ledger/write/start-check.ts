import { existsSync } from 'node:fs';
import path from 'node:path';
import { dayInWords, dayOf, type Id, type Problem } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import { sameBytes } from '../domain/bytes.js';
import { type Checkpoint, parseCheckpoint } from '../domain/checkpoint.js';
import { directoryOrigin, trustOfOrigin } from '../domain/origins.js';
import { openNote } from '../domain/signed-note.js';
import type { TreeNodes } from '../domain/tree-nodes.js';
import { CheckpointStore, type KeptCheckpoint } from './checkpoint-store.js';
import { whatIsWrong } from './checkpointer.js';
import { LastCheckpoint } from './last-checkpoint.js';
import { LedgerFault } from './ledger-fault.js';
import type { LogKeys } from './log-keys.js';
import { rootOrNothing } from './log-reading.js';
import { verify } from './node-primitives.js';

/**
 * Refuses to go on without the record where checkpoints show that there was one. For before a record is opened for
 * writing: that makes an empty one where there is none.
 * @throws LedgerFault `LEDGER.RECORD_MISSING`
 */
export function refuseLostRecord(directory: string, keysDirectory: string): void {
  const record = path.join(path.resolve(directory), 'record.db');
  if (existsSync(record)) return;
  const last = new LastCheckpoint(keysDirectory, 'full');
  const shows = CheckpointStore.isIn(directory) && hasCheckpoints(directory) ? 'ledger.db' : undefined;
  const shownBy = shows ?? (last.read() === undefined ? undefined : last.file);
  if (shownBy === undefined) return;
  throw new LedgerFault({
    code: 'LEDGER.RECORD_MISSING',
    detail: `${record} is missing although ${shownBy} shows that a record was kept and signed there. Nothing was changed. Put the record back from a backup; to start anew, name another data directory and another keys directory.`,
  });
}

function hasCheckpoints(directory: string): boolean {
  const checkpoints = CheckpointStore.open(directory, 'read');
  try {
    return checkpoints.logs().length > 0;
  } finally {
    checkpoints.close();
  }
}

/** What is compared on start. */
export interface StartParts {
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly checkpoints: CheckpointStore;
  readonly keys: LogKeys;
  readonly last: LastCheckpoint;
}

/**
 * Compares the record with what was signed: every trust must have at least the entries of its last checkpoint, and lead
 * to the same root. Reads a few stored hashes for each trust and not the entries themselves.
 * @throws LedgerFault `LEDGER.ROLLED_BACK`, `LEDGER.CHECKPOINT_ALTERED`, `LEDGER.RECORD_SHORTER` or
 * `LEDGER.RECORD_DIFFERENT`, with the trust and what to do.
 */
export async function checkOnStart(parts: StartParts): Promise<void> {
  const { store, checkpoints, keys } = parts;
  const problem = differenceFromLast(parts) ?? differenceInDirectory(parts);
  if (problem !== undefined) throw new LedgerFault(problem);
  const heads = new Map((await store.heads()).map(({ trust, head }) => [trust, head]));
  for (const log of checkpoints.logs()) {
    const trust = trustOfOrigin(keys.operator, log);
    if (trust === undefined) continue;
    const kept = checkpoints.latest(log)!;
    const wrong = whatIsWrong(kept, keys) ?? differenceOf(trust, kept, (heads.get(trust) ?? -1) + 1, parts);
    if (wrong !== undefined) throw new LedgerFault(wrong);
  }
}

function differenceOf(trust: Id, kept: KeptCheckpoint, size: number, { trees }: StartParts): Problem | undefined {
  const signed = `The checkpoint of ${dayInWords(dayOf(kept.madeAt))}`;
  if (size < kept.size) {
    const missing = kept.size - size;
    return {
      code: 'LEDGER.RECORD_SHORTER',
      detail: `The record of "${trust}" is shorter than signed. ${signed} covers ${inEntries(kept.size)}, and ${size === 0 ? 'none of them is there' : `only ${String(size)} ${size === 1 ? 'is' : 'are'} there`}: ${inEntries(missing)} at the end ${missing === 1 ? 'is' : 'are'} missing. Remit does not start, because it would number new entries in their place. Restore record.db from a backup made after that checkpoint.`,
    };
  }
  const root = rootOrNothing(kept.size, trees.treeOf(trust));
  if (root !== undefined && sameBytes(root, kept.root)) return undefined;
  return {
    code: 'LEDGER.RECORD_DIFFERENT',
    detail: `The record of "${trust}" is not the one that was signed. ${signed} covers ${inEntries(kept.size)}, and those that are there now lead to another root: at least one was changed, or the file is another one. Remit does not start. Run "remit verify --trust ${trust}" to see which, and restore record.db from a backup.`,
  };
}

/** The last checkpoint of the directory must be one of ours, and what is kept must lead to its root. */
function differenceInDirectory({ checkpoints, keys }: StartParts): Problem | undefined {
  const kept = checkpoints.latest(directoryOrigin(keys.operator));
  if (kept === undefined) return undefined;
  const root = rootOrNothing(kept.size, checkpoints.directoryTree);
  const wrong = whatIsWrong(kept, keys);
  if (wrong !== undefined || (root !== undefined && sameBytes(root, kept.root))) return wrong;
  return {
    code: 'LEDGER.CHECKPOINT_ALTERED',
    detail: `The directory of checkpoints in ledger.db is not the one that was signed: a leaf or a hash of it was changed. Remit does not start. Put ledger.db back from a backup made after ${dayInWords(dayOf(kept.madeAt))}.`,
  };
}

/** The checkpoint kept beside the key must be one that the ledger knows, or has gone on from. */
function differenceFromLast({ checkpoints, keys, last }: StartParts): Problem | undefined {
  const note = last.read();
  if (note === undefined) return undefined;
  const beside = readLast(note, keys);
  if (beside === undefined) {
    return {
      code: 'LEDGER.LAST_CHECKPOINT_UNREADABLE',
      detail: `${last.file} is not a checkpoint that this installation has signed. It was changed, or belongs to another data directory: each data directory has a keys directory of its own. Put it back from a backup.`,
    };
  }
  const size = checkpoints.directorySize();
  const root = beside.size <= size ? rootOrNothing(beside.size, checkpoints.directoryTree) : undefined;
  if (root !== undefined && sameBytes(root, beside.root)) return undefined;
  const has = size === 0 ? 'has none' : `has ${size < beside.size ? `only ${String(size)}` : 'others'}`;
  return {
    code: 'LEDGER.ROLLED_BACK',
    detail: `${last.file} shows that ${String(beside.size)} ${beside.size === 1 ? 'checkpoint was' : 'checkpoints were'} signed here, and ledger.db ${has}: it was lost, or put back to an earlier state. Remit does not start, because it could sign a second history. Restore ledger.db, and record.db with it, from a newer backup.`,
  };
}

function readLast(note: Uint8Array, keys: LogKeys): Checkpoint | undefined {
  const log = directoryOrigin(keys.operator);
  const opened = openNote(verify, note, keys.verifiersOf(log));
  const said = opened.ok ? parseCheckpoint(opened.value.text) : opened;
  return said.ok && said.value.origin === log ? said.value : undefined;
}

function inEntries(count: number): string {
  return `${String(count)} ${count === 1 ? 'entry' : 'entries'}`;
}
