import { canonicalJson } from '@remit/kernel';
import { concatBytes, toBase64 } from './bytes.js';

/**
 * The lines of a bundle, as docs/bundle-format.md describes them: each one canonical JSON object with one member, and a
 * newline.
 */

/** What a bundle holds: all entries up to a checkpoint, or those that some answers rest on. */
export type BundleScope = 'record' | 'answer';

/** The limits of docs/bundle-format.md, section 2.10, that what is written here could come near to. */
export const BUNDLE_LIMITS = {
  /** Bytes of a line with its newline. */
  line: 4_194_304,
  /** Entries of an answer bundle. */
  provenEntries: 100_000,
  checkpoints: 1_000_000,
  timestamps: 10_000,
  /** Bytes of a note, and of a policy. */
  note: 65_536,
} as const;

/** What the first line says. */
export interface BundleHead {
  readonly origin: string;
  readonly trust: string;
  readonly scope: BundleScope;
  /** How many entries the record has at the last checkpoint. */
  readonly size: number;
  readonly answers: number;
  /** UTC instant with milliseconds. */
  readonly madeAt: string;
}

/** A proof, hash by hash. */
type Hashes = readonly Uint8Array[];

/** The first line. */
export function headLine({ origin, trust, scope, size, answers, madeAt }: BundleHead): string {
  return line('bundle', { answers, format: 'remit-bundle', from: 0, madeAt, origin, scope, size, trust, version: 1 });
}

/** The policy of whoever makes the bundle, for information only. */
export function policyLine(policy: string): string {
  return line('policy', policy);
}

/** An entry of a record bundle. @param encoded its stored bytes in base 64, in which nothing has to be escaped */
export function entryLine(encoded: string): string {
  return `{"entry":"${encoded}"}\n`;
}

/** An entry of an answer bundle. @param proof that leaf `n` is in the tree of the last checkpoint */
export function provenEntryLine(n: number, bytes: Uint8Array, proof: Hashes): string {
  return line('entry', { bytes: toBase64(bytes), n, proof: proof.map(toBase64) });
}

/** @param consistency with the checkpoint of the line before; left out for the first */
export function checkpointLine(note: string, consistency?: Hashes): string {
  return line('checkpoint', { note, consistency: consistency?.map(toBase64) });
}

/** A checkpoint of the directory. @param proof that leaf number `leaf` is in its tree */
export function directoryLine(note: string, leaf: number, proof: Hashes): string {
  return line('directory', { leaf, note, proof: proof.map(toBase64) });
}

/** @param of the number of the checkpoint's line among those of its kind, or the directory's */
export function timestampLine(of: number | 'directory', token: Uint8Array): string {
  return line('timestamp', { of, token: toBase64(token) });
}

/** @param answer what stands in the line, as the contexts that answer have made it */
export function answerLine(answer: unknown): string {
  return line('answer', answer);
}

/** The last line. @param sha256 of all lines before it, in lower-case hexadecimal */
export function endLine(lines: number, sha256: string): string {
  return line('end', { lines, sha256 });
}

/**
 * A note with further signature lines under its own: cosignatures of witnesses, which are kept apart from it.
 * @param signatures each one signature line, with or without its newline
 */
export function withSignatures(note: Uint8Array, signatures: readonly Uint8Array[]): Uint8Array {
  const lines = signatures.flatMap((each) => (each.at(-1) === NEWLINE ? [each] : [each, Uint8Array.of(NEWLINE)]));
  return concatBytes([note, ...lines]);
}

const NEWLINE = 0x0a;

function line(kind: string, value: unknown): string {
  return `${canonicalJson({ [kind]: value })}\n`;
}
