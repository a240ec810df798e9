/**
 * A "no" that is a value: what was wrong, where, what was expected and what to do next.
 * At the edges it becomes an RFC 9457 problem document, a line on standard error, or a message at a field.
 */
export interface Problem {
  /** Stable, `CONTEXT.REASON`, such as `DELEGATION.FUNCTION_UNKNOWN`. */
  readonly code: string;
  /** One or two plain sentences: what is wrong and what to do. */
  readonly detail: string;
  /** Path of the member at fault, such as `lines[2].function`. */
  readonly field?: string;
  /** What would have been accepted. */
  readonly expected?: string;
  /** The entry of the record that it clashes with. */
  readonly entry?: number;
}

/** A value, or the problem that stands in its way. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function fail(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}
