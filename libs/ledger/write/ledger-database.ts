import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Access, diskFailure, type Durability, makeFile, openFile, writeAhead } from '@remit/disk/nest';
import { StoreUnavailable } from '@remit/record';
import { LEDGER } from './ledger-ddl.js';
import { LedgerFault } from './ledger-fault.js';

const FILE = 'ledger.db';

/** The ledger's file in a data directory. */
export function ledgerFile(directory: string): string {
  return path.join(path.resolve(directory), FILE);
}

/** Whether there is a ledger, or a part of one, in a data directory. */
export function ledgerIsThere(directory: string): boolean {
  const file = ledgerFile(directory);
  return existsSync(file) || existsSync(`${file}-wal`);
}

/**
 * Opens the ledger of a data directory, and makes it when there is none and `access` is `write`. The one who writes is
 * the one who holds the record's writer lock: call it after the record was opened.
 * @throws LedgerFault when it is missing, damaged, or cannot be kept safely; nothing has been changed then.
 */
export function openLedgerDatabase(directory: string, access: Access, durability: Durability): DatabaseSync {
  const file = ledgerFile(directory);
  if (!existsSync(file)) {
    refuseUnlessNew(file, access);
    makeFile(file, LEDGER, durability);
  }
  return openFile(file, LEDGER, access, writeAhead(durability));
}

function refuseUnlessNew(file: string, access: Access): void {
  if (existsSync(`${file}-wal`)) {
    throw LEDGER.refuse(
      `${file} is missing although ${FILE}-wal shows that checkpoints were kept there. Nothing was changed. Put both files back from a backup.`,
    );
  }
  if (access === 'write') return;
  throw new LedgerFault({
    code: 'LEDGER.NO_LEDGER',
    detail: `There are no checkpoints in ${path.dirname(file)} yet. They are made by remit serve, or by: remit checkpoint`,
  });
}

/**
 * What to say when a file of the ledger could not be written to: in words, where the reason goes by. The next round
 * signs what this one could not.
 * @returns any other error as it is
 */
export function unwritten(file: string, error: unknown): unknown {
  const why = diskFailure(error);
  if (why !== 'full' && why !== 'busy') return error;
  const [is, todo] =
    why === 'full'
      ? [`The disk that holds ${file} is full`, 'Make room.']
      : [`Another program holds ${file}`, 'Close it (a database browser, a backup).'];
  return new StoreUnavailable(
    why,
    `${is}, so no checkpoint could be kept. ${todo} The next checkpoint covers what this one would have.`,
    { cause: error },
  );
}
