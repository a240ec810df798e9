import { cpSync, readFileSync, truncateSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '@remit/kernel';
import { COSIGNATURE_V1, cosign, formatSignatureLine, parsePolicy, signerKey } from '@remit/ledger';
import {
  CheckpointStore,
  type FindingKind,
  publicKeyOf,
  type RecordVerdict,
  sha256,
  sign,
  worstOf,
} from '@remit/ledger/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import {
  forgetCheckpoints,
  logKey,
  noteOver,
  policyOf,
  record,
  rehash,
  rewrite,
  signAndKeep,
  storedEntry,
  tamper,
  treeNow,
  vkeyOf,
  type Verifying,
  verifyNow,
  wholeEntry,
} from '../support/signed-record.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';

/**
 * The tables of attacks on the stored record, each tried on the real files from outside, with the outcome that the
 * product promises. Marked with (!) is what no check of the files alone can see, and what only somebody outside can who
 * has kept a checkpoint. Sources: fault guide, B.2 and B.8 (B1 to B4, B5, B7 to B10, B14 as far as the record goes).
 */

const TRUST = 'north';
const SIZE = 300;
const OLD = 100;

const base = temporaryDirectory();
/** What an auditor has kept from when the record had a hundred entries. */
let oldNote: Buffer;
/** What somebody has kept from when it had all. */
let newNote: Buffer;

beforeAll(async () => {
  await record(base.path, TRUST, 0, OLD - 1);
  oldNote = signAndKeep(base.path, TRUST);
  await record(base.path, TRUST, OLD, SIZE - 1);
  newNote = signAndKeep(base.path, TRUST);
  await record(base.path, 'south', 0, 39);
  signAndKeep(base.path, 'south');
});
afterAll(() => base.remove());

let directory: TemporaryDirectory;
let at: string;
beforeEach(() => {
  directory = temporaryDirectory();
  at = directory.path;
  cpSync(base.path, at, { recursive: true });
});
afterEach(() => directory.remove());

const given = (note: Buffer) => [{ name: 'kept.note', note }];
const auditors = (note: Buffer): Verifying => ({ only: TRUST, given: given(note), policy: policyOf(logKey(TRUST)) });

/** What verifying comes to: the worst kind, and the first entries named. */
function outcome(verdict: RecordVerdict): { is: FindingKind | 'ok'; first?: number; last?: number; says: string } {
  const findings = [...verdict.trusts.flatMap((trust) => trust.findings), ...verdict.findings];
  const [first] = findings;
  return { is: worstOf(verdict) ?? 'ok', ...first?.entries, says: first?.says ?? '' };
}

const verified = (how?: Verifying) => outcome(verifyNow(at, how));
const OK = { is: 'ok', says: '' };

/** Puts an entry into words that it never had. */
const forged = (n: number) =>
  storedEntry(TRUST, n, { data: { post: `post-${n}`, name: 'Somebody else altogether', minimum: 0 } });

const setBytes = (database: DatabaseSync, n: number, text: string) =>
  database
    .prepare(`update entry set bytes = ? where n = ? and trust = (select id from trust where name = ?)`)
    .run(Buffer.from(text), n, TRUST);

const remove = (database: DatabaseSync, where: string) =>
  database.exec(`delete from entry where trust = (select id from trust where name = '${TRUST}') and ${where}`);

/** The trust's entries from one on, each with another number and nothing else changed. */
const renumbered = (from: number, to: number, by: number) =>
  Array.from({ length: to - from }, (_, i) => {
    const { n, ...entry } = wholeEntry(TRUST, from + i);
    return { ...storedEntry(TRUST, 0, { ...entry, n: n + by }) };
  });

/** Signs again what is there now, with the log's own key, and does away with what was signed before. */
function resign(): void {
  forgetCheckpoints(at);
  signAndKeep(at, TRUST);
  signAndKeep(at, 'south');
}

test('a record that nobody touched is found to be whole, up to its newest checkpoint', () => {
  const verdict = verifyNow(at);
  expect(outcome(verdict)).toEqual(OK);
  expect(verdict.trusts.map(({ trust, entries, covered }) => [trust, entries, covered?.size])).toEqual([
    [TRUST, SIZE, SIZE],
    ['south', 40, 40],
  ]);
  expect(verified(auditors(oldNote))).toEqual(OK);
});

