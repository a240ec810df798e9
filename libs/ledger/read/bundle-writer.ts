import { createHash } from 'node:crypto';
import { type Id, type Outcome, succeed } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import {
  answerLine,
  BUNDLE_LIMITS,
  type BundleScope,
  checkpointLine,
  directoryLine,
  endLine,
  entryLine,
  headLine,
  policyLine,
  provenEntryLine,
  timestampLine,
  withSignatures,
} from '../domain/bundle-lines.js';
import { utf8Bytes, utf8Text } from '../domain/bytes.js';
import { directoryOrigin, trustOrigin } from '../domain/origins.js';
import { policyText } from '../domain/policy-text.js';
import { consistencyProof, inclusionProof } from '../domain/proofs.js';
import type { TreeNodes } from '../domain/tree-nodes.js';
import type { CheckpointStore, KeptCheckpoint } from '../write/checkpoint-store.js';
import { sha256 } from '../write/node-primitives.js';
import { noCheckpoint, unknownTrust } from './not-there.js';
import { dayInText } from './verify-words.js';

/** What bundles are written from. */
export interface BundleParts {
  readonly operator: string;
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly checkpoints: CheckpointStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Up to where a bundle of a trust would go. */
export interface BundleEnd {
  readonly trust: Id;
  /** How many entries the last checkpoint covers. */
  readonly size: number;
  /** The number of the newest entry, covered or not. */
  readonly head: number;
  readonly checkpoint: KeptCheckpoint;
}

/** What goes into a bundle beside what the ledger knows. */
export interface BundleContents {
  readonly scope: BundleScope;
  /** The values of the `answer` lines. */
  readonly answers: readonly unknown[];
  /** The entries of an answer bundle, ascending. */
  readonly entries: readonly number[];
}

/** Entries read at a time, after which other work of the process goes first. */
const PAGE = 500;

/** Writes bundles, line by line: never more than a page of entries is in memory. */
export class BundleWriter {
  constructor(private readonly parts: BundleParts) {}

  /**
   * Up to where a bundle of a trust goes: its last checkpoint.
   * @returns `RECORD.TRUST_UNKNOWN` or `LEDGER.NO_CHECKPOINT` when there is none.
   */
  async endOf(trust: Id): Promise<Outcome<BundleEnd>> {
    const { store, operator, checkpoints } = this.parts;
    const head = await store.head(trust);
    if (head === undefined) return unknownTrust(trust);
    const checkpoint = checkpoints.latest(trustOrigin(operator, trust));
    if (checkpoint === undefined || checkpoint.size === 0) {
      return noCheckpoint(`the record of "${trust}"`, ', and a bundle ends at one');
    }
    return succeed({ trust, size: checkpoint.size, head: Math.max(head, checkpoint.size - 1), checkpoint });
  }

  /** The lines of a bundle with its last one, which is the sum over the others. In pieces of one or many lines. */
  async *pieces(end: BundleEnd, contents: BundleContents): AsyncGenerator<string> {
    const sum = createHash('sha256');
    let lines = 0;
    for await (const piece of this.body(end, contents)) {
      const text = piece.join('');
      sum.update(text);
      lines += piece.length;
      yield text;
    }
    yield endLine(lines, sum.digest('hex'));
  }

  private async *body(end: BundleEnd, contents: BundleContents): AsyncGenerator<readonly string[]> {
    const { trust, size } = end;
    const { scope, answers } = contents;
    const madeAt = new Date(this.parts.now()).toISOString();
    const origin = trustOrigin(this.parts.operator, trust);
    yield [headLine({ origin, trust, scope, size, answers: answers.length, madeAt }), policyLine(this.policy(origin))];
    yield* scope === 'record' ? this.allEntries(end) : this.provenEntries(end, contents.entries);
    yield* this.checkpointLines(end, scope);
    for (const answer of answers) yield [answerLine(answer)];
  }

  private async *allEntries({ trust, size }: BundleEnd): AsyncGenerator<readonly string[]> {
    for (let n = 0; n < size;) {
      const texts = await this.parts.store.readTexts(trust, n, Math.min(PAGE, size - n));
      if (texts.length === 0)
        throw new Error(`The record of "${trust}" ends before entry ${String(n)}, which is signed.`);
      yield texts.map((text) => entryLine(Buffer.from(text).toString('base64')));
      n += texts.length;
    }
  }

