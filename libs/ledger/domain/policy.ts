import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import { sameBytes, utf8Text } from './bytes.js';
import { COSIGNATURE_V1, ED25519, parseVerifierKey, type SignatureType, type VerifierKey } from './note-keys.js';
import type { Sha256 } from './primitives.js';

/**
 * Whom an auditor trusts: a text file of the auditor's own, never one that came with what is to be checked.
 * Source: C2SP tlog-policy. On three points it is stricter: logs have plain Ed25519 keys and witnesses keys for
 * cosignatures (type 0x04), the only ones that can be checked here; a log's key may not be a witness's too, for nobody
 * is a witness for himself; and each kind of line may stand there 256 times at most.
 */
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Whose cosignatures a checkpoint needs; `undefined` when it needs none (`quorum none`). */
  readonly quorum: Quorum | undefined;
}

/** A log whose checkpoints count. The name of its key is the origin in them. */
export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

/** A witness whose cosignatures count, under the name that it has in the policy. */
export interface PolicyWitness {
  readonly kind: 'witness';
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

/** So many of the members, 1 to all of them, must have cosigned. */
export interface PolicyGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly Quorum[];
}

/** Whose cosignatures are needed: a witness's, or those of a group. */
export type Quorum = PolicyWitness | PolicyGroup;

/** How many lines of one kind a policy may have. C2SP recommends to support at least 32. */
export const POLICY_LINES_MAX = 256;

/** `quorum none`: no cosignature is needed. Nothing else may be called so. */
const NONE = 'none';

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  /** Witnesses and groups by their names, of which the bytes count and not the characters: see {@link octets}. */
  readonly named: Map<string, Quorum>;
  /** Those that are in a group already. Each may give its voice in one way only. */
  readonly grouped: Set<string>;
  quorum: Quorum | typeof NONE | undefined;
}

/** Takes the items of a line after its first into the draft. @returns what is wrong with them. */
type LineReader = (sha256: Sha256, draft: Draft, items: readonly string[]) => string | undefined;

/**
 * Reads a policy file.
 * @returns the problem `LEDGER.POLICY_MALFORMED`, with the line, when it is none.
 */
export function parsePolicy(sha256: Sha256, file: Uint8Array): Outcome<Policy> {
  const draft: Draft = { logs: [], witnesses: [], named: new Map(), grouped: new Set(), quorum: undefined };
  const lines = octets(file).split('\n');
  for (const [at, line] of lines.entries()) {
    const why = readLine(sha256, draft, line);
    if (why !== undefined) return fail(malformed(why, at + 1));
  }
  if (draft.quorum === undefined) {
    return fail(malformed('no line says whose cosignatures are needed; write "quorum none" if nobody\u2019s are'));
  }
  const { logs, witnesses, quorum } = draft;
  return succeed({ logs, witnesses, quorum: quorum === NONE ? undefined : quorum });
}

function readLine(sha256: Sha256, draft: Draft, line: string): string | undefined {
  if (!/^[\t -~\u0080-\u00ff]*$/.test(line)) return 'it contains a control character other than the tab';
  const [keyword, ...items] = line.split(/[\t ]+/).filter((item) => item !== '');
  if (keyword === undefined || keyword.startsWith('#')) return undefined;
  const reader = READERS.get(keyword);
  return reader === undefined
    ? `"${shown(keyword)}" is none of the words that a line begins with: ${[...READERS.keys()].join(', ')}`
    : reader(sha256, draft, items);
}

/** `log <vkey> [<url>]` */
const readLog: LineReader = (sha256, draft, [vkey, url, ...more]) => {
  if (vkey === undefined || more.length > 0) return 'a log is written: log <key> [<url>]';
  if (draft.logs.length === POLICY_LINES_MAX) return TOO_MANY;
  const key = readKey(sha256, vkey, ED25519);
  if (typeof key === 'string') return key;
  if (isAmong(draft.logs, key)) return 'this log stands there already, perhaps by another name';
  if (isAmong(draft.witnesses, key)) return OWN_WITNESS;
  draft.logs.push({ key, url: url === undefined ? undefined : shown(url) });
  return undefined;
};

/** `witness <name> <vkey> [<url>]` */
const readWitness: LineReader = (sha256, draft, [name, vkey, url, ...more]) => {
  if (name === undefined || vkey === undefined || more.length > 0) {
    return 'a witness is written: witness <name> <key> [<url>]';
  }
  if (draft.witnesses.length === POLICY_LINES_MAX) return TOO_MANY;
  const key = readKey(sha256, vkey, COSIGNATURE_V1);
  if (typeof key === 'string') return key;
  if (isAmong(draft.witnesses, key)) return 'this witness stands there already, perhaps by another name';
  if (isAmong(draft.logs, key)) return OWN_WITNESS;
  const witness: PolicyWitness = {
    kind: 'witness',
    name: shown(name),
    key,
    url: url === undefined ? undefined : shown(url),
  };
  draft.witnesses.push(witness);
  return giveName(draft, name, witness);
};

