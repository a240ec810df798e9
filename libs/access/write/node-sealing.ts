import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SealingPrimitives } from '../domain/sealed.js';

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;

/** The primitives of sealing by Node's own cryptography (OpenSSL). */
export const nodeSealing: SealingPrimitives = {
  random: (bytes) => randomBytes(bytes),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  encrypt: ({ key, iv, aad }, text) => {
    const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
    return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt: ({ key, iv, aad }, sealed) => {
    if (sealed.length < TAG_BYTES) return undefined;
    try {
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      return undefined;
    }
  },
  utf8: (text) => Buffer.from(text, 'utf8'),
  textOf: (utf8) => Buffer.from(utf8).toString('utf8'),
  base64: (bytes) => Buffer.from(bytes).toString('base64'),
  bytesOf: (base64) => Buffer.from(base64, 'base64'),
};
