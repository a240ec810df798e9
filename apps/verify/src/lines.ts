import { fromBase64, utf8Text } from './bytes.js';
import { isObject, readCanonical, type Json, type JsonObject } from './canonical.js';
import { altered } from './finding.js';
import { HASH_BYTES } from './merkle.js';

/** The lines of a bundle and their members; see docs/bundle-format.md, section 2. */

/** The kinds in the order in which they stand. */
export const KINDS = ['bundle', 'policy', 'entry', 'checkpoint', 'directory', 'timestamp', 'answer', 'end'] as const;
export type Kind = (typeof KINDS)[number];

export const LIMITS = {
  lineBytes: 4_194_304,
  entryBytes: 1_048_576,
  entries: 100_000_000,
  provenEntries: 100_000,
  checkpoints: 1_000_000,
  timestamps: 10_000,
  answers: 10_000,
  policyBytes: 65_536,
  tokenBytes: 65_536,
  proofHashes: 64,
} as const;

export interface BundleLine {
  readonly answers: number;
  readonly madeAt: string;
  readonly origin: string;
  readonly scope: 'record' | 'answer';
  readonly size: number;
  readonly trust: string;
}

export interface ProvenEntry {
  readonly n: number;
  readonly bytes: Buffer;
  readonly proof: readonly Buffer[];
}

export interface CheckpointLine {
  readonly note: string;
  readonly consistency: readonly Buffer[] | undefined;
}

export interface DirectoryLine {
  readonly leaf: number;
  readonly note: string;
  readonly proof: readonly Buffer[];
}

export interface TimestampLine {
  readonly of: number | 'directory';
  readonly token: Buffer;
}

export interface AnswerLine {
  readonly question: AskedQuestion;
  readonly position: number;
  readonly answer: JsonObject;
}

