import { fail, invariant, type Outcome, succeed } from '@remit/kernel';
import { isUnicode, utf8Bytes, utf8Text } from './bytes.js';
import { cosignatureTime, ED25519_SIGNATURE_BYTES } from './cosignature.js';
import { ED25519, hasControlCharacter, type SignerKey, type VerifierKey } from './note-keys.js';
import { formatSignatureLine, malformedNote, type NoteSignature, parseSignatureLine } from './note-signature.js';
import type { Sign, Verify } from './primitives.js';

/** Texts with signatures under them. Source: C2SP signed-note 1.0.0; Go's sumdb/note for what that leaves open. */

/** A note as it was written. Nothing says that it is signed by anyone: see {@link openNote}. */
export interface UnverifiedNote {
  /** Every line of it ends in a newline. */
  readonly text: string;
  /** In the order of the lines, at least one. */
  readonly signatures: readonly NoteSignature[];
}

/** A signature by a key that was known beforehand, and is right. */
export interface VerifiedSignature extends NoteSignature {
  readonly key: VerifierKey;
  /** When it was given, for a cosignature: seconds since 1970. */
  readonly time: number | undefined;
}

/** A note that at least one known key has signed. */
export interface OpenedNote {
  readonly text: string;
  /** Those by known keys, all of them right, at least one, in the order of the lines. */
  readonly verified: readonly VerifiedSignature[];
  /** Those by unknown keys, which say nothing. */
  readonly ignored: readonly NoteSignature[];
}

/** More signatures than anyone needs: a note with more of them is refused unread. C2SP demands at least 16. */
export const NOTE_SIGNATURES_MAX = 100;

const BLANK_LINE = '\n\n';

/**
 * Reads the bytes of a note without checking any signature.
 * @returns the problem `LEDGER.NOTE_MALFORMED` when they are no note.
 */
export function parseNote(note: Uint8Array): Outcome<UnverifiedNote> {
  const whole = utf8Text(note);
  if (whole === undefined) return malformedNote('it is not valid UTF-8');
  if (hasControlCharacter(whole)) return malformedNote('it contains a control character');
  if (!whole.endsWith('\n')) return malformedNote('its last line does not end in a newline');
  const split = whole.lastIndexOf(BLANK_LINE);
  if (split === -1) return malformedNote('no blank line stands before its signatures');
  const lines = whole
    .slice(split + BLANK_LINE.length)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) return malformedNote('no signature stands after its last blank line');
  if (lines.length > NOTE_SIGNATURES_MAX) {
    return malformedNote(`it has ${lines.length} signatures, and at most ${NOTE_SIGNATURES_MAX} are read`);
  }
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (!signature.ok) return signature;
    signatures.push(signature.value);
  }
  return succeed({ text: whole.slice(0, split + 1), signatures });
}

/**
 * The bytes of a note. For adding a signature to a note that has been read, such as a witness's.
 * @throws InvariantBroken when the text is none that can be signed, or there are no signatures or too many.
 */
export function formatNote({ text, signatures }: UnverifiedNote): Uint8Array {
  const problem = unsignable(text);
  invariant(problem === undefined, `A note cannot be written: ${String(problem)}.`);
  const count = signatures.length;
  invariant(count > 0 && count <= NOTE_SIGNATURES_MAX, `A note has 1 to ${NOTE_SIGNATURES_MAX} signatures.`);
  return utf8Bytes(`${text}\n${signatures.map((signature) => `${formatSignatureLine(signature)}\n`).join('')}`);
}

/**
 * Signs a text with one key or several, and gives the bytes of the note: always the same for the same text and keys.
 * @returns the problem `LEDGER.NOTE_UNSIGNABLE` when the text is none that can be signed.
 * @throws InvariantBroken when a key is for cosignatures, which need a time: see `cosign`.
 */
export function signNote(sign: Sign, text: string, keys: readonly SignerKey[]): Outcome<Uint8Array> {
  const problem = unsignable(text);
  if (problem !== undefined) {
    return fail({ code: 'LEDGER.NOTE_UNSIGNABLE', detail: `This text cannot be signed: ${problem}.` });
  }
  const message = utf8Bytes(text);
  const signatures = keys.map((key): NoteSignature => {
    invariant(key.type === ED25519, `The key ${key.name} is not for notes.`);
    return { name: key.name, keyId: key.id, signature: sign(key.seed, message) };
  });
  return succeed(formatNote({ text, signatures }));
}

function unsignable(text: string): string | undefined {
  if (!text.endsWith('\n')) return 'its last line does not end in a newline';
  if (hasControlCharacter(text)) return 'it contains a control character';
  return isUnicode(text) ? undefined : 'it contains half a character';
}

/**
 * Reads the bytes of a note and checks every signature by a known key. Signatures by unknown keys are set aside, even
 * when they share a name or an id with a known key, but not both.
 * @returns the problem `LEDGER.NOTE_MALFORMED` when the bytes are no note, `LEDGER.SIGNATURE_WRONG` when a single
 * signature by a known key is wrong, `LEDGER.NOTE_UNSIGNED` when no known key has signed, and `LEDGER.KEY_AMBIGUOUS`
 * when two of the known keys share name and id and the note names them.
 */
export function openNote(verify: Verify, note: Uint8Array, known: readonly VerifierKey[]): Outcome<OpenedNote> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const verified: VerifiedSignature[] = [];
  const ignored: NoteSignature[] = [];
  for (const signature of signatures) {
    const keys = known.filter(({ name, id }) => name === signature.name && id === signature.keyId);
    const [key] = keys;
    if (key === undefined) {
      ignored.push(signature);
      continue;
    }
    if (keys.length > 1) return ambiguousKey(key);
    const checked = check(verify, key, text, signature);
    if (!checked.ok) return checked;
    verified.push(checked.value);
  }
  return verified.length > 0 ? succeed({ text, verified, ignored }) : unsigned(ignored);
}

function check(verify: Verify, key: VerifierKey, text: string, given: NoteSignature): Outcome<VerifiedSignature> {
  const { signature } = given;
  if (key.type === ED25519) {
    const isRight = signature.length === ED25519_SIGNATURE_BYTES && verify(key.publicKey, utf8Bytes(text), signature);
    return isRight ? succeed({ ...given, key, time: undefined }) : wrongSignature(key);
  }
  const time = cosignatureTime(verify, key, text, signature);
  return time === undefined ? wrongSignature(key) : succeed({ ...given, key, time });
}

function wrongSignature({ name, id }: VerifierKey): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.SIGNATURE_WRONG',
    detail: `The signature of ${name} (key ${id}) does not fit this text: the text was changed, or somebody else signed it. Do not trust it.`,
  });
}

function unsigned(ignored: readonly NoteSignature[]): ReturnType<typeof fail> {
  const signers = ignored.slice(0, 3).map(({ name, keyId }) => `${name} (key ${keyId})`);
  if (ignored.length > signers.length) signers.push('others');
  return fail({
    code: 'LEDGER.NOTE_UNSIGNED',
    detail: `None of the keys that you trust has signed this text, only ${signers.join(', ')}. Check that the right keys are given; otherwise do not trust it.`,
  });
}

function ambiguousKey({ name, id }: VerifierKey): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.KEY_AMBIGUOUS',
    detail: `Two of the keys that you trust are called ${name} and have the id ${id}. Find out which of them is the right one, and remove the other.`,
  });
}
