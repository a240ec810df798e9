import { canonicalJson, unrecordable } from '@remit/kernel';
import { canonicalFault, MemberRanges, utf8Bytes } from '@remit/ledger';
import fc from 'fast-check';

/** The other way to the same answer, slow and with nothing of the scanner: read it, and write it again. */
function isCanonical(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as unknown;
    return unrecordable(value) === undefined && canonicalJson(value) === text;
  } catch {
    return false;
  }
}

const runs = { numRuns: 3000 };
const says = (bytes: Uint8Array) => canonicalFault(bytes) === undefined;

/** Values that a record may hold, with keys and texts of all sorts. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\b\t\n\f\r"\\/\u007f\u2028', '\u0000\u001f', '\ufeff', '10', '9'),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.maxSafeInteger(),
    fc.integer({ min: -20, max: 20 }),
    fc.constantFrom(null, true, false, 2 ** 53 - 1, -(2 ** 53 - 1), 1e15, 999_999_999_999_999),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
  ),
}));
const canonical = value
  .filter((each) => unrecordable(each) === undefined)
  .map((each) => utf8Bytes(canonicalJson(each)));

test('accepts whatever is written canonically', () => {
  fc.assert(
    fc.property(canonical, (bytes) => says(bytes) && isCanonical(bytes)),
    runs,
  );
});

test('accepts of what is spoilt only what is canonical all the same', () => {
  let refused = 0;
  const spoil = fc.record({
    bytes: canonical,
    at: fc.nat(),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.constantFrom(
        ...['0', ' ', ',', '"', '\\', '\\u0041', '.0', '-', 'e1', '{}', '"a":1,', '\ud83d\ude00'].map(utf8Bytes),
      ),
    ),
    instead: fc.nat({ max: 4 }),
  });
  fc.assert(
    fc.property(spoil, ({ bytes, at, put, instead }) => {
      const start = at % (bytes.length + 1);
      const changed = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + instead)]);
      if (!isCanonical(changed)) refused += 1;
      return says(changed) === isCanonical(changed);
    }),
    { numRuns: 20_000 },
  );
  expect(refused).toBeGreaterThan(5000);
});

test('accepts of all sorts of JSON only what is canonical', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), fc.nat({ max: 2 }), (json, indent) => {
      const written = Buffer.from(JSON.stringify(JSON.parse(json), null, indent));
      return says(written) === isCanonical(written);
    }),
    runs,
  );
});

test('accepts nothing of any bytes but what is canonical', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => says(bytes) === isCanonical(bytes)),
    { numRuns: 20_000 },
  );
});

test('tells where the members of the outermost object stand', () => {
  const members = new MemberRanges();
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(names, canonical, (wanted, inner) => {
      const sorted = wanted.toSorted();
      const object = Buffer.from(`{${sorted.map((name) => `"${name}":${Buffer.from(inner).toString()}`).join(',')}}`);
      expect(canonicalFault(object, members)).toBeUndefined();
      const found = members.valuesOf(object, sorted);
      // Values nested too deeply or with names that are not plain are left to the slow way, which finds no places.
      if (found === undefined) return;
      for (let at = 0; at < sorted.length; at += 1) {
        expect(object.subarray(found[at * 2], found[at * 2 + 1]).equals(inner)).toBe(true);
      }
      expect(members.valuesOf(object, [...sorted, 'zzzzzzzz'])).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
