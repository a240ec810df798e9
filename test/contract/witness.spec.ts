import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  COSIGNATURE_V1,
  directoryOrigin,
  formatCheckpoint,
  parsePolicy,
  type SignerKey,
  signNote,
  toBase64,
  utf8Bytes,
  verifyCheckpoint,
} from '@remit/ledger';
import { type Anchored, type Ledger, sha256, sign, verify, Witness } from '@remit/ledger/nest';
import { MemoryRecordStore } from '@remit/record';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { keysIn, openLedger } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';
import { TestWitness } from '../support/test-witness.js';
import { logKey, vkeyOf } from '../support/signed-record.js';
import { LITEWITNESS } from '../unit/ledger/published-vectors.js';

/** A witness over HTTP: what is sent to it, what it answers, and what is made of that. */

const DIRECTORY = directoryOrigin('remit.local');

let home: TemporaryDirectory;
let witness: TestWitness;
let store: MemoryRecordStore;
let ledger: Ledger;

beforeEach(async () => {
  home = temporaryDirectory();
  store = new MemoryRecordStore();
  ledger = await openLedger(home.path, store);
  witness = await new TestWitness(home.path).start();
});
afterEach(async () => {
  await witness.stop();
  ledger.close();
  await store.close();
  home.remove();
});

/** Records entries of a trust, each with a checkpoint of its own, so that the directory grows by one leaf each. */
async function recorded(first: number, last: number, into = { store, ledger }, salt = 'witness'): Promise<void> {
  for (let n = first; n <= last; n += 1) {
    const entry = deterministicEntry('north', n, salt);
    expect(await into.store.append('north', n - 1, [entry])).toMatchObject({ kind: 'appended' });
    await into.ledger.sign(['north']);
  }
}

const vkeyOfDirectory = (of = ledger) => of.checkpoints.keysOf(DIRECTORY)[0]!.vkey;
const client = (of = ledger, timeoutMs?: number) =>
  new Witness(
    { key: witness.verifierKey, url: witness.url, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    of.checkpoints,
  );
const confirm = (of = ledger, timeoutMs?: number): Promise<Anchored> =>
  client(of, timeoutMs).confirm(of.checkpoints.latest(DIRECTORY)!, new AbortController().signal);
const codeOf = (result: Anchored): string => (result.is === 'failed' ? result.problem.code : result.is);

/** Has the newest checkpoint confirmed and keeps the cosignature. */
async function confirmed(of = ledger): Promise<void> {
  const result = await confirm(of);
  if (result.is !== 'anchored') throw new Error(result.problem.detail);
  of.checkpoints.addAnchor(of.checkpoints.latest(DIRECTORY)!.id, result.anchor);
}

describe('the witness of these tests', () => {
  const key: SignerKey = logKey('litewitness');
  const post = async (old: number, proof: readonly string[], size: number, root: Uint8Array, by = key) => {
    const note = signNote(sign, formatCheckpoint({ origin: by.name, size, root }), [by]);
    if (!note.ok) throw new Error(note.problem.detail);
    const lines = [`old ${String(old)}`, ...proof, '', ''].join('\n');
    const reply = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: Buffer.concat([Buffer.from(lines), note.value]),
    });
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  };

  it('answers to the tree heads of litewitness as litewitness does', async () => {
    const { from, to, fromRoot, toRoot, proof, wrongProof } = LITEWITNESS;
    witness.know(vkeyOf(key));
    const bytes = (text: string) => Buffer.from(text, 'base64');
    expect(await post(0, [], from, bytes(fromRoot))).toMatchObject({ status: 200 });
    expect(await post(from, wrongProof, to, bytes(toRoot))).toMatchObject({ status: 422 });
    expect(await post(from, [], to, bytes(toRoot))).toMatchObject({ status: 422 });
    expect(witness.cosigned(key.name).size).toBe(from);
    expect(await post(from, proof, to, bytes(toRoot))).toMatchObject({ status: 200 });
    const size = { status: 409, type: 'text/x.tlog.size', text: `${String(to)}\n` };
    expect(await post(from, proof, to, bytes(toRoot))).toEqual(size);
    // Rollback, and another tree of the same size.
    expect(await post(0, [], from, bytes(fromRoot))).toEqual(size);
    expect(await post(to, [], to, bytes(fromRoot))).toEqual(size);
    expect(await post(to, [], to, bytes(toRoot))).toMatchObject({ status: 200 });
    expect(await post(to, [], from, bytes(fromRoot))).toMatchObject({ status: 400 });
    expect(await post(0, [], 1, bytes(fromRoot), logKey('nobody'))).toMatchObject({ status: 404 });
    expect(await post(to, [], to, bytes(toRoot), logKey('litewitness', 8))).toMatchObject({ status: 403 });
  });

  it('remembers what it has cosigned when it is started anew', async () => {
    witness.know(vkeyOf(key));
    const root = sha256(Buffer.from('tree'));
    await post(0, [], 4, root);
    await witness.stop();
    const again = new TestWitness(home.path);
    expect(again.cosigned(key.name)).toEqual({ size: 4, root: toBase64(root) });
  });
});

