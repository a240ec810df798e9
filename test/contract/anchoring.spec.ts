import { jest } from '@jest/globals';
import { directoryOrigin, trustOrigin } from '@remit/ledger';
import {
  type After,
  type Anchor,
  type Anchored,
  Anchorer,
  type KeptCheckpoint,
  LedgerReader,
  outsideOf,
  TimestampAuthority,
  Witness,
} from '@remit/ledger/nest';
import { MemoryRecordStore } from '@remit/record';
import { TurnedClock } from '../support/api-server.js';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { runningLedger } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';
import { TestWitness } from '../support/test-witness.js';

/** When checkpoints are confirmed by somebody outside, and what happens when nobody is there. */

const DIRECTORY = directoryOrigin('remit.local');
const NORTH = trustOrigin('remit.local', 'north');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let home: TemporaryDirectory;
let store: MemoryRecordStore;
let clock: TurnedClock;
let witness: TestWitness;
let running: Awaited<ReturnType<typeof runningLedger>>;
/** What waits for its time, with how long it was to wait. */
let waiting: { ms: number; run: () => void }[];

const after: After = (ms, run) => {
  const one = { ms, run };
  waiting.push(one);
  return () => {
    waiting = waiting.filter((each) => each !== one);
  };
};

beforeEach(async () => {
  home = temporaryDirectory();
  store = new MemoryRecordStore();
  clock = new TurnedClock(Date.parse('2025-03-03T12:00:00.000Z'));
  witness = await new TestWitness(home.path).start();
  waiting = [];
  await open();
});
afterEach(async () => {
  await close();
  await witness.stop();
  await store.close();
  home.remove();
});

async function open(more: readonly Anchorer[] = []): Promise<void> {
  running = await runningLedger(home.path, store, {
    clock,
    after,
    anchorers: ({ checkpoints }) => [new Witness({ key: witness.verifierKey, url: witness.url }, checkpoints), ...more],
  });
}

async function close(): Promise<void> {
  await running.schedule.stop();
  await running.anchoring.stop();
  running.ledger.close();
}

/** Records an entry and lets the hour be over. */
async function hour(n: number): Promise<void> {
  expect(await store.append('north', n - 1, [deterministicEntry('north', n, 'anchoring')])).toMatchObject({
    kind: 'appended',
  });
  await running.schedule.tick();
  await running.anchoring.settled();
}

/** Lets those that wait have waited. */
async function waited(): Promise<void> {
  const due = waiting;
  waiting = [];
  for (const { run } of due) run();
  await running.anchoring.settled();
}

const know = () => witness.know(running.ledger.checkpoints.keysOf(DIRECTORY)[0]!.vkey);
const newest = () => running.ledger.checkpoints.latest(DIRECTORY)!;
const anchors = () => running.ledger.checkpoints.anchorsOf(newest().id);
const reader = () =>
  new LedgerReader({
    operator: 'remit.local',
    store,
    trees: running.trees,
    checkpoints: running.ledger.checkpoints,
    anchorProblems: () => running.anchoring.problems(),
    now: () => clock.now(),
  });
const says = async () => {
  const view = await reader().checkpointOf('north');
  return view.ok ? view.value.says : view.problem.detail;
};

/** Somebody outside who answers when the test says so. */
class Slow extends Anchorer {
  override readonly name = 'Slow';
  override readonly staleMs = Infinity;
  readonly asked: number[] = [];
  private readonly open: (() => void)[] = [];

  override isItsOwn({ by }: Anchor): boolean {
    return by === this.name;
  }

  override async confirm({ size, madeAt }: KeptCheckpoint): Promise<Anchored> {
    this.asked.push(size);
    await new Promise<void>((resolve) => this.open.push(resolve));
    const bytes = Buffer.from('slow');
    return { is: 'anchored', anchor: { kind: 'timestamp', by: this.name, at: madeAt, bytes } };
  }

  answer(): void {
    this.open.shift()?.();
  }
}

