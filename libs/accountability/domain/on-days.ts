import { civilDate, FOREVER } from '@remit/kernel';
import type { EntryNumber, Fact } from '@remit/record';

/** Days as `YYYY-MM-DD`; `until` is the first day on which it no longer holds, null when none is recorded. */
export interface OnDays {
  /** The entry that says it. */
  readonly entry: EntryNumber;
  readonly from: string;
  readonly until: string | null;
}

/** The days of a fact. */
export function onDays({ n, from, until }: Pick<Fact<unknown>, 'n' | 'from' | 'until'>): OnDays {
  return { entry: n, from: civilDate(from), until: until === FOREVER ? null : civilDate(until) };
}

/** In the order of their entries. */
export function byEntry<T extends OnDays>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => a.entry - b.entry);
}
