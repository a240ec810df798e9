import { canonicalJson } from '@remit/kernel';
import { EntryTypes } from '@remit/record';
import { readIn, UnreadableEntry } from '@remit/record/nest';

const types = new EntryTypes([{ name: 'SchoolReleased' }]);

const entry = {
  v: 1,
  trust: 'northshire',
  n: 7,
  id: '2cbd20c9-bf0b-5808-920a-72ab9be9213e',
  type: 'SchoolReleased.v1',
  recordedAt: '2025-03-03T10:00:00.000Z',
  actor: { id: 'clerk-1', as: 'governance-professional' },
  command: { id: 'key-7', name: 'ReleaseSchool' },
  correlationId: 'key-7',
  causationId: 'key-7',
  provenance: 'live',
  data: { school: 'oak', until: '2025-01-01' },
};

const read = (given: object, n = 7, trust = 'northshire') => readIn(types, trust, n, canonicalJson(given));
const said = { type: 'SchoolReleased', data: entry.data, recordedAt: entry.recordedAt };

describe('what an entry says is read without parsing its envelope', () => {
  test('with nothing but its data', () => {
    expect(read(entry)).toEqual(said);
  });

  test.each([
    ['a day', { decidedOn: '2025-02-01' }],
    ['a decision', { decision: 'Minutes of 1 February, item 4' }],
    ['evidence', { evidence: [{ ref: 'minutes.pdf', sha256: 'a'.repeat(64) }] }],
    ['a reason', { reason: 'The school moves to another trust.' }],
    ['everything', { decidedOn: '2025-02-01', decision: 'd', evidence: [{ ref: 'e' }], reason: 'r' }],
  ])('with grounds after it: %s', (_what, grounds) => {
    expect(read({ ...entry, ...grounds })).toEqual(said);
  });

  const lookalike =
    '},"data":{"x":1},"id":"","n":7,"provenance":"","recordedAt":"","trust":"northshire","type":"","v":1}';

  test.each([
    ['its data', { data: { school: lookalike, until: lookalike } }],
    ['a name before it', { actor: { id: lookalike, as: 'clerk' } }],
    ['a ground after it', { decision: lookalike, reason: lookalike }],
  ])('also when %s looks like the end of an entry', (_what, members) => {
    const given = { ...entry, ...members };
    expect(read(given)).toEqual({ ...said, data: given.data });
  });

  const nested = { school: 'oak', data: { id: 'x', n: 7, provenance: 'live' }, type: 'Other.v1', v: 1 };

  test('also when its data have members with the names of the envelope', () => {
    expect(read({ ...entry, data: nested })).toEqual({ ...said, data: nested });
  });
});

describe('the day of a decision ends the data only where it is one of the grounds', () => {
  const within = { school: 'oak', terms: { board: {}, decidedOn: '2025-01-31' }, until: '2025-01-01' };

  test.each([
    ['the data have one and the grounds have none', {}],
    ['the data have one and the grounds have others', { decision: 'd', reason: 'r' }],
    ['both have one', { decidedOn: '2025-02-01', reason: 'r' }],
  ])('%s', (_what, grounds) => {
    expect(read({ ...entry, ...grounds, data: within })).toEqual({ ...said, data: within });
  });
});

describe('an entry that is not what stands in its place is not read', () => {
  const misplaced = /what it says of itself is not where it stands/;

  test.each([
    ['another number', { n: 8 }],
    ['another trust', { trust: 'southshire' }],
    ['another version of the envelope', { v: 2 }],
  ])('%s', (_what, members) => {
    expect(() => read({ ...entry, ...members })).toThrow(misplaced);
  });

  test.each([[''], ['{}'], ['[]'], ['null'], ['{"data":{}}'], [canonicalJson(entry).slice(0, -1)]])(
    'the text %s',
    (text) => {
      expect(() => readIn(types, 'northshire', 7, text)).toThrow(misplaced);
    },
  );

  test('data that are no JSON', () => {
    const text = canonicalJson(entry).replace('"oak"', 'oak');
    expect(() => readIn(types, 'northshire', 7, text)).toThrow(/its text is no JSON/);
  });

  test.each([['a text'], [null], [7]])('data that are %p', (data) => {
    expect(() => read({ ...entry, data })).toThrow(UnreadableEntry);
  });

  test('a type of a later version of Remit', () => {
    expect(() => read({ ...entry, type: 'SchoolReleased.v2' })).toThrow(/SchoolReleased\.v2 is not known/);
  });
});
