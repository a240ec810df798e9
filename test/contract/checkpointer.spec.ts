import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  consistencyProof,
  directoryOrigin,
  EMPTY_TREE,
  grown,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  rootOf,
  rootOfPeaks,
  trustOrigin,
  type TreeNodes,
  verifierKeyOf,
  verifyConsistency,
} from '@remit/ledger';
import {
  Checkpointer,
  CheckpointStore,
  type KeptCheckpoint,
  LastCheckpoint,
  type Ledger,
  LedgerFault,
  LogKeys,
  publicKeyOf,
  sha256,
  verify,
} from '@remit/ledger/nest';
import { SystemClock } from '@remit/record/nest';
import { MemoryRecordStore, type RecordStore } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { keysIn, openLedger, treesOf } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** What is signed, what is refused to be signed, and how the key is changed, over both stores. */

const NORTH = trustOrigin('remit.local', 'north');
const DIRECTORY = directoryOrigin('remit.local');

let directory: TemporaryDirectory;
let store: RecordStore;
let ledger: Ledger;

const sqlite = () => new SqliteRecordStore({ directory: directory.path, access: 'write', durability: 'test-off' });

async function append(trust: string, first: number, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, i) => deterministicEntry(trust, first + i, 'ledger'));
  expect(await store.append(trust, first - 1, entries)).toMatchObject({ kind: 'appended' });
}

/** Signs one trust; the problem when that is refused. */
async function signed(trust: string): Promise<KeptCheckpoint> {
  const [outcome] = await ledger.sign([trust]);
  if (outcome?.failed !== undefined) throw outcome.failed;
  return outcome!.checkpoint!;
}

async function refusal(work: Promise<unknown>): Promise<LedgerFault['problem']> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LedgerFault);
  return (error as LedgerFault).problem;
}

/** Changes the record from outside, past its triggers. */
function tamper(sql: string, ...values: readonly (string | number | Uint8Array)[]): void {
  const database = new DatabaseSync(path.join(directory.path, 'record.db'));
  database.exec('drop trigger if exists entry_is_never_changed; drop trigger if exists entry_never_goes');
  expect(database.prepare(sql).run(...values).changes).toBeGreaterThan(0);
  database.close();
}

/** Checks a note against the keys that the ledger says it was signed with. */
function mustBeSigned({ log, size, root, note }: KeptCheckpoint, signatures = 1): void {
  const keys = ledger.checkpoints.keysOf(log).map(({ vkey }) => parseVerifierKey(sha256, vkey));
  const opened = openNote(
    verify,
    note,
    keys.map((key) => (key.ok ? key.value : fail())),
  );
  if (!opened.ok) throw new Error(opened.problem.detail);
  expect(opened.value.verified).toHaveLength(signatures);
  expect(parseCheckpoint(opened.value.text)).toEqual({ ok: true, value: { origin: log, size, root } });
}

function fail(): never {
  throw new Error('A key of the ledger cannot be read.');
}

/** Any two checkpoints of a log are provably of one history. */
function mustBeConsistent(log: string, trees: TreeNodes['treeOf']): void {
  const kept = ledger.checkpoints.all(log);
  const tree = log === DIRECTORY ? ledger.checkpoints.directoryTree : trees(log.slice('remit.local/trust/'.length));
  for (const [i, later] of kept.entries()) {
    for (const earlier of kept.slice(0, i)) {
      const sizes = { from: earlier.size, to: later.size };
      const claim = { ...sizes, fromRoot: earlier.root, toRoot: later.root };
      expect(verifyConsistency(sha256, claim, consistencyProof(sha256, sizes, tree))).toMatchObject({ ok: true });
    }
  }
}

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(async () => {
  ledger.close();
  await store.close();
  directory.remove();
});

