import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A secret to look for: what it is called, and its bytes in one spelling. */
export interface Needle {
  readonly called: string;
  readonly bytes: Buffer;
}

/** A text as its bytes could stand in a file: UTF-8, UTF-16, hexadecimal, in JSON escapes, in base64 at any place. */
export function spellingsOf(called: string, text: string): Needle[] {
  const utf8 = Buffer.from(text, 'utf8');
  const escaped = text.replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    { called: `${called} in UTF-8`, bytes: utf8 },
    { called: `${called} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
    { called: `${called} in hexadecimal`, bytes: Buffer.from(utf8.toString('hex')) },
    { called: `${called} in JSON escapes`, bytes: Buffer.from(escaped) },
    ...inBase64(called, utf8),
  ];
}

/** Bytes as they could stand in a file: as they are, in hexadecimal, in base64 at any place. */
export function bytesOf(called: string, bytes: Uint8Array): Needle[] {
  const own = Buffer.from(bytes);
  return [
    { called, bytes: own },
    { called: `${called} in hexadecimal`, bytes: Buffer.from(own.toString('hex')) },
    ...inBase64(called, own),
  ];
}

/** Base64 spells three bytes at a time: the letters in the middle depend on where the bytes begin, and on nothing else. */
function inBase64(called: string, bytes: Buffer): Needle[] {
  return [0, 1, 2].map((shift) => {
    const spelt = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = spelt.slice(shift === 0 ? 0 : shift + 1, -2);
    return { called: `${called} in base64, ${String(shift)} bytes on`, bytes: Buffer.from(inner) };
  });
}

/** Every file below a directory. */
function filesBelow(directory: string): string[] {
  const found = readdirSync(directory, { withFileTypes: true, recursive: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Where needles stand: `FILE: what`. */
export function findings(directory: string, needles: readonly Needle[]): string[] {
  return filesBelow(directory).flatMap((file) => {
    const content = readFileSync(file);
    return needles
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ called }) => `${path.relative(directory, file)}: ${called}`);
  });
}