describe('an entry is edited', () => {
  test('without its hash: it is named, and said to be the one that is wrong', () => {
    tamper(at, (database) => void setBytes(database, 150, forged(150).canonical));
    expect(verified()).toEqual({
      is: 'altered',
      first: 150,
      last: 150,
      says: 'Entry 150 (recorded on 3 March 2025) was altered: it is no longer the entry over which the checkpoint of 300 entries that was signed on 3 March 2025 was made.',
    });
  });

  test('with its own hash only: the entries below the first hash that does not fit are named', () => {
    tamper(at, (database) => {
      const before = database.prepare('select n, hashes from entry where trust = 1').all();
      rewrite(database, TRUST, [forged(150)]);
      const own = database.prepare('update entry set hashes = ? where n = ? and trust = 1');
      for (const { n, hashes } of before) if (n !== 150) own.run(hashes as Uint8Array, n as number);
    });
    expect(verified({ only: TRUST })).toMatchObject({ is: 'altered', first: 150, last: 151 });
  });

  test('with all hashes: the checkpoint does not fit, and says between which entries', () => {
    tamper(at, (database) => rewrite(database, TRUST, [forged(150)]));
    expect(verified()).toEqual({
      is: 'altered',
      first: OLD,
      last: SIZE - 1,
      says: 'Among entries 100 to 299 there is one that is not the one over which the checkpoint of 300 entries that was signed on 3 March 2025 was made: it was altered together with its hash, so it cannot be said which.',
    });
  });

  test('with the stolen key: not seen against the latest checkpoint (!), but against the one the auditor kept', () => {
    tamper(at, (database) => rewrite(database, TRUST, [forged(50)]));
    resign();
    expect(verified()).toEqual(OK);
    expect(verified(auditors(oldNote))).toMatchObject({
      is: 'altered',
      first: 0,
      last: OLD - 1,
      says: expect.stringContaining('over which your checkpoint kept.note was made') as string,
    });
  });

  test('with the stolen key, an older checkpoint having been left: the key is said to be stolen', async () => {
    const fresh = temporaryDirectory();
    at = fresh.path;
    await record(at, TRUST, 0, OLD - 1);
    signAndKeep(at, TRUST);
    await record(at, TRUST, OLD, SIZE - 1);
    tamper(at, (database) => rewrite(database, TRUST, [forged(50)]));
    signAndKeep(at, TRUST);
    const says = verifyNow(at).trusts[0]!.findings.map((finding) => finding.says);
    expect(says[0]).toContain('Among entries 0 to 99');
    expect(says[1]).toContain('whoever altered it could sign as well. Treat the signing key as stolen.');
    fresh.remove();
  });

  test('after the auditor’s checkpoint, with the stolen key: not seen by anybody (!) but who holds a later one', () => {
    tamper(at, (database) => rewrite(database, TRUST, [forged(150)]));
    resign();
    expect(verified()).toEqual(OK);
    expect(verified(auditors(oldNote))).toEqual(OK);
    expect(verified(auditors(newNote))).toMatchObject({
      is: 'altered',
      says: expect.stringContaining('contradict each other') as string,
    });
  });
});

