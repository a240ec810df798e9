import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type Access,
  diskFailure,
  type FileForm,
  inspectSettings,
  makeFile,
  openFile,
  replaceFile,
  writeAhead,
} from '@remit/disk/nest';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';

/** The one way in which files of Remit are made, looked at, opened and replaced. */

class Refused extends Error {}

const FORM: FileForm = {
  what: 'list',
  applicationId: 0x4c_49_53_54,
  version: 3,
  ddl: `
create table item (name text not null) strict;

create index item_by_name on item (name);

create trigger item_never_goes before delete on item
begin select raise(abort, 'No.'); end;
`,
  rights: 0o600,
  backup: 'the lists',
  refuse: (says, cause) => new Refused(says, { cause }),
};

let directory: TemporaryDirectory;
let file: string;
beforeEach(() => {
  directory = temporaryDirectory();
  file = path.join(directory.path, 'list.db');
});
afterEach(() => directory.remove());

const open = (access: Access = 'write') => openFile(file, FORM, access, writeAhead('full'));

function refusal(work: () => unknown = open): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Refused);
    return (error as Error).message;
  }
  return 'It was not refused.';
}

const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

/** A made file, changed by another program. */
function changed(sql: string): void {
  makeFile(file, FORM, 'full');
  const other = new DatabaseSync(file);
  other.exec(sql);
  other.close();
}

describe('a file that is made', () => {
  it('is of its form, has its rights, and leaves nothing beside it', () => {
    writeFileSync(`${file}.new`, 'half of an earlier one');
    makeFile(file, FORM, 'full');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const database = open();
    database.exec("insert into item values ('a')");
    database.close();
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(open('read').prepare('select name from item').all()).toEqual([{ name: 'a' }]);
  });

  it('is refused in words where it cannot be made', () => {
    expect(refusal(() => makeFile(path.join(directory.path, 'none/list.db'), FORM, 'full'))).toMatch(
      /^A list cannot be made in .*\/none \(ENOENT.*\)\. Check that the disk has room and takes new files\.$/,
    );
  });
});

describe('a file that is opened', () => {
  it.each<Access>(['write', 'read'])('of a newer Remit is refused, to %s', (access) => {
    changed('pragma user_version = 4');
    expect(refusal(() => open(access))).toBe(
      `${file} was written by a newer Remit (schema 4; this program knows 3). Start that version or a later one.`,
    );
  });

  it.each([
    ['drop table item', ' (it lacks item, item_never_goes)'],
    ['drop trigger item_never_goes', ' (it lacks item_never_goes)'],
    ['pragma application_id = 7', ''],
    ['pragma user_version = 2', ''],
  ])('that is not whole is refused, with what its schema has and it lacks: %s', (sql, lacks) => {
    changed(sql);
    expect(refusal()).toBe(
      `${file} is not a whole list of Remit${lacks}: it was emptied or changed by another program, or a file that belongs to it was lost. Nothing was changed. Put the lists back from a backup.`,
    );
  });

  it('of somebody else stays as it is, with what stands beside it', () => {
    const other = new DatabaseSync(file);
    other.exec('pragma journal_mode = wal; create table mine (a)');
    for (const rest of ['', '-wal']) copyFileSync(file + rest, `${file}-kept${rest}`);
    other.close();
    for (const rest of ['', '-wal']) copyFileSync(`${file}-kept${rest}`, file + rest);
    expect(refusal()).toMatch(/is not a whole list of Remit/);
    for (const rest of ['', '-wal'])
      expect(readFileSync(file + rest).equals(readFileSync(`${file}-kept${rest}`))).toBe(true);
  });

  it('that another program holds is refused with what to close', () => {
    makeFile(file, FORM, 'full');
    const browser = new DatabaseSync(file);
    browser.exec('pragma locking_mode = exclusive; begin exclusive');
    expect(refusal()).toBe(
      `${file} cannot be opened (database is locked (5)). Another program holds it: close that program (a database browser, a backup), then start again.`,
    );
    browser.close();
    open().close();
  });

  it('that is not there is refused with whom to give rights', () => {
    expect(refusal(() => open('read'))).toBe(
      `${file} cannot be read (unable to open database file (14)). Give the account that runs Remit the right to read and write the files of ${directory.path}.`,
    );
  });

  it('with a rollback journal goes on from a transaction that was cut off', () => {
    const journal = { journal_mode: 'delete', synchronous: 3 };
    makeFile(file, FORM, 'full');
    const database = openFile(file, FORM, 'write', journal);
    const names =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select 'a' || i from n";
    database.exec(`insert into item ${names}`);
    // So little memory that the transaction reaches the file before it is committed.
    database.exec("pragma cache_size = 1; begin; update item set name = name || 'changed'");
    for (const rest of ['', '-journal']) copyFileSync(file + rest, `${file}-kept${rest}`);
    database.exec('rollback');
    database.close();
    for (const rest of ['', '-journal']) copyFileSync(`${file}-kept${rest}`, file + rest);
    const again = openFile(file, FORM, 'write', journal);
    expect(again.prepare("select count(*) as left from item where name like '%changed'").get()).toEqual({ left: 0 });
    again.close();
  });
});

