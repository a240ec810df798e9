import { dayInWords, dayOf, fail, type Instant, instantOf, instantText, type Outcome, succeed } from '@remit/kernel';

/** How far a clock may be ahead of a record's newest entry unless said otherwise: three years, in days. */
export const CLOCK_LEAP_DAYS = 1096;

const DAY = 86_400_000;

/**
 * When the next entry of a record is recorded: never before the entry before it, whatever the clock says.
 *
 * A clock that is far ahead of the record is refused, because of that very rule: every later entry would have to carry
 * the wrong day too, until the true day comes. Source: fault guide, B.8 row B14.
 * @param now what the clock says
 * @param last `recordedAt` of the newest entry, empty for a record without entries: then nothing can be compared
 * @param leapDays how far ahead the clock may be
 * @returns `recordedAt`, or the problem `RECORD.CLOCK_AHEAD`.
 */
export function recordedAtAfter(now: Instant, last: string, leapDays: number): Outcome<string> {
  const text = instantText(now);
  if (last === '') return succeed(text);
  if (now - instantOf(last) <= leapDays * DAY) return succeed(text > last ? text : last);
  return fail({
    code: 'RECORD.CLOCK_AHEAD',
    detail: `This computer's clock says ${inWords(text)}, but the newest entry of this record is of ${inWords(last)}. Nothing was recorded, because a wrong day could never be taken back. Set the clock and send it again; if the clock is right, start Remit with REMIT_CLOCK_LEAP_DAYS=${String(Math.ceil((now - instantOf(last)) / DAY))} once.`,
  });
}

function inWords(instant: string): string {
  return dayInWords(dayOf(instant));
}
