import type { Problem } from '@remit/kernel';
import { LedgerFault } from '@remit/ledger/nest';
import { problemOfFailure } from '@remit/record/nest';

/** The problem in an error that is no fault of the program; `undefined` when it is one. */
export function problemOfError(error: unknown): Problem | undefined {
  const known = problemOfFailure(error);
  if (known !== undefined) return known;
  if (error instanceof LedgerFault) return error.problem;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  return {
    code: 'RECORD.FILE_UNREADABLE',
    detail: `The files of the record cannot be read just now (${String(message)}). Nothing was recorded. Check the disk; if it stays so, restore a backup.`,
  };
}
