import 'reflect-metadata';
import { createServer as createBareServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { createServer } from '../apps/server/src/create-server.js';

// Serves a record over HTTP for the benchmark, and on a second port what HTTP itself costs: a bare server that gives
// back as many bytes as the path says. Ends when its parent does.
const store = new SqliteRecordStore({ directory: process.argv[2]!, access: 'write' });
const app = await createServer(store, new SystemClock());
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

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}
