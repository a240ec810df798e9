import { fail, type Outcome, succeed } from '@remit/kernel';
import { fromBase64, fromHex, isUnicode, toBase64, toHex, utf8Bytes } from './bytes.js';
import type { PublicKeyOf, Sha256 } from './primitives.js';

/** The keys of signed notes and their texts. Source: C2SP signed-note 1.0.0 ("Signatures", "Verifier keys"). */

/** A plain Ed25519 signature over the text of a note. Source: C2SP signed-note, "Signature types". */
export const ED25519 = 0x01;

/** An Ed25519 signature over a checkpoint and a time. Source: C2SP tlog-cosignature ("cosignature/v1"). */
export const COSIGNATURE_V1 = 0x04;

/** The kinds of signature that are understood here; others are those of unknown signers. */
export type SignatureType = typeof ED25519 | typeof COSIGNATURE_V1;

/** The length of Ed25519 public keys and of seeds, in bytes. */
const KEY_BYTES = 32;

/** Eight lower-case hexadecimal digits. Too short to identify a key by itself: it goes with the key's name. */
export type KeyId = string;

/** What a note is checked with. */
export interface VerifierKey {
  readonly name: string;
  readonly id: KeyId;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** What a note is signed with: a secret. */
export interface SignerKey {
  readonly name: string;
  /** The id of the public key that belongs to it. */
  readonly id: KeyId;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly seed: Uint8Array;
}

/** A key without its id, which follows from the rest. */
export type KeyParts<Key extends VerifierKey | SignerKey> = Omit<Key, 'id'>;

/** Anything below the space but the newline. */
const CONTROL_CHARACTER = /[^\n -\u{10ffff}]/u;

/** Whether a text contains a control character (below U+0020) other than the newline. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTER.test(text);
}

/**
 * Whether a text can name a key: not empty, and without spaces of any script, `+` and control characters.
 * Source: C2SP signed-note, "Format".
 */
export function isKeyName(text: string): boolean {
  return /^[^\p{White_Space}+]+$/u.test(text) && isUnicode(text) && !hasControlCharacter(text);
}

/** The id of a key: the first four bytes of a digest. Source: C2SP signed-note, "Signatures". */
export function keyIdOf(sha256: Sha256, { name, type, publicKey }: KeyParts<VerifierKey>): KeyId {
  return toHex(sha256(utf8Bytes(name), Uint8Array.of(0x0a, type), publicKey).subarray(0, 4));
}

/** A public key under a name. @returns the problem `LEDGER.KEY_MALFORMED` for a bad name or another length than 32. */
export function verifierKey(sha256: Sha256, parts: KeyParts<VerifierKey>): Outcome<VerifierKey> {
  if (!isKeyName(parts.name)) return malformed('public', BAD_NAME);
  if (parts.publicKey.length !== KEY_BYTES) return malformed('public', NOT_32_BYTES);
  return succeed({ ...parts, id: keyIdOf(sha256, parts) });
}

/** A private key under a name. @returns the problem `LEDGER.KEY_MALFORMED` for a bad name or another length than 32. */
export function signerKey(
  sha256: Sha256,
  publicKeyOf: PublicKeyOf,
  { name, type, seed }: KeyParts<SignerKey>,
): Outcome<SignerKey> {
  if (seed.length !== KEY_BYTES) return malformed('private', NOT_32_BYTES);
  const key = verifierKey(sha256, { name, type, publicKey: publicKeyOf(seed) });
  return key.ok ? succeed({ name, id: key.value.id, type, seed }) : key;
}

/** The public key that belongs to a private one. */
export function verifierKeyOf(publicKeyOf: PublicKeyOf, { name, id, type, seed }: SignerKey): VerifierKey {
  return { name, id, type, publicKey: publicKeyOf(seed) };
}

/** `<name>+<id>+<base64 of type and public key>`: C2SP's vkey, to be given to everyone who checks. */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Uint8Array.of(type, ...publicKey))}`;
}

/** `PRIVATE+KEY+<name>+<id>+<base64 of type and seed>`: the form of Go's note package, to be kept secret. */
export function formatSignerKey({ name, id, type, seed }: SignerKey): string {
  return `${SECRET}${name}+${id}+${toBase64(Uint8Array.of(type, ...seed))}`;
}

/**
 * Reads a vkey: exactly what {@link formatVerifierKey} writes.
 * @returns the problem `LEDGER.KEY_MALFORMED` for any other text, a kind of signature that is not known here, or an id
 * that is not the key's.
 */
export function parseVerifierKey(sha256: Sha256, text: string): Outcome<VerifierKey> {
  const parts = splitKey(text);
  if (typeof parts === 'string') return malformed('public', parts);
  const key = verifierKey(sha256, { name: parts.name, type: parts.type, publicKey: parts.material });
  return key.ok && key.value.id !== parts.id ? malformed('public', OTHER_ID) : key;
}

/**
 * Reads a private key: exactly what {@link formatSignerKey} writes.
 * @returns the problem `LEDGER.KEY_MALFORMED` for any other text, a kind of signature that is not known here, or an id
 * that is not that of the public key. The problem says nothing of the text.
 */
export function parseSignerKey(sha256: Sha256, publicKeyOf: PublicKeyOf, text: string): Outcome<SignerKey> {
  if (!text.startsWith(SECRET)) return malformed('private', `it does not begin with ${SECRET}`);
  const parts = splitKey(text.slice(SECRET.length));
  if (typeof parts === 'string') return malformed('private', parts);
  const key = signerKey(sha256, publicKeyOf, { name: parts.name, type: parts.type, seed: parts.material });
  return key.ok && key.value.id !== parts.id ? malformed('private', OTHER_ID) : key;
}

const SECRET = 'PRIVATE+KEY+';
const BAD_NAME = 'its name must not be empty, nor contain spaces, "+" or control characters';
const NOT_32_BYTES = `an Ed25519 key has ${KEY_BYTES} bytes`;
const OTHER_ID = 'its id does not belong to its name and key';

interface SplitKey {
  readonly name: string;
  readonly id: KeyId;
  readonly type: SignatureType;
  readonly material: Uint8Array;
}

/** The parts of a key's text, or what is wrong with it. */
function splitKey(text: string): SplitKey | string {
  // The base 64 at the end may itself contain "+".
  const match = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(text);
  if (match === null) return 'it is not of the form name+id+key';
  const [, name, id, encoded] = match as unknown as [string, string, string, string];
  if (fromHex(id)?.length !== 4) return 'its id is not eight lower-case hexadecimal digits';
  const [type, ...material] = fromBase64(encoded) ?? [];
  if (type === undefined) return 'its last part is not base 64';
  if (type !== ED25519 && type !== COSIGNATURE_V1) return `signatures of type ${type} are not known here`;
  return { name, id, type, material: Uint8Array.from(material) };
}

function malformed(kind: 'public' | 'private', why: string): ReturnType<typeof fail> {
  const expected =
    kind === 'public' ? 'name+id+key, as the signer published it' : `${SECRET}name+id+key, as it was generated`;
  return fail({
    code: 'LEDGER.KEY_MALFORMED',
    expected,
    detail: `This is not a ${kind} key for signed notes: ${why}. Copy the key again from where it was made.`,
  });
}