describe.each([
  ['the SQLite store', sqlite],
  ['the store in memory', () => new MemoryRecordStore()],
])('over %s', (_name, make) => {
  beforeEach(async () => {
    store = make();
    ledger = await openLedger(directory.path, store);
  });

  test('a checkpoint is the root of the stored bytes, signed, and the next leaf of the signed directory', async () => {
    for (const [first, count] of [
      [0, 1],
      [1, 6],
      [7, 300],
    ] as const) {
      await append('north', first, count);
      const kept = await signed('north');
      const texts = await store.read('north', 0, 1000);
      const tree = texts.reduce(
        (all, { canonical }) => grown(sha256, all, leafHash(sha256, Buffer.from(canonical))),
        EMPTY_TREE,
      );
      expect(kept).toMatchObject({ log: NORTH, size: first + count, root: rootOfPeaks(sha256, tree.peaks) });
      mustBeSigned(kept);
      const ofDirectory = ledger.checkpoints.latest(DIRECTORY)!;
      mustBeSigned(ofDirectory);
      expect(Buffer.from(ledger.checkpoints.directoryLeaf(ofDirectory.size - 1))).toEqual(Buffer.from(kept.note));
      expect(rootOf(sha256, ofDirectory.size, ledger.checkpoints.directoryTree)).toEqual(ofDirectory.root);
    }
    mustBeConsistent(NORTH, (trust) => treesOf(store).treeOf(trust));
    mustBeConsistent(DIRECTORY, (trust) => treesOf(store).treeOf(trust));
  });

  test('nothing new is signed when nothing was recorded, and nothing at all for a trust without a record', async () => {
    await append('north', 0, 3);
    const first = await signed('north');
    expect(await signed('north')).toEqual(first);
    expect((await ledger.sign(['nowhere']))[0]).toEqual({ trust: 'nowhere', checkpoint: undefined });
    expect(ledger.checkpoints.all(NORTH)).toHaveLength(1);
    expect(ledger.checkpoints.all(DIRECTORY)).toHaveLength(1);
    expect(await ledger.due()).toEqual([]);
    await append('north', 3, 1);
    await append('south', 0, 1);
    expect(await ledger.due()).toEqual(['north', 'south']);
  });

  test('a new key is handed over to: every log has a note of the same size that both have signed', async () => {
    await append('north', 0, 3);
    await append('south', 0, 5);
    await ledger.sign(['north', 'south']);
    const logs = ledger.checkpoints.logs();
    const before = new Map(logs.map((log) => [log, ledger.checkpoints.latest(log)!]));
    const oldKeys = new Map(logs.map((log) => [log, ledger.checkpoints.keysOf(log)[0]!.vkey]));
    await ledger.rotateKey();
    expect(ledger.handingOver).toBe(false);
    expect(existsSync(path.join(keysIn(directory.path), 'log-key-1.txt'))).toBe(false);
    for (const log of logs) {
      const now = ledger.checkpoints.latest(log)!;
      mustBeSigned(now, 2);
      if (log !== DIRECTORY) expect([now.size, now.root]).toEqual([before.get(log)!.size, before.get(log)!.root]);
      const [current, earlier] = ledger.checkpoints.keysOf(log);
      expect(earlier!.vkey).toBe(oldKeys.get(log));
      expect(current!.vkey).not.toBe(oldKeys.get(log));
    }
    await append('north', 3, 1);
    mustBeSigned(await signed('north'), 1);
    mustBeConsistent(DIRECTORY, (trust) => treesOf(store).treeOf(trust));
    // The first key is gone, and what the second has signed opens.
    ledger.close();
    ledger = await openLedger(directory.path, store);
    expect(await ledger.due()).toEqual([]);
  });
});

