import { instantOf } from '@remit/kernel';
import { CLOCK_LEAP_DAYS, recordedAtAfter } from '@remit/record';

const LAST = '2025-06-10T09:00:00.000Z';
const DAY = 86_400_000;
const at = (now: string, last = LAST) => recordedAtAfter(instantOf(now), last, CLOCK_LEAP_DAYS);

describe('when the next entry is recorded', () => {
  test.each([
    ['a moment later', '2025-06-10T09:00:00.001Z', '2025-06-10T09:00:00.001Z'],
    ['at the same moment', LAST, LAST],
    ['by a clock set back two hours', '2025-06-10T07:00:00.000Z', LAST],
    ['after two years in which nothing was recorded', '2027-06-10T09:00:00.000Z', '2027-06-10T09:00:00.000Z'],
  ])('%s', (_what, now, recordedAt) => {
    expect(at(now)).toEqual({ ok: true, value: recordedAt });
  });

  test('the first of a record: whatever the clock says', () => {
    expect(at('2099-01-01T00:00:00.000Z', '')).toEqual({ ok: true, value: '2099-01-01T00:00:00.000Z' });
  });

  test('never by a clock that is further ahead than it may be', () => {
    const edge = instantOf(LAST) + CLOCK_LEAP_DAYS * DAY;
    expect(recordedAtAfter(edge, LAST, CLOCK_LEAP_DAYS).ok).toBe(true);
    expect(recordedAtAfter(edge + 1, LAST, CLOCK_LEAP_DAYS)).toMatchObject({
      ok: false,
      problem: { code: 'RECORD.CLOCK_AHEAD' },
    });
  });

  test('and the refusal names the setting with which a clock that is right is believed', () => {
    const now = instantOf('2035-06-10T10:00:00.000Z');
    const refused = recordedAtAfter(now, LAST, CLOCK_LEAP_DAYS);
    const days = /REMIT_CLOCK_LEAP_DAYS=(\d+)/.exec(refused.ok ? '' : refused.problem.detail)?.[1];
    expect(recordedAtAfter(now, LAST, Number(days)).ok).toBe(true);
  });
});
