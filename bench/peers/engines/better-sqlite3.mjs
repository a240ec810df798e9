import path from 'node:path';
import Database from 'better-sqlite3';

const BATCH = 1000;

/** What a careful programmer writes by hand in an afternoon: one table, WAL, `synchronous=FULL`, expected version checked. */
export const betterSqlite3 = {
  name: 'better-sqlite3 by hand',
  open(directory) {
    const database = new Database(path.join(directory, 'raw.db'));
    database.pragma('journal_mode = wal');
    database.pragma('synchronous = full');
    database.exec(`create table event (
      position integer primary key,
      stream text not null,
      version integer not null,
      id text not null unique,
      type text not null,
      data text not null,
      unique (stream, version)
    ) strict`);
    const head = database.prepare('select max(version) from event where stream = ?').pluck();
    const insert = database.prepare('insert into event (stream, version, id, type, data) values (?, ?, ?, ?, ?)');
    const page = database
      .prepare('select position, data from event where position > ? order by position limit ?')
      .raw();
    const append = database.transaction((stream, expected, entries) => {
      if ((head.get(stream) ?? -1) !== expected) throw new Error('conflict');
      for (const entry of entries) insert.run(stream, entry.n, entry.id, entry.type, JSON.stringify(entry));
    });
    return {
      async append(stream, expected, entries) {
        append.immediate(stream, expected, entries);
      },
      async replay() {
        let count = 0;
        let after = 0;
        for (;;) {
          const rows = page.all(after, BATCH);
          for (const [position, data] of rows) {
            if (JSON.parse(data).n >= 0) count += 1;
            after = position;
          }
          if (rows.length < BATCH) return count;
        }
      },
      close: () => database.close(),
    };
  },
};