export interface AskedQuestion {
  readonly trust: string;
  readonly function: string;
  readonly school: string | null;
  readonly on: string;
  readonly knownAt: number;
  readonly amount: number | null;
  readonly explain: 'full' | null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ORIGIN = /^([^+\p{White_Space}]+)\/trust\/([a-z0-9.-]{1,100})$/u;

/** Whether a text is an instant as the format writes them, and one of the calendar. */
export function isInstant(text: unknown): text is string {
  if (typeof text !== 'string' || !INSTANT.test(text)) return false;
  const time = Date.parse(text);
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

/** The name of the operator's directory, from the name of a trust's log. */
export function directoryOf(origin: string): string {
  return `${ORIGIN.exec(origin)?.[1] ?? ''}/directory`;
}

const ENTRY_START = Buffer.from('{"entry":"');
const ENTRY_END = Buffer.from('"}');

/** Reads lines one by one, and says of each where it stands when it is not as it must be. */
export class LineReader {
  number = 0;

  /** The kind of the next line and what stands under it. @throws Finding */
  read(line: Buffer): { readonly kind: Kind; readonly value: Json } {
    this.number += 1;
    // Most lines are entries. Base 64 needs no escapes, so such a line is canonical as it is.
    if (
      line.subarray(0, ENTRY_START.length).equals(ENTRY_START) &&
      line.subarray(-ENTRY_END.length).equals(ENTRY_END)
    ) {
      const encoded = line.toString('latin1', ENTRY_START.length, line.length - ENTRY_END.length);
      if (/^[A-Za-z0-9+/=]*$/.test(encoded)) return { kind: 'entry', value: encoded };
    }
    const text = utf8Text(line);
    if (text === undefined) throw this.broken('it is not UTF-8 text');
    const read = readCanonical(text);
    if ('why' in read) throw this.broken(read.why);
    const [kind, ...more] = isObject(read.value) ? Object.keys(read.value) : [];
    const known = KINDS.find((each) => each === kind);
    if (known === undefined || more.length > 0) throw this.broken('it is of no kind that a bundle has');
    return { kind: known, value: (read.value as JsonObject)[known]! };
  }

  /** The finding for a line that is not as the format describes it. */
  broken(why: string): Error {
    return altered(
      `Line ${String(this.number)} of the file is not as a bundle must be: ${why}. The file was damaged or changed: get it again from where it was made.`,
    );
  }

  bundle(value: Json): BundleLine {
    const { answers, format, from, madeAt, origin, scope, size, trust, version } = this.members(value, [
      ...['answers', 'format', 'from', 'madeAt', 'origin', 'scope', 'size', 'trust', 'version'],
    ]);
    if (format !== 'remit-bundle') throw this.broken('it does not say that this is a bundle of Remit');
    if (version !== 1) throw this.broken('it is of a version that this program does not know');
    if (from !== 0) throw this.broken('the bundle does not begin with the beginning of the record');
    if (!isInstant(madeAt)) throw this.broken('it does not say when it was made');
    if (scope !== 'record' && scope !== 'answer') throw this.broken('it does not say what it holds');
    if (typeof origin !== 'string' || typeof trust !== 'string' || ORIGIN.exec(origin)?.[2] !== trust) {
      throw this.broken('its origin is not the log of its trust');
    }
    const fewest = scope === 'answer' ? 1 : 0;
    return {
      answers: this.count(answers, 'answers', fewest, LIMITS.answers),
      size: this.count(size, 'size', 1, LIMITS.entries),
      ...{ madeAt, origin, scope, trust },
    };
  }

  policy(value: Json): string {
    if (typeof value !== 'string' || Buffer.byteLength(value) > LIMITS.policyBytes) {
      throw this.broken('its policy is no text or too long');
    }
    return value;
  }

  /** The stored bytes of an entry of a record bundle. */
  entry(value: Json): Buffer {
    return this.bytes(value, 'the entry', LIMITS.entryBytes);
  }

  provenEntry(value: Json): ProvenEntry {
    const { bytes, n, proof } = this.members(value, ['bytes', 'n', 'proof']);
    return {
      n: this.count(n, 'n', 0, LIMITS.entries),
      bytes: this.bytes(bytes, 'the entry', LIMITS.entryBytes),
      proof: this.proof(proof),
    };
  }

  checkpoint(value: Json, isFirst: boolean): CheckpointLine {
    const { consistency, note } = this.members(value, isFirst ? ['note'] : ['consistency', 'note']);
    return { note: this.text(note), consistency: isFirst ? undefined : this.proof(consistency) };
  }

  directory(value: Json): DirectoryLine {
    const { leaf, note, proof } = this.members(value, ['leaf', 'note', 'proof']);
    return { leaf: this.count(leaf, 'leaf', 0), note: this.text(note), proof: this.proof(proof) };
  }

  timestamp(value: Json): TimestampLine {
    const { of, token } = this.members(value, ['of', 'token']);
    return {
      of: of === 'directory' ? of : this.count(of, 'of', 0),
      token: this.bytes(token, 'the time-stamp', LIMITS.tokenBytes),
    };
  }

  answer(value: Json): AnswerLine {
    const { answer, position, question } = this.members(value, ['answer', 'position', 'question']);
    if (!isObject(answer)) throw this.broken('its answer is none');
    const asked = this.members(question, ['amount', 'explain', 'function', 'knownAt', 'on', 'school', 'trust']);
    const { amount, explain, on, school, trust } = asked;
    if (explain !== 'full' && explain !== null) throw this.broken('it does not say how far its answer is explained');
    return {
      answer,
      position: this.count(position, 'position', 0),
      question: {
        amount: amount === null ? null : this.count(amount, 'amount', 0),
        explain,
        function: this.text(asked['function']),
        knownAt: this.count(asked['knownAt'], 'knownAt', 0),
        on: this.text(on),
        school: school === null ? null : this.text(school),
        trust: this.text(trust),
      },
    };
  }

  end(value: Json): { readonly lines: number; readonly sha256: string } {
    const { lines, sha256 } = this.members(value, ['lines', 'sha256']);
    return { lines: this.count(lines, 'lines', 0), sha256: this.text(sha256) };
  }

  /** The members of an object, which has exactly these. */
  private members(value: Json | undefined, names: readonly string[]): Readonly<Record<string, Json | undefined>> {
    if (!isObject(value)) throw this.broken('what stands in it is no object');
    const found = Object.keys(value);
    const other = found.find((name) => !names.includes(name)) ?? names.find((name) => !found.includes(name));
    if (other !== undefined) throw this.broken(`its member "${other.slice(0, 40)}" is missing or one too many`);
    return value;
  }

  private count(value: Json | undefined, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw this.broken(`its "${name}" is no number from ${String(least)} to ${String(most)}`);
  }

  private text(value: Json | undefined): string {
    if (typeof value !== 'string') throw this.broken('one of its members is not the text that it must be');
    return value;
  }

  private bytes(value: Json | undefined, what: string, most: number): Buffer {
    const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
    if (bytes === undefined || bytes.length === 0) throw this.broken(`${what} in it is not base 64`);
    if (bytes.length > most) throw this.broken(`${what} in it is larger than ${String(most)} bytes`);
    return bytes;
  }

  private proof(value: Json | undefined): Buffer[] {
    if (!Array.isArray(value) || value.length > LIMITS.proofHashes) throw this.broken('its proof is none, or too long');
    return value.map((item: Json) => {
      const hash = typeof item === 'string' ? fromBase64(item) : undefined;
      if (hash?.length !== HASH_BYTES) throw this.broken('a hash of its proof is not 32 bytes of base 64');
      return hash;
    });
  }
}