describe('before it signs, it reads again what is stored (Yeti)', () => {
  beforeEach(async () => {
    store = sqlite();
    ledger = await openLedger(directory.path, store);
    await append('north', 0, 5);
    await append('south', 0, 5);
    await ledger.sign(['north', 'south']);
    await append('north', 5, 8);
    await append('south', 5, 1);
  });

  /** One bit of the stored hashes of an entry, from the front. */
  const flipHash = (n: number, byte: number) => {
    const database = new DatabaseSync(path.join(directory.path, 'record.db'));
    const select = "select hashes from entry where n = ? and trust = (select id from trust where name = 'north')";
    const hashes = Buffer.from(database.prepare(select).get(n)!['hashes'] as Uint8Array);
    database.close();
    hashes[byte]! ^= 1;
    tamper(
      "update entry set hashes = ? where n = ? and trust = (select id from trust where name = 'north')",
      hashes,
      n,
    );
  };

  async function mustRefuse(entry: number | undefined, says: RegExp): Promise<void> {
    const kept = ledger.checkpoints.all(NORTH).length;
    const problem = await refusal(signed('north'));
    expect(problem).toMatchObject({ code: 'LEDGER.RECORD_ALTERED', detail: expect.stringMatching(says) as string });
    expect(problem.entry).toBe(entry);
    expect(ledger.checkpoints.all(NORTH)).toHaveLength(kept);
    // Others go on.
    expect(await signed('south')).toMatchObject({ size: 6 });
  }

  test('a flipped bit in the hash of an entry', async () => {
    flipHash(8, 3);
    await mustRefuse(8, /^Entry 8 of the record of "north" is not as it was recorded/);
  });

  test('a flipped bit in a node of the tree that leads to no root of now', async () => {
    // Entry 7 completes nodes of level 1, 2 and 3; the one of level 1 is under that of level 3 and in no root of 13.
    flipHash(7, 32 + 5);
    await mustRefuse(7, /a hash of the tree stored with it was changed/);
  });

  test('a hash that is missing', async () => {
    tamper(
      "update entry set hashes = zeroblob(32) where n = 7 and trust = (select id from trust where name = 'north')",
    );
    await mustRefuse(7, /^Entry 7/);
  });

  test('edited bytes', async () => {
    tamper(
      "update entry set bytes = cast(replace(cast(bytes as text), 'Befugnisse', 'Befugnissa') as blob) where n = 9 and trust = (select id from trust where name = 'north')",
    );
    await mustRefuse(9, /its text, or the hash stored with it, was changed after it was recorded/);
  });

  test('edited bytes with a hash that fits them is still not the entry that the later nodes were made from', async () => {
    const text = deterministicEntry('north', 9, 'somebody else').canonical;
    const hash = leafHash(sha256, Buffer.from(text));
    tamper(
      "update entry set bytes = cast(? as blob) where n = 10 and trust = (select id from trust where name = 'north')",
      text,
    );
    tamper("update entry set hashes = ? where n = 10 and trust = (select id from trust where name = 'north')", hash);
    // Entry 10 completes itself alone; the node that entry 11 completed knows what stood there.
    await mustRefuse(11, /a hash of the tree stored with it was changed/);
  });

  test('an entry that is gone from the middle', async () => {
    tamper("delete from entry where n = 7 and trust = (select id from trust where name = 'north')");
    await mustRefuse(7, /it is missing, although later ones are there/);
  });

  test('a node under the last checkpoint, which nothing since has touched', async () => {
    flipHash(3, 64 + 1);
    await mustRefuse(undefined, /does not continue its last checkpoint of 5 entries: something before was changed/);
  });

  test('a last checkpoint that was changed in ledger.db', async () => {
    const database = new DatabaseSync(path.join(directory.path, 'ledger.db'));
    database.exec('drop trigger checkpoint_is_never_changed');
    database.prepare('update checkpoint set root = zeroblob(32) where log = ?').run(NORTH);
    database.close();
    expect(await refusal(signed('north'))).toMatchObject({ code: 'LEDGER.CHECKPOINT_ALTERED' });
  });

  test('a leaf of the directory that was changed', async () => {
    const database = new DatabaseSync(path.join(directory.path, 'ledger.db'));
    database.exec('drop trigger directory_leaf_is_never_changed');
    database.exec('update directory_leaf set hashes = zeroblob(64) where n = 1');
    database.close();
    expect(await refusal(ledger.sign(['south']))).toMatchObject({ code: 'LEDGER.RECORD_ALTERED' });
  });
});

test('a signature that went wrong is neither kept nor shown', async () => {
  class Faulty extends LogKeys {
    override signersOf(log: string) {
      return super.signersOf(log).map((key) => ({ ...key, seed: Uint8Array.from(key.seed, (byte) => byte ^ 1) }));
    }
    override verifiersOf(log: string) {
      return super.signersOf(log).map((signer) => verifierKeyOf(publicKeyOf, signer));
    }
  }
  store = new MemoryRecordStore();
  ledger = await openLedger(directory.path, store);
  await append('north', 0, 3);
  const faulty = new Checkpointer({
    store,
    trees: treesOf(store),
    checkpoints: ledger.checkpoints,
    keys: new Faulty({ directory: keysIn(directory.path), operator: 'remit.local', mayMake: false }),
    last: new LastCheckpoint(keysIn(directory.path), 'test-off'),
    clock: new SystemClock(),
  });
  expect(await refusal(faulty.ofTrust('north'))).toMatchObject({ code: 'LEDGER.CHECKPOINT_ALTERED' });
  expect(ledger.checkpoints.logs()).toEqual([]);
  expect(await signed('north')).toMatchObject({ size: 3 });
});

