import type { Outcome } from '@remit/kernel';

/** The value, where there must be one. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.detail}`);
  return outcome.value;
}

/** The code of the problem, or `ok`. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.problem.code;
}

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
export const text = (of: Uint8Array): string => Buffer.from(of).toString('utf8');
export const hex = (of: Uint8Array): string => Buffer.from(of).toString('hex');
export const base64 = (of: Uint8Array): string => Buffer.from(of).toString('base64');
export const unhex = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits, 'hex'));
export const unbase64 = (encoded: string): Uint8Array => new Uint8Array(Buffer.from(encoded, 'base64'));

/** The same bytes but for one bit, counted from the first. */
export function flipped(of: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(of);
  const at = Math.floor(bit / 8);
  copy[at] = copy[at]! ^ (1 << (bit % 8));
  return copy;
}
