import { fail, type Outcome, type Problem, succeed } from '@remit/kernel';
import { sameBytes, utf8Text } from '../domain/bytes.js';
import { rootOf } from '../domain/merkle-tree.js';
import type { VerifierKey } from '../domain/note-keys.js';
import { consistencyProof, type Proof, verifyConsistency } from '../domain/proofs.js';
import { Anchorer, type Anchored, contradicted, failed } from './anchor.js';
import { post, type PostReply } from './anchor-post.js';
import type { Anchor, CheckpointStore, KeptCheckpoint } from './checkpoint-store.js';
import { sha256 } from './node-primitives.js';
import { addCheckpointBody, cosignatureIn, PROOF_LINES_MAX, sizeSaid } from './witness-messages.js';

/** Where a witness is, and how its cosignatures are checked. */
export interface WitnessSettings {
  /** A key for cosignatures. Its name is the witness's. */
  readonly key: VerifierKey;
  /** What stands before `/add-checkpoint`. */
  readonly url: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const DAY_MS = 86_400_000;

/** A witness that moves on between two questions is asked once more; not for ever. */
const QUESTIONS_MAX = 3;

/**
 * A witness of the directory: it remembers the largest tree that it has cosigned, and cosigns only what continues that
 * one. Source: C2SP tlog-witness 1.0.0.
 */
export class Witness extends Anchorer {
  /** Its word says "nothing newer until then", and so gets old although nothing happens. */
  override readonly staleMs = DAY_MS;
  private readonly key: VerifierKey;
  private readonly url: string;
  private readonly timeoutMs: number;

  constructor(
    { key, url, timeoutMs = TIMEOUT_MS }: WitnessSettings,
    private readonly checkpoints: CheckpointStore,
  ) {
    super();
    this.key = key;
    this.url = `${url.replace(/\/+$/, '')}/add-checkpoint`;
    this.timeoutMs = timeoutMs;
  }

  override get name(): string {
    return `The witness ${this.key.name}`;
  }

  override isItsOwn({ kind, by }: Anchor): boolean {
    return kind === 'cosignature' && by === this.key.name;
  }

  /** @param checkpoint of the directory */
  override async confirm(checkpoint: KeptCheckpoint, signal: AbortSignal): Promise<Anchored> {
    let old = this.sizeCosigned(checkpoint);
    for (let question = 0; question < QUESTIONS_MAX; question += 1) {
      const proof = this.proofFrom(old, checkpoint);
      if (!proof.ok) return contradicted(proof.problem);
      const reply = await this.send(addCheckpointBody(old, proof.value, checkpoint.note), signal);
      if (!reply.ok) return failed(reply.problem);
      const { status, type, body } = reply.value;
      if (status !== 409) return this.judge(reply.value, old, checkpoint);
      const size = sizeSaid(type, body);
      if (old === checkpoint.size && (size === undefined || size === old)) return this.holdsOther(checkpoint, old);
      if (size === undefined || size === old) return failed(this.unexpected(reply.value));
      if (size > checkpoint.size) return this.holdsMore(checkpoint, size);
      old = size;
    }
    return failed({
      code: 'LEDGER.WITNESS_UNSTEADY',
      detail: `${this.name} says another size each time that it is asked. Tell whoever runs it; it is asked again later by itself.`,
    });
  }

  /** The size that it has cosigned, as far as is kept here; 0 when that says nothing of what came before a checkpoint. */
  private sizeCosigned({ log, size }: KeptCheckpoint): number {
    const known = this.checkpoints.outsideOf(log).find((word) => this.isItsOwn(word))?.checkpoint.size ?? 0;
    return known <= size ? known : 0;
  }

  /** A proof that has been checked here: what a witness does not accept then does not come from a slip of ours. */
  private proofFrom(from: number, { log, size, root }: KeptCheckpoint): Outcome<Proof> {
    const tree = this.checkpoints.directoryTree;
    if (from === 0) return succeed([]);
    const proof = consistencyProof(sha256, { from, to: size }, tree);
    const fromRoot = rootOf(sha256, from, tree);
    const kept = this.checkpoints.ofSize(log, from);
    const isKept = kept === undefined || sameBytes(kept.root, fromRoot);
    const isRight = verifyConsistency(sha256, { from, to: size, fromRoot, toRoot: root }, proof).ok;
    return isKept && isRight && proof.length <= PROOF_LINES_MAX ? succeed(proof) : fail(treeAltered(log));
  }

  private send(body: Uint8Array, signal: AbortSignal): Promise<Outcome<PostReply>> {
    const { url, timeoutMs, name: whom } = this;
    return post({ url, whom, type: 'text/plain; charset=utf-8', body, timeoutMs, signal });
  }

  private judge(reply: PostReply, old: number, checkpoint: KeptCheckpoint): Anchored {
    const { log, note } = checkpoint;
    switch (reply.status) {
      case 200: {
        const given = cosignatureIn(this.key, note, reply.body);
        return given.ok ? { is: 'anchored', anchor: given.value } : failed(given.problem);
      }
      case 403:
        return failed({
          code: 'LEDGER.WITNESS_KEY_UNKNOWN',
          detail: `${this.name} knows ${log}, but not the key that signs it now. Send whoever runs it the line of ${log} that this prints: remit keys show`,
        });
      case 404:
        return failed({
          code: 'LEDGER.WITNESS_LOG_UNKNOWN',
          detail: `${this.name} does not know ${log} yet, or there is no witness at ${this.url}. Send whoever runs it the line of ${log} that this prints: remit keys show`,
        });
      case 422:
        // Before it has cosigned anything there is nothing to contradict.
        return old === 0 ? failed(this.unexpected(reply)) : this.holdsOther(checkpoint, old);
      default:
        return failed(this.unexpected(reply));
    }
  }

  private holdsOther({ log }: KeptCheckpoint, size: number): Anchored {
    return contradicted({
      code: 'LEDGER.WITNESS_HOLDS_ANOTHER',
      detail: `${this.name} has cosigned another history of ${log}: its first ${String(size)} checkpoints are not those that are kept here. Somebody has signed two histories with your key, or ledger.db was exchanged. Stop Remit, keep a copy of the data directory as evidence, run "remit verify", and ask whoever runs the witness for the checkpoint that it holds: the two together are the proof.`,
    });
  }

  private holdsMore({ log, size }: KeptCheckpoint, held: number): Anchored {
    return contradicted({
      code: 'LEDGER.WITNESS_HOLDS_MORE',
      detail: `${this.name} has cosigned ${String(held)} checkpoints in ${log}, and only ${String(size)} are kept here. Either ledger.db was put back to an earlier state, or somebody else signs with your key. Stop Remit, put back the newest backup, and ask whoever runs the witness for the checkpoint that it holds.`,
    });
  }

  private unexpected({ status, body }: PostReply): Problem {
    const text = /^[ -~]{1,200}/.exec(utf8Text(body) ?? '')?.[0];
    return {
      code: 'LEDGER.WITNESS_ANSWER',
      detail: `${this.name} answered ${String(status)}${text === undefined ? '' : ` ("${text}")`}, which says nothing that can be used. It is asked again later by itself; tell whoever runs it if it stays so.`,
    };
  }
}

function treeAltered(log: string): Problem {
  return {
    code: 'LEDGER.DIRECTORY_ALTERED',
    detail: `The tree kept of ${log} does not lead to the checkpoint that was signed, so nothing was sent to anybody. Keep a copy of the data directory, and put ledger.db back from a backup.`,
  };
}
