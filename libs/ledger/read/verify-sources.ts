import type { Id } from '@remit/kernel';
import { type Checkpoint, parseCheckpoint } from '../domain/checkpoint.js';
import { sameBytes } from '../domain/bytes.js';
import { rootOfPeaks } from '../domain/merkle-tree.js';
import { parseVerifierKey } from '../domain/note-keys.js';
import type { Policy } from '../domain/policy.js';
import { openNote, type VerifiedSignature } from '../domain/signed-note.js';
import { verifyCheckpoint } from '../domain/verify-checkpoint.js';
import type { DirectoryRow } from '../write/checkpoint-store.js';
import { sha256, verify } from '../write/node-primitives.js';
import { dayInText, type FindingKind } from './verify-words.js';

/** A checkpoint as it is kept beside the record. Nothing of it is trusted. */
export interface KeptNote {
  readonly log: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
  /** The hashes that are kept with it for the next one to grow from. */
  readonly peaks: readonly Uint8Array[];
  readonly madeAt: string;
  /** Signature lines of witnesses that came later. */
  readonly cosignatures: readonly Uint8Array[];
  /** Time-stamp tokens (DER) of it. */
  readonly timestamps: readonly Uint8Array[];
}

/** The directory as it is kept: its own checkpoints, and its leaves in order. */
export interface KeptDirectory {
  readonly notes: readonly KeptNote[];
  readonly leaves: readonly DirectoryRow[];
}

/** A checkpoint that an auditor has brought. */
export interface GivenNote {
  /** The name of its file. */
  readonly name: string;
  readonly note: Uint8Array;
}

/** What is there to hold a record against. */
export interface CheckpointSources {
  readonly given: readonly GivenNote[];
  /** The checkpoints of trusts. */
  readonly kept: readonly KeptNote[];
  readonly directory: KeptDirectory;
  /** The keys that are said, beside the record, to have signed checkpoints of a log: used only without a policy. */
  readonly keysOf: (log: string) => readonly string[];
  /** Whom the auditor trusts. */
  readonly policy: Policy | undefined;
}

/** A checkpoint whose signatures are right, with the cosignatures of witnesses whom the policy names. */
export interface OpenCheckpoint extends Checkpoint {
  readonly cosigned: readonly VerifiedSignature[];
}

/** Why a checkpoint is not accepted. */
export interface Unopened {
  readonly wrong: string;
  readonly code: string;
}

type Keys = Pick<CheckpointSources, 'policy' | 'keysOf'>;

/** Checks the signatures of a checkpoint, as the policy says, or without one with the keys beside the record. */
export function openCheckpoint({ policy, keysOf }: Keys, origin: string, note: Uint8Array): OpenCheckpoint | Unopened {
  if (policy === undefined) return openWithKeysBeside(keysOf, origin, note);
  const accepted = verifyCheckpoint(verify, policy, origin, note);
  if (!accepted.ok) return { wrong: accepted.problem.detail, code: accepted.problem.code };
  const { size, root, verified } = accepted.value;
  return { origin, size, root, cosigned: verified.filter(({ time }) => time !== undefined) };
}

/** The same, without asking for the witnesses that the policy asks for. */
export function openWithoutWitnesses({ policy, keysOf }: Keys, origin: string, note: Uint8Array) {
  return openCheckpoint({ policy: policy && { ...policy, quorum: undefined }, keysOf }, origin, note);
}

function openWithKeysBeside(keysOf: Keys['keysOf'], origin: string, note: Uint8Array): OpenCheckpoint | Unopened {
  const keys = keysOf(origin).flatMap((vkey) => {
    const key = parseVerifierKey(sha256, vkey);
    return key.ok && key.value.name === origin ? [key.value] : [];
  });
  if (keys.length === 0) {
    const wrong = `There is no key of ${origin} beside the record to check it with. Give the policy with the key: --policy FILE`;
    return { wrong, code: 'LEDGER.LOG_UNKNOWN' };
  }
  const opened = openNote(verify, note, keys);
  if (!opened.ok) return { wrong: opened.problem.detail, code: opened.problem.code };
  const checkpoint = parseCheckpoint(opened.value.text);
  if (!checkpoint.ok) return { wrong: checkpoint.problem.detail, code: checkpoint.problem.code };
  if (checkpoint.value.origin === origin) return { ...checkpoint.value, cosigned: [] };
  return {
    wrong: `It is one of the log ${checkpoint.value.origin}, and not of ${origin}.`,
    code: 'LEDGER.ORIGIN_OTHER',
  };
}

/** What a kept checkpoint can only be refused for when somebody has changed it: the bytes contradict a known key. */
const CHANGED: ReadonlySet<string> = new Set([
  'LEDGER.SIGNATURE_WRONG',
  'LEDGER.NOTE_MALFORMED',
  'LEDGER.ORIGIN_OTHER',
]);

/** What it means that a kept checkpoint is not accepted. */
export function kindOf({ code }: Unopened, { policy }: Pick<Keys, 'policy'>): FindingKind {
  // Without a policy the keys come from the same place, so that only an altered file explains it.
  return policy === undefined || CHANGED.has(code) ? 'altered' : 'policy';
}

/** What stands beside a kept note and is not what the note says. */
export function contradictionIn(kept: KeptNote, { size, root }: OpenCheckpoint): string | undefined {
  if (size !== kept.size || !sameBytes(root, kept.root))
    return 'is kept with another size or root than it was signed with: ledger.db was altered.';
  if (!sameBytes(rootOfPeaks(sha256, kept.peaks), root))
    return 'is kept with hashes that lead to another root than the signed one: ledger.db was altered.';
  return undefined;
}

/** Puts something at the end of a trust's list. */
export function add<T>(lists: Map<Id, T[]>, trust: Id, one: T): void {
  const list = lists.get(trust);
  if (list === undefined) lists.set(trust, [one]);
  else list.push(one);
}

/** `witnessed by w.example on 3 March 2025`, or nothing when nobody has. */
export function witnessedInWords(cosigned: readonly VerifiedSignature[]): string | undefined {
  const last = new Map<string, number>();
  for (const { key, time = 0 } of cosigned) last.set(key.name, Math.max(time, last.get(key.name) ?? 0));
  if (last.size === 0) return undefined;
  return `witnessed by ${[...last].map(([name, time]) => `${name}${onDay(time)}`).join(' and by ')}`;
}

/** The latest moment that a date can say. Source: ECMA-262, "Time Values and Time Range". */
const SECONDS_MAX = 8.64e12;

function onDay(seconds: number): string {
  const day = seconds > SECONDS_MAX ? undefined : dayInText(new Date(seconds * 1000).toISOString());
  return day === undefined ? '' : ` on ${day}`;
}