describe('an entry is deleted', () => {
  test('leaving a gap: the missing entry is named', () => {
    tamper(at, (database) => remove(database, 'n = 150'));
    expect(verified()).toEqual({
      is: 'altered',
      first: 150,
      last: 150,
      says: 'Entry 150 is missing: entry 151 comes next.',
    });
  });

  test('and the rest renumbered in the columns only: the first that says another number is named', () => {
    tamper(at, (database) => {
      remove(database, 'n = 150');
      for (let n = 151; n < SIZE; n += 1) database.exec(`update entry set n = ${n - 1} where n = ${n} and trust = 1`);
    });
    expect(verified()).toMatchObject({ is: 'altered', first: 150 });
  });

  const deleteAndRenumber = (gone: number) =>
    tamper(at, (database) => {
      remove(database, `n = ${gone}`);
      for (let n = gone + 1; n < SIZE; n += 1) {
        database.exec(`update entry set n = ${n - 1}, position = position where n = ${n} and trust = 1`);
      }
      rewrite(database, TRUST, renumbered(gone + 1, SIZE, -1));
    });

  test('and the rest written anew: the record is shorter than what was signed', () => {
    deleteAndRenumber(150);
    expect(verified({ only: TRUST })).toMatchObject({ is: 'incomplete', first: SIZE - 1, last: SIZE - 1 });
  });

  test('and the rest written anew and signed: not seen against the latest (!), but against the old one', () => {
    deleteAndRenumber(50);
    resign();
    expect(verified({ only: TRUST })).toEqual(OK);
    expect(verified(auditors(oldNote))).toMatchObject({ is: 'altered', first: 0, last: OLD - 1 });
    // Whoever checks the whole file sees that a row is gone from it.
    expect(verified()).toMatchObject({ is: 'altered', says: expect.stringContaining('Rows were taken out') as string });
  });
});

describe('entries are moved', () => {
  test('by swapping two numbers', () => {
    tamper(at, (database) => {
      for (const [from, to] of [
        ['33', '-1'],
        ['77', '33'],
        ['-1', '77'],
      ]) {
        database.exec(
          `pragma ignore_check_constraints = on; update entry set n = ${to} where n = ${from} and trust = 1`,
        );
      }
    });
    expect(verified()).toMatchObject({ is: 'altered', first: 33, last: 33 });
  });

  test.each(['bytes = :bytes, hashes = :hashes', 'bytes = :bytes', 'bytes = :bytes, hashes = :hashes, id = :id'])(
    'by swapping what they say (%s)',
    (set) => {
      tamper(at, (database) => {
        const read = database.prepare('select bytes, hashes, id from entry where trust = 1 and n = ?');
        const [one, other] = [read.get(33), read.get(77)] as Record<string, Uint8Array>[];
        database.exec('drop table if exists aside');
        const names = ['bytes', 'hashes', 'id'].filter((name) => set.includes(`:${name}`));
        const put = (n: number, from: Record<string, Uint8Array>) =>
          database
            .prepare(`update entry set ${set} where trust = 1 and n = ${n}`)
            .run(Object.fromEntries(names.map((name) => [name, from[name]!])));
        // Ids are unique: for a moment one of the two has another.
        database.exec(
          `update entry set id = zeroblob(16) where trust = 1 and n = 77 and ${String(names.includes('id'))}`,
        );
        put(33, other!);
        put(77, one!);
      });
      expect(verified()).toMatchObject({ is: 'altered', first: 33, last: 33 });
    },
  );

  test('in the file, everything else being as it was', () => {
    tamper(at, (database) => {
      database.exec(`update entry set position = -1 where trust = 1 and n = 33;
        update entry set position = (select position from entry where trust = 1 and n = 34) + 1000 where trust = 1 and n = 34;
        update entry set position = 35 where position = -1`);
    });
    expect(verified().is).toBe('altered');
  });
});

describe('an entry is put in', () => {
  const insertBackDated = () =>
    tamper(at, (database) => {
      for (let n = SIZE - 1; n >= 60; n -= 1)
        database.exec(`update entry set n = ${n + 1} where n = ${n} and trust = 1`);
      rewrite(database, TRUST, []);
      const late = storedEntry(TRUST, 60, {
        id: '01234567-89ab-4def-8123-456789abcdef',
        recordedAt: wholeEntry(TRUST, 59).recordedAt,
      });
      database
        .prepare(
          `insert into entry (trust, n, id, type, recorded_at, bytes, hashes)
          values (1, 60, unhex(:id, '-'), :type, :recordedAt, :bytes, zeroblob(32))`,
        )
        .run({ id: late.id, type: late.type, recordedAt: late.recordedAt, bytes: Buffer.from(late.canonical) });
      rewrite(database, TRUST, renumbered(60, SIZE, 1));
    });

  test('back-dated, and the rest renumbered and hashed anew: the checkpoints do not fit', () => {
    insertBackDated();
    expect(verified()).toMatchObject({ is: 'altered' });
    expect(verified(auditors(oldNote)).is).toBe('altered');
  });

  test('back-dated and signed: seen by who kept an old checkpoint, and by its place in the file', () => {
    insertBackDated();
    resign();
    expect(verified(auditors(oldNote)).is).toBe('altered');
    expect(verified()).toMatchObject({
      is: 'altered',
      says: expect.stringMatching(/stands in the file before/) as string,
    });
  });
});