test('nobody waits for whoever is slow, who is then asked for what is the newest, and not for all in between', async () => {
  await close();
  const slow = new Slow();
  running = await runningLedger(home.path, store, { clock, after, anchorers: () => [slow] });
  for (let n = 0; n < 4; n += 1) {
    await store.append('north', n - 1, [deterministicEntry('north', n, 'anchoring')]);
    // Resolves although nobody has answered yet.
    await running.schedule.tick();
    expect([newest().size, anchors()]).toEqual([n + 1, []]);
  }
  slow.answer();
  while (slow.asked.length === 1) await new Promise((resolve) => setImmediate(resolve));
  slow.answer();
  await running.anchoring.settled();
  expect(slow.asked).toEqual([1, 4]);
  expect(anchors()).toMatchObject([{ by: 'Slow' }]);
});

test('a witness that is away for days: recording goes on, its age is said, and it catches up with proofs that hold', async () => {
  await hour(0);
  know();
  await waited();
  expect(await says()).toBe('Entry 0 cannot be changed unnoticed: witnessed by witness.example/w1 on 3 March 2025.');
  await witness.stop();
  for (let n = 1; n <= 12; n += 1) {
    clock.at += 12 * 60 * MINUTE_MS;
    await hour(n);
    await waited();
  }
  expect([newest().size, anchors()]).toEqual([13, []]);
  // Once, and not each time.
  expect(running.reported.filter(({ code }) => code === 'LEDGER.ANCHOR_UNREACHABLE')).toHaveLength(1);
  expect(await says()).toMatch(
    /^Entry 0 cannot be changed unnoticed: witnessed by witness\.example\/w1 on 3 March 2025\. The last word from outside is 6 days old\. Entries 1 to 12 are signed by remit\.local only \(checkpoint of 9 March 2025\)\. The witness witness\.example\/w1 could not be reached \(.+\)\. Recording and signing go on; /,
  );
  await witness.start();
  witness.time += 6 * 86_400;
  await waited();
  expect(witness.cosigned(DIRECTORY).size).toBe(13);
  expect(running.anchoring.problems()).toEqual([]);
  expect(await says()).toBe(
    'Entries up to 12 cannot be changed unnoticed: witnessed by witness.example/w1 on 9 March 2025.',
  );
});

test('who fails is asked again after one minute, two, four, up to an hour, and not in between', async () => {
  await hour(0);
  const waits: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    waits.push(waiting[0]!.ms / MINUTE_MS);
    const before = witness.asked.length;
    running.anchoring.wake();
    await running.anchoring.settled();
    expect(witness.asked.length).toBe(before);
    await waited();
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  know();
  await waited();
  expect(anchors()).toHaveLength(1);
  expect(waiting).toEqual([]);
});

test('a process that ended before it had asked goes on at the next start', async () => {
  await hour(0);
  await close();
  expect(waiting).toEqual([]);
  await open();
  know();
  await running.schedule.start();
  await running.schedule.settled();
  await running.anchoring.settled();
  expect(anchors()).toHaveLength(1);
});

test('the last checkpoint is sent before the process ends, and whoever does not answer does not hold it up', async () => {
  await hour(0);
  know();
  await waited();
  await store.append('north', 0, [deterministicEntry('north', 1, 'anchoring')]);
  await running.schedule.stop();
  await running.anchoring.stop();
  expect([newest().size, anchors().length]).toEqual([2, 1]);
  running.ledger.close();
  await open();
  witness.instead = () => undefined;
  await store.append('north', 1, [deterministicEntry('north', 2, 'anchoring')]);
  const begun = performance.now();
  await running.schedule.stop();
  await running.anchoring.stop();
  // The witness has fifteen seconds otherwise.
  expect(performance.now() - begun).toBeLessThan(8000);
  expect(anchors()).toEqual([]);
});

