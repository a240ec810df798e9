import type { Problem } from '@remit/kernel';

/**
 * The ledger cannot go on: a file of it is missing or unsafe, or the record is not the one that was signed. Thrown at
 * the edges; the command line and the HTTP filter put its problem in words.
 */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault';

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
  }
}

/** What anything that was thrown says, for the brackets of a message. */
export function messageOf(error: unknown): string {
  return String((error as { readonly message?: unknown } | null | undefined)?.message ?? error);
}