  private async *provenEntries({ trust, size }: BundleEnd, entries: readonly number[]) {
    const { store, trees } = this.parts;
    const tree = trees.treeOf(trust);
    for (const n of entries) {
      const [text] = await store.readTexts(trust, n, 1);
      if (text === undefined) throw new Error(`The record of "${trust}" has no entry ${String(n)}.`);
      yield [provenEntryLine(n, Buffer.from(text), inclusionProof(sha256, { index: n, size }, tree))];
    }
  }

  private *checkpointLines({ trust, checkpoint: last }: BundleEnd, scope: BundleScope): Generator<readonly string[]> {
    const { checkpoints, trees } = this.parts;
    const all = scope === 'answer' ? [last] : checkpoints.all(last.log).filter((each) => isUpTo(each, last));
    // Those that are written: time-stamps name them by their place.
    const kept = all.slice(-BUNDLE_LIMITS.checkpoints);
    const tree = trees.treeOf(trust);
    let before: KeptCheckpoint | undefined;
    for (const each of kept) {
      const sizes = before === undefined ? undefined : { from: before.size, to: each.size };
      yield [checkpointLine(this.noteOf(each), sizes && consistencyProof(sha256, sizes, tree))];
      before = each;
    }
    const directory = this.directoryOver(last);
    if (directory !== undefined) yield [directory.line];
    const stamps = kept.flatMap((each, at) => this.stampLines(each, at));
    yield [...stamps, ...(directory === undefined ? [] : this.stampLines(directory.checkpoint, 'directory'))].slice(
      -BUNDLE_LIMITS.timestamps,
    );
  }

  /**
   * The checkpoint of the directory that covers another: one that a witness has signed, else one that was time-stamped,
   * else the newest.
   */
  private directoryOver({
    id,
  }: KeptCheckpoint): { readonly line: string; readonly checkpoint: KeptCheckpoint } | undefined {
    const { checkpoints, operator } = this.parts;
    const origin = directoryOrigin(operator);
    const leaf = checkpoints.leafOf(id);
    if (leaf === undefined) return undefined;
    const confirmed = checkpoints.outsideOf(origin).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    const known = [...confirmed.map((each) => each.checkpoint), checkpoints.latest(origin)];
    const checkpoint = known.find((each) => each !== undefined && each.size > leaf);
    if (checkpoint === undefined) return undefined;
    const proof = inclusionProof(sha256, { index: leaf, size: checkpoint.size }, checkpoints.directoryTree);
    return { line: directoryLine(this.noteOf(checkpoint), leaf, proof), checkpoint };
  }

  private stampLines({ id }: KeptCheckpoint, of: number | 'directory'): string[] {
    const stamps = this.parts.checkpoints.anchorsOf(id).filter(({ kind }) => kind === 'timestamp');
    return stamps.map(({ bytes }) => timestampLine(of, bytes));
  }

  /** The note with the cosignatures of witnesses that are known. */
  private noteOf({ id, note }: KeptCheckpoint): string {
    const cosignatures = this.parts.checkpoints.anchorsOf(id).filter(({ kind }) => kind === 'cosignature');
    const whole = withSignatures(
      note,
      cosignatures.map(({ bytes }) => bytes),
    );
    return utf8Text(whole.length <= BUNDLE_LIMITS.note ? whole : note) ?? '';
  }

  /** The keys as a policy; nothing when there are so many that no verifier would read them. */
  private policy(origin: string): string {
    const { operator, checkpoints } = this.parts;
    const logs = [origin, directoryOrigin(operator)].map((log) => ({
      origin: log,
      keys: checkpoints.keysOf(log).map(({ vkey, from }) => ({ vkey, since: dayInText(from) ?? from })),
    }));
    const text = policyText(operator, logs);
    return utf8Bytes(text).length <= BUNDLE_LIMITS.note ? text : '';
  }
}

/** Whether a checkpoint was made no later than another of the same log. */
function isUpTo({ size, id }: KeptCheckpoint, last: KeptCheckpoint): boolean {
  return size > 0 && (size < last.size || (size === last.size && id <= last.id));
}
