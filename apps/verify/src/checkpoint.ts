import { fromBase64 } from './bytes.js';
import { againstPolicy, altered } from './finding.js';
import { HASH_BYTES } from './merkle.js';
import { LOG_KEY, readNote, rightSignatures, type Note, type NoteKey } from './note.js';
import type { Policy } from './policy.js';

/** A checkpoint that a key of the auditor's policy has signed. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  readonly note: Note;
  /** The log's keys of the policy whose signatures stand there, at least one. */
  readonly signedBy: readonly NoteKey[];
  /** The policy's witnesses that signed it, with the time of the latest signature, seconds since 1970. */
  readonly witnessedBy: ReadonlyMap<NoteKey, number>;
}

/**
 * Opens a checkpoint of a log.
 * @param origin the log that it must be of; the caller has found it in the policy
 * @param what how the auditor would call it, to begin a sentence
 * @throws Finding when it is none, of another log, or not signed as the policy demands.
 */
export function openCheckpoint(text: string, origin: string, policy: Policy, what: string): Checkpoint {
  const note = readNote(text);
  if (typeof note === 'string') throw altered(`${what} is no signed note: ${note}.`);
  const read = readCheckpoint(note.text);
  if (read === undefined) throw altered(`${what} is no checkpoint: it has not the three lines of one.`);
  if (read.origin !== origin) throw altered(`${what} is of the log ${read.origin}, and not of ${origin}.`);
  const known = [...policy.logs, ...policy.witnesses.map(({ key }) => key)];
  const right = rightSignatures(note, known);
  if ('wrong' in right) {
    throw altered(
      `The signature of ${right.wrong.name} (key ${right.wrong.id}) under ${lower(what)} is wrong: its text was changed, or somebody else signed it.`,
    );
  }
  const signedBy = right.filter(({ key }) => key.type === LOG_KEY && key.name === origin).map(({ key }) => key);
  if (signedBy.length === 0) throw notSigned(note, origin, what);
  const witnessedBy = new Map<NoteKey, number>();
  for (const { key, time } of right) {
    if (time !== undefined) witnessedBy.set(key, Math.max(time, witnessedBy.get(key) ?? 0));
  }
  return { ...read, note, signedBy: [...new Set(signedBy)], witnessedBy };
}

function notSigned({ lines }: Note, origin: string, what: string): Error {
  const ids = [...new Set(lines.filter(({ name }) => name === origin).map(({ id }) => id))].slice(0, 3);
  const found = ids.length === 0 ? 'none of that name' : `key ${ids.join(', ')}`;
  return againstPolicy(
    `${what} is signed by no key that your policy has for ${origin} (signed by: ${found}). If the operator has a new key, get it from them over another channel, compare it, and add a line for it to your policy. Otherwise do not trust this bundle.`,
  );
}

function readCheckpoint(text: string): Pick<Checkpoint, 'origin' | 'size' | 'root'> | undefined {
  const [origin = '', decimal = '', encoded = '', rest, ...more] = text.split('\n');
  if (origin === '' || rest !== '' || more.length > 0) return undefined;
  const size = Number(decimal);
  const root = fromBase64(encoded);
  if (!Number.isSafeInteger(size) || size < 0 || String(size) !== decimal || root?.length !== HASH_BYTES)
    return undefined;
  return { origin, size, root };
}

function lower(what: string): string {
  return what.charAt(0).toLowerCase() + what.slice(1);
}
