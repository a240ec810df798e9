import type { Id } from '@remit/kernel';
import { isKeyName } from './note-keys.js';

/**
 * What the logs are called. A log's name (its origin) stands in the first line of each of its checkpoints and names the
 * key that signs them, so it must stay the same for ever. Source: C2SP tlog-checkpoint 1.0.0, "Note text": a URL without
 * scheme that its operator controls.
 */

/** Who runs the logs, unless the installation says otherwise. */
export const DEFAULT_OPERATOR = 'remit.local';

/** Whether a text can name an operator: what can stand before the `/` of an origin, such as `gov.example`. */
export function isOperator(text: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?$/.test(text) && isKeyName(text);
}

/** The log of a trust's record: its leaves are the exact bytes of the entries. */
export function trustOrigin(operator: string, trust: Id): string {
  return `${operator}/trust/${trust}`;
}

/** The log of the checkpoints of all trusts: its leaves are the exact bytes of their notes. */
export function directoryOrigin(operator: string): string {
  return `${operator}/directory`;
}

/** The trust whose log has this name; `undefined` when it is not the log of a trust of this operator. */
export function trustOfOrigin(operator: string, origin: string): Id | undefined {
  const start = trustOrigin(operator, '');
  return origin.startsWith(start) && origin.length > start.length ? origin.slice(start.length) : undefined;
}
