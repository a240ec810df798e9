import { counted, definite, listInWords } from '@remit/kernel';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j as one phrase', (items, phrase) => {
  expect(listInWords(items)).toBe(phrase);
});

test('the last of several may be joined by another word', () => {
  expect(listInWords(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});

test.each([
  [0, '0 entries'],
  [1, '1 entry'],
  [2, '2 entries'],
  [163_000, '163,000 entries'],
])('%d with its noun', (count, says) => {
  expect(counted(count, 'entry', 'entries')).toBe(says);
});

test('what makes its plural with an s needs no second word', () => {
  expect([counted(1, 'school'), counted(2, 'school')]).toEqual(['1 school', '2 schools']);
});

test.each([
  ['headteacher', 'the headteacher'],
  ['The Hub', 'the Hub'],
  ['the hub', 'the hub'],
  ['Theatre company', 'the Theatre company'],
])('"%s" within a sentence is "%s"', (name, phrase) => {
  expect(definite(name)).toBe(phrase);
});
