import { capital, type Id } from '@remit/kernel';
import { withSignatures } from '../domain/bundle-lines.js';
import { parseNote } from '../domain/signed-note.js';
import { type CheckedDirectory, checkDirectory, type Vouching } from './verify-directory.js';
import { isDirectory, originIn, trustOf } from './verify-origins.js';
import {
  add,
  type CheckpointSources,
  contradictionIn,
  type GivenNote,
  kindOf,
  type KeptNote,
  openCheckpoint,
  openWithoutWitnesses,
  witnessedInWords,
} from './verify-sources.js';
import { dayInText, type Finding, type FindingKind, type HeldCheckpoint } from './verify-words.js';

/** The checkpoints of each trust whose signatures are right, and what is wrong with the others. */
export interface CheckedCheckpoints {
  readonly held: ReadonlyMap<Id, readonly HeldCheckpoint[]>;
  readonly findings: ReadonlyMap<Id, readonly Finding[]>;
  /** Those of no trust that is to be checked. */
  readonly stray: readonly Finding[];
  readonly directory: CheckedDirectory;
}

/**
 * Checks the signatures of all checkpoints: with the auditor's policy when there is one, otherwise with the keys that
 * stand beside the record, which protects against mistakes and against whoever has no key, but not against the operator.
 * A trust's checkpoint has the witnesses that the policy asks for when they have cosigned it, or a checkpoint of the
 * directory that has it among its leaves.
 * @param only the one trust that is checked; a checkpoint that was given for another is a finding.
 */
export function checkCheckpoints(sources: CheckpointSources, only: Id | undefined): CheckedCheckpoints {
  const directory = checkDirectory(sources, only);
  const held = new Map<Id, HeldCheckpoint[]>();
  const findings = new Map<Id, Finding[]>();
  const stray: Finding[] = [];
  const passedOver = new Map<Id, string>();
  const put = (trust: Id | undefined, read: Read): void => {
    if (trust === undefined || (only !== undefined && trust !== only)) {
      if (read.finding !== undefined) stray.push(read.finding);
      return;
    }
    if (read.finding !== undefined) add(findings, trust, read.finding);
    if (read.held !== undefined) add(held, trust, read.held);
    if (read.lacks !== undefined) passedOver.set(trust, read.lacks);
  };
  for (const note of sources.given.filter(({ note }) => !isDirectory(originIn(note)))) {
    put(...readGiven(sources, directory, note, only));
  }
  for (const note of sources.kept) {
    const trust = trustOf(note.log);
    if (only === undefined || trust === only) put(trust, readKept(sources, directory, note));
  }
  for (const [trust, why] of passedOver) {
    if (held.get(trust)?.some(({ unwitnessed }) => unwitnessed !== true) === true) continue;
    const more = directory.lacks === undefined ? '' : ` ${directory.lacks}`;
    add(findings, trust, finding('policy', `${why}${more}`));
  }
  return { held, findings, stray, directory };
}

/** A checkpoint to hold, something wrong with it, and why it lacks the witnesses that the policy asks for. */
interface Read {
  readonly held?: HeldCheckpoint;
  readonly finding?: Finding;
  readonly lacks?: string;
}

function readGiven(
  sources: CheckpointSources,
  directory: CheckedDirectory,
  { name, note }: GivenNote,
  only: Id | undefined,
): [Id | undefined, Read] {
  const about = `Your checkpoint ${name} cannot be used.`;
  const parsed = parseNote(note);
  if (!parsed.ok) return [only, { finding: finding('policy', `${about} ${parsed.problem.detail}`) }];
  const origin = originIn(note);
  const trust = trustOf(origin);
  if (trust === undefined || (only !== undefined && trust !== only)) {
    const says = `${about} It is one of the log "${origin}", which is not that of ${only === undefined ? 'a trust' : `"${only}"`}. Give one that belongs to what is checked.`;
    return [only, { finding: finding('policy', says) }];
  }
  const opened = openTrust(sources, directory.vouchingFor(note), origin, note);
  if ('wrong' in opened) return [trust, { finding: finding('policy', `${about} ${opened.wrong}`) }];
  const { size, root, lacks } = opened;
  const held: HeldCheckpoint = { size, root, called: `your checkpoint ${name}`, from: 'given', vouched: true };
  if (lacks === undefined) return [trust, { held }];
  return [trust, { held: { ...held, unwitnessed: true }, finding: finding('policy', `${about} ${lacks}`) }];
}

function readKept(sources: CheckpointSources, directory: CheckedDirectory, kept: KeptNote): Read {
  const day = dayInText(kept.madeAt);
  const signed = `the checkpoint of ${String(kept.size)} entries${day === undefined ? '' : ` that was signed on ${day}`}`;
  const vouching = directory.vouchingFor(kept.note);
  const opened = openTrust(sources, vouching, kept.log, withSignatures(kept.note, kept.cosignatures));
  if ('wrong' in opened) {
    return { finding: finding(kindOf(opened, sources), `${capital(signed)} cannot be relied on. ${opened.wrong}`) };
  }
  const wrong = contradictionIn(kept, opened);
  if (wrong !== undefined) return { finding: finding('altered', `${capital(signed)} ${wrong}`) };
  const { size, root, lacks } = opened;
  const words = witnessedInWords(opened.cosigned) ?? vouching?.words;
  const vouched = words !== undefined;
  const called = vouched ? `${signed}${day === undefined ? ', ' : ' and '}${words}` : signed;
  const held: HeldCheckpoint = { size, root, called, from: 'kept', vouched };
  if (lacks === undefined) return { held };
  // Each kept checkpoint need not have the witnesses that the policy asks for: one does.
  return { held: { ...held, unwitnessed: true }, lacks: `${capital(signed)} does not suffice. ${lacks}` };
}

/** Opens a trust's checkpoint, without its witnesses where the directory has them or `lacks` says that they are missing. */
function openTrust(sources: CheckpointSources, vouching: Vouching | undefined, origin: string, note: Uint8Array) {
  const opened = openCheckpoint(sources, origin, note);
  if (!('wrong' in opened)) return { ...opened, lacks: undefined };
  if (opened.code !== 'LEDGER.QUORUM_MISSED') return opened;
  const less = openWithoutWitnesses(sources, origin, note);
  return 'wrong' in less ? less : { ...less, lacks: vouching?.suffices === true ? undefined : opened.wrong };
}

function finding(kind: FindingKind, says: string): Finding {
  return { kind, says };
}
