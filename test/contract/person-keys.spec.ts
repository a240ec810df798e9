import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeysUnavailable, NoPersonKeys, openPersonKeys, SqlitePersonKeys } from '@remit/access/nest';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** Where the keys of persons are kept: durable, wrapped, for one account, and gone when they are destroyed. */

let temporary: TemporaryDirectory;
let directory: string;
let open: { close(): void }[];

beforeEach(() => {
  temporary = temporaryDirectory();
  directory = path.join(temporary.path, 'keys');
  open = [];
});

afterEach(() => {
  for (const keys of open) keys.close();
  temporary.remove();
});

function keysFor(access: 'write' | 'read'): SqlitePersonKeys {
  const keys = new SqlitePersonKeys({ directory, access });
  open.push(keys);
  return keys;
}

/** Why there are no keys. */
function why(access: 'write' | 'read' = 'write'): string {
  const keys = openPersonKeys({ directory, access });
  open.push(keys);
  return keys instanceof NoPersonKeys ? keys.why : 'there are keys';
}

const database = (): string => path.join(directory, 'people.db');
const master = (): string => path.join(directory, 'person-master.key');

function wrappedOf(person: string): Buffer {
  const reader = new DatabaseSync(database(), { readOnly: true });
  const row = reader.prepare('select wrapped from person_key where person = ?').get(person);
  reader.close();
  return Buffer.from(row!['wrapped'] as Uint8Array);
}

function keyCount(): number {
  const reader = new DatabaseSync(database(), { readOnly: true });
  const row = reader.prepare('select count(*) as keys from person_key').get();
  reader.close();
  return Number(row!['keys']);
}

/** The files of the directory in which the bytes stand. */
function filesWith(bytes: Uint8Array, among = directory): string[] {
  const wanted = Buffer.from(bytes);
  return readdirSync(among).filter((file) => readFileSync(path.join(among, file)).includes(wanted));
}

test('a key is made once, is another one for every person of every trust, and is there when opened again', () => {
  const keys = keysFor('write');
  const made = [
    keys.findOrMake('a', 'p1'),
    keys.findOrMake('a', 'p2'),
    keys.findOrMake('b', 'p1'),
    keys.findOrMake('a', 'p1'),
  ].map((key) => Buffer.from(key).toString('hex'));
  expect(made[3]).toBe(made[0]);
  expect(new Set(made).size).toBe(3);
  expect(made.every((key) => key.length === 64)).toBe(true);
  keys.close();
  const again = keysFor('write');
  expect(Buffer.from(again.find('b', 'p1')!).toString('hex')).toBe(made[2]);
  expect(again.find('b', 'p2')).toBeUndefined();
  expect(keyCount()).toBe(3);
});

test('one who reads sees what another makes, beside it, and can make nothing', () => {
  const writer = keysFor('write');
  const reader = keysFor('read');
  const key = writer.findOrMake('a', 'p1');
  expect(Buffer.from(reader.find('a', 'p1')!).equals(key)).toBe(true);
  expect(reader.writable).toBe(false);
  expect(() => reader.findOrMake('a', 'p2')).toThrow(/readonly/);
});

