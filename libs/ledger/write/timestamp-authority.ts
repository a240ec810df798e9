import { randomBytes, type X509Certificate } from 'node:crypto';
import { type Outcome, type Problem, succeed } from '@remit/kernel';
import { sameBytes } from '../domain/bytes.js';
import { Anchorer, type Anchored, failed } from './anchor.js';
import { post } from './anchor-post.js';
import type { Anchor, KeptCheckpoint } from './checkpoint-store.js';
import { sha256 } from './node-primitives.js';
import { SHA256_OID, timestampQuery } from './timestamp-query.js';
import { readTimestampReply, type TimestampToken } from './timestamp-reply.js';
import { signedBy } from './timestamp-signature.js';

/** Where a time-stamping authority is, and whose signature counts. */
export interface TimestampSettings {
  readonly url: string;
  /** Its certificate, or one that vouches for it; empty when everything with a right signature will do. */
  readonly pinned: readonly X509Certificate[];
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const NONCE_BYTES = 8;

/** How far its clock may be from ours. Somebody without any clock would hardly say the right day. Milliseconds. */
const CLOCKS_APART_MS_MAX = 86_400_000;

/** A time-stamping authority: says when something existed, without seeing it. Source: RFC 3161. */
export class TimestampAuthority extends Anchorer {
  /** That something existed at a time stays as true as it was. */
  override readonly staleMs = Infinity;
  private readonly settings: TimestampSettings;
  private readonly host: string;

  constructor(
    settings: TimestampSettings,
    private readonly now: () => number,
  ) {
    super();
    this.settings = settings;
    this.host = new URL(settings.url).host;
  }

  override get name(): string {
    return `The time-stamping authority ${this.host}`;
  }

  /** There is one authority at a time, and its name is known from its certificate only. */
  override isItsOwn({ kind }: Anchor): boolean {
    return kind === 'timestamp';
  }

  /** @param checkpoint its note is what is stamped: without cosignatures, as the bundle's format has it */
  override async confirm({ note }: KeptCheckpoint, signal: AbortSignal): Promise<Anchored> {
    const imprint = sha256(note);
    const nonce = BigInt(`0x${randomBytes(NONCE_BYTES).toString('hex')}`);
    const { url, timeoutMs = TIMEOUT_MS } = this.settings;
    const type = 'application/timestamp-query';
    const body = timestampQuery(imprint, nonce);
    const reply = await post({ url, whom: this.name, type, body, timeoutMs, signal });
    if (!reply.ok) return failed(reply.problem);
    if (reply.value.status !== 200) return failed(this.refusal(`HTTP status ${String(reply.value.status)}`));
    const token = this.granted(reply.value.body);
    if (!token.ok) return failed(token.problem);
    const wrong = this.whatIsWrong(token.value, imprint, nonce);
    if (wrong !== undefined) return failed(this.wrong(wrong));
    const by = signedBy(token.value, this.settings.pinned);
    if ('wrong' in by) return failed(this.wrong(by.wrong));
    const { time, bytes } = token.value;
    return {
      is: 'anchored',
      // A name in a certificate that nobody has vouched for could be anybody's.
      anchor: {
        kind: 'timestamp',
        by: this.settings.pinned.length > 0 ? by.name : this.host,
        at: time.toISOString(),
        bytes,
      },
    };
  }

  private granted(body: Uint8Array): Outcome<TimestampToken> {
    const reply = readTimestampReply(body);
    if (reply === undefined) return { ok: false, problem: this.wrong('it is no time-stamp of RFC 3161') };
    return 'granted' in reply ? succeed(reply.granted) : { ok: false, problem: this.refusal(reply.refused) };
  }

  private whatIsWrong(
    { imprint: said, nonce: repeated, time }: TimestampToken,
    imprint: Uint8Array,
    nonce: bigint,
  ): string | undefined {
    if (said.algorithm !== SHA256_OID || !sameBytes(said.hash, imprint)) return 'it is of something else';
    if (repeated !== nonce) return 'it is the answer to another question';
    const apart = Math.abs(time.getTime() - this.now());
    return apart > CLOCKS_APART_MS_MAX ? `it says ${time.toISOString()}, more than a day from now` : undefined;
  }

  private wrong(why: string): Problem {
    return {
      code: 'LEDGER.TIMESTAMP_WRONG',
      detail: `${this.name} answered with a time-stamp that cannot be used: ${why}. Nothing was kept. Check the address and the certificate (REMIT_TSA, REMIT_TSA_CERT), and this computer\u2019s clock.`,
    };
  }

  private refusal(why: string): Problem {
    return {
      code: 'LEDGER.TIMESTAMP_REFUSED',
      detail: `${this.name} does not stamp just now (${why}). It is asked again later by itself; check REMIT_TSA if it stays so.`,
    };
  }
}
