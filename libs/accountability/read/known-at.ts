import { Temporal } from 'temporal-polyfill';
import { fail, type Outcome, parseDay, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { TrustIndexView } from './trust-indexes.js';

/** As known at: an entry number, a date, or an instant; left out: everything recorded so far. */
export type KnownAt = number | string | undefined;

const LONDON = 'Europe/London';
const ENTRY_NUMBER = /^\d{1,10}$/;
const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export const KNOWN_AT_EXPECTED =
  'an entry number such as 41, a date such as 2025-06-10, or an instant such as 2025-06-10T09:00:00Z';

export const KNOWN_AT_SCHEMA = {
  oneOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: `${ENTRY_NUMBER.source}|${DATE_OR_INSTANT.source}`, example: '2025-06-10' },
  ],
};

/** Whether a value can be read by {@link knownAtEntry}. */
export function isKnownAt(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
  if (typeof value !== 'string') return false;
  return ENTRY_NUMBER.test(value) || parseDay(value) !== undefined || instantOf(value) !== undefined;
}

/**
 * Turns "as known at" into an entry number. A date means the end of that London day (contract, section 1), an instant
 * what was recorded by then. -1 when nothing was.
 */
export function knownAtEntry({ index, head }: TrustIndexView, knownAt: KnownAt): Outcome<EntryNumber> {
  if (knownAt === undefined) return succeed(head);
  const entry = typeof knownAt === 'number' ? knownAt : ENTRY_NUMBER.test(knownAt) ? Number(knownAt) : undefined;
  if (entry === undefined) return succeed(Math.min(head, index.knownBefore(instantAfter(String(knownAt)))));
  if (entry <= head) return succeed(entry);
  return fail({
    code: 'ACCOUNTABILITY.NOT_YET_RECORDED',
    field: 'knownAt',
    expected: `an entry from 0 to ${String(head)}`,
    detail: `Entry ${String(entry)} has not been recorded yet: the newest is entry ${String(head)}.`,
  });
}

/** The London date of an instant. @param milliseconds since 1970, UTC. */
export function londonDate(milliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(LONDON).toPlainDate().toString();
}

/** The first instant that is no longer "by then": the start of the next London day, or a millisecond after an instant. */
function instantAfter(text: string): string {
  if (parseDay(text) === undefined) return new Date((instantOf(text) ?? 0) + 1).toISOString();
  const nextDay = Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime(LONDON);
  return new Date(nextDay.epochMilliseconds).toISOString();
}

function instantOf(text: string): number | undefined {
  if (!DATE_OR_INSTANT.test(text) || parseDay(text.slice(0, 10)) === undefined) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}