describe('the end is cut off', () => {
  const truncate = () => tamper(at, (database) => remove(database, 'n >= 280'));

  test('the record is shorter than what was signed', () => {
    truncate();
    expect(verified({ only: TRUST })).toEqual({
      is: 'incomplete',
      first: 280,
      last: 299,
      says: 'The record ends with entry 279, but the checkpoint of 300 entries that was signed on 3 March 2025 was made over 300 entries: entries 280 to 299 are missing at the end.',
    });
  });

  test('and signed again: not seen (!), not with an old checkpoint (!), but by who holds a later one', () => {
    truncate();
    resign();
    expect(verified({ only: TRUST })).toEqual(OK);
    expect(verified(auditors(oldNote))).toEqual(OK);
    expect(verified(auditors(newNote))).toMatchObject({ is: 'incomplete', first: 280, last: 299 });
  });

  test('all of it: a trust that was signed and has no entries left is not a new one', () => {
    tamper(at, (database) => {
      remove(database, 'true');
      database.exec(`delete from trust where name = '${TRUST}'`);
    });
    const verdict = verifyNow(at);
    expect(verdict.trusts[0]).toMatchObject({ trust: TRUST, entries: 0 });
    expect(verdict.trusts[0]!.findings[0]!.says).toContain('The record has no entry, but');
  });
});

describe('what was not yet moved into the file (the write-ahead log) is cut or spoilt', () => {
  /** A copy of the files while the writer has them open, as a power cut would leave them. */
  async function copyWhileOpen(): Promise<TemporaryDirectory> {
    const live = temporaryDirectory();
    const store = new SqliteRecordStore({ directory: live.path, access: 'write', durability: 'test-off' });
    for (let n = 0; n < 200; n += 10) {
      await store.append(
        TRUST,
        n - 1,
        Array.from({ length: 10 }, (_, i) => storedEntry(TRUST, n + i)),
      );
    }
    signAndKeep(live.path, TRUST);
    const copy = temporaryDirectory();
    for (const name of ['record.db', 'record.db-wal', 'ledger.db']) {
      writeFileSync(path.join(copy.path, name), readFileSync(path.join(live.path, name)));
    }
    await store.close();
    live.remove();
    return copy;
  }

  test.each([
    ['as it is', () => undefined, 'ok', undefined],
    ['without its last 3,000 bytes', (wal: string) => truncateSync(wal, statSync(wal).size - 3000), 'incomplete', 190],
    ['with one bit flipped in the middle', flipInTheMiddle, 'incomplete', undefined],
  ] as const)('%s', async (_what, spoil, is, first) => {
    const copy = await copyWhileOpen();
    at = copy.path;
    spoil(path.join(at, 'record.db-wal'));
    const found = verified({ only: TRUST });
    expect(found.is).toBe(is);
    if (first !== undefined) expect(found.first).toBe(first);
    copy.remove();
  });

  function flipInTheMiddle(wal: string): void {
    const bytes = readFileSync(wal);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(wal, bytes);
  }
});

