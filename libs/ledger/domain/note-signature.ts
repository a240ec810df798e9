import { fail, type Outcome, succeed } from '@remit/kernel';
import { concatBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.js';
import { isKeyName, type KeyId } from './note-keys.js';

/** One signature line of a note. Source: C2SP signed-note 1.0.0, "Signatures". */

/** A signature as it stands in a note. Nothing says that it is right. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: KeyId;
  /** What the key's kind of signature makes, at least one byte. */
  readonly signature: Uint8Array;
}

const DASH = '\u2014 ';

/** The bytes before the signature itself: the key's id. */
const ID_BYTES = 4;

/** The line of a signature, without its newline: dash, name, base 64 of the key's id and the signature. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${DASH}${name} ${toBase64(concatBytes([fromHex(keyId)!, signature]))}`;
}

/** Reads a signature line, without its newline. @returns the problem `LEDGER.NOTE_MALFORMED` for any other text. */
export function parseSignatureLine(line: string): Outcome<NoteSignature> {
  if (!line.startsWith(DASH)) return malformedNote('after its last blank line stands a line that is no signature');
  const [name = '', encoded = '', ...rest] = line.slice(DASH.length).split(' ');
  if (!isKeyName(name) || rest.length > 0) return malformedNote('the name of a signer is empty, or has a space or "+"');
  const bytes = fromBase64(encoded);
  if (bytes === undefined) return malformedNote('a signature is not base 64');
  if (bytes.length <= ID_BYTES) return malformedNote('a signature is cut off');
  return succeed({ name, keyId: toHex(bytes.subarray(0, ID_BYTES)), signature: bytes.subarray(ID_BYTES) });
}

/** The problem of bytes that are no signed note. */
export function malformedNote(why: string): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.NOTE_MALFORMED',
    detail: `This is not a signed note: ${why}. Get the file again; if it comes like this from its source, do not trust it.`,
  });
}
