import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { createServer } from '../../../server/src/create-server.js';
import { type Arguments, noFile } from '../arguments.js';
import { complain, say } from '../print/output.js';
import { WrongUsage } from '../usage.js';
import { runScript } from './record.js';

export const SERVE_OPTIONS = ['host', 'port', 'example'];

const EXAMPLE = path.resolve(import.meta.dirname, '../../../../../examples/northshire/record.jsonl');

/** `remit serve`: serves the HTTP API until it is told to stop. @returns the exit code. */
export async function serve(args: Arguments): Promise<number> {
  noFile(args);
  const host = args.text('host') ?? process.env['HOST'] ?? '127.0.0.1';
  const port = portOf(args.text('port') ?? process.env['PORT'] ?? '3000');
  const store = new SqliteRecordStore({ directory: args.data, access: 'write' });
  try {
    const app = await createServer(store, new SystemClock());
    if (args.flag('example') && !(await recordExample(app, args))) return 1;
    await app.listen(port, host);
    if (!LOOPBACK.has(host)) warnOfOpenDoor(host);
    say(`Remit serves ${path.resolve(args.data)} at ${await app.getUrl()}`);
    say(`Try it at ${await app.getUrl()}/api/docs. Stop with Ctrl+C.`);
    await stopped();
    await app.close();
    return 0;
  } finally {
    await store.close();
  }
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

function warnOfOpenDoor(host: string): void {
  process.stderr.write(
    `There is no sign-in yet: whoever reaches ${host} can read and record. Keep it behind something that asks who they are.\n`,
  );
}

/** Records the example trust, or finds it recorded. */
async function recordExample(app: NestExpressApplication, args: Arguments): Promise<boolean> {
  if (!existsSync(EXAMPLE)) throw new WrongUsage(`The example trust is missing: ${EXAMPLE}`);
  await app.init();
  const { refused, recorded } = await runScript({ commands: app.get(CommandBus) }, EXAMPLE, { trust: undefined });
  if (refused !== undefined) {
    complain(refused.problem, args.json, { line: refused.line });
    return false;
  }
  if (recorded > 0) say(`Recorded the example trust, Northshire: ${String(recorded)} entries.`);
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
