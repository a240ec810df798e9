import { capital, type Id } from '@remit/kernel';
import { withSignatures } from '../domain/bundle-lines.js';
import { sameBytes } from '../domain/bytes.js';
import { sha256 } from '../write/node-primitives.js';
import { SHA256_OID } from '../write/timestamp-query.js';
import { readTimestampToken } from '../write/timestamp-reply.js';
import { signedBy } from '../write/timestamp-signature.js';
import { notInDirectoryInWords, trustCalled } from './verify-directory-words.js';
import { checkLeaves } from './verify-leaves.js';
import { isDirectory, originIn, trustOf } from './verify-origins.js';
import {
  add,
  type CheckpointSources,
  contradictionIn,
  type GivenNote,
  kindOf,
  type KeptNote,
  type OpenCheckpoint,
  openCheckpoint,
  openWithoutWitnesses,
  type Unopened,
  witnessedInWords,
} from './verify-sources.js';
import { byteText } from './verify-tree.js';
import { dayInText, type Finding, type HeldCheckpoint, worstOnly } from './verify-words.js';

/** What checking the directory came to. */
export interface DirectoryVerdict {
  /** How many leaves were read. */
  readonly leaves: number;
  /** The largest checkpoint that they fit. */
  readonly covered: HeldCheckpoint | undefined;
  /** The largest that they fit of those that somebody outside vouches for. */
  readonly vouched: HeldCheckpoint | undefined;
  /** What the newest time-stamp of a checkpoint that they fit says, in a sentence. */
  readonly stamped: string | undefined;
}

/** What a checkpoint of the directory says of a trust's checkpoint that is one of its leaves. */
export interface Vouching {
  /** `witnessed by w.example on 3 March 2025`, `listed in your checkpoint march.note` */
  readonly words: string;
  /** Whether it has the witnesses that the auditor's policy asks for. */
  readonly suffices: boolean;
}

/** The directory, checked. */
export interface CheckedDirectory {
  /** `undefined` when there is none. */
  readonly verdict: DirectoryVerdict | undefined;
  readonly findings: readonly Finding[];
  /** What somebody outside says of a trust's checkpoint. @param note byte for byte */
  readonly vouchingFor: (note: Uint8Array) => Vouching | undefined;
  /** Why no checkpoint of the directory has the witnesses that the policy asks for, as far as it can be helped. */
  readonly lacks: string | undefined;
}

/** A checkpoint of the directory whose signatures are right. */
interface DirectoryCheckpoint extends HeldCheckpoint {
  /** Whether the auditor's policy accepts it, with the witnesses that it asks for. */
  readonly accepted: boolean;
  readonly witnessed: string | undefined;
  readonly stamps: readonly Stamp[];
}

interface Stamp {
  readonly at: Date;
  readonly by: string;
}

/** How many findings are listed. */
const FINDINGS_MAX = 20;

/**
 * Checks the directory, the log of the checkpoints of all trusts, which is what witnesses and time-stamping authorities
 * confirm: every checkpoint of it that is kept or was given, its leaves, and that every kept checkpoint of a trust is
 * one of them.
 * @param only the one trust that is checked: no other is named
 */
export function checkDirectory(sources: CheckpointSources, only: Id | undefined): CheckedDirectory {
  const { leaves, notes } = sources.directory;
  const findings: Finding[] = [];
  const read = [
    ...sources.given.filter(({ note }) => isDirectory(originIn(note))).map((note) => readGiven(sources, note)),
    ...notes.map((note) => readKept(sources, note)),
  ];
  const checkpoints = read.flatMap(({ held }) => held ?? []);
  const checked = checkLeaves(leaves, checkpoints, only);
  findings.push(...read.flatMap((one) => one.findings), ...checked.findings);
  if (!checked.hasGap) findings.push(...withoutLeaf(sources, only));
  const { fitting } = checked;
  const isThere = leaves.length > 0 || read.length > 0;
  return {
    verdict: isThere ? verdictOf(leaves.length, fitting) : undefined,
    findings: worstOnly(findings, FINDINGS_MAX),
    vouchingFor: vouching(sources, fitting),
    lacks: lackOf(sources),
  };
}

function verdictOf(leaves: number, fitting: readonly DirectoryCheckpoint[]): DirectoryVerdict {
  const stamp = fitting
    .flatMap(({ stamps, called }) => stamps.map((each) => ({ ...each, called })))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .at(-1);
  const stamped =
    stamp &&
    `${capital(stamp.called)} has a time-stamp that says ${String(dayInText(stamp.at.toISOString()))}, made by "${stamp.by}" as its own certificate says: whether that is somebody you trust is for you to find out.`;
  return { leaves, covered: fitting.at(-1), vouched: fitting.findLast(({ vouched }) => vouched), stamped };
}

interface Read {
  readonly held?: DirectoryCheckpoint;
  readonly findings: readonly Finding[];
}

function readGiven(sources: CheckpointSources, { name, note }: GivenNote): Read {
  // The cosignatures that came later are kept beside the record, and the auditor's copy may not have them.
  const same = sources.directory.notes.find((kept) => sameBytes(kept.note, note));
  const opened = open(sources, originIn(note), same === undefined ? note : withSignatures(note, same.cosignatures));
  if ('wrong' in opened) {
    return { findings: [{ kind: 'policy', says: `Your checkpoint ${name} cannot be used. ${opened.wrong}` }] };
  }
  const { size, root, accepted } = opened;
  const witnessed = witnessedInWords(opened.cosigned);
  const called = `your checkpoint ${name}`;
  return { held: { size, root, called, from: 'given', accepted, witnessed, vouched: true, stamps: [] }, findings: [] };
}

