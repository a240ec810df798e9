import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { openPersonKeys, type PersonKeys } from '@remit/access/nest';
import type { RecordStore } from '@remit/record';
import { Clock, SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import type { PagesSettings } from '../../apps/server/src/pages/pages.module.js';
import { createServer } from '../../apps/server/src/create-server.js';
import { runningLedger } from './ledgers.js';
import type { ScriptCommand } from './pure-trust.js';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.js';

/** What came back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body read as JSON; `undefined` when it is none. */
  readonly json: unknown;
}

/** A request as it goes over the wire: nothing of it is checked, tidied or encoded on the way. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A clock that stands still until it is turned, forwards or backwards. */
export class TurnedClock extends Clock {
  constructor(public at: number) {
    super();
  }

  override now(): number {
    return this.at;
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The real HTTP server over a record of its own on disk, listening on a port of its own. */
export class ApiServer {
  private constructor(
    readonly store: RecordStore,
    readonly port: number,
    private readonly app: NestExpressApplication,
    readonly directory: TemporaryDirectory,
    private readonly agent: Agent,
    private readonly keys: PersonKeys,
    readonly ledger: Awaited<ReturnType<typeof runningLedger>>,
  ) {}

  /** @param storeIn makes a store of another kind. @param pages for a server that has pages too. */
  static async start(
    clock: Clock = new SystemClock(),
    storeIn = sqliteStore,
    pages?: PagesSettings,
  ): Promise<ApiServer> {
    const directory = temporaryDirectory();
    const store = storeIn(directory.path);
    const keys = openPersonKeys({ directory: join(directory.path, 'keys'), access: 'write' });
    const ledger = await runningLedger(directory.path, store, { clock });
    const app = await createServer(store, clock, ledger, keys, pages);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ApiServer(store, port, app, directory, new Agent({ keepAlive: true, maxSockets: 64 }), keys, ledger);
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await this.app.close();
    this.keys.close();
    this.ledger.ledger.close();
    await this.store.close();
    this.directory.remove();
  }

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Reply> {
    return this.send({ method: 'GET', path, headers });
  }

  post(path: string, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<Reply> {
    return this.send({ method: 'POST', path, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  }

  /** Sends a command of the record language. */
  record(trust: string, { command, data }: ScriptCommand, headers: OutgoingHttpHeaders = {}): Promise<Reply> {
    return this.post(`/api/trusts/${trust}/commands/${command}`, data, headers);
  }

  /** Records commands one after the other. @throws when one is refused. */
  async recordAll(trust: string, commands: readonly ScriptCommand[]): Promise<void> {
    for (const command of commands) {
      const reply = await this.record(trust, command);
      if (reply.status !== 201) throw new Error(`${command.command} was refused: ${reply.text}`);
    }
  }

  /** Asks with members of an address's query; those that are `undefined` are left out. */
  ask(trust: string, view: string, question: Readonly<Record<string, unknown>>): Promise<Reply> {
    const members = Object.entries(question).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(members.map(([name, value]): [string, string] => [name, String(value)]));
    return this.get(`/api/trusts/${trust}/${view}?${query.toString()}`);
  }

  /** How many entries each trust has on disk. */
  async heads(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries((await this.store.heads()).map(({ trust, head }) => [trust, head]));
  }

  /** Sends bytes that need be no HTTP and reads the answer to its end. */
  sendBytes(bytes: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
      let all = '';
      socket.on('data', (chunk) => (all += chunk.toString('utf8')));
      socket.on('error', reject);
      socket.on('close', () => {
        const [head = '', text = ''] = all.split('\r\n\r\n');
        const [first = '', ...lines] = head.split('\r\n');
        const headers = Object.fromEntries(lines.map((line) => line.toLowerCase().split(': ') as [string, string]));
        resolve({ status: Number(first.split(' ')[1]), headers, text, json: parsed(text) });
      });
    });
  }

  send({ method, path, headers = {}, body }: RawRequest): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers });
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function sqliteStore(directory: string): RecordStore {
  return new SqliteRecordStore({ directory, access: 'write', durability: 'test-off' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
