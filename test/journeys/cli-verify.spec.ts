import { closeSync, cpSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { remit, RunningRemit } from '../support/command-line.js';
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
} from '../support/signed-record.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TestWitness } from '../support/test-witness.js';

/** `remit verify` as an auditor meets it: exit codes, sentences, files of her own. */

const base = temporaryDirectory();
let note: Buffer;
beforeAll(async () => {
  await record(base.path, 'north', 0, 49);
  note = signAndKeep(base.path, 'north');
  await record(base.path, 'north', 50, 59);
  await record(base.path, 'south', 0, 4);
  signAndKeep(base.path, 'south');
});
afterAll(() => base.remove());

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
  cpSync(base.path, directory.path, { recursive: true });
});
afterEach(() => directory.remove());

const verify = (...more: readonly string[]) => remit(['verify', '--data', directory.path, ...more]);
const file = (name: string, content: string | Buffer): string => {
  const named = path.join(directory.path, name);
  writeFileSync(named, content);
  return named;
};
const forge = () =>
  tamper(directory.path, (database) => {
    const forged = storedEntry('north', 12, { data: { post: 'post-12', name: 'Forged', minimum: 1 } });
    database.prepare('update entry set bytes = ? where n = 12 and trust = 1').run(Buffer.from(forged.canonical));
  });

test('0: nothing was altered, and what is not yet covered is said', async () => {
  expect(await verify()).toEqual({
    code: 0,
    err: '',
    out: `Nothing was altered.

north: 60 entries read. The checkpoint of 50 entries that was signed on 3 March 2025 fits. Entries 50 to 59 are newer than it: that they were not altered since is not shown yet.
south: 5 entries read. The checkpoint of 5 entries that was signed on 3 March 2025 fits.
`,
  });
});

test('0 for one trust, with the auditor’s own checkpoint and policy, as JSON and with progress', async () => {
  const policy = file('policy.txt', policyText(logKey('north')));
  const kept = file('march.note', note);
  const ran = await verify('--trust', 'north', '--checkpoint', kept, '--policy', policy, '--progress', '--json');
  expect(ran).toMatchObject({ code: 0, err: '100 %: 60 entries\n' });
  expect(JSON.parse(ran.out)).toMatchObject({
    verdict: 'ok',
    entries: 60,
    trusts: [{ trust: 'north', entries: 60, covered: { size: 50 }, findings: [] }],
    findings: [],
  });
});

test('2: an altered entry is named, with what to do', async () => {
  forge();
  const ran = await verify();
  expect(ran).toMatchObject({ code: 2, err: '' });
  expect(ran.out).toBe(`ALTERED: the record is not what was recorded and signed.

north: 60 entries read.
  - Entry 12 (recorded on 3 March 2025) was altered: it is no longer the entry over which the checkpoint of 50 entries that was signed on 3 March 2025 was made.
south: 5 entries read. The checkpoint of 5 entries that was signed on 3 March 2025 fits.

What to do: do not rely on the record from the first entry named on. Stop Remit, keep a copy of the whole data directory as evidence, put back a backup from before, and verify that.
`);
  expect((await verify('--trust', 'south')).code).toBe(0);
});

test('2: a damaged file is said to be damaged, wherever it is', async () => {
  const database = path.join(directory.path, 'record.db');
  const handle = openSync(database, 'r+');
  // The third page holds entries or the way to them.
  for (const page of [5, 6, 7, 8]) writeSync(handle, Buffer.alloc(4096), 0, 4096, page * 4096);
  closeSync(handle);
  const zeroed = await verify();
  expect(zeroed.code).toBe(2);
  expect(zeroed.out).toMatch(/damaged/);
  truncateSync(database, Math.floor(statSync(database).size / 8192) * 4096);
  expect((await verify()).code).toBe(2);
  truncateSync(database, 100);
  const cut = await verify();
  expect(cut.code).toBe(2);
  expect(cut.err).toMatch(/record\.db cannot be read|no record that this Remit can read/);
});

