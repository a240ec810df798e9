import { fail, invariant, type Outcome, succeed } from '@remit/kernel';
import { fromBase64, isUnicode, toBase64 } from './bytes.js';
import { HASH_BYTES, isCount } from './merkle-tree.js';
import { hasControlCharacter } from './note-keys.js';

/**
 * What a log says of itself: "I am this log, I have so many entries, and this is the root over them". Source: C2SP
 * tlog-checkpoint 1.0.0, "Note text", without extension lines: no auditor can check what stands in those.
 */
export interface Checkpoint {
  /** The log's name for ever, such as `gov.example/trust/10058464`. */
  readonly origin: string;
  /** How many entries the log has. */
  readonly size: number;
  /** The root of the tree over them, 32 bytes. */
  readonly root: Uint8Array;
}

/**
 * The text of a checkpoint, which is what gets signed: three lines, each with its newline.
 * @throws InvariantBroken when the origin is no single line of text, the size no whole number, or the root not 32 bytes.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  invariant(isOrigin(origin), 'The origin of a log is one line of text.');
  invariant(isCount(size), `A log has a whole number of entries, and not ${size}.`);
  invariant(root.length === HASH_BYTES, `A root has ${HASH_BYTES} bytes, and not ${root.length}.`);
  return `${origin}\n${String(size)}\n${toBase64(root)}\n`;
}

/** Reads exactly what {@link formatCheckpoint} writes. @returns the problem `LEDGER.CHECKPOINT_MALFORMED` otherwise. */
export function parseCheckpoint(text: string): Outcome<Checkpoint> {
  const lines = text.split('\n');
  if (lines.length !== 4 || lines[3] !== '') return malformed('it has not exactly three lines that end in a newline');
  const [origin, decimal, encoded] = lines as [string, string, string, string];
  if (!isOrigin(origin)) return malformed('its first line, the name of the log, is empty or no text');
  const size = Number(decimal);
  // Takes care of signs, leading zeros, spaces and exponents all at once.
  if (!isCount(size) || String(size) !== decimal) {
    return malformed('its second line, the number of entries, is no whole number below 2^53 in plain digits');
  }
  const root = fromBase64(encoded);
  if (root?.length !== HASH_BYTES) return malformed(`its third line, the root, is not base 64 of ${HASH_BYTES} bytes`);
  return succeed({ origin, size, root });
}

function isOrigin(text: string): boolean {
  return text !== '' && !text.includes('\n') && !hasControlCharacter(text) && isUnicode(text);
}

function malformed(why: string): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.CHECKPOINT_MALFORMED',
    expected: 'three lines: the name of the log, the number of its entries, and its root in base 64',
    detail: `This text is not a checkpoint: ${why}. Get the file again; if it comes like this from its source, do not trust it.`,
  });
}
