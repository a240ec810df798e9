import { EntryTypes, latestVersion, storedType } from '@remit/record';

const seen = { name: 'ThingSeen' };
const moved = {
  name: 'ThingMoved',
  upcasters: [
    (data: Readonly<Record<string, unknown>>) => ({ ...data, second: true }),
    (data: Readonly<Record<string, unknown>>) => ({ ...data, third: data['second'] }),
  ],
};
const types = new EntryTypes([seen, moved]);

describe('entry types', () => {
  test('are written in their latest version', () => {
    expect([latestVersion(seen), storedType(seen)]).toEqual([1, 'ThingSeen.v1']);
    expect([latestVersion(moved), storedType(moved)]).toEqual([3, 'ThingMoved.v3']);
  });

  test('are read in any version that was ever stored, one step after the other', () => {
    expect(types.read('ThingSeen.v1', { a: 1 })).toEqual({ type: 'ThingSeen', data: { a: 1 } });
    expect(types.read('ThingMoved.v1', { a: 1 })).toEqual({
      type: 'ThingMoved',
      data: { a: 1, second: true, third: true },
    });
    expect(types.read('ThingMoved.v2', { second: 7 })).toEqual({ type: 'ThingMoved', data: { second: 7, third: 7 } });
    expect(types.read('ThingMoved.v3', { third: 9 })).toEqual({ type: 'ThingMoved', data: { third: 9 } });
  });

  test.each([
    'ThingSeen',
    'ThingSeen.v2',
    'ThingSeen.v0',
    'ThingMoved.v4',
    'ThingMoved.v01',
    'thingSeen.v1',
    'Other.v1',
    '',
  ])('"%s" cannot be read', (stored) => {
    expect(types.read(stored, {})).toBeUndefined();
  });
});
