import { fail, type Outcome, succeed } from '@remit/kernel';
import { concatBytes, toBase64, utf8Bytes, utf8Text } from '../domain/bytes.js';
import { isCount } from '../domain/merkle-tree.js';
import type { VerifierKey } from '../domain/note-keys.js';
import { formatSignatureLine } from '../domain/note-signature.js';
import type { Proof } from '../domain/proofs.js';
import { openNote } from '../domain/signed-note.js';
import type { Anchor } from './checkpoint-store.js';
import { verify } from './node-primitives.js';

/** What is said to a witness and what it answers. Source: C2SP tlog-witness 1.0.0, "add-checkpoint". */

/** How many hashes a proof to a witness may have. */
export const PROOF_LINES_MAX = 63;

/** The media type of the size that a witness answers with when it has cosigned another than was named. */
export const SIZE_TYPE = 'text/x.tlog.size';

/** The last second of the year 9999: no witness has seen anything later. */
const TIME_MAX = 253_402_300_799;

/**
 * The body of a request.
 * @param old the size that the witness has cosigned, 0 for none
 * @param proof from there to the checkpoint
 */
export function addCheckpointBody(old: number, proof: Proof, note: Uint8Array): Uint8Array {
  return concatBytes([utf8Bytes([`old ${String(old)}`, ...proof.map(toBase64), '', ''].join('\n')), note]);
}

/** The size that a witness says it has cosigned; `undefined` when it says none. */
export function sizeSaid(type: string, body: Uint8Array): number | undefined {
  const [, decimal] = /^(0|[1-9][0-9]{0,15})\n$/.exec(utf8Text(body) ?? '') ?? [];
  const size = Number(decimal);
  return type === SIZE_TYPE && decimal !== undefined && isCount(size) ? size : undefined;
}

/**
 * The cosignature in a witness's answer, checked under its key. Lines by other keys are passed over.
 * @returns the problem `LEDGER.COSIGNATURE_WRONG` when there is none that is right.
 */
export function cosignatureIn(key: VerifierKey, note: Uint8Array, body: Uint8Array): Outcome<Anchor> {
  const opened = openNote(verify, concatBytes([note, body]), [key]);
  if (!opened.ok) return wrong(key, opened.problem.detail);
  const given = opened.value.verified.filter(({ time }) => time !== undefined && time <= TIME_MAX);
  const latest = given.sort((a, b) => b.time! - a.time!)[0];
  if (latest === undefined) return wrong(key, 'The time in it is none.');
  const at = new Date(latest.time! * 1000).toISOString();
  return succeed({ kind: 'cosignature', by: key.name, at, bytes: utf8Bytes(`${formatSignatureLine(latest)}\n`) });
}

function wrong({ name, id }: VerifierKey, why: string): Outcome<never> {
  return fail({
    code: 'LEDGER.COSIGNATURE_WRONG',
    detail: `${name} answered, but not with a cosignature by its key ${id}. ${why} Nothing was kept. Ask whoever runs it for the key, and correct REMIT_WITNESSES.`,
  });
}
