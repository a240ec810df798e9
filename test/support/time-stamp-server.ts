import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestAuthority } from './time-stamping.js';

/** A time-stamping authority on the loopback: `openssl ts -reply` behind HTTP (RFC 3161, section 3.4). */
export class TimeStampServer {
  /** How often it was asked. */
  asked = 0;
  /** Answers something else, when set. */
  instead: ((query: Buffer) => { readonly status?: number; readonly body: Buffer }) | undefined;
  private readonly server: Server;

  constructor(authority: TestAuthority) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.asked += 1;
        const query = Buffer.concat(chunks);
        const isQuery = request.headers['content-type'] === 'application/timestamp-query';
        const { status = 200, body } = this.instead?.(query) ?? { body: authority.replyTo(query) };
        response.writeHead(isQuery ? status : 415, { 'content-type': 'application/timestamp-reply' });
        response.end(isQuery ? body : undefined);
      });
    });
  }

  get url(): string {
    return `http://${this.host}/tsr`;
  }

  get host(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
