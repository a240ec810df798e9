import path from 'node:path';
import {
  getSQLiteEventStore,
  readMessagesBatch,
  SQLiteConnectionPool,
  sqliteConnection,
} from '@event-driven-io/emmett-sqlite';

const BATCH = 1000;

/** Emmett's event store, as its documentation sets it up: a connection for each operation. */
export const emmettSqlite = { name: 'emmett-sqlite', open: (directory) => open(directory, false) };

/** The same over one connection that is shared; of one client only, since appends at a time share one transaction. */
export const emmettSqliteShared = {
  name: 'emmett-sqlite, one shared connection',
  takesManyClients: false,
  open: (directory) => open(directory, true),
};

async function open(directory, shared) {
  const fileName = path.join(directory, 'emmett.db');
  const connection = shared ? sqliteConnection({ fileName }) : undefined;
  const connectionOptions = shared ? { singleton: true, connection } : undefined;
  const options = { fileName, ...(shared ? { connectionOptions } : {}) };
  const store = getSQLiteEventStore({ ...options, schema: { autoMigration: 'CreateOrUpdate' } });
  await store.schema.migrate();
  return {
    async append(stream, expected, entries) {
      const events = entries.map(({ type, data, ...metadata }) => ({ type, data, metadata }));
      const expectedStreamVersion = expected === -1 ? 'STREAM_DOES_NOT_EXIST' : BigInt(expected + 1);
      await store.appendToStream(stream, events, { expectedStreamVersion });
    },
    async replay() {
      const pool = SQLiteConnectionPool(options);
      return pool.withConnection(async (reading) => {
        let count = 0;
        let after = 0n;
        for (;;) {
          const { messages, currentGlobalPosition } = await readMessagesBatch(reading, { after, batchSize: BATCH });
          count += messages.length;
          after = currentGlobalPosition;
          if (messages.length < BATCH) return count;
        }
      });
    },
    close() {
      connection?.close();
    },
  };
}
