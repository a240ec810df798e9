import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  directoryOrigin,
  ED25519,
  EMPTY_TREE,
  formatCheckpoint,
  formatVerifierKey,
  grown,
  type GrowingTree,
  leafHash,
  parsePolicy,
  type Policy,
  rootOfPeaks,
  signerKey,
  type SignerKey,
  signNote,
  utf8Bytes,
  verifierKeyOf,
} from '@remit/ledger';
import {
  CheckpointStore,
  type GivenNote,
  keptCheckpoints,
  publicKeyOf,
  type RecordVerdict,
  sha256,
  sign,
  verifyRecord,
  Witness,
} from '@remit/ledger/nest';
import type { Entry, NewEntry } from '@remit/record';
import { encode, entryId } from '@remit/record/nest';
import { RawEntries, SqliteRecordStore } from '@remit/record-sqlite';
import type { TestWitness } from './test-witness.js';

/** A record on disk with signed checkpoints beside it, to be changed from outside and verified. */

const FIRST_INSTANT = Date.parse('2025-03-03T09:00:00.000Z');
const MINUTE_MS = 60_000;

/** The whole envelope of an entry, always the same for the same trust and number. */
export function wholeEntry(trust: string, n: number, chosen: Partial<Entry> = {}): Entry {
  const key = `${trust}-${n}`;
  return {
    v: 1,
    trust,
    n,
    id: entryId(trust, key),
    type: n % 3 === 0 ? 'PostCreated.v1' : 'BodyConstituted.v1',
    recordedAt: new Date(FIRST_INSTANT + n * MINUTE_MS).toISOString(),
    actor: { id: 'clerk-1', as: 'governance-professional' },
    command: { id: key, name: 'CreatePost' },
    correlationId: key,
    causationId: key,
    provenance: 'live',
    // Every tenth is not plain ASCII.
    data: { post: `post-${n}`, name: n % 10 === 0 ? `Zoë’s post ${n} — “head” 🏫` : `Post ${n}`, minimum: n },
    ...chosen,
  };
}

/** The same, as a store takes it. */
export function storedEntry(trust: string, n: number, chosen: Partial<Entry> = {}): NewEntry {
  return encode(wholeEntry(trust, n, chosen));
}

/** Records entries `first` to `last` of a trust. */
export async function record(directory: string, trust: string, first: number, last: number): Promise<void> {
  const store = new SqliteRecordStore({ directory, access: 'write', durability: 'test-off' });
  const entries = Array.from({ length: last - first + 1 }, (_, i) => storedEntry(trust, first + i));
  await store.append(trust, first - 1, entries);
  await store.close();
}

export const OPERATOR = 'gov.example';

/** A log's key; another seed, another key of the same name. */
export function logKey(trust: string, seed = 7, operator = OPERATOR): SignerKey {
  return keyNamed(`${operator}/trust/${trust}`, seed);
}

/** The key of the directory. */
export function directoryKey(seed = 8): SignerKey {
  return keyNamed(directoryOrigin(OPERATOR), seed);
}

function keyNamed(name: string, seed: number): SignerKey {
  const parts = { name, type: ED25519, seed: Buffer.alloc(32, seed) } as const;
  const key = signerKey(sha256, publicKeyOf, parts);
  if (!key.ok) throw new Error(key.problem.detail);
  return key.value;
}

/** What the keys are known by. */
export function vkeyOf(key: SignerKey): string {
  return formatVerifierKey(verifierKeyOf(publicKeyOf, key));
}

/** The policy of an auditor who trusts these logs and asks for no witnesses. */
export function policyOf(...keys: readonly SignerKey[]): Policy {
  const policy = parsePolicy(sha256, utf8Bytes(policyText(...keys)));
  if (!policy.ok) throw new Error(policy.problem.detail);
  return policy.value;
}

/** The same, as the file says it. */
export function policyText(...keys: readonly SignerKey[]): string {
  return `${keys.map((key) => `log ${vkeyOf(key)}\n`).join('')}quorum none\n`;
}

/** The note of a checkpoint over these leaves, signed. */
export function noteOver({ size, peaks }: GrowingTree, key: SignerKey): Buffer {
  const root = rootOfPeaks(sha256, peaks);
  const note = signNote(sign, formatCheckpoint({ origin: key.name, size, root }), [key]);
  if (!note.ok) throw new Error(note.problem.detail);
  return Buffer.from(note.value);
}

/** The tree over what is stored of a trust now, up to a size. */
export function treeNow(directory: string, trust: string, size = Infinity): GrowingTree {
  return inRecord(directory, (database) => {
    const rows = database
      .prepare('select bytes from entry where trust = (select id from trust where name = ?) and n < ? order by n')
      .all(trust, Math.min(size, 1e9)) as { bytes: Uint8Array }[];
    return rows.reduce((tree, { bytes }) => grown(sha256, tree, leafHash(sha256, bytes)), EMPTY_TREE);
  });
}

/** Signs what is stored of a trust now, up to a size, and keeps the checkpoint beside the record. @returns the note. */
export function signAndKeep(directory: string, trust: string, size = Infinity, key = logKey(trust)): Buffer {
  const tree = treeNow(directory, trust, size);
  const note = noteOver(tree, key);
  const store = CheckpointStore.open(directory, 'write', 'test-off');
  const root = rootOfPeaks(sha256, tree.peaks);
  const madeAt = new Date(FIRST_INSTANT + tree.size * MINUTE_MS).toISOString();
  store.addOfTrust({ log: key.name, size: tree.size, root, note, peaks: tree.peaks, madeAt }, [vkeyOf(key)]);
  store.close();
  return note;
}

