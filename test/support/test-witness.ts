import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  COSIGNATURE_V1,
  cosign,
  formatSignatureLine,
  formatVerifierKey,
  fromBase64,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signerKey,
  type SignerKey,
  toBase64,
  type VerifierKey,
  verifierKeyOf,
  verifyConsistency,
} from '@remit/ledger';
import { publicKeyOf, sha256, sign, verify } from '@remit/ledger/nest';

/** What a witness answers. */
interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** The largest checkpoint of a log that a witness has cosigned. Root in base 64. */
interface Cosigned {
  readonly size: number;
  readonly root: string;
}

const EMPTY: Cosigned = { size: 0, root: toBase64(sha256()) };

/**
 * A witness (C2SP tlog-witness 1.0.0) on the loopback: what it has cosigned is on disk before its signature leaves the
 * house, and one question is answered after the other.
 */
export class TestWitness {
  /** Seconds since 1970, of its own clock. */
  time = Date.parse('2025-03-03T12:00:00.000Z') / 1000;
  /** What it was asked, newest last. */
  readonly asked: string[] = [];
  /** Answers something else than a witness would, when set; `undefined` leaves the question open. */
  instead: ((body: string) => Answer | undefined) | undefined;
  private readonly key: SignerKey;
  private readonly file: string;
  private readonly logs = new Map<string, readonly VerifierKey[]>();
  private readonly server: Server;
  private port = 0;

  constructor(
    directory: string,
    readonly name = 'witness.example/w1',
    seed = 9,
  ) {
    const key = signerKey(sha256, publicKeyOf, { name, type: COSIGNATURE_V1, seed: Buffer.alloc(32, seed) });
    if (!key.ok) throw new Error(key.problem.detail);
    this.key = key.value;
    this.file = path.join(directory, 'witness.json');
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        this.asked.push(body);
        const isCall = request.method === 'POST' && request.url === '/witness/add-checkpoint';
        const answer = this.instead === undefined ? this.answer(isCall, body) : this.instead(body);
        if (answer === undefined) return;
        response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/plain; charset=utf-8' });
        response.end(answer.body ?? '');
      });
    });
  }

  /** What it is known by. */
  get vkey(): string {
    return formatVerifierKey(this.verifierKey);
  }

  get verifierKey(): VerifierKey {
    return verifierKeyOf(publicKeyOf, this.key);
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/witness`;
  }

  /** Listens, at the port that it had before. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** Lets it accept a log with these keys. */
  know(...vkeys: readonly string[]): this {
    for (const vkey of vkeys) {
      const key = parseVerifierKey(sha256, vkey);
      if (!key.ok) throw new Error(key.problem.detail);
      this.logs.set(key.value.name, [...(this.logs.get(key.value.name) ?? []), key.value]);
    }
    return this;
  }

  /** Takes a log's keys away. */
  forget(origin: string): void {
    this.logs.set(origin, []);
  }

  /** The largest checkpoint that it has cosigned, as it stands on disk. */
  cosigned(origin: string): Cosigned {
    return this.state()[origin] ?? EMPTY;
  }

  /** Writes down that it has cosigned something. */
  remember(origin: string, size: number, root: string): void {
    const unfinished = `${this.file}.new`;
    const handle = openSync(unfinished, 'w');
    writeSync(handle, JSON.stringify({ ...this.state(), [origin]: { size, root } }));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(unfinished, this.file);
  }

  private state(): Readonly<Record<string, Cosigned>> {
    return existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, Cosigned>) : {};
  }

  // Without a pause from reading the state to writing it: no two questions can come between each other.
  private answer(isCall: boolean, body: string): Answer {
    if (!isCall) return { status: 404 };
    const split = body.indexOf('\n\n');
    const [first = '', ...lines] = body.slice(0, split).split('\n');
    const decimal = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
    const proof = lines.map((line) => fromBase64(line));
    const note = Buffer.from(body.slice(split + 2));
    const parsed = parseNote(note);
    const whole = proof.flatMap((hash) => hash ?? []);
    if (split < 0 || decimal === undefined || whole.length < lines.length || lines.length > 63 || !parsed.ok) {
      return { status: 400, body: 'malformed\n' };
    }
    const said = parseCheckpoint(parsed.value.text);
    if (!said.ok) return { status: 400, body: 'no checkpoint\n' };
    return this.judge(Number(decimal), whole, note, said.value);
  }

  private judge(
    old: number,
    proof: readonly Uint8Array[],
    note: Buffer,
    checkpoint: { readonly origin: string; readonly size: number; readonly root: Uint8Array },
  ): Answer {
    const { origin, size } = checkpoint;
    const keys = this.logs.get(origin);
    if (keys === undefined) return { status: 404, body: 'unknown log\n' };
    if (!openNote(verify, note, keys).ok) return { status: 403, body: 'unknown key\n' };
    if (old > size) return { status: 400, body: 'the old size is larger than the new one\n' };
    const before = this.cosigned(origin);
    const root = toBase64(checkpoint.root);
    const conflict = { status: 409, type: 'text/x.tlog.size', body: `${String(before.size)}\n` };
    if (old !== before.size) return conflict;
    if (old === size && root !== before.root) return conflict;
    if (!this.continues(before, checkpoint, proof)) return { status: 422, body: 'the proof is wrong\n' };
    this.remember(origin, size, root);
    const line = formatSignatureLine(cosign(sign, this.key, checkpoint, this.time));
    return { status: 200, body: `\u2014 somebody.else AAAAAAAA\n${line}\n` };
  }

  private continues(
    before: Cosigned,
    { size, root }: { size: number; root: Uint8Array },
    proof: readonly Uint8Array[],
  ) {
    if (before.size === 0) return proof.length === 0;
    const claim = { from: before.size, to: size, fromRoot: fromBase64(before.root)!, toRoot: root };
    return verifyConsistency(sha256, claim, proof).ok;
  }
}
