import { civilDate, dayOf } from './civil-date.js';

/**
 * Instants of the knowledge axis: `2025-03-03T10:00:00.000Z`, UTC with milliseconds. Where there are many they are kept
 * as an {@link Instant}, the number of milliseconds since 1970.
 */
export type Instant = number;

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;

/** Reads an instant that has been checked before (an entry of the record). */
export function instantOf(text: string): Instant {
  return (
    dayOf(text) * DAY +
    twoDigits(text, 11) * HOUR +
    twoDigits(text, 14) * MINUTE +
    twoDigits(text, 17) * SECOND +
    twoDigits(text, 20) * 10 +
    text.charCodeAt(22) -
    ZERO
  );
}

/** The text of an instant: `2025-03-03T10:00:00.000Z`. */
export function instantText(instant: Instant): string {
  const day = Math.floor(instant / DAY);
  const part = (unit: number, of: number) => Math.floor((instant - day * DAY) / unit) % of;
  const padded = (value: number, digits: number) => String(value).padStart(digits, '0');
  const time = [part(HOUR, 24), part(MINUTE, 60), part(SECOND, 60)].map((value) => padded(value, 2)).join(':');
  return `${civilDate(day)}T${time}.${padded(part(1, SECOND), 3)}Z`;
}

const ZERO = 48;

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}
