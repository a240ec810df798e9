import { once } from 'node:events';
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { invariant } from '@remit/kernel';

/** What came back. */
export interface Answered {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** One client with one connection to a server on this machine. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly port: number) {}

  get(address: string, headers: OutgoingHttpHeaders = {}): Promise<Answered> {
    return this.send('GET', address, headers);
  }

  post(address: string, body: string, key: string): Promise<Answered> {
    return this.send('POST', address, { 'content-type': 'application/json', 'idempotency-key': key }, body);
  }

  postForm(address: string, form: Readonly<Record<string, string>>, cookie: string): Promise<Answered> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie };
    return this.send('POST', address, headers, new URLSearchParams(form).toString());
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(method: string, path: string, headers: OutgoingHttpHeaders, body?: string): Promise<Answered> {
    const { agent, port } = this;
    const sent = request({ method, path, headers, agent, port, host: '127.0.0.1' }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const { statusCode = 0 } = response;
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    await once(response, 'end');
    invariant(statusCode < 400, `${method} ${path} was answered with ${String(statusCode)}.`);
    return { headers: response.headers, text: Buffer.concat(parts).toString() };
  }
}
