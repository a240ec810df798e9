import { createDecipheriv, createHash } from 'node:crypto';
import {
  DETAIL_FIELDS,
  type DetailField,
  openField,
  type PersonDetails,
  sealDetails,
  type Sealed,
} from '@remit/access';
import { nodeSealing } from '@remit/access/nest';
import fc from 'fast-check';
import { printedSeed } from '../support/seed.js';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
const details: fc.Arbitrary<PersonDetails> = fc.record({ name: text, email: text, declarations: fc.array(text) });
const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const places = fc.record({
  trust: fc.constantFrom('a', 'a-b', 'b'),
  person: fc.constantFrom('p1', 'p2'),
  n: fc.nat({ max: 1000 }),
});
const fields = fc.constantFrom(...DETAIL_FIELDS);

const seed = printedSeed('PROPERTY_SEED');
const check = <T>(property: fc.IProperty<T>): void => fc.assert(property, { seed, numRuns: 300 });
const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

function sealedFields(key: Uint8Array, place: Parameters<typeof sealDetails>[2], said: PersonDetails) {
  return Object.entries(sealDetails(nodeSealing, key, place, said)) as [DetailField, Sealed][];
}

test('sealed details open to what was sealed', () => {
  check(
    fc.property(keys, places, details, (key, place, said) => {
      const opened = sealedFields(key, place, said).map(([field, sealed]) => {
        return [field, openField(nodeSealing, key, { place, field }, sealed)];
      });
      expect(Object.fromEntries(opened)).toEqual({
        name: { value: said.name },
        email: { value: said.email },
        declarations: { value: said.declarations },
      });
    }),
  );
});

test('a ciphertext opens in its own entry and field only', () => {
  check(
    fc.property(keys, places, places, details, fields, (key, place, other, said, field) => {
      for (const [own, sealed] of sealedFields(key, place, said)) {
        const here = other.trust === place.trust && other.n === place.n && other.person === place.person;
        if (here && own === field) continue;
        const opened = openField(nodeSealing, key, { place: other, field }, sealed);
        const sameKey = other.trust === place.trust && other.person === place.person;
        expect(opened).toEqual({ fault: sameKey ? 'changed' : 'other-key' });
      }
    }),
  );
});

test('the associated data alone bind a ciphertext to its entry and field', () => {
  check(
    fc.property(keys, places, details, fields, fc.nat({ max: 1000 }), (key, place, said, field, n) => {
      const [, sealed] = sealedFields(key, place, said).find(([own]) => own === 'name')!;
      const opened = openField(nodeSealing, key, { place: { ...place, n }, field }, sealed);
      const own = n === place.n && field === 'name';
      expect(opened).toEqual(own ? { value: said.name } : { fault: 'changed' });
    }),
  );
});

test('another key is named as such before anything is decrypted, also one that AES-GCM would accept', () => {
  check(
    fc.property(keys, keys, places, details, (key, other, place, said) => {
      fc.pre(!Buffer.from(key).equals(Buffer.from(other)));
      const at = { place, field: 'name' as const };
      const [, sealed] = sealedFields(key, place, said)[0]!;
      expect(openField(nodeSealing, other, at, sealed)).toEqual({ fault: 'other-key' });
      // A ciphertext made with the other key, shown under the commitment of the first.
      const [, forged] = sealedFields(other, place, { name: 'Somebody Else' })[0]!;
      const decrypt = (): never => {
        throw new Error('decrypted before the commitment was compared');
      };
      const shown = { ...forged, kc: sealed.kc };
      expect(openField({ ...nodeSealing, decrypt }, other, at, shown)).toEqual({ fault: 'other-key' });
    }),
  );
});

test('a flipped bit anywhere is noticed', () => {
  check(
    fc.property(keys, places, text, fc.constantFrom('iv', 'ct', 'kc'), fc.nat(), (key, place, name, part, bit) => {
      const [, sealed] = sealedFields(key, place, { name })[0]!;
      const spoilt = bytes(sealed[part as 'iv']);
      spoilt[(bit >> 3) % spoilt.length]! ^= 1 << (bit & 7);
      const opened = openField(
        nodeSealing,
        key,
        { place, field: 'name' },
        { ...sealed, [part]: spoilt.toString('base64') },
      );
      expect(opened).toEqual({ fault: part === 'kc' ? 'other-key' : 'changed' });
    }),
  );
});

test('no nonce is used twice, and lengths tell nothing of names up to 62 letters', () => {
  const key = new Uint8Array(32);
  const place = { trust: 't', person: 'p', n: 0 };
  const all = Array.from(
    { length: 500 },
    (_, i) => sealedFields(key, place, { name: 'x'.repeat((i % 62) + 1) })[0]![1],
  );
  expect(new Set(all.map(({ iv }) => iv)).size).toBe(all.length);
  expect(new Set(all.map(({ ct }) => bytes(ct).length))).toEqual(new Set([64 + 16]));
});

test('what is sealed opens by the written rule without our code', () => {
  const key = createHash('sha256').update('any key').digest();
  const { name, declarations } = sealDetails(
    nodeSealing,
    key,
    { trust: 'northshire', person: 'p7', n: 41 },
    { name: 'Zoë Ndlovu', declarations: ['none'] },
  );
  const opened = ({ iv, ct }: Sealed, aad: string): unknown => {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv)).setAAD(Buffer.from(aad));
    decipher.setAuthTag(bytes(ct).subarray(-16));
    const clear = Buffer.concat([decipher.update(bytes(ct).subarray(0, -16)), decipher.final()]);
    return JSON.parse(clear.toString('utf8')) as unknown;
  };
  expect(opened(name!, 'northshire|41|details.name')).toBe('Zoë Ndlovu');
  expect(opened(declarations!, 'northshire|41|details.declarations')).toEqual(['none']);
  const kc = createHash('sha256').update('kc').update(key).update('northshire|p7').digest('base64');
  expect([name!.kc, declarations!.kc]).toEqual([kc, kc]);
});
