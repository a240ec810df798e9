import { createHash } from 'node:crypto';
import { canonicalJson } from '@remit/kernel';
import type { Answer } from '@remit/accountability';
import {
  consistencyProof,
  cosign,
  COSIGNATURE_V1,
  ED25519,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  parseNote,
  type Proof,
  rootOf,
  signNote,
  signerKey,
  type SignerKey,
  toBase64,
  verifierKeyOf,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign } from '@remit/ledger/nest';
import { readPolicy } from '../../apps/verify/src/policy.js';
import type { Auditor } from '../../apps/verify/src/bundle-check.js';
import { RowStore } from '../unit/ledger/naive-tree.js';
import { valueOf } from '../unit/ledger/outcomes.js';
import { entriesOfWhy } from './entries-of-why.js';
import type { PureTrust, ScriptQuestion } from './pure-trust.js';

/** Makes bundles as docs/bundle-format.md describes them, and wrong ones. Signs with libs/ledger, checks nothing. */

const OPERATOR = 'gov.example';

/** A key that is made from a word, so that each test can have as many as it likes. */
export function keyOf(name: string, word: string, type: typeof ED25519 | typeof COSIGNATURE_V1 = ED25519): SignerKey {
  const seed = createHash('sha256').update(`${name} ${word}`).digest();
  return valueOf(signerKey(sha256, publicKeyOf, { name, type, seed }));
}

/** What an auditor is given of a key. */
export function vkeyOf(key: SignerKey): string {
  return formatVerifierKey(verifierKeyOf(publicKeyOf, key));
}

/** The stored bytes of the entries of a trust: envelopes as the product writes them. */
export function entriesOf({ index }: PureTrust): Buffer[] {
  return Array.from({ length: index.head + 1 }, (_, n) =>
    envelope(index.trust, n, index.standing(n)!.type, index.originalOf(n), index.recordedAt(n)!),
  );
}

/** One entry's stored bytes. */
export function envelope(trust: string, n: number, type: string, data: unknown, recordedAt: string): Buffer {
  const id = createHash('sha256')
    .update(`${trust} ${String(n)}`)
    .digest('hex');
  const uuid = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join('-');
  const command = { id: uuid, name: type };
  const origin = { correlationId: uuid, causationId: uuid, provenance: 'live' };
  const actor = { id: 'clerk.one', as: 'clerk' };
  return Buffer.from(
    canonicalJson({ v: 1, trust, n, id: uuid, type: `${type}.v1`, recordedAt, actor, command, ...origin, data }),
  );
}

/** A log of a trust with its keys, and the directory of its operator. */
export class TestLog {
  readonly origin: string;
  readonly directoryName: string;
  readonly key: SignerKey;
  readonly directoryKey: SignerKey;
  readonly store = new RowStore();

  constructor(
    readonly trust: string,
    readonly entries: readonly Uint8Array[],
    operator = OPERATOR,
  ) {
    this.origin = `${operator}/trust/${trust}`;
    this.directoryName = `${operator}/directory`;
    this.key = keyOf(this.origin, 'first');
    this.directoryKey = keyOf(this.directoryName, 'first');
    for (const entry of entries) this.store.append(leafHash(sha256, entry));
  }

  root(size: number): Uint8Array {
    return rootOf(sha256, size, this.store.readNode);
  }

  note(size: number, keys: readonly SignerKey[] = [this.key], root = this.root(size)): string {
    return textOf(valueOf(signNote(sign, formatCheckpoint({ origin: this.origin, size, root }), keys)));
  }

  consistency(from: number, to: number): string[] {
    return encoded(consistencyProof(sha256, { from, to }, this.store.readNode));
  }

  inclusion(index: number, size: number): string[] {
    return encoded(inclusionProof(sha256, { index, size }, this.store.readNode));
  }

  /** The line that shows a checkpoint in the directory, among others. */
  directoryLine(note: string): { leaf: number; note: string; proof: string[] } {
    const store = new RowStore();
    for (const leaf of ['one', 'two', note, 'four', 'five']) store.append(leafHash(sha256, Buffer.from(leaf)));
    const text = formatCheckpoint({ origin: this.directoryName, size: 5, root: rootOf(sha256, 5, store.readNode) });
    return {
      leaf: 2,
      note: textOf(valueOf(signNote(sign, text, [this.directoryKey]))),
      proof: encoded(inclusionProof(sha256, { index: 2, size: 5 }, store.readNode)),
    };
  }

  /** A policy that trusts the log and its directory. */
  policy(...more: readonly string[]): string {
    const lines = [`log ${vkeyOf(this.key)}`, `log ${vkeyOf(this.directoryKey)}`, ...more];
    return `${lines.join('\n')}\n${more.some((line) => line.startsWith('quorum')) ? '' : 'quorum none\n'}`;
  }
}

