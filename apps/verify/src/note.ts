import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fromBase64, isBrokenText, sha256 } from './bytes.js';

/** Signed notes and their keys: C2SP signed-note 1.0.0 and tlog-cosignature 1.0.1. */

/** Types of signatures that are understood: a log's own, and a witness's with its time. */
export const LOG_KEY = 0x01;
export const WITNESS_KEY = 0x04;

/** A public key with its name. */
export interface NoteKey {
  readonly name: string;
  /** Eight lower-case hexadecimal digits. */
  readonly id: string;
  readonly type: number;
  readonly publicKey: Buffer;
  readonly key: KeyObject;
}

/** One signature line, as it stands there. */
export interface SignatureLine {
  readonly name: string;
  readonly id: string;
  readonly signature: Buffer;
  /** The whole line with its newline. */
  readonly line: string;
}

/** A note as it stands there; nothing says that it is signed by anyone. */
export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly lines: readonly SignatureLine[];
}

/** A right signature by a known key. */
export interface RightSignature {
  readonly key: NoteKey;
  /** Seconds since 1970, of a witness's signature. */
  readonly time: number | undefined;
}

const NOTE_BYTES_MAX = 65_536;
const SIGNATURES_MAX = 100;
/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410, section 4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Reads a vkey: name, id and type with public key, joined by "+". @returns why it is none, in words. */
export function readKey(vkey: string): NoteKey | string {
  const [name = '', id = '', ...rest] = vkey.split('+');
  // Base 64 has "+" too.
  const material = fromBase64(rest.join('+'));
  if (!isKeyName(name)) return 'its name is empty or has a space in it';
  if (material === undefined || material.length === 0) return 'its last part is not base 64';
  if (material[0] !== LOG_KEY && material[0] !== WITNESS_KEY) return 'it is of a kind that is not known here';
  if (material.length !== 33) return 'it has not 32 bytes';
  const known = sha256(name, '\n', material).subarray(0, 4).toString('hex');
  if (known !== id) return 'its id is not that of the key: a letter was lost or changed';
  const publicKey = material.subarray(1);
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return { name, id, type: material[0], publicKey, key };
}

/** Whether a text can be the name of a key. */
export function isKeyName(text: string): boolean {
  return text !== '' && !/[\p{White_Space}+]/u.test(text) && !hasControl(text) && !isBrokenText(text);
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}

/** Reads a note. @returns why it is none, in words. */
export function readNote(note: string): Note | string {
  if (Buffer.byteLength(note) > NOTE_BYTES_MAX) return 'it is too long';
  if (isBrokenText(note) || hasControl(note)) return 'it has signs that a note must not have';
  if (!note.endsWith('\n')) return 'its last line has no end';
  const blank = note.lastIndexOf('\n\n');
  if (blank === -1) return 'no empty line stands before its signatures';
  const written = note.slice(blank + 2, -1).split('\n');
  if (written.length > SIGNATURES_MAX) return `it has more than ${SIGNATURES_MAX} signatures`;
  const lines: SignatureLine[] = [];
  for (const line of written) {
    const read = readSignature(line);
    if (read === undefined) return 'below its empty line stands something that is no signature';
    lines.push(read);
  }
  return { text: note.slice(0, blank + 1), lines };
}

function readSignature(line: string): SignatureLine | undefined {
  const [dash, name = '', encoded = '', ...more] = line.split(' ');
  const bytes = fromBase64(encoded);
  if (dash !== '\u2014' || more.length > 0 || !isKeyName(name)) return undefined;
  if (bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4), line: `${line}\n` };
}

/**
 * The right signatures of a note by the keys that are known. Lines of other keys are passed over.
 * @returns the key whose signature is wrong, when one is: the whole note is then worth nothing.
 */
export function rightSignatures(note: Note, known: readonly NoteKey[]): RightSignature[] | { readonly wrong: NoteKey } {
  const right: RightSignature[] = [];
  for (const line of note.lines) {
    for (const key of known) {
      if (key.name !== line.name || key.id !== line.id) continue;
      const signature = check(key, note.text, line.signature);
      if (signature === undefined) return { wrong: key };
      right.push(signature);
    }
  }
  return right;
}

function check(key: NoteKey, text: string, signature: Buffer): RightSignature | undefined {
  if (key.type === LOG_KEY) return isRight(key, text, signature) ? { key, time: undefined } : undefined;
  if (signature.length !== 72) return undefined;
  const seconds = signature.readBigUInt64BE(0);
  if (seconds > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const signed = `cosignature/v1\ntime ${seconds.toString()}\n${text}`;
  return isRight(key, signed, signature.subarray(8)) ? { key, time: Number(seconds) } : undefined;
}

function isRight({ key }: NoteKey, text: string, signature: Buffer): boolean {
  try {
    return signature.length === 64 && verify(null, Buffer.from(text, 'utf8'), key, signature);
  } catch {
    return false;
  }
}

/** The note without the lines of other names than its log's: its text, the empty line, and the log's own signatures. */
export function ownNote({ text, lines }: Note): Buffer {
  const origin = text.slice(0, text.indexOf('\n'));
  const own = lines.filter(({ name }) => name === origin).map(({ line }) => line);
  return Buffer.from(`${text}\n${own.join('')}`, 'utf8');
}
