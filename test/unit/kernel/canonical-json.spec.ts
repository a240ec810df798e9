import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson, inNormalForm, unrecordable } from '@remit/kernel';
import fc from 'fast-check';

const OFFICIAL = path.resolve(import.meta.dirname, '../../../../shared/vectors/ledger/jcs');
const official = existsSync(OFFICIAL) ? readdirSync(path.join(OFFICIAL, 'input')) : [];

describe('canonical JSON', () => {
  (official.length === 0 ? test.skip : test)('writes the official cases of RFC 8785 byte for byte', () => {
    expect(official).toHaveLength(6);
    for (const name of official) {
      const read = (folder: string, file: string): string => readFileSync(path.join(OFFICIAL, folder, file), 'utf8');
      const canonical = canonicalJson(JSON.parse(read('input', name)));
      expect(canonical).toBe(read('output', name).trimEnd());
      const hex = read('outhex', name.replace('.json', '.txt')).replaceAll(/\s/g, '');
      expect(Buffer.from(canonical, 'utf8').toString('hex')).toBe(hex);
    }
  });

  test('orders names by their UTF-16 code units, as the RFC does, not by alphabet, length or code point', () => {
    const value = {
      '\u{1f602}': 1,
      '\ufb33': 2,
      é: 3,
      z: 4,
      e: 5,
      Z: 6,
      '10': 7,
      '9': 8,
      '': 9,
      '\r': 10,
      '</script>': 11,
    };
    expect(canonicalJson(value)).toBe(
      '{"":9,"\\r":10,"10":7,"9":8,"</script>":11,"Z":6,"e":5,"z":4,"é":3,"\u{1f602}":1,"\ufb33":2}',
    );
  });

  test('writes texts with the shortest escapes', () => {
    expect(canonicalJson('\u0000\u0008\t\n\u000b\f\r\u001f "\\/\u007f\u2028é€')).toBe(
      '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f \\"\\\\/\u007f\u2028é€"',
    );
  });

  // Source: RFC 8785, appendix B.
  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-1.7976931348623157e308, '-1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e23, '1e+23'],
    [0.000001, '0.000001'],
    [1e-7, '1e-7'],
    [Number('333333333.33333329'), '333333333.3333333'],
  ])('writes the number %d as %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  test('leaves out members without a value and takes own names that JavaScript has a meaning for', () => {
    expect(canonicalJson({ b: undefined, a: [null, true, {}], c: { d: undefined } })).toBe(
      '{"a":[null,true,{}],"c":{}}',
    );
    expect(canonicalJson(JSON.parse('{"toString":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"toString":1}');
  });

  test('is one text for one value: whatever the order of the names, and again after reading it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(turnedAround(value))).toBe(text);
      }),
    );
  });
});

/** The same value with its members written in the opposite order. */
function turnedAround(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedAround);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, turnedAround(item)]),
  );
}

const recordable = fc.object({
  key: fc.string({ unit: 'binary' }),
  values: [fc.maxSafeInteger(), fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null)],
});

describe('what cannot be recorded', () => {
  test.each([
    [{ a: 1.5 }, 'a', 'not a whole number'],
    [{ a: 2 ** 53 }, 'a', 'not a whole number'],
    [{ a: -(2 ** 53) }, 'a', 'not a whole number'],
    [{ a: NaN }, 'a', 'not a whole number'],
    [{ a: Infinity }, 'a', 'not a whole number'],
    [{ a: [{ b: ['x', '\ud800'] }] }, 'a[0].b[1]', 'broken text'],
    [{ a: '\udc00\ud800' }, 'a', 'broken text'],
    [{ a: { 'b\ud83d': 1 } }, 'a', 'broken text'],
    [{ '\ud800': 1 }, '', 'broken text'],
    [{ a: undefined }, 'a', 'not plain JSON'],
    [{ a: 1n }, 'a', 'not plain JSON'],
    [{ a: () => 1 }, 'a', 'not plain JSON'],
    ['\udfff', '', 'broken text'],
  ])('%p: %s', (value, where, why) => {
    expect(unrecordable(value)).toEqual({ path: where, why });
  });

  test('more than 32 levels are too deep, 32 are not', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : [nested(levels - 1)]);
    expect(unrecordable(nested(32))).toBeUndefined();
    expect(unrecordable(nested(33))).toEqual({ path: '[0]'.repeat(32), why: 'nested too deeply' });
  });

  test.each([[null], [true], [0], [2 ** 53 - 1], [-(2 ** 53 - 1)], [''], ['😂'], [{}], [[]], [{ a: [{ b: 'é' }] }]])(
    '%j can be recorded',
    (value) => {
      expect(unrecordable(value)).toBeUndefined();
    },
  );

  test('what can be recorded is read back from its canonical text as it was', () => {
    fc.assert(
      fc.property(recordable, (value) => {
        expect(unrecordable(value)).toBeUndefined();
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
      }),
    );
  });
});

describe('normal form', () => {
  test('texts and names have one spelling, everything else stays', () => {
    const nfd = 'e\u0301';
    expect(inNormalForm({ [nfd]: [nfd, 1, null, { a: nfd }], b: undefined })).toEqual({
      é: ['é', 1, null, { a: 'é' }],
    });
    expect(canonicalJson(inNormalForm({ a: '\u212b' }))).toBe('{"a":"\u00c5"}');
  });

  test('is the same when it is taken twice, and leaves the value that it was given alone', () => {
    const given = Object.freeze({ a: Object.freeze(['e\u0301']) });
    const once = inNormalForm(given);
    expect(inNormalForm(once)).toEqual(once);
    expect(given.a[0]).toHaveLength(2);
  });
});