/** Signs the directory as it stands and keeps the checkpoint. @returns the note. */
export function signDirectory(directory: string, key = directoryKey()): Buffer {
  const store = CheckpointStore.open(directory, 'write', 'test-off');
  const leaves = store.directoryRows().map(({ points }) => leafHash(sha256, points!.note));
  const tree = leaves.reduce((grows, leaf) => grown(sha256, grows, leaf), EMPTY_TREE);
  const note = noteOver(tree, key);
  const root = rootOfPeaks(sha256, tree.peaks);
  const madeAt = new Date(FIRST_INSTANT + tree.size * MINUTE_MS).toISOString();
  store.addOfDirectory({ log: key.name, size: tree.size, root, note, peaks: tree.peaks, madeAt }, [vkeyOf(key)]);
  store.close();
  return note;
}

/**
 * Has the newest checkpoint of the directory cosigned, as the product does, and keeps the cosignature.
 * @returns `anchored`, or the code of the problem.
 */
export async function askWitness(witness: TestWitness, directory: string): Promise<string> {
  const store = CheckpointStore.open(directory, 'write', 'test-off');
  try {
    const newest = store.latest(directoryKey().name)!;
    const client = new Witness({ key: witness.verifierKey, url: witness.url }, store);
    const result = await client.confirm(newest, new AbortController().signal);
    if (result.is === 'anchored') store.addAnchor(newest.id, result.anchor);
    return result.is === 'anchored' ? 'anchored' : result.problem.code;
  } finally {
    store.close();
  }
}

/** Does away with all checkpoints that are kept, as somebody would who has the file and signs anew. */
export function forgetCheckpoints(directory: string): void {
  tamperLedger(directory, (database) => {
    database.exec('delete from anchor; delete from directory_leaf; delete from log_key; delete from checkpoint');
  });
}

/**
 * Changes the record from outside, as somebody would who may write to the file and covers the traces: without the
 * triggers, and with the triggers put back afterwards.
 */
export function tamper(directory: string, change: (database: DatabaseSync) => void): void {
  changeFile(path.join(directory, 'record.db'), change);
}

/** Changes what is kept of checkpoints from outside, in the same way. */
export function tamperLedger(directory: string, change: (database: DatabaseSync) => void): void {
  changeFile(path.join(directory, 'ledger.db'), change);
}

function changeFile(file: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false, defensive: false });
  const triggers = database.prepare(`select name, sql from sqlite_schema where type = 'trigger'`).all();
  for (const { name } of triggers) database.exec(`drop trigger ${String(name)}`);
  change(database);
  for (const { sql } of triggers) database.exec(String(sql));
  database.close();
}

/** Reads from the record without changing it. */
function inRecord<T>(directory: string, look: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path.join(directory, 'record.db'), { readOnly: true });
  try {
    return look(database);
  } finally {
    database.close();
  }
}

/** Stores an entry anew as if it had always been so: bytes and columns, and the hashes of all entries from it on. */
export function rewrite(database: DatabaseSync, trust: string, entries: readonly NewEntry[]): void {
  const update = database.prepare(`
    update entry set id = unhex(:id, '-'), type = :type, recorded_at = :recordedAt, bytes = :bytes
    where n = :n and trust = (select id from trust where name = :trust)`);
  for (const { n, id, type, recordedAt, canonical } of entries) {
    update.run({ n, id, type, recordedAt, bytes: Buffer.from(canonical), trust });
  }
  rehash(database, trust);
}

/** Works all stored hashes of a trust out again from the bytes that stand there now. */
export function rehash(database: DatabaseSync, trust: string): void {
  const rows = database
    .prepare('select position, n, bytes from entry where trust = (select id from trust where name = ?) order by n')
    .all(trust) as { position: number; n: number; bytes: Uint8Array }[];
  const update = database.prepare('update entry set hashes = ? where position = ?');
  let peaks: { level: number; hash: Uint8Array }[] = [];
  for (const { position, bytes } of rows) {
    const completed = [leafHash(sha256, bytes)];
    for (let level = 0; peaks.at(-1)?.level === level; level += 1) {
      completed.push(sha256(Uint8Array.of(1), peaks.at(-1)!.hash, completed.at(-1)!));
      peaks = peaks.slice(0, -1);
    }
    peaks.push({ level: completed.length - 1, hash: completed.at(-1)! });
    update.run(Buffer.concat(completed), position);
  }
}

/** How to verify. */
export interface Verifying {
  readonly only?: string;
  readonly given?: readonly GivenNote[];
  readonly policy?: Policy;
}

/** Verifies what is stored now, as `remit verify` does. @throws when the record cannot be opened. */
export function verifyNow(directory: string, how: Verifying = {}): RecordVerdict {
  const verifier = openVerifier(directory);
  try {
    return verifier.verify(how);
  } finally {
    verifier.close();
  }
}

/** The same over connections that stay open, for many changes one after the other. */
export function openVerifier(directory: string): { verify: (how?: Verifying) => RecordVerdict; close: () => void } {
  const { fault, ...kept } = keptCheckpoints(directory);
  if (fault !== undefined) throw new Error(fault);
  const opened = RawEntries.open(directory);
  if (opened.is !== 'open') throw new Error(`The record is ${opened.is}.`);
  const verify = ({ only, given = [], policy }: Verifying = {}): RecordVerdict => {
    const steps = verifyRecord(opened.rows, { ...kept, given, policy }, only);
    for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
  };
  return { verify, close: () => opened.rows.close() };
}