describe('the kept checkpoints', () => {
  beforeEach(async () => {
    store = new MemoryRecordStore();
    ledger = await openLedger(directory.path, store);
    await append('north', 0, 3);
    await signed('north');
  });

  test('are never changed, deleted, or followed by a smaller or a different one', () => {
    const file = path.join(directory.path, 'ledger.db');
    const database = new DatabaseSync(file);
    for (const sql of [
      'update checkpoint set size = 2',
      'delete from checkpoint',
      'update directory_leaf set checkpoint = 2',
      'delete from directory_leaf',
      "update log_key set vkey = 'x'",
      'delete from log_key',
      'insert into directory_leaf (n, checkpoint, hashes) values (5, 2, zeroblob(32))',
    ]) {
      expect(() => database.exec(sql)).toThrow(/never|without gaps/);
    }
    database.close();
    const kept = ledger.checkpoints.latest(NORTH)!;
    expect(() => ledger.checkpoints.addOfTrust({ ...kept, size: 2 }, [])).toThrow('A log only grows');
    expect(() => ledger.checkpoints.addOfTrust({ ...kept, root: sha256() }, [])).toThrow('A log only grows');
    expect(ledger.checkpoints.all(NORTH)).toEqual([kept]);
  });

  test('carry what others have said of them', () => {
    const { id } = ledger.checkpoints.latest(NORTH)!;
    expect(ledger.checkpoints.outsideOf(NORTH)).toEqual([]);
    const anchor = {
      kind: 'cosignature',
      by: 'witness.example',
      at: '2025-03-03T10:00:00.000Z',
      bytes: Buffer.from('x'),
    } as const;
    ledger.checkpoints.addAnchor(id, anchor);
    expect(ledger.checkpoints.anchorsOf(id)).toMatchObject([{ kind: 'cosignature', by: 'witness.example' }]);
    expect(ledger.checkpoints.outsideOf(NORTH)).toMatchObject([{ by: 'witness.example', checkpoint: { id } }]);
    expect(() => ledger.checkpoints.addAnchor(999, anchor)).toThrow(/FOREIGN KEY/);
  });

  test('carry the newest word of each, whichever process has kept it', async () => {
    await append('north', 3, 1);
    await signed('north');
    const beside = CheckpointStore.open(directory.path, 'read');
    const { checkpoints } = ledger;
    const ids = checkpoints.all(NORTH).map(({ id }) => id);
    const bytes = Buffer.from('x');
    const say = (store: CheckpointStore, at: number, kind: 'cosignature' | 'timestamp', by: string, hour: string) =>
      store.addAnchor(ids[at]!, { kind, by, at: `2025-03-03T${hour}:00:00.000Z`, bytes });
    const heard = (store: CheckpointStore, log = NORTH) =>
      store.outsideOf(log).map(({ by, at, checkpoint }) => `${by} ${at.slice(11, 13)} ${String(checkpoint.size)}`);
    expect([heard(checkpoints), heard(beside)]).toEqual([[], []]);
    say(checkpoints, 0, 'cosignature', 'one', '10');
    expect([heard(beside), heard(checkpoints)]).toEqual([['one 10 3'], ['one 10 3']]);
    say(checkpoints, 0, 'timestamp', 'one', '11');
    say(checkpoints, 1, 'cosignature', 'one', '12');
    expect([heard(beside), heard(checkpoints)]).toEqual([
      ['one 12 4', 'one 11 3'],
      ['one 12 4', 'one 11 3'],
    ]);
    const other = CheckpointStore.open(directory.path, 'write', 'test-off');
    say(other, 0, 'cosignature', 'two', '13');
    say(other, 1, 'timestamp', 'one', '14');
    expect([heard(beside), heard(checkpoints), heard(other)]).toEqual(
      Array.from({ length: 3 }, () => ['one 14 4', 'two 13 3', 'one 12 4']),
    );
    expect(heard(beside, DIRECTORY)).toEqual([]);
    beside.close();
    other.close();
  });

  test('can be read beside the process that writes', () => {
    const reader = CheckpointStore.open(directory.path, 'read');
    expect(reader.all(NORTH)).toHaveLength(1);
    expect(() => reader.addAnchor(1, { kind: 'timestamp', by: 'x', at: 'y', bytes: Buffer.from('z') })).toThrow(
      /readonly/,
    );
    reader.close();
  });
});
