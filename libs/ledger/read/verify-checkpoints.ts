import type { Id } from '@remit/kernel';
import { parseCheckpoint } from '../domain/checkpoint.js';
import { parseVerifierKey } from '../domain/note-keys.js';
import type { Policy } from '../domain/policy.js';
import { openNote, parseNote } from '../domain/signed-note.js';
import { verifyCheckpoint } from '../domain/verify-checkpoint.js';
import type { Checkpoint } from '../domain/checkpoint.js';
import { sha256, verify } from '../write/node-primitives.js';
import { capital, dayInText, type Finding, type FindingKind, type HeldCheckpoint } from './verify-words.js';

/** A checkpoint as it is kept beside the record. Nothing of it is trusted. */
export interface KeptNote {
  readonly log: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
  readonly madeAt: string;
  /** Signature lines of witnesses that came later. */
  readonly cosignatures: readonly Uint8Array[];
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
  readonly kept: readonly KeptNote[];
  /** The keys that are said, beside the record, to have signed checkpoints of a log: used only without a policy. */
  readonly keysOf: (log: string) => readonly string[];
  /** Whom the auditor trusts. */
  readonly policy: Policy | undefined;
}

/** The checkpoints of each trust whose signatures are right, and what is wrong with the others. */
export interface CheckedCheckpoints {
  readonly held: ReadonlyMap<Id, readonly HeldCheckpoint[]>;
  readonly findings: ReadonlyMap<Id, readonly Finding[]>;
  /** Those of no trust that is to be checked. */
  readonly stray: readonly Finding[];
}

/**
 * Checks the signatures of all checkpoints: with the auditor's policy when there is one, otherwise with the keys that
 * stand beside the record, which protects against mistakes and against whoever has no key, but not against the operator.
 * @param only the one trust that is checked; a checkpoint that was given for another is a finding.
 */
export function checkCheckpoints(sources: CheckpointSources, only: Id | undefined): CheckedCheckpoints {
  const held = new Map<Id, HeldCheckpoint[]>();
  const findings = new Map<Id, Finding[]>();
  const stray: Finding[] = [];
  const passedOver = new Map<Id, string>();
  const put = (trust: Id | undefined, read: Read): void => {
    if (trust === undefined || (only !== undefined && trust !== only)) {
      if ('says' in read) stray.push(read);
    } else if ('says' in read) add(findings, trust, read);
    else if ('root' in read) add(held, trust, read);
    else passedOver.set(trust, read.passedOver);
  };
  for (const note of sources.given) {
    const [trust, read] = readGiven(sources, note, only);
    put(trust, read);
  }
  for (const note of sources.kept) {
    const trust = trustOf(note.log);
    if (trust !== undefined && (only === undefined || trust === only)) put(trust, readKept(sources, note));
  }
  for (const [trust, why] of passedOver) {
    if (!held.has(trust)) add(findings, trust, finding('policy', why));
  }
  return { held, findings, stray };
}

/** A checkpoint to hold, something wrong with one, or one that says too little to be held, and why. */
type Read = HeldCheckpoint | Finding | { readonly passedOver: string };

/** The trust whose log has this name, whoever the operator is: that is for the policy to say. */
export function trustOf(origin: string): Id | undefined {
  return /^[^/]+\/trust\/([a-z0-9.-]+)$/.exec(origin)?.[1];
}

function readGiven(
  sources: CheckpointSources,
  { name, note }: GivenNote,
  only: Id | undefined,
): [Id | undefined, Read] {
  const about = `Your checkpoint ${name} cannot be used.`;
  const parsed = parseNote(note);
  if (!parsed.ok) return [only, finding('policy', `${about} ${parsed.problem.detail}`)];
  const origin = parsed.value.text.split('\n')[0] ?? '';
  const trust = trustOf(origin);
  if (trust === undefined || (only !== undefined && trust !== only)) {
    const says = `${about} It is one of the log "${origin}", which is not that of ${only === undefined ? 'a trust' : `"${only}"`}. Give one that belongs to what is checked.`;
    return [only, finding('policy', says)];
  }
  const opened = open(sources, origin, note);
  if ('wrong' in opened) return [trust, finding('policy', `${about} ${opened.wrong}`)];
  const { size, root } = opened;
  return [trust, { size, root, called: `your checkpoint ${name}`, from: 'given' }];
}

function readKept(sources: CheckpointSources, kept: KeptNote): Read {
  const day = dayInText(kept.madeAt);
  const called = `the checkpoint of ${String(kept.size)} entries${day === undefined ? '' : ` that was signed on ${day}`}`;
  const opened = open(sources, kept.log, Buffer.concat([kept.note, ...kept.cosignatures.map(asLine)]));
  if ('wrong' in opened) {
    // Each kept checkpoint need not have the witnesses that the policy asks for: one does.
    if (opened.code === 'LEDGER.QUORUM_MISSED')
      return { passedOver: `${capital(called)} does not suffice. ${opened.wrong}` };
    // Without a policy the keys come from the same place, so that only an altered file explains it.
    const kind = sources.policy === undefined ? 'altered' : 'policy';
    return finding(kind, `${capital(called)} cannot be relied on. ${opened.wrong}`);
  }
  const { size, root } = opened;
  if (size !== kept.size || !Buffer.from(root).equals(kept.root)) {
    return finding(
      'altered',
      `${capital(called)} is kept with another size or root than it was signed with: ledger.db was altered.`,
    );
  }
  return { size, root, called, from: 'kept' };
}

function asLine(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}

type Opened = Checkpoint | { readonly wrong: string; readonly code: string };

function open({ policy, keysOf }: CheckpointSources, origin: string, note: Uint8Array): Opened {
  if (policy !== undefined) {
    const accepted = verifyCheckpoint(verify, policy, origin, note);
    return accepted.ok ? accepted.value : { wrong: accepted.problem.detail, code: accepted.problem.code };
  }
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
  if (checkpoint.value.origin === origin) return checkpoint.value;
  return {
    wrong: `It is one of the log ${checkpoint.value.origin}, and not of ${origin}.`,
    code: 'LEDGER.ORIGIN_OTHER',
  };
}

function finding(kind: FindingKind, says: string): Finding {
  return { kind, says };
}

function add<T>(lists: Map<Id, T[]>, trust: Id, one: T): void {
  const list = lists.get(trust);
  if (list === undefined) lists.set(trust, [one]);
  else list.push(one);
}