test('no key stands in a file unwrapped, and only the own account can read the files', () => {
  const keys = keysFor('write');
  const made = Array.from({ length: 50 }, (_, i) => keys.findOrMake('a', `p${String(i)}`));
  expect(made.flatMap((key) => filesWith(key))).toEqual([]);
  const modes = [directory, database(), master()].map((file) => statSync(file).mode & 0o777);
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

test('a destroyed key is in no file any more, and the others are still there', () => {
  const keys = keysFor('write');
  for (let i = 0; i < 300; i += 1) keys.findOrMake('a', `p${String(i)}`);
  const wrapped = Array.from({ length: 300 }, (_, i) => wrappedOf(`p${String(i)}`));
  expect(wrapped.flatMap((bytes) => filesWith(bytes))).toEqual(wrapped.map(() => 'people.db'));
  const gone = wrapped.filter((_, i) => i % 7 === 0);
  for (let i = 0; i < 300; i += 7) keys.destroy('a', `p${String(i)}`);
  // No part of a wrapped key either: its nonce and each half of what follows.
  const parts = gone.flatMap((bytes) => [bytes.subarray(0, 12), bytes.subarray(12, 36), bytes.subarray(36)]);
  expect(parts.flatMap((bytes) => filesWith(bytes))).toEqual([]);
  expect([keys.find('a', 'p0'), keys.find('a', 'p7')]).toEqual([undefined, undefined]);
  expect(keyCount()).toBe(300 - gone.length);
  expect(keys.find('a', 'p1')).toHaveLength(32);
  keys.destroy('a', 'p0');
});

test('without overwriting, a deleted key would still be in the file: the test before this one can fail', () => {
  const keys = keysFor('write');
  for (let i = 0; i < 300; i += 1) keys.findOrMake('a', `p${String(i)}`);
  const wrapped = wrappedOf('p70');
  keys.close();
  const careless = new DatabaseSync(database());
  careless.exec("pragma secure_delete = off; delete from person_key where person = 'p70'");
  careless.close();
  expect(filesWith(wrapped)).toEqual(['people.db']);
});

test('how far erasures were carried out is remembered', () => {
  const keys = keysFor('write');
  expect(keys.erasedUntil()).toBeUndefined();
  keys.noteErasedUntil({ position: '7', trust: 'a', id: 'x' });
  keys.noteErasedUntil({ position: '9', trust: 'b', id: 'y' });
  keys.close();
  expect({ ...keysFor('write').erasedUntil() }).toEqual({ position: '9', trust: 'b', id: 'y' });
});

describe('keys that cannot be used', () => {
  test('are none, with the reason, and nothing is made in their place', () => {
    expect(why('read')).toMatch(/keys is missing; put the files/);
    expect(existsSync(directory)).toBe(false);
  });

  test('no master key is made beside keys that it would not open', () => {
    keysFor('write').close();
    rmSync(master());
    expect(why()).toMatch(/person-master\.key is missing; put the files/);
    expect(existsSync(master())).toBe(false);
  });

  test('another master key opens none of them', () => {
    const keys = keysFor('write');
    keys.findOrMake('a', 'p1');
    keys.close();
    writeFileSync(master(), Buffer.alloc(32, 1));
    expect(() => keysFor('write').find('a', 'p1')).toThrow(KeysUnavailable);
  });

  test('a key moved to another person does not open', () => {
    const keys = keysFor('write');
    keys.findOrMake('a', 'p1');
    keys.close();
    const careless = new DatabaseSync(database());
    careless.exec("update person_key set person = 'p2'");
    careless.close();
    expect(() => keysFor('write').find('a', 'p2')).toThrow(KeysUnavailable);
  });

  test('a master key that others can read is not used', () => {
    keysFor('write').close();
    chmodSync(master(), 0o644);
    expect(why()).toMatch(/other accounts can read .*chmod 600/);
  });

  test('a damaged file is named', () => {
    keysFor('write').close();
    writeFileSync(database(), 'no database at all, but long enough to be looked at as one'.repeat(20));
    expect(why()).toMatch(
      /people\.db cannot be opened \(file is not a database.*put the files of the keys directory back from a backup$/,
    );
    writeFileSync(master(), 'short');
    expect(why()).toMatch(/person-master\.key is damaged/);
  });

  test('a database of something else is left alone', () => {
    keysFor('write').close();
    rmSync(database());
    const other = new DatabaseSync(database());
    other.exec('create table mine (a); pragma user_version = 5');
    other.close();
    const before = path.join(temporary.path, 'before');
    copyFileSync(database(), before);
    expect(why()).toMatch(
      /people\.db is not a whole key file of Remit \(it lacks person_key, erased_until\).* Nothing was changed\. Put the files/,
    );
    expect(readFileSync(database()).equals(readFileSync(before))).toBe(true);
  });

  test('those of a newer Remit are left to it', () => {
    keysFor('write').close();
    const newer = new DatabaseSync(database());
    newer.exec('pragma user_version = 2');
    newer.close();
    expect(why()).toBe(
      `${database()} was written by a newer Remit (schema 2; this program knows 1). Start that version or a later one`,
    );
  });

  test('an emptied file is not filled anew, as if nobody had ever had a key', () => {
    keysFor('write').close();
    writeFileSync(database(), '');
    expect(why()).toMatch(/people\.db is not a whole key file of Remit/);
    expect(statSync(database()).size).toBe(0);
  });
});
