/**
 * The cryptography that the ledger stands on, handed in by whoever calls: in the product and in the auditor's program
 * it is the platform's own, and nothing here works out a digest or a signature by itself.
 */

/** SHA-256 (FIPS 180-4) of the parts, one after another. Gives 32 bytes. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

/**
 * Whether an Ed25519 signature (RFC 8032; 64 bytes) under a public key (32 bytes) is right for a message.
 * Says `false` and does not throw when key or signature are no points or numbers of the curve.
 */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** The Ed25519 signature (RFC 8032; 64 bytes, always the same for the same message) by a private key (its 32-byte seed). */
export type Sign = (seed: Uint8Array, message: Uint8Array) => Uint8Array;

/** The Ed25519 public key (32 bytes) of a private key (its 32-byte seed). Source: RFC 8032, section 5.1.5. */
export type PublicKeyOf = (seed: Uint8Array) => Uint8Array;
