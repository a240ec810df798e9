/**
 * Bytes and the texts that stand for them. Everything that is read here has exactly one spelling: what `Buffer` and
 * `TextDecoder` forgive (stray characters, missing padding, left-over bits, broken UTF-8) would give one signature or
 * one note several sets of bytes.
 */

/** All parts in one piece. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two pieces hold the same bytes. Not for secrets: it takes longer the more they have in common. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Two lower-case hexadecimal digits for each byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of lower-case hexadecimal digits; `undefined` for any other text. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^[0-9a-f]*$/.test(text) || text.length % 2 !== 0) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS: ReadonlyMap<string, number> = new Map(Array.from(ALPHABET, (sign, sextet) => [sign, sextet]));

/** Base 64 with padding. Source: RFC 4648, section 4. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[group >>> 18]! + ALPHABET[(group >>> 12) & 63]!;
    text += (left > 1 ? ALPHABET[(group >>> 6) & 63]! : '=') + (left > 2 ? ALPHABET[group & 63]! : '=');
  }
  return text;
}

/**
 * The bytes of base 64 text (RFC 4648, section 4), which must be exactly what {@link toBase64} writes: padded, without
 * line breaks, and with zeros in the bits that are left over (section 3.5).
 * @returns `undefined` for any other text.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let [bits, held, at] = [0, 0, 0];
  for (let sign = 0; sign < text.length - padding; sign += 1) {
    const sextet = SEXTETS.get(text[sign]!);
    if (sextet === undefined) return undefined;
    bits = ((bits << 6) | sextet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = bits >>> held;
    at += 1;
  }
  const leftOver = bits & ((1 << held) - 1);
  return leftOver === 0 ? bytes : undefined;
}

/** Whether a text has a UTF-8 form: no half of a surrogate pair stands alone. */
export function isUnicode(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** The UTF-8 bytes of a text, for which {@link isUnicode} must hold. Source: RFC 3629, section 3. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), following(point));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), following(point >> 6), following(point));
    else bytes.push(0xf0 | (point >> 18), following(point >> 12), following(point >> 6), following(point));
  }
  return Uint8Array.from(bytes);
}

function following(point: number): number {
  return 0x80 | (point & 0x3f);
}

/**
 * The text of UTF-8 bytes (RFC 3629). A byte order mark stays in it, so that {@link utf8Bytes} gives the same bytes back.
 * @returns `undefined` when they are no valid UTF-8: cut off, overlong, a surrogate, or past U+10FFFF.
 */
export function utf8Text(bytes: Uint8Array): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfSequence(bytes[at]!);
    const point = codePoint(bytes.subarray(at, at + length), length);
    if (point === undefined) return undefined;
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** How many bytes a sequence has that begins with this one; 0 for a byte that begins none. */
function lengthOfSequence(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf8 ? 4 : 0;
}

/** The least code point that needs so many bytes: a lesser one is overlong. */
const LEAST = [Infinity, 0, 0x80, 0x800, 0x10000] as const;

function codePoint(sequence: Uint8Array, length: number): number | undefined {
  if (sequence.length < length || length === 0) return undefined;
  let point = length === 1 ? sequence[0]! : sequence[0]! & (0x7f >> length);
  for (const byte of sequence.subarray(1)) {
    if ((byte & 0xc0) !== 0x80) return undefined;
    point = (point << 6) | (byte & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point < LEAST[length]! || isSurrogate || point > 0x10ffff ? undefined : point;
}
