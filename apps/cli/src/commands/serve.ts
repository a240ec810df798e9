import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CheckpointSchedule } from '@remit/ledger/nest';
import { Templates } from '@remit/web/nest';
import { systemClock } from '../clock.js';
import { createServer } from '../../../server/src/create-server.js';
import { CheckInThread } from '../../../server/src/verification/check-in-thread.js';
import { SqliteSessionStore } from '../../../server/src/pages/access/sqlite-session-store.js';
import type { PagesSettings } from '../../../server/src/pages/pages.module.js';
import { type Arguments, noFile } from '../arguments.js';
import { openKeys } from '../engine.js';
import { anchoringOf, anchorSettingsOf, checkpointMinutes, openSigned } from '../ledger.js';
import { complain, say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';
import { runScript } from './record.js';

/** The example trust: what happened in it, then what its people are called and what it calls its tiers. */
const EXAMPLE = ['record.jsonl', 'names.jsonl'].map((name) =>
  path.resolve(import.meta.dirname, '../../../../../examples/northshire', name),
);

/** What `npm run build` made for the pages. */
const WEB = path.resolve(import.meta.dirname, '../../../../web');

function pagesOf(sessions: SqliteSessionStore, data: string): PagesSettings {
  const production = process.env['NODE_ENV'] === 'production';
  const https = process.env['REMIT_HTTPS'] === '1';
  return {
    templates: new Templates(WEB),
    sessions: { store: sessions, secret: sessions.secret, https },
    uploads: path.join(data, 'uploads'),
    demonstration: !production,
  };
}

/** `remit serve`: serves the pages and the HTTP API until it is told to stop. @returns the exit code. */
export async function serve(args: Arguments): Promise<number> {
  noFile(args);
  const host = args.text('host') ?? process.env['HOST'] ?? '127.0.0.1';
  const port = portOf(args.text('port') ?? process.env['PORT'] ?? '3000');
  const everyMs = checkpointMinutes() * 60_000;
  const anchors = anchorSettingsOf(args);
  const signed = await openSigned(args);
  const { store, ledger } = signed;
  const anchoring = anchoringOf(signed, anchors, args.json);
  const schedule = new CheckpointSchedule({
    ledger,
    store,
    everyMs,
    report: (problem) => complain(problem, args.json),
    signed: () => anchoring.wake(),
  });
  const keys = openKeys(args.keys, 'write');
  const sessions = new SqliteSessionStore(path.join(args.data, 'sessions.db'), () => Date.now());
  const checks = new CheckInThread(args.data);
  const running = { ledger, store, trees: store.trees, schedule, anchoring, checks };
  try {
    const app = await createServer(store, systemClock(), running, keys, pagesOf(sessions, args.data));
    if (args.flag('example')) {
      if (!(await recordExample(app, args))) return 1;
      // It is signed before anybody looks.
      await schedule.tick();
    }
    const url = await listening(app, port, host);
    if (!LOOPBACK.has(host)) warnOfOpenDoor(host);
    const stop = stopped();
    announce(path.resolve(args.data), url, args.json);
    await stop;
    await close(app);
    return 0;
  } finally {
    sessions.close();
    keys.close();
    await schedule.stop();
    await anchoring.stop();
    await signed.close();
  }
}

/** Listens, and gives the address. Nest's own `listen` writes a log entry of its own when it cannot. */
async function listening(app: NestExpressApplication, port: number, host: string): Promise<string> {
  await app.init();
  const server = app.getHttpServer();
  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: taken } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${String(taken)}`;
}

/** How long requests under way have to finish. */
const STOP_MS_MAX = 2000;

/** Finishes the requests under way; connections on which nothing is asked must not hold it up. */
async function close(app: NestExpressApplication): Promise<void> {
  const server = app.getHttpServer();
  const timer = setTimeout(() => server.closeAllConnections(), STOP_MS_MAX);
  await app.close();
  clearTimeout(timer);
}

function announce(data: string, url: string, json: boolean): void {
  if (json) sayJson({ data, url });
  else
    say(
      `Remit serves ${data} at ${url}\nOpen that in a browser; the API can be tried at ${url}/api/docs. Stop with Ctrl+C.`,
    );
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

function warnOfOpenDoor(host: string): void {
  process.stderr.write(
    `There is no sign-in yet: whoever reaches ${host} can read and record. Keep it behind something that asks who they are.\n`,
  );
}

/** Records the example trust, or finds it recorded. */
async function recordExample(app: NestExpressApplication, args: Arguments): Promise<boolean> {
  const missing = EXAMPLE.find((file) => !existsSync(file));
  if (missing !== undefined) throw new WrongUsage(`The example trust is missing: ${missing}`);
  await app.init();
  let recorded = 0;
  for (const file of EXAMPLE) {
    const run = await runScript({ commands: app.get(CommandBus) }, file, { trust: undefined });
    if (run.refused !== undefined) {
      complain(run.refused.problem, args.json, { line: run.refused.line });
      return false;
    }
    recorded += run.recorded;
  }
  if (recorded > 0 && !args.json) say(`Recorded the example trust, Northshire: ${String(recorded)} entries.`);
  return true;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new WrongUsage(`"${text}" is not a port. Give a number from 0 to 65535, such as --port 3000.`);
}

/** Resolves when the process is told to stop. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}