/** A note with the signature of a witness under it. */
export function witnessed(note: string, witness: SignerKey, time: number): string {
  const parsed = valueOf(parseNote(Buffer.from(note)));
  const [origin = '', size = '', root = ''] = parsed.text.split('\n');
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
  const cosignature = cosign(sign, witness, checkpoint, time);
  return textOf(formatNote({ ...parsed, signatures: [...parsed.signatures, cosignature] }));
}

/** A key of a witness. */
export function witnessKey(name: string): SignerKey {
  return keyOf(name, 'witness', COSIGNATURE_V1);
}

function textOf(note: Uint8Array): string {
  return Buffer.from(note).toString('utf8');
}

function encoded(proof: Proof): string[] {
  return proof.map(toBase64);
}

/** A bundle before it is written: every part of it can be changed. */
export interface DraftBundle {
  bundle: Record<string, unknown>;
  policy: unknown;
  entries: unknown[];
  checkpoints: Record<string, unknown>[];
  directory?: Record<string, unknown>;
  timestamps: Record<string, unknown>[];
  answers: Record<string, unknown>[];
}

/** The whole record up to the last of some checkpoints. */
export function recordDraft(log: TestLog, sizes: readonly number[], answers: readonly Answer[] = []): DraftBundle {
  const size = sizes.at(-1)!;
  return {
    bundle: head(log, 'record', size, answers.length),
    policy: log.policy(),
    entries: log.entries.slice(0, size).map((entry) => toBase64(entry)),
    checkpoints: checkpointLines(log, sizes),
    directory: { ...log.directoryLine(log.note(size)) },
    timestamps: [],
    answers: answers.map(answerLine),
  };
}

/** Only the entries that some answers rest on. */
export function answerDraft(log: TestLog, trust: PureTrust, size: number, answers: readonly Answer[]): DraftBundle {
  const needed = new Set(answers.flatMap((each) => [...entriesOfWhy(trust.index, each), each.position]));
  const entries = [...needed].sort((a, b) => a - b);
  return {
    bundle: head(log, 'answer', size, answers.length),
    policy: log.policy(),
    entries: entries.map((n) => ({ bytes: toBase64(log.entries[n]!), n, proof: log.inclusion(n, size) })),
    checkpoints: checkpointLines(log, [size]),
    timestamps: [],
    answers: answers.map(answerLine),
  };
}

function head({ origin, trust }: TestLog, scope: string, size: number, answers: number): Record<string, unknown> {
  const madeAt = '2026-11-30T09:00:00.000Z';
  return { answers, format: 'remit-bundle', from: 0, madeAt, origin, scope, size, trust, version: 1 };
}

export function checkpointLines(log: TestLog, sizes: readonly number[]): Record<string, unknown>[] {
  return sizes.map((size, at) => ({
    note: log.note(size),
    ...(at === 0 ? {} : { consistency: log.consistency(sizes[at - 1]!, size) }),
  }));
}

export function answerLine(answer: Answer): Record<string, unknown> {
  const explain = answer.lost === undefined ? null : 'full';
  return { answer, position: answer.position, question: { ...answer.question, explain } };
}

/** Asks a trust. @throws when the question cannot be asked. */
export function answerTo(trust: PureTrust, question: ScriptQuestion, full = false): Answer {
  const answer = trust.ask(question, full);
  if ('code' in answer) throw new Error(answer.detail);
  return answer;
}

/** The lines of a bundle but the last, each an object. */
export function linesOf(draft: DraftBundle): object[] {
  const { bundle, policy, entries, checkpoints, directory, timestamps, answers } = draft;
  return [
    { bundle },
    { policy },
    ...entries.map((entry) => ({ entry })),
    ...checkpoints.map((checkpoint) => ({ checkpoint })),
    ...(directory === undefined ? [] : [{ directory }]),
    ...timestamps.map((timestamp) => ({ timestamp })),
    ...answers.map((answer) => ({ answer })),
  ];
}

/** The file of a bundle: canonical lines, and the sum at the end. */
export function written(lines: readonly object[]): Buffer {
  return sealed(lines.map((line) => `${canonicalJson(line)}\n`));
}

/** Lines as they are, with the right sum at the end. */
export function sealed(lines: readonly string[]): Buffer {
  const body = Buffer.from(lines.join(''), 'utf8');
  const digest = createHash('sha256').update(body).digest('hex');
  return Buffer.concat([body, Buffer.from(`${canonicalJson({ end: { lines: lines.length, sha256: digest } })}\n`)]);
}

/** The file of a draft. */
export function fileOf(draft: DraftBundle): Buffer {
  return written(linesOf(draft));
}

/** An auditor with a policy and perhaps a checkpoint of her own. */
export function auditor(policy: string, ...own: readonly string[]): Auditor {
  const kept = own.map((note, at) => ({ file: `kept-${String(at)}.txt`, note }));
  return { policy: readPolicy(Buffer.from(policy)), own: kept, authorities: [] };
}
