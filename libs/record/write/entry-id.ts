import { v5 } from 'uuid';
import type { Id } from '@remit/kernel';

/** Remit's own namespace for UUIDs made from names (RFC 9562, section 5.5). Never changes. */
const NAMESPACE = '6b0f2a9e-7c41-5d0e-9a53-2f8f1c7f4f10';

/** The id of the entry that a command makes: the same command of a trust always makes the same id. */
export function entryId(trust: Id, commandId: string): string {
  return v5(`${trust} ${commandId}`, NAMESPACE);
}