describe('the settings of a connection', () => {
  it('are refused when SQLite does not keep them', () => {
    const database = new DatabaseSync(':memory:');
    expect(refusal(() => inspectSettings(database, writeAhead('full'), FORM))).toBe(
      'SQLite keeps journal_mode at memory where the list needs wal. Without a write-ahead log appends are not safe beside readers. Put the data directory on a local disk: network and some shared folders cannot share memory.',
    );
  });

  it.each(['normal', 'off', 'extra'])('are refused with synchronous=%s', (synchronous) => {
    const database = new DatabaseSync(file);
    database.exec(`pragma journal_mode = wal; pragma synchronous = ${synchronous}`);
    expect(refusal(() => inspectSettings(database, writeAhead('full'), FORM))).toMatch(
      /^SQLite keeps synchronous at \d where the list needs 2\. What was acknowledged could be lost in a power cut\. /,
    );
    database.close();
  });
});

describe('what went wrong', () => {
  it('is a full disk, by the word of SQLite', () => {
    const database = new DatabaseSync(file);
    database.exec('create table a (b); pragma max_page_count = 2');
    expect(diskFailure(thrown(() => database.exec('insert into a values (zeroblob(100000))')))).toBe('full');
    database.close();
  });

  it('is a full disk, by the word of the system', () => {
    expect(diskFailure(thrown(() => writeFileSync('/dev/full', 'x')))).toBe('full');
  });

  it('is no matter of the disk when it is a fault of the program', () => {
    expect(diskFailure(thrown(() => new DatabaseSync(':memory:').exec(7 as unknown as string)))).toBeUndefined();
    expect(diskFailure(new Error('full'))).toBeUndefined();
    expect(diskFailure(undefined)).toBeUndefined();
  });
});

describe('a small file that is replaced', () => {
  it('is for its owner alone, and what an earlier attempt left is no hindrance', () => {
    const note = path.join(directory.path, 'note.txt');
    for (const text of ['old', 'new']) {
      writeFileSync(`${note}.new`, 'half', { mode: 0o644 });
      replaceFile(note, text, 'full');
      expect([readFileSync(note, 'utf8'), statSync(note).mode & 0o777]).toEqual([text, 0o600]);
    }
    rmSync(note);
    expect(existsSync(`${note}.new`)).toBe(false);
  });

  it('that cannot be replaced leaves nothing beside it, and the first error is the one that is told', () => {
    const note = path.join(directory.path, 'note.txt');
    mkdirSync(note);
    expect(thrown(() => replaceFile(note, 'secret', 'full'))).toMatchObject({ code: 'EISDIR' });
    expect(thrown(() => replaceFile(note, 7 as unknown as string, 'full'))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    expect(readdirSync(directory.path)).toEqual(['note.txt']);
  });
});