test('a quiet record is confirmed again each day, so that its newest checkpoint does not look old', async () => {
  await hour(0);
  know();
  await waited();
  const tick = async (ms: number) => {
    clock.at += ms;
    witness.time = clock.at / 1000;
    await running.schedule.tick();
    await running.anchoring.settled();
  };
  await tick(DAY_MS / 2);
  expect(anchors()).toHaveLength(1);
  await tick(DAY_MS);
  expect(anchors().map(({ at }) => at)).toEqual(['2025-03-03T12:00:00.000Z', '2025-03-05T00:00:00.000Z']);
  expect(await says()).not.toContain('old');
});

test('a witness whose clock stands still is asked once each time and not for ever', async () => {
  await hour(0);
  know();
  clock.at += 10 * DAY_MS;
  await waited();
  expect(witness.asked).toHaveLength(2);
});

test('two histories are reported each time, and in every answer, until somebody has seen to it', async () => {
  await hour(0);
  know();
  witness.remember(DIRECTORY, 1, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=');
  await waited();
  await waited();
  expect(running.reported.map(({ code }) => code)).toEqual([
    'LEDGER.WITNESS_LOG_UNKNOWN',
    'LEDGER.WITNESS_HOLDS_ANOTHER',
    'LEDGER.WITNESS_HOLDS_ANOTHER',
  ]);
  expect(await says()).toContain('has cosigned another history of remit.local/directory');
  const view = reader().directoryCheckpoint();
  expect(view.ok && view.value.says).toContain('has cosigned another history of remit.local/directory');
  // Nothing stops: what is recorded is signed all the same.
  await hour(1);
  expect(newest().size).toBe(2);
});

test('what was confirmed and cannot be kept is asked for again', async () => {
  await hour(0);
  know();
  const add = jest.spyOn(running.ledger.checkpoints, 'addAnchor').mockImplementationOnce(() => {
    throw new Error('database or disk is full');
  });
  await waited();
  expect(running.anchoring.problems()).toMatchObject([
    { code: 'LEDGER.ANCHOR_NOT_KEPT', detail: expect.stringContaining('disk is full') as string },
  ]);
  await waited();
  expect(anchors()).toHaveLength(1);
  add.mockRestore();
});

test('when it cannot be looked up what is due, that is reported, and asked again later', async () => {
  await hour(0);
  know();
  const latest = jest.spyOn(running.ledger.checkpoints, 'latest').mockImplementationOnce(() => {
    throw new Error('database is locked');
  });
  await waited();
  latest.mockRestore();
  expect(running.anchoring.problems()).toMatchObject([
    {
      code: 'LEDGER.ANCHOR_NOT_KEPT',
      detail:
        'The witness witness.example/w1 could not be asked, or what it said could not be kept (database is locked). It is asked again later by itself; check the disk if it stays so.',
    },
  ]);
  expect(running.reported.map(({ code }) => code)).toEqual(['LEDGER.WITNESS_LOG_UNKNOWN', 'LEDGER.ANCHOR_NOT_KEPT']);
  await waited();
  expect([running.anchoring.problems(), anchors().length]).toEqual([[], 1]);
});

test('what could not be looked up is no problem any more once it is known that nothing is due', async () => {
  await hour(0);
  know();
  await waited();
  const latest = jest.spyOn(running.ledger.checkpoints, 'latest').mockImplementationOnce(() => {
    throw new Error('database is locked');
  });
  running.anchoring.wake();
  await running.anchoring.settled();
  latest.mockRestore();
  expect(running.anchoring.problems()).toMatchObject([{ code: 'LEDGER.ANCHOR_NOT_KEPT' }]);
  const asked = witness.asked.length;
  await waited();
  expect([running.anchoring.problems(), witness.asked.length]).toEqual([[], asked]);
});

test('what was recorded and signed while the checkpoint is looked up is not said to be uncovered', async () => {
  await hour(0);
  const head = store.head.bind(store);
  /** Looks the head up, and an hour goes by. */
  const slowly = () =>
    jest.spyOn(store, 'head').mockImplementationOnce(async (trust) => {
      const found = await head(trust);
      await hour(found! + 1);
      return found;
    });
  slowly();
  const view = await reader().checkpointOf('north');
  expect(view).toMatchObject({ ok: true, value: { size: 2, head: 1 } });
  expect(view.ok && view.value.says).not.toContain('not covered yet');
  slowly();
  expect(await reader().inclusion('north', 2)).toMatchObject({ ok: true, value: { n: 2, size: 3 } });
});

test('nobody set: nobody is asked, and it is said that nobody outside has confirmed anything', async () => {
  await close();
  running = await runningLedger(home.path, store, { clock, after });
  await hour(0);
  expect([witness.asked, waiting, running.reported]).toEqual([[], [], []]);
  expect(await running.anchoring.anchorNow()).toEqual([]);
  expect(await says()).toContain('nobody outside has confirmed one yet');
});

test('by hand everybody is asked at once, also who is being left in peace; twice does no harm', async () => {
  await close();
  await open([new TimestampAuthority({ url: 'http://127.0.0.1:1/', pinned: [] }, () => clock.now())]);
  await hour(0);
  know();
  expect(waiting).toHaveLength(2);
  const [first, second] = await running.anchoring.anchorNow();
  expect(first).toMatchObject({ name: 'The witness witness.example/w1', anchor: { kind: 'cosignature' } });
  expect(second).toMatchObject({ problem: { code: 'LEDGER.ANCHOR_UNREACHABLE' } });
  await running.anchoring.anchorNow();
  expect(anchors()).toHaveLength(1);
});

describe('what is confirmed of a trust', () => {
  const stamp = (size: number, at: string) =>
    running.ledger.checkpoints.addAnchor(running.ledger.checkpoints.ofSize(DIRECTORY, size)!.id, {
      kind: 'timestamp',
      by: 'Time of Day',
      at,
      bytes: Buffer.from('token'),
    });

  test('is what the directory had of it when it was confirmed, and no more', async () => {
    for (let n = 0; n < 3; n += 1) await hour(n);
    stamp(2, '2025-03-04T12:00:00.000Z');
    clock.at += DAY_MS;
    expect(outsideOf(running.ledger.checkpoints, 'remit.local', NORTH)).toEqual([
      { kind: 'timestamp', by: 'Time of Day', at: '2025-03-04T12:00:00.000Z', size: 2 },
    ]);
    expect(await says()).toMatch(
      /^Entries up to 1 cannot be changed unnoticed: time-stamped by Time of Day on 4 March 2025\. Entry 2 is signed by remit\.local only \(checkpoint of 3 March 2025\)\./,
    );
    // One that came later has its place in the directory after that.
    await store.append('south', -1, [deterministicEntry('south', 0, 'anchoring')]);
    await running.schedule.tick();
    const south = await reader().checkpointOf('south');
    expect(south.ok && [south.value.outside, south.value.says]).toEqual([
      [],
      expect.stringContaining('nobody outside has confirmed one yet'),
    ]);
  });

  test('is said of each who has, whoever has confirmed most first', async () => {
    await hour(0);
    know();
    await hour(1);
    await waited();
    stamp(1, '2025-03-03T13:00:00.000Z');
    expect(await says()).toBe(
      'Entries up to 1 cannot be changed unnoticed: witnessed by witness.example/w1 on 3 March 2025. Entry 0 is also time-stamped by Time of Day on 3 March 2025.',
    );
    stamp(2, '2025-03-03T14:00:00.000Z');
    expect(await says()).toBe(
      'Entries up to 1 cannot be changed unnoticed: witnessed by witness.example/w1 on 3 March 2025, time-stamped by Time of Day on 3 March 2025.',
    );
    const view = reader().directoryCheckpoint();
    expect(view.ok && view.value).toMatchObject({
      says: 'Leaves up to 1 cannot be changed unnoticed: witnessed by witness.example/w1 on 3 March 2025, time-stamped by Time of Day on 3 March 2025.',
      outside: [
        { kind: 'cosignature', size: 2 },
        { kind: 'timestamp', size: 2 },
      ],
    });
  });
});