/** `group <name> all|any|<number> <member>…` */
const readGroup: LineReader = (_sha256, draft, [name, share, ...names]) => {
  if (name === undefined || share === undefined || names.length === 0) {
    return 'a group is written: group <name> all|any|<number> <member>\u2026';
  }
  if (draft.named.size - draft.witnesses.length === POLICY_LINES_MAX) return TOO_MANY;
  const threshold = readThreshold(share, names.length);
  if (threshold === undefined) {
    return `"${shown(share)}" is neither "all" nor "any" nor a number from 1 to ${names.length}, the number of members`;
  }
  const members: Quorum[] = [];
  for (const each of names) {
    const member = draft.named.get(each);
    if (member === undefined) return unknown(each);
    if (draft.grouped.has(each)) return `"${shown(each)}" is a member already, and may be one only once`;
    draft.grouped.add(each);
    members.push(member);
  }
  return giveName(draft, name, { kind: 'group', name: shown(name), threshold, members });
};

/** `quorum <name>`, or `quorum none` */
const readQuorum: LineReader = (_sha256, draft, [name, ...more]) => {
  if (name === undefined || more.length > 0) return 'the quorum is written: quorum <name>, or quorum none';
  if (draft.quorum !== undefined) return 'there is a quorum already';
  draft.quorum = name === NONE ? NONE : draft.named.get(name);
  return draft.quorum === undefined ? unknown(name) : undefined;
};

const READERS: ReadonlyMap<string, LineReader> = new Map([
  ['log', readLog],
  ['witness', readWitness],
  ['group', readGroup],
  ['quorum', readQuorum],
]);

const TOO_MANY = `a policy has at most ${POLICY_LINES_MAX} lines of this kind`;
const OWN_WITNESS = 'a log cannot be its own witness: log and witness have the same key';

function unknown(name: string): string {
  return `no line before it says who "${shown(name)}" is`;
}

function readThreshold(share: string, count: number): number | undefined {
  if (share === 'any') return 1;
  if (share === 'all') return count;
  const threshold = /^[1-9][0-9]{0,8}$/.test(share) ? Number(share) : 0;
  return threshold >= 1 && threshold <= count ? threshold : undefined;
}

function readKey(sha256: Sha256, vkey: string, type: SignatureType): VerifierKey | string {
  const key = parseVerifierKey(sha256, shown(vkey));
  if (!key.ok) return key.problem.detail;
  if (key.value.type === type) return key.value;
  return type === ED25519
    ? 'this is the key of a witness (type 0x04), and not of a log (type 0x01)'
    : 'this is the key of a log (type 0x01), and not of a witness (type 0x04)';
}

function isAmong(others: readonly { readonly key: VerifierKey }[], { publicKey }: VerifierKey): boolean {
  return others.some(({ key }) => sameBytes(key.publicKey, publicKey));
}

function giveName(draft: Draft, name: string, to: Quorum): string | undefined {
  if (name === NONE) return `nothing can be called "${NONE}"`;
  if (draft.named.has(name)) return `"${shown(name)}" is somebody\u2019s name already`;
  draft.named.set(name, to);
  return undefined;
}

/** One character for each byte: names are compared byte by byte, whatever they mean. Source: C2SP tlog-policy. */
function octets(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** What {@link octets} say as UTF-8, or the octets themselves when they are none. */
function shown(item: string): string {
  return utf8Text(Uint8Array.from(item, (octet) => octet.charCodeAt(0))) ?? item;
}

function malformed(why: string, line?: number): Problem {
  return {
    code: 'LEDGER.POLICY_MALFORMED',
    ...(line === undefined ? {} : { field: `line ${String(line)}` }),
    detail: `The policy cannot be used${line === undefined ? '' : ` (line ${String(line)})`}: ${why}. Correct the file.`,
  };
}

/**
 * The last moment, in seconds since 1970, at which a quorum of witnesses says that a checkpoint was the newest they had
 * seen: the latest time such that the cosignatures given then or later are enough.
 * @param cosigned when a witness cosigned the checkpoint; `undefined` when it did not
 * @returns `undefined` when the cosignatures are not enough.
 */
export function quorumTime(
  quorum: Quorum,
  cosigned: (witness: PolicyWitness) => number | undefined,
): number | undefined {
  if (quorum.kind === 'witness') return cosigned(quorum);
  const times = quorum.members.flatMap((member) => quorumTime(member, cosigned) ?? []);
  return times.sort((a, b) => b - a)[quorum.threshold - 1];
}