describe('a checkpoint', () => {
  it('is cosigned, at first and each time that the directory has grown, with proofs that hold', async () => {
    await recorded(0, 0);
    witness.know(vkeyOfDirectory());
    for (const last of [0, 1, 4, 12]) {
      if (last > 0) await recorded(ledger.checkpoints.latest(DIRECTORY)!.size, last);
      await confirmed();
      expect(witness.cosigned(DIRECTORY).size).toBe(last + 1);
    }
    // It was known from where on to prove, so that each time one question was enough.
    expect(witness.asked.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 1', 'old 2', 'old 5']);
    const [kept] = ledger.checkpoints.anchorsOf(ledger.checkpoints.latest(DIRECTORY)!.id);
    expect(kept).toMatchObject({ kind: 'cosignature', by: 'witness.example/w1', at: '2025-03-03T12:00:00.000Z' });
  });

  it('with its cosignature meets the quorum of an auditor who has the witness\u2019s key from the witness', async () => {
    await recorded(0, 3);
    witness.know(vkeyOfDirectory());
    await confirmed();
    const { id, note } = ledger.checkpoints.latest(DIRECTORY)!;
    const text = `log ${vkeyOfDirectory()}\nwitness w ${witness.vkey}\nquorum w\n`;
    const policy = parsePolicy(sha256, utf8Bytes(text));
    if (!policy.ok) throw new Error(policy.problem.detail);
    const whole = Buffer.concat([note, ...ledger.checkpoints.anchorsOf(id).map(({ bytes }) => bytes)]);
    expect(verifyCheckpoint(verify, policy.value, DIRECTORY, note)).toMatchObject({ ok: false });
    expect(verifyCheckpoint(verify, policy.value, DIRECTORY, whole)).toMatchObject({
      ok: true,
      value: { size: 4, witnessedAt: witness.time },
    });
  });

  it('is sent again with the size that the witness names', async () => {
    await recorded(0, 2);
    witness.know(vkeyOfDirectory());
    await confirm(); // and the answer was lost
    await recorded(3, 6);
    await confirmed();
    expect(witness.asked.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 0', 'old 3']);
    expect(witness.cosigned(DIRECTORY).size).toBe(7);
  });

  it('that is not newer is cosigned again, at a later time', async () => {
    await recorded(0, 2);
    witness.know(vkeyOfDirectory());
    await confirmed();
    witness.time += 86_400;
    await confirmed();
    const { id } = ledger.checkpoints.latest(DIRECTORY)!;
    expect(ledger.checkpoints.anchorsOf(id).map(({ at }) => at)).toEqual([
      '2025-03-03T12:00:00.000Z',
      '2025-03-04T12:00:00.000Z',
    ]);
  });

  it('is cosigned through a change of the key, once the witness knows the new one', async () => {
    await recorded(0, 2);
    witness.know(vkeyOfDirectory());
    await confirmed();
    await ledger.rotateKey();
    await confirmed(); // signed by both
    await recorded(3, 3);
    expect(codeOf(await confirm())).toBe('LEDGER.WITNESS_KEY_UNKNOWN');
    witness.know(vkeyOfDirectory());
    await confirmed();
    expect(witness.cosigned(DIRECTORY).size).toBe(ledger.checkpoints.latest(DIRECTORY)!.size);
  });
});

it('a tree that does not lead to what was signed is sent to nobody', async () => {
  await recorded(0, 2);
  witness.know(vkeyOfDirectory());
  await confirmed();
  await recorded(3, 6);
  const database = new DatabaseSync(path.join(home.path, 'ledger.db'));
  database.exec(
    `drop trigger directory_leaf_is_never_changed; update directory_leaf set hashes = zeroblob(64) where n = 5`,
  );
  database.close();
  const asked = witness.asked.length;
  expect(await confirm()).toMatchObject({ contradicts: true, problem: { code: 'LEDGER.DIRECTORY_ALTERED' } });
  expect(witness.asked).toHaveLength(asked);
});

describe('a witness that', () => {
  beforeEach(async () => {
    await recorded(0, 4);
    witness.know(vkeyOfDirectory());
  });

  const answering = (status: number, body = '', type = 'text/plain') => {
    witness.instead = () => ({ status, body, type });
  };

  it('does not know the log is told apart, with what to send whoever runs it', async () => {
    const other = await new TestWitness(home.path, 'other.example').start();
    const unknown = new Witness({ key: other.verifierKey, url: other.url }, ledger.checkpoints);
    const result = await unknown.confirm(ledger.checkpoints.latest(DIRECTORY)!, new AbortController().signal);
    await other.stop();
    expect(result).toMatchObject({
      is: 'failed',
      contradicts: false,
      problem: { code: 'LEDGER.WITNESS_LOG_UNKNOWN', detail: expect.stringContaining('remit keys show') as string },
    });
  });

  it('is down, does not answer, or answers too much is asked again later', async () => {
    witness.instead = () => undefined;
    expect(await confirm(ledger, 50)).toMatchObject({
      contradicts: false,
      problem: { detail: expect.stringContaining('no answer came within 0.05 seconds') as string },
    });
    answering(200, 'x'.repeat(70_000));
    expect(await confirm()).toMatchObject({ problem: { detail: expect.stringContaining('too long') as string } });
    await witness.stop();
    expect(await confirm()).toMatchObject({
      problem: {
        code: 'LEDGER.ANCHOR_UNREACHABLE',
        detail: expect.stringMatching(/\((ECONNREFUSED|UND_ERR_SOCKET)\)/) as string,
      },
    });
  });

  it.each([
    [500, 'out of order', 'text/plain', 'LEDGER.WITNESS_ANSWER'],
    [400, 'malformed', 'text/plain', 'LEDGER.WITNESS_ANSWER'],
    [301, '', 'text/plain', 'LEDGER.WITNESS_ANSWER'],
    [409, '3\n', 'text/plain', 'LEDGER.WITNESS_ANSWER'],
    [409, '03\n', 'text/x.tlog.size', 'LEDGER.WITNESS_ANSWER'],
    [409, '3', 'text/x.tlog.size', 'LEDGER.WITNESS_ANSWER'],
    [409, '0\n', 'text/x.tlog.size', 'LEDGER.WITNESS_ANSWER'],
    [200, '', 'text/plain', 'LEDGER.COSIGNATURE_WRONG'],
    [200, 'thank you\n', 'text/plain', 'LEDGER.COSIGNATURE_WRONG'],
    [200, '\u2014 witness.example/w1 AAAAAAAA\n', 'text/plain', 'LEDGER.COSIGNATURE_WRONG'],
  ])('answers %s %j (%s) is not believed', async (status, body, type, code) => {
    answering(status, body, type);
    expect(await confirm()).toMatchObject({ is: 'failed', contradicts: false, problem: { code } });
  });

  it('names another size each time is asked three times and no more', async () => {
    let size = 0;
    witness.instead = () => ({ status: 409, body: `${String((size += 1))}\n`, type: 'text/x.tlog.size' });
    expect(codeOf(await confirm())).toBe('LEDGER.WITNESS_UNSTEADY');
    expect(witness.asked).toHaveLength(3);
  });

  it('cosigns something else, or with another key, is not believed', async () => {
    const { note } = ledger.checkpoints.latest(DIRECTORY)!;
    const forger = new TestWitness(home.path, witness.name, 66).know(vkeyOfDirectory());
    await forger.start();
    const lines = await (
      await fetch(`${forger.url}/add-checkpoint`, {
        method: 'POST',
        body: Buffer.concat([Buffer.from('old 0\n\n'), note]),
      })
    ).text();
    await forger.stop();
    expect(lines).toContain(witness.name);
    answering(200, lines);
    expect(codeOf(await confirm())).toBe('LEDGER.COSIGNATURE_WRONG');
    rmSync(path.join(home.path, 'witness.json'));
    witness.instead = undefined;
    const right = await confirm();
    if (right.is !== 'anchored') throw new Error('not cosigned');
    await recorded(5, 5);
    answering(200, Buffer.from(right.anchor.bytes).toString('utf8'));
    expect(codeOf(await confirm())).toBe('LEDGER.COSIGNATURE_WRONG');
  });
});

describe('two histories', () => {
  let forkHome: TemporaryDirectory;
  let fork: { store: MemoryRecordStore; ledger: Ledger };

  /** The same keys and the same first three checkpoints, and then each goes its own way. */
  beforeEach(async () => {
    await recorded(0, 2);
    witness.know(vkeyOfDirectory());
    forkHome = temporaryDirectory();
    cpSync(keysIn(home.path), keysIn(forkHome.path), { recursive: true });
    for (const file of ['ledger.db', 'ledger.db-wal']) {
      const from = path.join(home.path, file);
      if (existsSync(from)) cpSync(from, path.join(forkHome.path, file));
    }
    const forked = new MemoryRecordStore();
    const entries = Array.from({ length: 3 }, (_, n) => deterministicEntry('north', n, 'witness'));
    await forked.append('north', -1, entries);
    fork = { store: forked, ledger: await openLedger(forkHome.path, forked) };
  });
  afterEach(async () => {
    fork.ledger.close();
    await fork.store.close();
    forkHome.remove();
  });

  it.each([
    ['of the same length', 5],
    ['the second longer', 9],
  ])('%s: the second is refused by the witness, and said to be what it is', async (_what, last) => {
    await recorded(3, 5);
    await recorded(3, last, fork, 'another history');
    await confirmed();
    expect(await confirm(fork.ledger)).toMatchObject({
      is: 'failed',
      contradicts: true,
      problem: {
        code: 'LEDGER.WITNESS_HOLDS_ANOTHER',
        detail: expect.stringContaining('Somebody has signed two histories with your key') as string,
      },
    });
    expect(witness.cosigned(DIRECTORY).root).toBe(toBase64(ledger.checkpoints.latest(DIRECTORY)!.root));
    // Also when it has been confirmed up to where both are the same.
    await confirmed();
  });

  it('the second shorter: the witness has seen more than is kept here', async () => {
    await recorded(3, 8);
    await recorded(3, 4, fork, 'another history');
    await confirmed();
    expect(await confirm(fork.ledger)).toMatchObject({
      contradicts: true,
      problem: {
        code: 'LEDGER.WITNESS_HOLDS_MORE',
        detail: expect.stringContaining('cosigned 9 checkpoints in remit.local/directory, and only 5') as string,
      },
    });
  });

  it('grown on from a witnessed checkpoint: the one that comes second is refused', async () => {
    await confirmed();
    await confirmed(fork.ledger);
    await recorded(3, 3);
    await recorded(3, 6, fork, 'another history');
    await confirmed();
    expect(await confirm(fork.ledger)).toMatchObject({
      contradicts: true,
      problem: { code: 'LEDGER.WITNESS_HOLDS_ANOTHER' },
    });
  });

  it('an older checkpoint shown as the newest is stale by the time at which the witness saw it', async () => {
    await confirmed();
    const old = ledger.checkpoints.latest(DIRECTORY)!;
    const cosigned = () => {
      const { id, note } = ledger.checkpoints.latest(DIRECTORY)!;
      return Buffer.concat([note, ...ledger.checkpoints.anchorsOf(id).map(({ bytes }) => bytes)]);
    };
    const oldNote = cosigned();
    witness.time += 10 * 86_400;
    await recorded(3, 4);
    await confirmed();
    const key = witness.vkey;
    const policy = parsePolicy(sha256, utf8Bytes(`log ${vkeyOfDirectory()}\nwitness w ${key}\nquorum w\n`));
    if (!policy.ok) throw new Error(policy.problem.detail);
    const seen = (note: Buffer) => {
      const accepted = verifyCheckpoint(verify, policy.value, DIRECTORY, note);
      if (!accepted.ok) throw new Error(accepted.problem.detail);
      return accepted.value.witnessedAt!;
    };
    expect(witness.verifierKey.type).toBe(COSIGNATURE_V1);
    // Both are signed and cosigned rightly. What tells them apart is that the old one was the newest ten days ago.
    expect(witness.time - seen(cosigned())).toBe(0);
    expect(witness.time - seen(oldNote)).toBe(10 * 86_400);
    // And it is never cosigned again, so that it cannot be made to look younger.
    const again = await client().confirm(old, new AbortController().signal);
    expect(codeOf(again)).toBe('LEDGER.WITNESS_HOLDS_MORE');
  });
});
