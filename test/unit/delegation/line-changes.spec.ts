import { type Line, lineByKey, lineChange, lineChanges, lineKey } from '@remit/delegation';

const line = (number: string, fn: string, more: Partial<Line> = {}): Line => ({
  line: number,
  function: fn,
  decides: 'local',
  ...more,
});

test('each function is added, removed, changed or renumbered, and left out when nothing differs', () => {
  const before = [line('1', 'a'), line('2', 'b'), line('3', 'c'), line('4', 'd')];
  const after = [line('1', 'a'), line('2', 'b', { decides: 'head' }), line('4', 'c'), line('5', 'e')];
  expect(lineChanges(before, after).map(({ kind, function: id }) => [kind, id])).toEqual([
    ['changed', 'b'],
    ['renumbered', 'c'],
    ['added', 'e'],
    ['removed', 'd'],
  ]);
});

test('the order of tiers, an empty list and a delegation by the board say nothing', () => {
  const plain = line('1', 'a', { consulted: ['ceo', 'head'] });
  const same = line('1', 'a', { consulted: ['head', 'ceo', 'head'], informed: [], delegatedFrom: 'board' });
  expect(lineChange(plain, same)).toBeUndefined();
  expect(lineChange(plain, { ...same, delegatedFrom: 'ceo' })).toBe('changed');
});

test('another limit is a change', () => {
  const upTo = (pence: number): Line =>
    line('1', 'a', { decides: { limits: [{ upTo: pence, decides: 'head' }, { decides: 'board' }] } });
  expect(lineChange(upTo(500), upTo(500))).toBeUndefined();
  expect(lineChange(upTo(500), upTo(501))).toBe('changed');
});

test('a line is found by its number, and by its function when several have that number', () => {
  const lines = [line('1', 'a'), line('2', 'b'), line('2', 'c')];
  const keys = lines.map((each) => lineKey(lines, each));
  expect(keys).toEqual(['1', 'b', 'c']);
  expect(keys.map((key) => lineByKey(lines, key))).toEqual(lines);
  expect(lineByKey(lines, '2')).toBeUndefined();
});
