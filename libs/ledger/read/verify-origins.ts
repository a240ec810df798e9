import type { Id } from '@remit/kernel';

/** The trust whose log has this name, whoever the operator is: that is for the policy to say. */
export function trustOf(origin: string): Id | undefined {
  return /^[^/]+\/trust\/([a-z0-9.-]+)$/.exec(origin)?.[1];
}

/** Whether a log of this name is the directory of an operator, whoever that is. */
export function isDirectory(origin: string): boolean {
  return /^[^/]+\/directory$/.test(origin);
}

/** The log that a note says it is of, whoever signed it; empty when it says none. */
export function originIn(note: Uint8Array): string {
  return Buffer.from(note).toString('utf8').split('\n', 1)[0] ?? '';
}
