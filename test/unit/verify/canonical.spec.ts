import { readCanonical } from '../../../apps/verify/src/canonical.js';

const isCanonical = (text: string): boolean => 'value' in readCanonical(text);

describe('the verifier\u2019s own reading of canonical JSON', () => {
  it.each([
    '{}',
    '[]',
    'null',
    '{"a":1,"b":[true,false,null]}',
    '"\\b\\f\\n\\r\\t\\u0000\\"\\\\/\u20ac"',
    '-9007199254740991',
  ])('accepts %s', (text) => expect(isCanonical(text)).toBe(true));

  it('orders names by UTF-16 code units, as the official case "weird" does', () => {
    expect(isCanonical('{"\\n":1,"\\r":2,"1":3,"\u0080":4,"\u00f6":5,"\u20ac":6,"\ud83d\ude02":7,"\ufb33":8}')).toBe(
      true,
    );
    expect(isCanonical('{"\ufb33":8,"\ud83d\ude02":7}')).toBe(false);
  });

  it.each([
    ['a space', '{"a": 1}'],
    ['names out of order', '{"b":1,"a":2}'],
    ['a name twice', '{"a":1,"a":1}'],
    ['a name twice with other values', '{"a":1,"a":2}'],
    ['a fraction', '{"a":1.5}'],
    ['a whole number written as a fraction', '{"a":1.0}'],
    ['an exponent', '{"a":1e2}'],
    ['minus nought', '{"a":-0}'],
    ['a number past 2^53', '{"a":9007199254740992}'],
    ['an escape that is not needed', '{"a":"\\u0041"}'],
    ['half a surrogate pair', '{"a":"\\ud800"}'],
    ['half a surrogate pair in a name', '{"\\ud800":1}'],
    ['half a surrogate pair behind a backslash', '{"a":"\\\\\\udfff"}'],
    ['something behind it', '{} '],
    ['a byte order mark', '\ufeff{}'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['no JSON', '{a:1}'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => expect(isCanonical(text)).toBe(false));

  it('takes a backslash before "ud800" for one', () => {
    expect(isCanonical('{"a":"\\\\ud800"}')).toBe(true);
  });

  it('takes names like __proto__ for names', () => {
    expect(isCanonical('{"__proto__":1}')).toBe(true);
    expect(isCanonical('{"__proto__":1,"__proto__":1}')).toBe(false);
  });
});
