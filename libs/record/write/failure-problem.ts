import type { Problem } from '@remit/kernel';
import { StoreUnavailable, type WhyUnavailable } from '../memory/store-unavailable.js';
import { UnreadableEntry } from './entry-codec.js';
import { RefusedRequest } from './refused-request.js';

const CODES: Readonly<Record<WhyUnavailable, string>> = {
  closed: 'RECORD.CLOSED',
  'read-only': 'RECORD.READ_ONLY',
  full: 'RECORD.DISK_FULL',
  busy: 'RECORD.FILE_BUSY',
  failed: 'RECORD.STORE_FAILED',
};

/**
 * The problem in an error that says by itself what is wrong: a refusal, an entry that cannot be read, a store that cannot
 * serve. `undefined` for anything else, which is a fault of the program.
 */
export function problemOfFailure(error: unknown): Problem | undefined {
  if (error instanceof RefusedRequest) return error.problem;
  if (error instanceof UnreadableEntry)
    return { code: 'RECORD.ENTRY_UNREADABLE', entry: error.entry, detail: error.message };
  if (error instanceof StoreUnavailable) return { code: CODES[error.why], detail: error.message };
  return undefined;
}
