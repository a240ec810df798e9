import { ALWAYS, civilDate, dayInWords, dayOf, FOREVER, parseDay, untilDayOf } from '@remit/kernel';
import { Temporal } from 'temporal-polyfill';

const EPOCH = Temporal.PlainDate.from('1970-01-01');
const FIRST = '1800-01-01';
const LAST = '2299-12-31';

describe('civil dates', () => {
  test('every day from 1800 to 2299 follows the one before it and is read back as it was written', () => {
    let previous = '1799-12-31';
    for (let day = dayOf(FIRST); day <= dayOf(LAST); day += 1) {
      const text = civilDate(day);
      if (parseDay(text) !== day || text <= previous) expect({ day, text, previous }).toBeUndefined();
      previous = text;
    }
    expect(previous).toBe(LAST);
  });

  test('days are counted as Temporal counts them', () => {
    for (let day = dayOf(FIRST); day <= dayOf(LAST); day += 29) {
      const date = EPOCH.add({ days: day });
      expect(civilDate(day)).toBe(date.toString());
      expect(dayOf(date.toString())).toBe(day);
    }
  });

  test.each(['1970-01-01', '1969-12-31', '2000-02-29', '2000-03-01', '1900-02-28', '1900-03-01', FIRST, LAST])(
    '%s has the number that Temporal gives it',
    (date) => {
      expect(parseDay(date)).toBe(EPOCH.until(Temporal.PlainDate.from(date)).days);
    },
  );

  test('29 February is a date in leap years only', () => {
    for (let year = 1800; year <= 2299; year += 1) {
      const leap = Temporal.PlainYearMonth.from({ year, month: 2 }).daysInMonth === 29;
      expect({ year, leap: parseDay(`${year}-02-29`) !== undefined }).toEqual({ year, leap });
    }
  });

  test('the last day of every month is a date and the day after it is none', () => {
    for (const year of [1800, 1900, 2000, 2023, 2024, 2299]) {
      for (let month = 1; month <= 12; month += 1) {
        const days = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
        const prefix = `${year}-${String(month).padStart(2, '0')}`;
        expect([parseDay(`${prefix}-${days}`), parseDay(`${prefix}-${days + 1}`)]).toEqual([
          expect.any(Number),
          undefined,
        ]);
      }
    }
  });

  test.each([
    ...[
      '',
      '2025',
      '2025-3-3',
      '25-03-03',
      '2025-03-03T00:00',
      ' 2025-03-03',
      '2025-03-03 ',
      '2025/03/03',
      '03-03-2025',
    ],
    ...[
      '2025-00-10',
      '2025-13-10',
      '2025-03-00',
      '2025-03-32',
      '+2025-03-03',
      '1799-12-31',
      '2300-01-01',
      '٢٠٢٥-٠٣-٠٣',
    ],
  ])('"%s" is no date', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test('a missing end is until further notice, after and before every date', () => {
    expect(untilDayOf(undefined)).toBe(FOREVER);
    expect(untilDayOf('2025-03-03')).toBe(dayOf('2025-03-03'));
    expect(FOREVER).toBeGreaterThan(dayOf(LAST));
    expect(ALWAYS).toBeLessThan(dayOf(FIRST));
  });

  test.each([
    ['2025-03-03', '3 March 2025'],
    ['1800-01-01', '1 January 1800'],
    ['2024-02-29', '29 February 2024'],
    ['2299-12-31', '31 December 2299'],
  ])('%s is written %s', (date, words) => {
    expect(dayInWords(dayOf(date))).toBe(words);
  });
});