test('3: a record that is shorter than signed, or of which a file is missing', async () => {
  tamper(directory.path, (database) => database.exec('delete from entry where n >= 40 and trust = 1'));
  const short = await verify('--trust', 'north');
  expect(short.code).toBe(3);
  expect(short.out).toContain('entries 40 to 49 are missing at the end');
  truncateSync(path.join(directory.path, 'record.db'), 0);
  const empty = await verify();
  expect(empty).toMatchObject({ code: 3, out: '' });
  expect(empty.err).toMatch(/is empty although a record was kept there/);
});

test('3: nothing signed to compare with', async () => {
  forgetCheckpoints(directory.path);
  const ran = await verify('--trust', 'north');
  expect(ran.code).toBe(3);
  expect(ran.out).toContain('all that can be said is that the record agrees with itself');
});

test('3: checkpoints that cannot be read are named, with a record beside them and without one', async () => {
  writeFileSync(
    path.join(directory.path, 'ledger.db'),
    'Nothing that SQLite could read, and longer than its header. '.repeat(50),
  );
  const beside = await verify('--checkpoint', file('march.note', note));
  expect(beside).toMatchObject({ code: 3, err: '' });
  expect(beside.out).toMatch(/^INCOMPLETE: .*ledger\.db cannot be read \(/s);
  for (const rest of ['', '-wal', '-shm']) rmSync(path.join(directory.path, `record.db${rest}`), { force: true });
  const alone = await verify();
  expect(alone).toMatchObject({ code: 3, err: '' });
  expect(alone.out).toMatch(
    /^INCOMPLETE: .*ledger\.db cannot be read \(.* There is no record beside it either: put that back as well\.\n/s,
  );
});

test('4: keys that are not the auditor’s, and a policy that is none', async () => {
  const other = file('other.txt', policyText(logKey('north', 9)));
  const refused = await verify('--trust', 'north', '--policy', other);
  expect(refused.code).toBe(4);
  expect(refused.out).toContain('NOT ACCEPTED');
  const nonsense = await verify('--policy', file('nonsense.txt', 'trust everybody\n'));
  expect(nonsense).toMatchObject({ code: 4, out: '' });
  expect(nonsense.err).toContain('LEDGER.POLICY_MALFORMED');
});

describe('a policy that asks for a witness, who confirms the directory', () => {
  let witness: TestWitness;
  beforeEach(async () => {
    witness = await new TestWitness(directory.path).start();
    witness.know(vkeyOf(directoryKey()));
    signDirectory(directory.path);
  });
  afterEach(() => witness.stop());

  const policy = () => {
    const logs = policyText(logKey('north'), directoryKey()).replace('quorum none\n', '');
    return file('policy.txt', `${logs}witness w ${witness.vkey}\nquorum w\n`);
  };

  test('0 when the witness has confirmed it, and by whom and up to where is said', async () => {
    await askWitness(witness, directory.path);
    signAndKeep(directory.path, 'north');
    signDirectory(directory.path);
    await record(directory.path, 'north', 60, 64);
    expect(await verify('--trust', 'north', '--policy', policy())).toEqual({
      code: 0,
      err: '',
      out: `Nothing was altered.

north: 65 entries read. The checkpoint of 50 entries that was signed on 3 March 2025 and witnessed by witness.example/w1 on 3 March 2025 fits. Entries 50 to 59 are signed as well, but the witnesses that your policy asks for have not confirmed that yet: whoever has the signing key could have altered them. Entries 60 to 64 are newer than all checkpoints: that they were not altered since is not shown yet.
The directory: 3 checkpoints of trusts read. The directory’s checkpoint of 3 leaves that was signed on 3 March 2025 fits. From outside: the directory’s checkpoint of 2 leaves that was signed on 3 March 2025 and witnessed by witness.example/w1 on 3 March 2025 fits.
`,
    });
  });

  test('4 when the witness has not', async () => {
    const ran = await verify('--trust', 'north', '--policy', policy());
    expect(ran.code).toBe(4);
    expect(ran.out).toContain('too few of your witnesses have (0)');
  });

  test('0 for who holds the directory’s checkpoint herself, and up to where it is confirmed is said', async () => {
    const held = file('directory.note', signDirectory(directory.path));
    signAndKeep(directory.path, 'north');
    const ran = await verify('--trust', 'north', '--checkpoint', held);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(
      'From outside only entries 0 to 49 are confirmed: the checkpoint of 50 entries that was signed on 3 March 2025 and listed in your checkpoint directory.note fits.',
    );
    const json = JSON.parse((await verify('--trust', 'north', '--checkpoint', held, '--json')).out) as unknown;
    expect(json).toMatchObject({ verdict: 'ok', trusts: [{ covered: { size: 60 }, vouched: { size: 50 } }] });
    expect(json).toMatchObject({ directory: { leaves: 3, covered: { size: 2 }, vouched: { size: 2 }, stamped: null } });
  });

  test('2 and 3 when the directory was altered or cut off, whoever is asked about', async () => {
    tamperLedger(directory.path, (database) => database.exec('delete from directory_leaf where n = 1'));
    const cut = await verify('--trust', 'north');
    expect(cut.code).toBe(3);
    expect(cut.out).toContain('The record as a whole:\n  - The directory ends with leaf 0, but');
    tamperLedger(directory.path, (database) => database.exec('update directory_leaf set hashes = zeroblob(32)'));
    const altered = await verify('--trust', 'north');
    expect(altered.code).toBe(2);
    expect(altered.out).toContain('eaf 0 of the directory (the checkpoint of north over 50 entries)');
  });
});

test('1, and never a code that speaks of the record, when it could not be checked', async () => {
  for (const args of [['--polcy', 'x'], ['file'], ['--policy', 'no-such-file'], ['--trust', 'nobody']]) {
    const ran = await verify(...args);
    expect([args, ran.code, ran.out]).toEqual([args, 1, '']);
    expect(ran.err).not.toBe('');
  }
  const nowhere = await remit(['verify', '--data', path.join(directory.path, 'nowhere')]);
  expect(nowhere).toMatchObject({ code: 1, out: '' });
});

test('runs beside the server that records and signs, changes nothing, and fits what it has signed', async () => {
  const live = temporaryDirectory();
  const server = new RunningRemit(['serve', '--port', '0', '--example', '--data', live.path]);
  try {
    await server.says(/Remit serves/);
    const before = contentOf(live.path);
    const ran = await remit(['verify', '--data', live.path]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^Nothing was altered\.\n\nnorthshire: \d+ entries read\. The checkpoint of \d+ entries/);
    expect(contentOf(live.path)).toEqual(before);
  } finally {
    await server.stop();
    live.remove();
  }
});

function contentOf(at: string): unknown {
  const database = new DatabaseSync(path.join(at, 'record.db'), { readOnly: true });
  const rows = database.prepare('select position, trust, n, hex(id), hex(bytes), hex(hashes) from entry').all();
  database.close();
  return rows;
}

test('what was rewritten and signed with a stolen key passes, but not for who has kept an older checkpoint', async () => {
  tamper(directory.path, (database) =>
    rewrite(database, 'north', [storedEntry('north', 12, { data: { post: 'post-12', name: 'Forged', minimum: 1 } })]),
  );
  forgetCheckpoints(directory.path);
  signAndKeep(directory.path, 'north');
  expect((await verify('--trust', 'north')).code).toBe(0);
  const ran = await verify('--trust', 'north', '--checkpoint', file('march.note', note));
  expect(ran.code).toBe(2);
  expect(ran.out).toContain('your checkpoint march.note');
});
