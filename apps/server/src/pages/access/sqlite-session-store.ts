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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Sessions in a SQLite file of their own: they outlive a restart, and are no part of any record. */
export class SqliteSessionStore extends Store {
  private readonly database: DatabaseSync;
  private readonly read: StatementSync;
  private readonly write: StatementSync;
  private readonly prolong: StatementSync;
  private readonly remove: StatementSync;
  private readonly sweep: StatementSync;
  private sweptAt = -Infinity;
  /** Signs the cookies of these sessions. */
  readonly secret: string;

  /** @param file its path, or `:memory:`. @param now milliseconds since 1970. */
  constructor(
    file: string,
    private readonly now: () => number,
  ) {
    super();
    this.database = new DatabaseSync(file, { timeout: 2000 });
    this.database.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on; ${DDL}`);
    this.database
      .prepare('insert into secret select ? where not exists (select 1 from secret)')
      .run(randomBytes(32).toString('hex'));
    this.secret = String(this.database.prepare('select value from secret').get()?.['value']);
    this.read = this.database.prepare('select data from session where id = ? and expires > ?');
    this.write = this.database.prepare('insert or replace into session (id, data, expires) values (?, ?, ?)');
    this.prolong = this.database.prepare('update session set expires = ? where id = ?');
    this.remove = this.database.prepare('delete from session where id = ?');
    this.sweep = this.database.prepare('delete from session where expires <= ?');
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    settle(done, () => {
      const row = this.read.get(id, this.now());
      return row === undefined ? null : (JSON.parse(String(row['data'])) as SessionData);
    });
  }

  override set(id: string, session: SessionData, done: (error?: unknown) => void = ignored): void {
    settle(done, () => {
      this.sweepNowAndThen();
      this.write.run(id, JSON.stringify(session), this.expiryOf(session));
    });
  }

  /** Lets a session last on. One that was destroyed meanwhile stays so, and what it holds is left as it is. */
  override touch(id: string, session: SessionData, done: () => void = ignored): void {
    settle(done, () => {
      this.prolong.run(this.expiryOf(session), id);
    });
  }

  override destroy(id: string, done: (error?: unknown) => void = ignored): void {
    settle(done, () => {
      this.remove.run(id);
    });
  }

  close(): void {
    this.database.close();
  }

  private expiryOf({ cookie }: SessionData): number {
    return this.now() + (cookie.originalMaxAge ?? DAY_MS);
  }

  /** Deletes what has expired: at the first session that is written, and then at most once an hour. */
  private sweepNowAndThen(): void {
    const now = this.now();
    if (now - this.sweptAt < HOUR_MS) return;
    this.sweep.run(now);
    this.sweptAt = now;
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
