import { CLOCK_LEAP_DAYS } from '../domain/recorded-at.js';

/** The only place that knows the time. Given to whatever needs it, so that tests can turn it. */
export abstract class Clock {
  /** Milliseconds since 1970, UTC. */
  abstract now(): number;

  /** How far it may be ahead of a record's newest entry before it is not believed. Days. */
  readonly leapDays: number = CLOCK_LEAP_DAYS;
}

/** The machine's clock. */
export class SystemClock extends Clock {
  constructor(override readonly leapDays = CLOCK_LEAP_DAYS) {
    super();
  }

  override now(): number {
    return Date.now();
  }
}
