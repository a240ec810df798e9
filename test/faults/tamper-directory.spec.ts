import { cpSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { parsePolicy, type Policy } from '@remit/ledger';
import { CheckpointStore, type RecordVerdict, sha256, worstOf } from '@remit/ledger/nest';
import {
  askWitness,
  directoryKey,
  forgetCheckpoints,
  logKey,
  policyText,
  record,
  rewrite,
  signAndKeep,
  signDirectory,
  storedEntry,
  tamper,
  tamperLedger,
  vkeyOf,
  type Verifying,
  verifyNow,
} from '../support/signed-record.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TestWitness } from '../support/test-witness.js';
import { TestAuthority } from '../support/time-stamping.js';

/**
 * The directory of checkpoints, changed from outside in the real file, and what a witness of it shows of the record when
 * somebody has the signing key. Marked with (!) is what cannot be seen. Source: fault guide, B.2 and B.8 (B4).
 */

const TRUST = 'north';
const SOUTH = 'south';
/** No two logs of a policy have one key. */
const SOUTH_KEY = logKey(SOUTH, 6);
const SIZE = 300;
const OLD = 100;

const base = temporaryDirectory();
const homes: TemporaryDirectory[] = [base];
let witness: TestWitness;
/** The directory's checkpoint that the witness has cosigned, with leaves for a hundred entries of the trust. */
let witnessedNote: Buffer;

beforeAll(async () => {
  const home = temporaryDirectory();
  homes.push(home);
  witness = await new TestWitness(home.path).start();
  witness.know(vkeyOf(directoryKey()));
  await record(base.path, TRUST, 0, OLD - 1);
  signAndKeep(base.path, TRUST);
  await record(base.path, SOUTH, 0, 39);
  signAndKeep(base.path, SOUTH, 40, SOUTH_KEY);
  witnessedNote = signDirectory(base.path);
  await askWitness(witness, base.path);
  await record(base.path, TRUST, OLD, SIZE - 1);
  signAndKeep(base.path, TRUST);
  signDirectory(base.path);
});
afterAll(async () => {
  await witness.stop();
  homes.forEach((home) => home.remove());
});

let directory: TemporaryDirectory;
let at: string;
beforeEach(() => {
  directory = temporaryDirectory();
  at = directory.path;
  cpSync(base.path, at, { recursive: true });
});
afterEach(() => directory.remove());

function policy(text: string): Policy {
  const parsed = parsePolicy(sha256, Buffer.from(text));
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.value;
}

const logs = () => policyText(logKey(TRUST), SOUTH_KEY, directoryKey()).replace('quorum none\n', '');
/** The auditor trusts the logs' keys, and asks for the witness. */
const asking = (): Policy => policy(`${logs()}witness w ${witness.vkey}\nquorum w\n`);
const given = (note: Buffer) => [{ name: 'kept.note', note }];

const sentences = (verdict: RecordVerdict) =>
  [...verdict.findings, ...verdict.trusts.flatMap(({ findings }) => findings)].map(({ says }) => says);
const outcome = (how?: Verifying) => {
  const verdict = verifyNow(at, how);
  return { is: worstOf(verdict) ?? 'ok', says: sentences(verdict) };
};
const OK = { is: 'ok', says: [] };
const coveredOf = (how: Verifying) => verifyNow(at, how).trusts.map(({ trust, covered }) => [trust, covered?.size]);

const BY2 = 'the directory’s checkpoint of 2 leaves that was signed on 3 March 2025';
const SOUTH_LEAF = 'leaf 1 of the directory (the checkpoint of south over 40 entries)';
const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

test('a directory that nobody touched is whole, with and without a policy that has its key', () => {
  expect(outcome()).toEqual(OK);
  expect(verifyNow(at).directory).toMatchObject({ leaves: 3, covered: { size: 3 }, stamped: undefined });
  expect(outcome({ policy: policy(policyText(logKey(TRUST), SOUTH_KEY, directoryKey())) })).toEqual(OK);
  expect(outcome({ policy: policy(policyText(logKey(TRUST), SOUTH_KEY)) })).toEqual(OK);
});

test('a check of one trust names no other trust of the store', () => {
  tamperLedger(at, (database) => flip(database, 'checkpoint', 'note', 'id = 2', -4));
  const { says } = outcome({ only: TRUST });
  expect(says).toHaveLength(1);
  expect(says[0]).toContain(
    'Leaf 1 of the directory (the checkpoint of another trust in the same store over 40 entries) was altered',
  );
  tamperLedger(at, (database) => flip(database, 'checkpoint', 'note', 'id = 1', -4));
  expect(outcome({ only: TRUST }).says.join()).toContain('the checkpoint of north over 100 entries');
});

test('a checkpoint of another trust that is no leaf is found without its name', () => {
  tamperLedger(at, (database) =>
    database.exec("delete from directory_leaf; delete from checkpoint where log like '%/directory'"),
  );
  const { says } = outcome({ only: TRUST });
  expect(says.join()).toContain(
    'The directory has no leaf for the checkpoint of another trust in the same store over 40',
  );
  expect(says.join()).not.toContain(SOUTH);
});

test('leaves that were added since, or before the directory was ever signed, are in order', async () => {
  await record(at, TRUST, SIZE, SIZE + 9);
  signAndKeep(at, TRUST);
  expect(outcome()).toEqual(OK);
  expect(verifyNow(at).directory).toMatchObject({ leaves: 4, covered: { size: 3 } });
  forgetCheckpoints(at);
  signAndKeep(at, TRUST);
  expect(outcome({ only: TRUST })).toEqual(OK);
});

const flip = (database: DatabaseSync, table: string, column: string, where: string, byte: number) => {
  const read = database.prepare(`select ${column} as value from ${table} where ${where}`).get();
  const value = Buffer.from(read!['value'] as Uint8Array);
  value[byte < 0 ? value.length + byte : byte]! ^= 1;
  database.prepare(`update ${table} set ${column} = ? where ${where}`).run(value);
};
const ofDirectory = (size: number) => `log = '${directoryKey().name}' and size = ${String(size)}`;

/** Works the hashes beside all leaves out again from the notes that they point to now. */
function rehashLeaves(database: DatabaseSync): void {
  const rows = database
    .prepare('select n, note from directory_leaf join checkpoint on checkpoint.id = checkpoint order by n')
    .all() as { n: number; note: Uint8Array }[];
  let peaks: { level: number; hash: Uint8Array }[] = [];
  for (const { n, note } of rows) {
    const completed = [sha256(Uint8Array.of(0), note)];
    for (let level = 0; peaks.at(-1)?.level === level; level += 1) {
      completed.push(sha256(Uint8Array.of(1), peaks.at(-1)!.hash, completed.at(-1)!));
      peaks = peaks.slice(0, -1);
    }
    peaks.push({ level: completed.length - 1, hash: completed.at(-1)! });
    database.prepare('update directory_leaf set hashes = ? where n = ?').run(Buffer.concat(completed), n);
  }
}

function swapLeaves(database: DatabaseSync): void {
  database.exec(`update directory_leaf set checkpoint = -1 where n = 0;
    update directory_leaf set checkpoint = 1 where n = 1; update directory_leaf set checkpoint = 2 where n = 0`);
}

describe.each([
  ['without a policy', undefined],
  ['with one', asking],
])('an alteration of the directory is found and said, %s', (_how, policyOf) => {
  const found = () => outcome(policyOf === undefined ? {} : { policy: policyOf() });
  const by = policyOf === undefined ? BY2 : `${BY2} and witnessed by witness.example/w1 on 3 March 2025`;

  const rows: readonly (readonly [string, (database: DatabaseSync) => void, string, () => string])[] = [
    [
      'a leaf: the note of the checkpoint that it points to',
      (database) => flip(database, 'checkpoint', 'note', 'id = 2', -4),
      'altered',
      () => `${capital(SOUTH_LEAF)} was altered: it is no longer the one over which ${by} was made.`,
    ],
    [
      'two leaves exchanged',
      swapLeaves,
      'altered',
      () =>
        `Leaf 1 of the directory (the checkpoint of north over 100 entries) was altered: it is no longer the one over which ${by} was made.`,
    ],
    [
      'two leaves exchanged together with all hashes',
      (database) => {
        swapLeaves(database);
        rehashLeaves(database);
      },
      'altered',
      () =>
        `Among leaves 0 to 1 of the directory there is one that is not the one over which ${by} was made: checkpoints of trusts were exchanged together with the hashes beside them.`,
    ],
    [
      'the hash beside a leaf',
      (database) => flip(database, 'directory_leaf', 'hashes', 'n = 1', 0),
      'altered',
      () =>
        `The hash kept beside ${SOUTH_LEAF} was altered. The leaf itself is still the one over which ${by} was made.`,
    ],
    [
      'a hash over several leaves',
      (database) => flip(database, 'directory_leaf', 'hashes', 'n = 1', 40),
      'altered',
      () =>
        `A hash over several leaves that is kept beside ${SOUTH_LEAF} was altered. The leaves themselves are still those over which ${by} was made.`,
    ],
    [
      'a leaf that points to no checkpoint of a trust',
      (database) => database.exec('update directory_leaf set checkpoint = 3 where n = 1'),
      'altered',
      () => 'Leaf 1 of the directory does not point to the checkpoint of a trust: ledger.db was altered.',
    ],
    [
      'a leaf taken out',
      (database) => database.exec('delete from directory_leaf where n = 1'),
      'altered',
      () => 'Leaf 1 of the directory is missing: leaf 2 comes next.',
    ],
    [
      'the last leaf cut off',
      (database) => database.exec('delete from directory_leaf where n = 2'),
      'incomplete',
      () =>
        'The directory ends with leaf 1, but the directory’s checkpoint of 3 leaves that was signed on 3 March 2025 was made over more: leaf 2 is missing at the end.',
    ],
    [
      'the last leaf cut off with the checkpoint of the directory over it',
      (database) =>
        database.exec(
          `delete from directory_leaf where n = 2; delete from log_key where checkpoint > 4; delete from checkpoint where ${ofDirectory(3)}`,
        ),
      'incomplete',
      () =>
        'The directory has no leaf for the checkpoint of north over 300 entries, although every one becomes a leaf when it is kept: the leaf was taken out, or the checkpoint put in.',
    ],
    [
      'the text of a checkpoint of the directory',
      (database) => flip(database, 'checkpoint', 'note', ofDirectory(3), directoryKey().name.length + 1),
      'altered',
      () => 'The directory’s checkpoint of 3 leaves that was signed on 3 March 2025 cannot be relied on.',
    ],
    [
      'the root kept beside a checkpoint of the directory',
      (database) => flip(database, 'checkpoint', 'root', ofDirectory(2), 5),
      'altered',
      () => `${capital(BY2)} is kept with another size or root than it was signed with: ledger.db was altered.`,
    ],
    [
      'the hashes that the next checkpoint grows from',
      (database) => flip(database, 'checkpoint', 'peaks', ofDirectory(3), 5),
      'altered',
      () =>
        'The directory’s checkpoint of 3 leaves that was signed on 3 March 2025 is kept with hashes that lead to another root than the signed one: ledger.db was altered.',
    ],
  ];

  test.each(rows)('%s', (_what, change, is, says) => {
    tamperLedger(at, change);
    const outcomeNow = found();
    expect(outcomeNow.is).toBe(is);
    expect(outcomeNow.says).toContainEqual(expect.stringContaining(says()));
  });
});

test('two directories signed with one size contradict each other', () => {
  const other = temporaryDirectory();
  homes.push(other);
  cpSync(base.path, other.path, { recursive: true });
  forgetCheckpoints(other.path);
  signAndKeep(other.path, SOUTH, 40, SOUTH_KEY);
  signAndKeep(other.path, TRUST);
  const fork = signDirectory(other.path);
  expect(outcome({ given: given(fork) })).toMatchObject({
    is: 'altered',
    says: expect.arrayContaining([expect.stringContaining('two different directories were signed')]) as string[],
  });
});

test('a cosignature that was moved to another checkpoint is found', () => {
  tamperLedger(at, (database) =>
    database.exec(`update anchor set checkpoint = (select id from checkpoint where ${ofDirectory(3)})`),
  );
  expect(outcome({ policy: asking() })).toMatchObject({
    is: 'altered',
    says: expect.arrayContaining([expect.stringContaining('The signature of witness.example/w1 (key')]) as string[],
  });
});

test('a time-stamp is said with whom it names; one of something else is found', () => {
  if (!TestAuthority.isHere()) throw new Error('These tests need the program openssl. Install it, and run them again.');
  const home = temporaryDirectory();
  homes.push(home);
  const authority = new TestAuthority(home, 'Time of Day');
  const stamp = (on: number, bytes: Uint8Array) => {
    const store = CheckpointStore.open(at, 'write', 'test-off');
    const token = authority.stamp(bytes, 'token');
    const kept = store.ofSize(directoryKey().name, on)!;
    store.addAnchor(kept.id, { kind: 'timestamp', by: 'tsa', at: '2025-03-03T12:00:00.000Z', bytes: token });
    store.close();
  };
  stamp(2, witnessedNote);
  expect(outcome()).toEqual(OK);
  expect(verifyNow(at).directory?.stamped).toMatch(
    /^The directory’s checkpoint of 2 leaves .* has a time-stamp that says \d+ \w+ \d{4}, made by "Time of Day" as its own certificate says/,
  );
  stamp(3, witnessedNote);
  expect(outcome()).toMatchObject({
    is: 'altered',
    says: [expect.stringContaining('The time-stamp kept with the directory’s checkpoint of 3 leaves')],
  });
});

describe('the witnesses that the policy asks for', () => {
  const WITNESSED =
    'the checkpoint of 100 entries that was signed on 3 March 2025 and witnessed by witness.example/w1 on 3 March 2025';

  test('have confirmed the trusts by way of the directory, up to where it was then', () => {
    const how = { policy: asking() };
    expect(outcome(how)).toEqual(OK);
    expect(coveredOf(how)).toEqual([
      [TRUST, OLD],
      [SOUTH, 40],
    ]);
    const [north] = verifyNow(at, how).trusts;
    expect(north).toMatchObject({ covered: { called: WITNESSED }, signed: { size: SIZE } });
  });

  test('also what was signed since, once they are asked again', async () => {
    const before = witness.cosigned(directoryKey().name);
    expect(await askWitness(witness, at)).toBe('anchored');
    // It is the same one for all tests.
    witness.remember(directoryKey().name, before.size, before.root);
    expect(coveredOf({ policy: asking() })[0]).toEqual([TRUST, SIZE]);
  });

  test.each([
    ['nobody has cosigned', 'delete from anchor', 'too few of your witnesses have (0)'],
    [
      'the cosigned checkpoint is gone',
      `delete from anchor; delete from checkpoint where log like '%/directory'; delete from log_key where log like '%/directory'`,
      'too few of your witnesses have (0)',
    ],
  ])('%s: not accepted', (_what, sql, says) => {
    tamperLedger(at, (database) => database.exec(sql));
    const found = outcome({ policy: asking() });
    expect(found.is).toBe('policy');
    expect(found.says).toHaveLength(2);
    expect(found.says[0]).toContain(says);
  });

  test('another witness than the one who has cosigned: not accepted', () => {
    const other = new TestWitness(at, 'witness.example/other', 4);
    const how = { policy: policy(`${logs()}witness w ${other.vkey}\nquorum w\n`) };
    expect(outcome(how).is).toBe('policy');
  });

  test('a policy without the key of the directory: not accepted, and what to add is said', () => {
    const text = policyText(logKey(TRUST), SOUTH_KEY).replace('quorum none\n', '');
    const found = outcome({ policy: policy(`${text}witness w ${witness.vkey}\nquorum w\n`) });
    expect(found.is).toBe('policy');
    expect(found.says[0]).toContain('add the line of gov.example/directory that "remit policy" prints');
  });

  test('a directory signed with another key than that of the policy: not accepted', () => {
    const text = policyText(logKey(TRUST), SOUTH_KEY, directoryKey(5)).replace('quorum none\n', '');
    const found = outcome({ policy: policy(`${text}witness w ${witness.vkey}\nquorum w\n`) });
    expect(found.is).toBe('policy');
  });

  test('do not vouch for a trust’s checkpoint that is no leaf of what they saw, though it is given', () => {
    const store = CheckpointStore.open(at, 'read');
    const note = (size: number) => Buffer.from(store.ofSize(logKey(TRUST).name, size)!.note);
    const [old, late] = [note(OLD), note(SIZE)];
    store.close();
    expect(outcome({ only: TRUST, given: given(old), policy: asking() })).toEqual(OK);
    expect(outcome({ only: TRUST, given: given(late), policy: asking() }).is).toBe('policy');
  });
});

describe('B4: the record is rewritten and all of it signed again with the stolen keys', () => {
  const forged = (n: number) =>
    storedEntry(TRUST, n, { data: { post: `post-${n}`, name: 'Somebody else altogether', minimum: 0 } });

  /** As whoever has both files and all keys would: what the witness has cosigned is thrown away. */
  function forge(n: number): void {
    tamper(at, (database) => rewrite(database, TRUST, [forged(n)]));
    forgetCheckpoints(at);
    signAndKeep(at, TRUST, OLD);
    signAndKeep(at, SOUTH, 40, SOUTH_KEY);
    signDirectory(at);
    signAndKeep(at, TRUST);
    signDirectory(at);
  }

  /** The same, with what the witness has said put back beside it. */
  function keepingWhatWasWitnessed(forgeAll: () => void): void {
    const before = CheckpointStore.open(at, 'read');
    const kept = before.ofSize(directoryKey().name, 2)!;
    const [anchor] = before.anchorsOf(kept.id);
    before.close();
    forgeAll();
    tamperLedger(at, (database) => {
      const { id } = database.prepare(`select id from checkpoint where ${ofDirectory(2)}`).get() as { id: number };
      const set = 'update checkpoint set note = ?, root = ?, peaks = ? where id = ?';
      database.prepare(set).run(kept.note, kept.root, Buffer.concat(kept.peaks), id);
      const insert = 'insert into anchor (checkpoint, kind, by, at, bytes) values (?, ?, ?, ?, ?)';
      database.prepare(insert).run(id, anchor!.kind, anchor!.by, anchor!.at, anchor!.bytes);
    });
  }

  describe('before what was witnessed', () => {
    test('passes by itself (!), and the witness does not cosign it', async () => {
      forge(50);
      expect(outcome()).toEqual(OK);
      expect(await askWitness(witness, at)).toMatch(/^LEDGER\.WITNESS_HOLDS/);
    });

    test('is altered for an auditor whose policy asks for the witness, when his word is still there', () => {
      keepingWhatWasWitnessed(() => forge(50));
      expect(outcome({ policy: asking() })).toMatchObject({
        is: 'altered',
        says: expect.arrayContaining([
          expect.stringContaining('Among leaves 0 to 1 of the directory there is one that is not the one'),
          expect.stringContaining('Treat the signing key as stolen.'),
        ]) as string[],
      });
      // His word is on other leaves than those that are there now.
      const [north] = verifyNow(at, { policy: asking() }).trusts;
      expect(north).toMatchObject({ covered: undefined, vouched: undefined });
    });

    test('is not accepted by her, when it was thrown away', () => {
      forge(50);
      expect(outcome({ policy: asking() }).is).toBe('policy');
    });

    test.each(['with a policy', 'without one'])('is altered for who holds what was witnessed, %s', (how) => {
      forge(50);
      const found = outcome({ given: given(witnessedNote), ...(how === 'with a policy' ? { policy: asking() } : {}) });
      expect(found.is).toBe('altered');
      expect(found.says).toContainEqual(expect.stringContaining('your checkpoint kept.note'));
    });
  });

  describe('after what was witnessed', () => {
    const SAID =
      'the checkpoint of 100 entries that was signed on 3 March 2025 and witnessed by witness.example/w1 on 3 March 2025';

    test('passes (!), and it is said up to which entry it was witnessed', () => {
      keepingWhatWasWitnessed(() => forge(150));
      const how = { policy: asking() };
      expect(outcome(how)).toEqual(OK);
      const [north] = verifyNow(at, how).trusts;
      expect([north!.covered?.size, north!.covered?.called, north!.signed?.size]).toEqual([OLD, SAID, SIZE]);
    });

    test('passes also for who holds what was witnessed (!), and it is said up to which entry that is', () => {
      forge(150);
      const [north] = verifyNow(at, { given: given(witnessedNote) }).trusts;
      expect(outcome({ given: given(witnessedNote) })).toEqual(OK);
      expect(north).toMatchObject({
        covered: { size: SIZE },
        vouched: {
          size: OLD,
          called:
            'the checkpoint of 100 entries that was signed on 3 March 2025 and listed in your checkpoint kept.note',
        },
      });
    });

    test('without the keys it is found, although no witness covers it', () => {
      tamper(at, (database) => rewrite(database, TRUST, [forged(150)]));
      const verdict = verifyNow(at, { policy: asking() });
      expect(worstOf(verdict)).toBe('altered');
      expect(verdict.trusts[0]!.findings[0]!.says).toContain('Among entries 100 to 299');
    });
  });
});
