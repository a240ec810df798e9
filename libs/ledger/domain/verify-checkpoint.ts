import { fail, type Outcome, succeed } from '@remit/kernel';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { type Policy, type PolicyWitness, type Quorum, quorumTime } from './policy.js';
import type { Verify } from './primitives.js';
import { openNote, type VerifiedSignature } from './signed-note.js';

/** A checkpoint that a policy accepts. */
export interface AcceptedCheckpoint extends Checkpoint {
  /** The text that was signed. */
  readonly text: string;
  /** The signatures of the log and of the policy's witnesses, all of them right. */
  readonly verified: readonly VerifiedSignature[];
  /**
   * The last moment, in seconds since 1970, at which a quorum of witnesses had seen nothing newer; `undefined` when the
   * policy asks for no witnesses. Whether that is recent enough is for the caller to say.
   */
  readonly witnessedAt: number | undefined;
}

/**
 * Checks the note of a checkpoint against an auditor's policy: it must be the checkpoint of the log that is asked for,
 * signed by that log and by nobody else in its name, with the cosignatures that the policy asks for. Every signature by
 * a key of the policy must be right, also those that are not needed. Source: C2SP tlog-policy, tlog-checkpoint.
 *
 * @param origin the log that is being checked. The auditor says it; it is never read from what is being checked.
 * @returns the problem `LEDGER.LOG_UNKNOWN` when the policy does not have the log, `LEDGER.ORIGIN_OTHER` when the
 * checkpoint is one of another log, `LEDGER.LOG_UNSIGNED` when the log has not signed it, `LEDGER.QUORUM_MISSED` when
 * cosignatures are missing, and those of `openNote` and `parseCheckpoint`.
 */
export function verifyCheckpoint(
  verify: Verify,
  policy: Policy,
  origin: string,
  note: Uint8Array,
): Outcome<AcceptedCheckpoint> {
  if (!policy.logs.some(({ key }) => key.name === origin)) return unknownLog(origin);
  const known = [...policy.logs, ...policy.witnesses].map(({ key }) => key);
  const opened = openNote(verify, note, known);
  if (!opened.ok) return opened;
  const { text, verified } = opened.value;
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== origin) return otherOrigin(checkpoint.value.origin, origin);
  if (!policy.logs.some(({ key }) => key.name === origin && verified.some((signature) => signature.key === key))) {
    return unsigned(origin);
  }
  const witnessedAt = policy.quorum && quorumTime(policy.quorum, latestIn(verified));
  if (policy.quorum !== undefined && witnessedAt === undefined) return missed(policy.quorum, verified);
  return succeed({ ...checkpoint.value, text, verified, witnessedAt });
}

/** When a witness last cosigned, if it did: a witness may have done so more than once. */
function latestIn(verified: readonly VerifiedSignature[]): (witness: PolicyWitness) => number | undefined {
  return (witness) => {
    const times = verified.flatMap(({ key, time }) => (key === witness.key && time !== undefined ? [time] : []));
    return times.length === 0 ? undefined : Math.max(...times);
  };
}

function unknownLog(origin: string): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.LOG_UNKNOWN',
    expected: 'a line "log <key>" whose key has the name of the log',
    detail: `Your policy does not say what key the log ${origin} signs with, so nothing can be said about it. Get the key from the log\u2019s operator, not from what you are checking, and add it.`,
  });
}

function otherOrigin(found: string, expected: string): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.ORIGIN_OTHER',
    expected,
    detail: `This is a checkpoint of the log ${found}, and not of ${expected}. It says nothing about what you are checking.`,
  });
}

function unsigned(origin: string): ReturnType<typeof fail> {
  return fail({
    code: 'LEDGER.LOG_UNSIGNED',
    detail: `The log ${origin} has not signed this checkpoint with a key that your policy knows. Do not trust it, unless the log has a new key: then get that from the log\u2019s operator.`,
  });
}

function missed(quorum: Quorum, verified: readonly VerifiedSignature[]): ReturnType<typeof fail> {
  const count = verified.filter(({ time }) => time !== undefined).length;
  return fail({
    code: 'LEDGER.QUORUM_MISSED',
    expected: `the cosignatures that "${quorum.name}" in your policy asks for`,
    detail: `The log has signed this checkpoint, but too few of your witnesses have (${count}), so it may have shown others a different one. Ask for the checkpoint with its cosignatures.`,
  });
}
