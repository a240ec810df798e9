import { invariant } from '@remit/kernel';
import { concatBytes, utf8Bytes } from './bytes.js';
import { type Checkpoint, formatCheckpoint } from './checkpoint.js';
import { isCount } from './merkle-tree.js';
import { COSIGNATURE_V1, type SignerKey, type VerifierKey } from './note-keys.js';
import type { NoteSignature } from './note-signature.js';
import type { Sign, Verify } from './primitives.js';

/**
 * What a witness says of a log: "at this time this was the largest tree that I had seen of it, and it had only been
 * added to". Source: C2SP tlog-cosignature 1.0.1, "cosignature/v1".
 *
 * Times are whole seconds since 1 January 1970 (POSIX). The format allows them up to 2^63 - 1; here they end below
 * 2^53, some 285 million years from now, so that they stay exact numbers.
 */

const TIME_BYTES = 8;

/** The length of an Ed25519 signature in bytes. Source: RFC 8032, section 5.1.6. */
export const ED25519_SIGNATURE_BYTES = 64;

/** The bytes that a witness signs: two lines and the text of the note. */
export function cosignedMessage(time: number, text: string): Uint8Array {
  return utf8Bytes(`cosignature/v1\ntime ${String(time)}\n${text}`);
}

/**
 * Cosigns a checkpoint. That its log had only been added to is for the caller to have checked and, before the signature
 * leaves the house, to have stored (C2SP tlog-witness).
 * @throws InvariantBroken when the key is not for cosignatures or the time is no time.
 */
export function cosign(sign: Sign, key: SignerKey, checkpoint: Checkpoint, time: number): NoteSignature {
  invariant(key.type === COSIGNATURE_V1, `The key ${key.name} is not for cosignatures.`);
  invariant(isCount(time), `A cosignature is given at a whole number of seconds since 1970, and not at ${time}.`);
  const signature = sign(key.seed, cosignedMessage(time, formatCheckpoint(checkpoint)));
  return { name: key.name, keyId: key.id, signature: concatBytes([bigEndian(time), signature]) };
}

/**
 * Checks a cosignature: the time and the Ed25519 signature that stand in a note, 72 bytes.
 * @param text the text of the note
 * @returns the time at which it was given, or `undefined` when it is not right.
 */
export function cosignatureTime(
  verify: Verify,
  key: VerifierKey,
  text: string,
  cosignature: Uint8Array,
): number | undefined {
  if (cosignature.length !== TIME_BYTES + ED25519_SIGNATURE_BYTES) return undefined;
  const time = cosignature.subarray(0, TIME_BYTES).reduce((high, byte) => high * 256 + byte, 0);
  if (!isCount(time)) return undefined;
  const isRight = verify(key.publicKey, cosignedMessage(time, text), cosignature.subarray(TIME_BYTES));
  return isRight ? time : undefined;
}

function bigEndian(time: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(TIME_BYTES));
  bytes.setUint32(0, Math.floor(time / 2 ** 32));
  bytes.setUint32(4, time % 2 ** 32);
  return new Uint8Array(bytes.buffer);
}