function readKept(sources: CheckpointSources, kept: KeptNote): Read {
  const day = dayInText(kept.madeAt);
  const signed = `the directory\u2019s checkpoint of ${leavesOf(kept.size)}${day === undefined ? '' : ` that was signed on ${day}`}`;
  const opened = open(sources, kept.log, withSignatures(kept.note, kept.cosignatures));
  if ('wrong' in opened) {
    const says = `${capital(signed)} cannot be relied on. ${opened.wrong}`;
    return { findings: [{ kind: kindOf(opened, { policy: opened.isBeside ? undefined : sources.policy }), says }] };
  }
  const { size, root, accepted } = opened;
  const wrong = contradictionIn(kept, opened);
  if (wrong !== undefined) return { findings: [{ kind: 'altered', says: `${capital(signed)} ${wrong}` }] };
  const witnessed = witnessedInWords(opened.cosigned);
  const called = witnessed === undefined ? signed : `${signed}${day === undefined ? ', ' : ' and '}${witnessed}`;
  const { stamps, findings } = stampsOf(kept, signed);
  const vouched = witnessed !== undefined;
  return { held: { size, root, called, from: 'kept', accepted, witnessed, vouched, stamps }, findings };
}

function leavesOf(size: number): string {
  return `${String(size)} ${size === 1 ? 'leaf' : 'leaves'}`;
}

type Opened = OpenCheckpoint & { readonly accepted: boolean };

/** `isBeside`: it was held against the keys beside the record, because the policy has none of the directory. */
type NotOpened = Unopened & { readonly isBeside: boolean };

/** Without the witnesses that are asked for, and by the keys beside the record, it still shows what was altered. */
function open(sources: CheckpointSources, origin: string, note: Uint8Array): Opened | NotOpened {
  const opened = openCheckpoint(sources, origin, note);
  if (!('wrong' in opened)) return { ...opened, accepted: true };
  const isBeside = sources.policy !== undefined && opened.code === 'LEDGER.LOG_UNKNOWN';
  if (!isBeside && opened.code !== 'LEDGER.QUORUM_MISSED') return { ...opened, isBeside };
  const less = openWithoutWitnesses(isBeside ? { ...sources, policy: undefined } : sources, origin, note);
  return 'wrong' in less ? { ...less, isBeside } : { ...less, accepted: false };
}

/** The kept time-stamps of a checkpoint. Who made them is what they say themselves. */
function stampsOf({ note, timestamps }: KeptNote, signed: string): { stamps: Stamp[]; findings: Finding[] } {
  const stamps: Stamp[] = [];
  const findings: Finding[] = [];
  for (const bytes of timestamps) {
    const token = readTimestampToken(bytes);
    const isOfIt = token?.imprint.algorithm === SHA256_OID && sameBytes(token.imprint.hash, sha256(note));
    const by = token && signedBy(token, []);
    if (isOfIt && by !== undefined && 'name' in by) stamps.push({ at: token.time, by: by.name });
    else
      findings.push({
        kind: 'altered',
        says: `The time-stamp kept with ${signed} is not one of it: it was exchanged.`,
      });
  }
  return { stamps, findings };
}

/** The kept checkpoints of trusts that are no leaf: they become one in the same step in which they are kept. */
function withoutLeaf({ kept, directory }: CheckpointSources, only: Id | undefined): readonly Finding[] {
  const leaves = new Set(
    directory.leaves.flatMap(({ points }) => (points === undefined ? [] : [byteText(points.note)])),
  );
  const missing = new Map<Id, number[]>();
  for (const { log, size, note } of kept) {
    if (leaves.has(byteText(note))) continue;
    add(missing, trustOf(log)!, size);
  }
  return [...missing].map(([trust, sizes]) => ({
    kind: 'incomplete',
    says: notInDirectoryInWords(trustCalled(trust, only), sizes),
  }));
}

function vouching(
  { directory }: CheckpointSources,
  fitting: readonly DirectoryCheckpoint[],
): CheckedDirectory['vouchingFor'] {
  const places = new Map<string, number>();
  for (const { n, points } of directory.leaves) {
    const text = points && byteText(points.note);
    if (text !== undefined && !places.has(text)) places.set(text, n);
  }
  const witnessed = fitting.findLast((one) => one.accepted && one.witnessed !== undefined);
  const given = fitting.findLast(({ from }) => from === 'given');
  return (note) => {
    const place = places.get(byteText(note)) ?? Infinity;
    if (witnessed !== undefined && witnessed.size > place) {
      return { words: witnessed.witnessed!, suffices: true };
    }
    if (given === undefined || given.size <= place) return undefined;
    return { words: `listed in ${given.called}`, suffices: false };
  };
}

function lackOf({ policy, directory }: CheckpointSources): string | undefined {
  const origin = directory.notes.at(-1)?.log;
  if (policy?.quorum === undefined || origin === undefined) return undefined;
  if (policy.logs.some(({ key }) => key.name === origin)) return undefined;
  return `What witnesses confirm is the directory, and your policy has no key of it: if they have, add the line of ${origin} that "remit policy" prints.`;
}
