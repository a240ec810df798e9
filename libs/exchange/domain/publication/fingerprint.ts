import { canonicalJson } from '@remit/kernel';

/** The SHA-256 of a text in UTF-8: 32 bytes. Given from outside, so that the domain needs no library. */
export type Sha256OfText = (text: string) => Uint8Array;

/** Crockford's base 32: digits and capital letters without I, L, O and U, which are misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 80;
const BITS_OF_A_SIGN = 5;
const SIGNS = BITS / BITS_OF_A_SIGN;
const GROUP = 4;

/**
 * The fingerprint of a content: the first 80 bits of the SHA-256 of its canonical JSON (RFC 8785), as four groups of
 * four signs, such as `7K2M-9QXA-4T0C-HB5D`. Source: docs/publishing.md, "The fingerprint".
 */
export function fingerprintOf(content: object, sha256: Sha256OfText): string {
  const bytes = sha256(canonicalJson(content));
  let signs = '';
  let pending = 0;
  let bits = 0;
  for (const byte of bytes.subarray(0, BITS / 8)) {
    pending = pending * 256 + byte;
    for (bits += 8; bits >= BITS_OF_A_SIGN; bits -= BITS_OF_A_SIGN) {
      const unit = 2 ** (bits - BITS_OF_A_SIGN);
      signs += ALPHABET[Math.floor(pending / unit)] ?? '';
      pending %= unit;
    }
  }
  return inGroups(signs);
}

const WHOLE = new RegExp(`^[${ALPHABET}]{${String(SIGNS)}}$`);

/** What people type for a sign that the alphabet leaves out. */
const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/**
 * Reads a fingerprint as somebody typed it: capitals or not, with or without spaces and hyphens.
 * @returns its usual form, `undefined` when it is none.
 */
export function readFingerprint(typed: string): string | undefined {
  const signs = signsOf(typed).replace(/[OIL]/g, (sign) => MISREAD[sign] ?? sign);
  return WHOLE.test(signs) ? inGroups(signs) : undefined;
}

/** How far from the right number of signs a code that was typed wrongly may be. */
const SLIPS_MAX = 4;

/**
 * What is wrong with a text that may be meant as a fingerprint, in words.
 * @returns `undefined` when it is one, or is something else altogether.
 */
export function fingerprintSlip(typed: string): string | undefined {
  const signs = signsOf(typed);
  const isMeant = /^[A-Z0-9]+$/.test(signs) && Math.abs(signs.length - SIGNS) <= SLIPS_MAX;
  if (!isMeant || readFingerprint(typed) !== undefined) return undefined;
  const wrong = signs.length === SIGNS ? 'none of them is the letter U' : `this has ${String(signs.length)}`;
  return `a code has ${String(SIGNS)} letters and digits, and ${wrong}`;
}

/** What was typed in capitals, without spaces and hyphens. */
function signsOf(typed: string): string {
  return typed.toUpperCase().replace(/[\s\u2010-\u2015-]/gu, '');
}

function inGroups(signs: string): string {
  return Array.from({ length: SIGNS / GROUP }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP)).join('-');
}