describe('what is signed is not what the auditor trusts', () => {
  test('a fork: of two records signed over the same number of entries each passes alone (!), both together prove it', () => {
    const other = noteOver(treeNow(at, 'south', 40), logKey(TRUST));
    const mine = noteOver(treeNow(at, TRUST, 40), logKey(TRUST));
    const policy = policyOf(logKey(TRUST));
    expect(verified({ only: TRUST, given: given(mine), policy })).toEqual(OK);
    const both = [...given(mine), ...given(other)];
    expect(verified({ only: TRUST, given: both, policy })).toMatchObject({
      is: 'altered',
      says: expect.stringContaining('contradict each other: two different records were signed') as string,
    });
  });

  test.each([
    ['another key under the same name', logKey(TRUST, 9)],
    ['another operator', logKey(TRUST, 9, 'other.example')],
  ])('%s is refused, though everything beside the record agrees with it', (_what, key) => {
    tamper(at, (database) => rewrite(database, TRUST, [forged(50)]));
    forgetCheckpoints(at);
    signAndKeep(at, TRUST, SIZE, key);
    expect(verified({ only: TRUST, policy: policyOf(logKey(TRUST)) }).is).toBe('policy');
  });

  test('a checkpoint of another trust says nothing', () => {
    const foreign = noteOver(treeNow(at, 'south'), logKey('south'));
    const policy = policyOf(logKey(TRUST), logKey('south', 8));
    expect(verified({ only: TRUST, given: given(foreign), policy })).toMatchObject({
      is: 'policy',
      says: expect.stringContaining(`which is not that of "${TRUST}"`) as string,
    });
  });

  test('a kept checkpoint whose note was changed is found', () => {
    const note = Buffer.from(newNote);
    note[note.indexOf('300')] = 0x32;
    expect(verified({ only: TRUST, given: given(note), policy: policyOf(logKey(TRUST)) })).toMatchObject({
      is: 'policy',
      says: expect.stringContaining('does not fit this text') as string,
    });
  });

  test('the witnesses that the policy asks for count, and may have come after the log signed', () => {
    const seed = Buffer.alloc(32, 3);
    const witness = signerKey(sha256, publicKeyOf, { name: 'witness.example/w', type: COSIGNATURE_V1, seed });
    if (!witness.ok) throw new Error(witness.problem.detail);
    const text = `log ${vkeyOf(logKey(TRUST))}\nwitness w ${vkeyOf(witness.value)}\nquorum w\n`;
    const policy = parsePolicy(sha256, Buffer.from(text));
    if (!policy.ok) throw new Error(policy.problem.detail);
    const how: Verifying = { only: TRUST, policy: policy.value };
    expect(verified(how)).toMatchObject({
      is: 'policy',
      says: expect.stringContaining('too few of your witnesses have') as string,
    });
    const store = CheckpointStore.open(at, 'write', 'test-off');
    const kept = store.ofSize(logKey(TRUST).name, OLD)!;
    const line = cosign(sign, witness.value, { origin: kept.log, size: kept.size, root: kept.root }, 1_741_000_000);
    const bytes = Buffer.from(`${formatSignatureLine(line)}\n`);
    store.addAnchor(kept.id, { kind: 'cosignature', by: 'w', at: '2025-03-03T11:06:40.000Z', bytes });
    store.close();
    expect(verified(how)).toEqual(OK);
    expect(verifyNow(at, how).trusts[0]?.covered?.size).toBe(OLD);
  });

  test('without any checkpoint nothing is claimed', () => {
    forgetCheckpoints(at);
    expect(verified({ only: TRUST })).toMatchObject({
      is: 'incomplete',
      says: expect.stringContaining('all that can be said is that the record agrees with itself') as string,
    });
  });
});

