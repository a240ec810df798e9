import { createHash } from 'node:crypto';

/** Bytes and their texts, each with one spelling only; see docs/bundle-format.md, section 1. */

/** The bytes of base 64 (RFC 4648, section 4, padded, nothing left over); `undefined` for any other spelling. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; `undefined` when they are none. A byte order mark stays in the text. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** SHA-256 of the parts, one after another: 32 bytes. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Whether a text has half of a surrogate pair alone, and so no UTF-8. */
export function isBrokenText(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
