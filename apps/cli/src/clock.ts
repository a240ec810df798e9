import { CLOCK_LEAP_DAYS } from '@remit/record';
import { SystemClock } from '@remit/record/nest';
import { WrongUsage } from './usage.js';

/** The machine's clock, believed as far as `REMIT_CLOCK_LEAP_DAYS` says. @throws WrongUsage when that makes no sense. */
export function systemClock(): SystemClock {
  const text = process.env['REMIT_CLOCK_LEAP_DAYS'] ?? String(CLOCK_LEAP_DAYS);
  if (/^[1-9]\d{0,5}$/.test(text)) return new SystemClock(Number(text));
  throw new WrongUsage(`REMIT_CLOCK_LEAP_DAYS is "${text}". Give a whole number of days from 1 to 999999.`);
}