describe('bytes that do not belong where they are', () => {
  test('valid bytes of one trust in the record of another', () => {
    tamper(at, (database) => {
      setBytes(database, 30, storedEntry('south', 30).canonical);
      rehash(database, TRUST);
    });
    expect(verified()).toMatchObject({
      is: 'altered',
      first: 30,
      last: 30,
      says: expect.stringContaining('it says that its trust is "south"') as string,
    });
  });

  const plain = storedEntry(TRUST, 31).canonical;
  const otherForms: readonly (readonly [string, string, string])[] = [
    ['a space between', plain.replace('{"actor":', '{ "actor":'), 'not canonical'],
    ['names in another order', JSON.stringify(wholeEntry(TRUST, 31)), 'not canonical'],
    ['a name twice', plain.replace('"v":1}', '"v":1,"v":1}'), 'not canonical'],
    ['a fraction', plain.replace('"minimum":31', '"minimum":31.5'), 'not a whole number'],
    ['a whole number written as a fraction', plain.replace('"minimum":31', '"minimum":31.0'), 'not canonical'],
    ['half of a surrogate pair', plain.replace('Post 31', '\\ud800'), 'broken text'],
    ['an escape that is not needed', plain.replace('Post 31', '\\u0050ost 31'), 'not canonical'],
    ['another normal form', plain.replace('Post 31', 'Zoe\u0308'), 'not in normal form'],
  ];

  test.each(otherForms)('%s, in bytes that say the same: found, though it was signed so', (_what, text, why) => {
    expect(text).not.toBe(plain);
    tamper(at, (database) => {
      setBytes(database, 31, text);
      rehash(database, TRUST);
    });
    resign();
    expect(verified()).toMatchObject({
      is: 'altered',
      first: 31,
      last: 31,
      says: expect.stringContaining(`not written in the one way that the record allows (${why})`) as string,
    });
  });

  test.each(otherForms.filter(([, , why]) => why !== 'not in normal form'))(
    '%s: never taken in',
    async (_what, text) => {
      const store = new SqliteRecordStore({ directory: at, access: 'write', durability: 'test-off' });
      const next = { ...storedEntry(TRUST, SIZE), canonical: text };
      await expect(store.append(TRUST, SIZE - 1, [next])).rejects.toThrow(/is not the canonical JSON of anything/);
      await store.append(TRUST, SIZE - 1, [storedEntry(TRUST, SIZE)]);
      await store.close();
      expect(verified()).toEqual(OK);
    },
  );

  test('bytes that are no text at all', () => {
    tamper(at, (database) => {
      setBytes(database, 31, plain);
      database.exec(`update entry set bytes = x'7b22ff22' where n = 31 and trust = 1`);
      rehash(database, TRUST);
    });
    expect(verified({ only: TRUST })).toMatchObject({
      is: 'altered',
      first: 31,
      says: expect.stringContaining('(not UTF-8)') as string,
    });
  });

  test('a time of recording that runs backwards, though it was signed so', () => {
    tamper(at, (database) =>
      rewrite(database, TRUST, [storedEntry(TRUST, 31, { recordedAt: '2025-03-01T09:00:00.000Z' })]),
    );
    resign();
    expect(verified()).toMatchObject({
      is: 'altered',
      first: 31,
      says: expect.stringContaining('Entry 31 (recorded on 1 March 2025) says that it was recorded at') as string,
    });
  });

  test('an id that stands twice, though it was signed so', () => {
    tamper(at, (database) => {
      // With the index gone nothing in the file forbids it.
      const twice = canonicalJson({ ...wholeEntry(TRUST, 31), id: wholeEntry(TRUST, 30).id });
      database.exec(`pragma writable_schema = on;
        update sqlite_schema set sql = replace(sql, 'id          blob not null unique', 'id          blob not null') where name = 'entry';
        delete from sqlite_schema where name = 'sqlite_autoindex_entry_1';
        update sqlite_schema set name = 'sqlite_autoindex_entry_1' where name = 'sqlite_autoindex_entry_2'; pragma writable_schema = reset`);
      setBytes(database, 31, twice);
      database.exec(
        `update entry set id = (select id from entry where n = 30 and trust = 1) where n = 31 and trust = 1`,
      );
      rehash(database, TRUST);
    });
    resign();
    expect(verified({ only: TRUST })).toMatchObject({
      is: 'altered',
      first: 31,
      says: expect.stringContaining('has the id of an entry before it') as string,
    });
  });

  test('guards that were taken away and not put back', () => {
    tamper(at, () => undefined);
    expect(verified()).toEqual(OK);
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
    const database = new Database(path.join(at, 'record.db'));
    database.exec('drop trigger entry_is_never_changed');
    database.close();
    expect(verified()).toMatchObject({
      is: 'altered',
      says: expect.stringContaining('(entry_is_never_changed)') as string,
    });
  });

  test('a row that stands under no trust', () => {
    tamper(at, (database) => database.exec('update entry set trust = 9 where trust = 2 and n = 39'));
    const verdict = verifyNow(at);
    expect(worstOf(verdict)).toBe('altered');
    expect(verdict.findings.map(({ says }) => says)).toEqual([expect.stringContaining('belongs to no trust')]);
  });
});
