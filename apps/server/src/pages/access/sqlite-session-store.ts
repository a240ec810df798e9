import { randomBytes } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type SessionData, Store } from 'express-session';

const DDL = `
create table if not exists session (
  id      text primary key,
  data    text not null,
  expires integer not null
) strict, without rowid;
create table if not exists secret (
  value text not null
) strict`;

const DAY_MS = 86_400_000;

/** Sessions in a SQLite file of their own: they outlive a restart, and are no part of any record. */
export class SqliteSessionStore extends Store {
  private readonly database: DatabaseSync;
  private readonly read: StatementSync;
  private readonly write: StatementSync;
  private readonly remove: StatementSync;
  /** Signs the cookies of these sessions. */
  readonly secret: string;

  /** @param file its path, or `:memory:`. @param now milliseconds since 1970. */
  constructor(
    file: string,
    private readonly now: () => number,
  ) {
    super();
    this.database = new DatabaseSync(file, { timeout: 2000 });
    this.database.exec(`pragma journal_mode = wal; pragma secure_delete = on; ${DDL}`);
    this.database.prepare('delete from session where expires <= ?').run(now());
    this.database
      .prepare('insert into secret select ? where not exists (select 1 from secret)')
      .run(randomBytes(32).toString('hex'));
    this.secret = String(this.database.prepare('select value from secret').get()?.['value']);
    this.read = this.database.prepare('select data from session where id = ? and expires > ?');
    this.write = this.database.prepare('insert or replace into session (id, data, expires) values (?, ?, ?)');
    this.remove = this.database.prepare('delete from session where id = ?');
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    settle(done, () => {
      const row = this.read.get(id, this.now());
      return row === undefined ? null : (JSON.parse(String(row['data'])) as SessionData);
    });
  }

  override set(id: string, session: SessionData, done: (error?: unknown) => void = ignored): void {
    settle(done, () => {
      const expires = this.now() + (session.cookie.originalMaxAge ?? DAY_MS);
      this.write.run(id, JSON.stringify(session), expires);
    });
  }

  override touch(id: string, session: SessionData, done: () => void = ignored): void {
    this.set(id, session, done);
  }

  override destroy(id: string, done: (error?: unknown) => void = ignored): void {
    settle(done, () => {
      this.remove.run(id);
    });
  }

  close(): void {
    this.database.close();
  }
}

function ignored(): void {
  // Nobody waits for it.
}

function settle<T>(done: (error: unknown, value?: T) => void, work: () => T): void {
  let value: T;
  try {
    value = work();
  } catch (error) {
    done(error);
    return;
  }
  done(null, value);
}
