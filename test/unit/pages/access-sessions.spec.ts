import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SessionData } from 'express-session';
import { SqliteSessionStore } from '../../../apps/server/src/pages/access/sqlite-session-store.js';
import { type TemporaryDirectory, temporaryDirectory } from '../../support/temporary-directory.js';

/** Sessions in a file: how long they last, and what ends them. */

const HOUR_MS = 3_600_000;

let directory: TemporaryDirectory;
let store: SqliteSessionStore;
let file: DatabaseSync;
let now = 0;

beforeEach(() => {
  now = 0;
  directory = temporaryDirectory();
  const name = path.join(directory.path, 'sessions.db');
  store = new SqliteSessionStore(name, () => now);
  file = new DatabaseSync(name, { readOnly: true });
});
afterEach(() => {
  file.close();
  store.close();
  directory.remove();
});

function session(says: string, lastsMs = HOUR_MS): SessionData {
  return { cookie: { originalMaxAge: lastsMs }, done: { says, links: [] } } as unknown as SessionData;
}

/** What is kept under an id; `undefined` for nothing. */
function kept(id: string): string | undefined {
  let found: SessionData | null | undefined;
  store.get(id, (error, got) => {
    expect(error).toBeNull();
    found = got;
  });
  return found?.done.says;
}

const ids = (): unknown[] =>
  file
    .prepare('select id from session order by id')
    .all()
    .map(({ id }) => id);

test('a session lasts as long as its cookie, and longer when it is used', () => {
  store.set('a', session('one', 1000));
  now = 900;
  store.touch('a', session('one', 1000));
  now = 1899;
  expect(kept('a')).toBe('one');
  now = 1900;
  expect(kept('a')).toBeUndefined();
});

test('a request that ends after the session was destroyed does not bring it back', () => {
  const read = session('signed in');
  store.set('a', read);
  store.destroy('a');
  store.touch('a', read);
  expect(kept('a')).toBeUndefined();
  expect(ids()).toEqual([]);
});

test('a request that changed nothing leaves alone what another one wrote meanwhile', () => {
  const read = session('before');
  store.set('a', read);
  store.set('a', session('after'));
  store.touch('a', read);
  expect(kept('a')).toBe('after');
});

test('what has expired is deleted while the server runs, at most once an hour', () => {
  store.set('a', session('one', 1000));
  now = 2000;
  store.set('b', session('two', 2 * HOUR_MS));
  expect(ids()).toEqual(['a', 'b']);
  now = HOUR_MS;
  store.set('c', session('three'));
  expect(ids()).toEqual(['b', 'c']);
});
