import { readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import { Templates } from '@remit/web/nest';
import { SqliteSessionStore } from '../../apps/server/src/pages/access/sqlite-session-store.js';
import type { PagesSettings } from '../../apps/server/src/pages/pages.module.js';
import { ApiServer, type Reply } from './api-server.js';
import type { ScriptCommand } from './pure-trust.js';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/northshire/record.jsonl');

/** The commands of the example trust. */
export function exampleCommands(): ScriptCommand[] {
  const lines = readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as ScriptCommand);
}

/** Pages as `remit serve` has them, but with sessions in memory and for quick readers. */
export function settingsForTests(): PagesSettings {
  const store = new SqliteSessionStore(':memory:', () => Date.now());
  return {
    templates: new Templates(process.env['REMIT_TEST_WEB'] ?? 'dist/web'),
    sessions: { store, secret: store.secret, https: false },
    // None is made as long as nobody sends files.
    uploads: path.join(tmpdir(), 'remit-test-without-uploads'),
    demonstration: true,
    perMinute: 10_000,
  };
}

/** A page as a browser gets it. */
export interface Page {
  readonly reply: Reply;
  readonly $: CheerioAPI;
  /** The text of the first element that matches, with single spaces. */
  text(selector: string): string;
  /** The same of every one. */
  texts(selector: string): string[];
}

/** A server with pages over the example trust, or over a record of its own. */
export class PageServer {
  /** What the browser keeps. */
  cookie = '';

  private constructor(
    readonly api: ApiServer,
    private readonly trust: string,
    /** What the proxy before the server says of a request, when there is one. */
    private readonly proxy: OutgoingHttpHeaders,
  ) {}

  /** Serves the example trust, or a record of its own, to an auditor; with no record at all, to nobody. */
  static async start(
    record: readonly ScriptCommand[] = exampleCommands(),
    trust = 'northshire',
    settings: Partial<PagesSettings> = {},
  ): Promise<PageServer> {
    const all = { ...settingsForTests(), ...settings };
    const api = await ApiServer.start(undefined, undefined, all);
    await api.recordAll(trust, record);
    const server = new PageServer(api, trust, all.sessions.https ? { 'x-forwarded-proto': 'https' } : {});
    if (record.length > 0) await server.signIn('role:auditor');
    return server;
  }

  /** Throws the cookie away, as a browser of somebody else's. */
  forget(): void {
    this.cookie = '';
  }

  close(): Promise<void> {
    return this.api.close();
  }

  /** Signs in as somebody else: `person:p-e04`, `role:auditor`. */
  async signIn(who: string): Promise<void> {
    this.cookie = '';
    const { $ } = pageOf(await this.send(`/sign-in?trust=${this.trust}`));
    const csrf = String($('input[name="_csrf"]').first().val());
    const reply = await this.post('/sign-in', { _csrf: csrf, trust: this.trust, who });
    expect({ who, status: reply.status }).toEqual({ who, status: 303 });
  }

  /** Sends a form, with the cookie of who is signed in. */
  post(address: string, form: Readonly<Record<string, string>>): Promise<Reply> {
    return this.send(address, 'POST', new URLSearchParams(form).toString());
  }

  /** Asks with the cookie of who is signed in, and gives what comes back as it is. */
  async send(
    address: string,
    method = 'GET',
    body?: string | Buffer,
    type = 'application/x-www-form-urlencoded',
  ): Promise<Reply> {
    const headers = {
      ...this.proxy,
      accept: 'text/html',
      cookie: this.cookie,
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const reply = await this.api.send({ method, path: address, headers, ...(body === undefined ? {} : { body }) });
    const [set] = reply.headers['set-cookie'] ?? [];
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return reply;
  }

  /** Sends a form with files, as a browser does: what a field holds is a text, or a file with its name. */
  async sendFiles(address: string, fields: readonly (readonly [name: string, value: string | File])[]): Promise<Reply> {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    return this.send(address, 'POST', Buffer.from(await encoded.arrayBuffer()), type);
  }

  /** Gets a page, and checks what holds for every page. */
  async get(address: string, status = 200): Promise<Page> {
    return this.checked(address, await this.send(address), status);
  }

  /** What came back for an address as a page, with what holds for every page checked. */
  checked(address: string, reply: Reply, status: number): Page {
    expect({ address, status: reply.status }).toEqual({ address, status });
    const page = pageOf(reply);
    expect({ address, faults: faultsOf(page) }).toEqual({ address, faults: [] });
    return page;
  }
}

function pageOf(reply: Reply): Page {
  const $ = load(reply.text);
  const inOne = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  return {
    reply,
    $,
    text: (selector) => inOne($(selector).first().text()),
    texts: (selector) =>
      $(selector)
        .toArray()
        .map((each) => inOne($(each).text())),
  };
}

/** What would trip somebody up on any page. */
function faultsOf(page: Page): string[] {
  const { $, reply } = page;
  const ids = $('[id]')
    .toArray()
    .map((each) => $(each).attr('id') ?? '');
  const targets = [
    ...$('a[href^="#"]')
      .toArray()
      .map((each) => ($(each).attr('href') ?? '').slice(1)),
    ...$('label[for]')
      .toArray()
      .map((each) => $(each).attr('for') ?? ''),
    ...$('[aria-describedby]')
      .toArray()
      .flatMap((each) => ($(each).attr('aria-describedby') ?? '').split(' ')),
  ];
  const words = page.text('body');
  return [
    ...($('h1').length === 1 ? [] : [`${String($('h1').length)} headings of the first level`]),
    ...($('title').text().trim() === '' ? ['no title'] : []),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} twice`),
    ...targets.filter((id) => !ids.includes(id)).map((id) => `nothing has the id ${id}`),
    ...(/\bundefined\b|\[object Object\]|\bNaN\b|\bnull\b/.test(words) ? [`a value that is none: ${words}`] : []),
    ...$('*')
      .toArray()
      .flatMap((each) => Object.entries($(each).attr() ?? {}))
      .filter(([, value]) => /\bundefined\b|\[object Object\]|\bNaN\b/.test(value))
      .map(([name, value]) => `${name}="${value}"`),
    ...($('[style], style').length === 0 ? [] : ['styles within the page']),
    ...(reply.text.includes('<script>') ? ['a script within the page'] : []),
    ...$('table')
      .toArray()
      .filter((table) => $(table).find('caption').length === 0)
      .map(() => 'a table without a caption'),
  ];
}
