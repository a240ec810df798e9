import { readDate, seatOf } from '@remit/exchange';
import { civilDate } from '@remit/kernel';

function dateOf(cell: string): string | undefined {
  const read = readDate(cell);
  if ('unreadable' in read) return `unreadable ${read.unreadable}`;
  return read.day === undefined ? undefined : civilDate(read.day);
}

describe('a date of the register', () => {
  test.each([
    ['31/08/2024', '2024-08-31'],
    ['31-08-2024', '2024-08-31'],
    ['2024-08-31', '2024-08-31'],
    ['1/9/2012', '2012-09-01'],
    ['01/09/2012 00:00:00', '2012-09-01'],
    ['31/12/2100', '2100-12-31'],
    ['', undefined],
    ['01/01/1900', undefined],
    ['01-01-1900', undefined],
    ['31/02/2024', 'unreadable 31/02/2024'],
    ['08/31/2024', 'unreadable 08/31/2024'],
    ['soon', 'unreadable soon'],
    ['01/09/0012', 'unreadable 01/09/0012'],
  ])('"%s" is %s', (cell, day) => {
    expect(dateOf(cell)).toBe(day);
  });
});

describe('a role of the register', () => {
  test.each([
    ['Member', 'members', 'member'],
    ['Member - Individual', 'members', 'member'],
    ['Member - Organisation', 'members', 'member'],
    ['Trustee', 'board', 'member'],
    ['Chair of Trustees', 'board', 'chair'],
    ['Chair of trustees', 'board', 'chair'],
    ['Accounting Officer', 'accounting-officer', 'holder'],
    ['Chief Financial Officer', 'cfo', 'holder'],
    ['Shared Local Governor - Group', 'shared-local', 'member'],
    ['Shared Chair of Local Governing Body - Group', 'shared-local', 'chair'],
    ['Governance professional to a multi-academy trust (MAT)', 'governance-professional', 'holder'],
  ])('"%s" sits in %s as %s', (role, tier, as) => {
    expect([seatOf(role)?.holder.tier, seatOf(role)?.as]).toEqual([tier, as]);
  });

  test.each(['Membership secretary', 'Chair', 'Local Governor', 'Trustees', 'constructor', ''])(
    '"%s" is not known, and not guessed',
    (role) => {
      expect(seatOf(role)).toBeUndefined();
    },
  );
});
