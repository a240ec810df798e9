import path from 'node:path';
import { open } from 'lmdb';

/** LMDB, waiting for each write to be on disk. */
export const lmdb = {
  name: 'lmdb, flushed',
  open(directory) {
    const database = open({ path: path.join(directory, 'lmdb'), encoding: 'json' });
    return {
      async append(stream, expected, entries) {
        const stored = await database.ifNoExists([stream, expected + 1], () => {
          for (const entry of entries) database.put([stream, entry.n], entry);
        });
        if (!stored) throw new Error('conflict');
        await database.flushed;
      },
      async replay() {
        let count = 0;
        for (const { value } of database.getRange({})) if (value.n >= 0) count += 1;
        return count;
      },
      close: () => database.close(),
    };
  },
};
