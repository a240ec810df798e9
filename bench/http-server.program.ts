import 'reflect-metadata';
import { createServer as createBareServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { Templates } from '@remit/web/nest';
import { createServer } from '../apps/server/src/create-server.js';
import { SqliteSessionStore } from '../apps/server/src/pages/access/sqlite-session-store.js';
import type { PagesSettings } from '../apps/server/src/pages/pages.module.js';

// Serves a record over HTTP for the benchmark, and on a second port what HTTP itself costs: a bare server that gives
// back as many bytes as the path says. With a directory of built templates it serves pages too. Ends when its parent does.
const [directory = '', web] = process.argv.slice(2);
const store = new SqliteRecordStore({ directory, access: 'write' });
const app = await createServer(store, new SystemClock(), undefined, undefined, web === undefined ? web : pagesOf(web));
await app.listen(0, '127.0.0.1');
const bare = createBareServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end('x'.repeat(Number(request.url?.slice(1))));
  });
});
bare.listen(0, '127.0.0.1', () => {
  const ports = { product: portOf(app.getHttpServer()), bare: portOf(bare) };
  process.send!(ports);
});
process.on('disconnect', () => process.exit(0));

/** Pages as `remit serve` has them, for a visitor who never rests. */
function pagesOf(built: string): PagesSettings {
  const sessions = new SqliteSessionStore(path.join(directory, 'sessions.db'), () => Date.now());
  return {
    templates: new Templates(built),
    sessions: { store: sessions, secret: sessions.secret, https: false },
    uploads: path.join(directory, 'uploads'),
    demonstration: true,
    perMinute: 1_000_000,
  };
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}
