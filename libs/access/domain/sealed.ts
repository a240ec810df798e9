import { canonicalJson, type Id } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { DETAIL_FIELDS, type DetailField, type PersonDetails, type SealedDetails } from './people-entries.js';

/** A field of an entry that only the holder of the person's key can read. All three texts are base64. */
export interface Sealed {
  readonly alg: 'A256GCM';
  /** Nonce, 96 random bits. */
  readonly iv: string;
  /** Ciphertext with the tag of 128 bits behind it. */
  readonly ct: string;
  /** Commitment to the key: AES-GCM alone would let somebody show another key that opens it to another name. */
  readonly kc: string;
}

/** What sealing needs of the surroundings. Bytes are plain arrays; `iv` has 12 of them, a key 32. */
export interface SealingPrimitives {
  random(bytes: number): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
  /** AES-256-GCM. @returns the ciphertext with its tag of 16 bytes behind it. */
  encrypt(how: GcmUse, text: Uint8Array): Uint8Array;
  /** @returns `undefined` when key, nonce, associated data or ciphertext do not belong together. */
  decrypt(how: GcmUse, sealed: Uint8Array): Uint8Array | undefined;
  utf8(text: string): Uint8Array;
  textOf(utf8: Uint8Array): string;
  base64(bytes: Uint8Array): string;
  bytesOf(base64: string): Uint8Array;
}

export interface GcmUse {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** Associated data: not secret, but the ciphertext opens with the same ones only. */
  readonly aad: Uint8Array;
}

/** Whose details stand in which entry. */
export interface SealPlace {
  readonly trust: Id;
  readonly person: Id;
  readonly n: EntryNumber;
}

/**
 * A sealed field that was opened, or why it could not be. `other-key`: it was sealed with another key than the one at
 * hand. `changed`: it was altered, or moved here from another entry or field.
 */
export type Opened = { readonly value: unknown } | { readonly fault: 'other-key' | 'changed' };

/** Texts are padded with spaces to a multiple of this, so that a ciphertext does not tell how long a name is. */
const PADDED_TO = 64;
const NONCE_BYTES = 12;

/**
 * Seals details field by field. Source: NIST SP 800-38D (random 96-bit nonces), fault guide B.7: the associated data are
 * `trust|n|path of the field`, so that a ciphertext that is moved to another entry or field no longer opens.
 */
export function sealDetails(
  primitives: SealingPrimitives,
  key: Uint8Array,
  place: SealPlace,
  details: PersonDetails,
): SealedDetails {
  const fields = DETAIL_FIELDS.filter((field) => details[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, seal(primitives, key, { place, field }, details[field])]));
}

interface FieldPlace {
  readonly place: SealPlace;
  readonly field: DetailField;
}

function seal(primitives: SealingPrimitives, key: Uint8Array, at: FieldPlace, value: unknown): Sealed {
  const iv = primitives.random(NONCE_BYTES);
  const text = primitives.utf8(canonicalJson(value));
  const padded = new Uint8Array(Math.ceil(text.length / PADDED_TO) * PADDED_TO).fill(0x20);
  padded.set(text);
  const ct = primitives.encrypt({ key, iv, aad: associated(primitives, at) }, padded);
  return {
    alg: 'A256GCM',
    iv: primitives.base64(iv),
    ct: primitives.base64(ct),
    kc: commitmentOf(primitives, key, at.place),
  };
}

/** Opens one field of an entry. The commitment to the key is compared before anything is decrypted. */
export function openField(
  primitives: SealingPrimitives,
  key: Uint8Array,
  at: FieldPlace,
  { iv, ct, kc }: Sealed,
): Opened {
  if (kc !== commitmentOf(primitives, key, at.place)) return { fault: 'other-key' };
  const use = { key, iv: primitives.bytesOf(iv), aad: associated(primitives, at) };
  const text = primitives.decrypt(use, primitives.bytesOf(ct));
  return text === undefined ? { fault: 'changed' } : { value: JSON.parse(primitives.textOf(text)) as unknown };
}

/** `kc`: SHA-256 of "kc", the key and `trust|person`. Ids have no vertical bar, so two places never look alike. */
function commitmentOf(primitives: SealingPrimitives, key: Uint8Array, { trust, person }: SealPlace): string {
  const parts = [primitives.utf8('kc'), key, primitives.utf8(`${trust}|${person}`)];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return primitives.base64(primitives.sha256(all));
}

function associated(primitives: SealingPrimitives, { place: { trust, n }, field }: FieldPlace): Uint8Array {
  return primitives.utf8(`${trust}|${String(n)}|details.${field}`);
}
