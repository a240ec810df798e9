import { trustOrigin } from '@remit/ledger';
import type { Every } from '@remit/ledger/nest';
import { MemoryRecordStore, type RecordStore } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { TurnedClock } from '../support/api-server.js';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { runningLedger } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';

/** When checkpoints are made: the timer is turned by hand and the clock stands still. */

/** A timer that fires when the test says so. */
class TurnedTimer {
  ms = 0;
  stopped = false;
  fire: () => void = () => undefined;
  readonly every: Every = (ms, run) => {
    this.ms = ms;
    this.fire = run;
    return () => {
      this.stopped = true;
    };
  };
}

let directory: TemporaryDirectory;
let store: RecordStore;
let timer: TurnedTimer;
let running: Awaited<ReturnType<typeof runningLedger>>;

beforeEach(async () => {
  directory = temporaryDirectory();
  store = new MemoryRecordStore();
  await open();
});
afterEach(async () => {
  await running.schedule.stop();
  running.ledger.close();
  await store.close();
  directory.remove();
});

async function open(): Promise<void> {
  timer = new TurnedTimer();
  running = await runningLedger(directory.path, store, { clock: new TurnedClock(0), every: timer.every });
}

const sizes = (trust = 'north') =>
  running.ledger.checkpoints.all(trustOrigin('remit.local', trust)).map(({ size }) => size);

async function append(trust: string, n: number, type = 'SchemeAdopted.v1', data: unknown = {}): Promise<void> {
  const canonical = JSON.stringify({ data, n, type });
  const entry = { ...deterministicEntry(trust, n, 'schedule'), type, canonical };
  expect(await store.append(trust, n - 1, [entry])).toMatchObject({ kind: 'appended' });
}

/** Lets the follower look at what was appended, and waits for what it set off. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await running.schedule.settled();
}

test('on start, whatever no checkpoint covers; then at its times; not in between', async () => {
  await append('north', 0);
  await running.schedule.start();
  await running.schedule.settled();
  expect(timer.ms).toBe(3_600_000);
  expect(sizes()).toEqual([1]);
  await append('north', 1);
  await append('south', 0);
  await settled();
  expect([sizes(), sizes('south')]).toEqual([[1], []]);
  timer.fire();
  await settled();
  expect([sizes(), sizes('south')]).toEqual([[1, 2], [1]]);
  timer.fire();
  await settled();
  expect(sizes()).toEqual([1, 2]);
  expect(running.ledger.checkpoints.latest(trustOrigin('remit.local', 'north'))?.madeAt).toBe(
    '1970-01-01T00:00:00.000Z',
  );
});

test.each([
  ['DelegationVaried.v1', { layer: 'urgent' }],
  ['DelegationVaried.v1', { layer: 'intervention' }],
  ['EntryCorrected.v1', {}],
  ['PersonErased.v1', {}],
])('at once after %s %j, and after no other variation', async (type, data) => {
  await running.schedule.start();
  await append('north', 0, 'DelegationVaried.v1', { layer: 'school' });
  await append('south', 0);
  await settled();
  expect(sizes()).toEqual([]);
  await append('north', 1, type, data);
  await settled();
  expect([sizes(), sizes('south')]).toEqual([[2], []]);
});

test('once for many urgent entries that come together', async () => {
  await running.schedule.start();
  for (let n = 0; n < 50; n += 1) await append('north', n, 'EntryCorrected.v1');
  await settled();
  expect(sizes().at(-1)).toBe(50);
  expect(sizes().length).toBeLessThanOrEqual(3);
});

test('a last time when it is stopped, and then never again', async () => {
  await running.schedule.start();
  await append('north', 0);
  await running.schedule.stop();
  expect(timer.stopped).toBe(true);
  expect(sizes()).toEqual([1]);
  await append('north', 1, 'EntryCorrected.v1');
  timer.fire();
  await settled();
  expect(sizes()).toEqual([1]);
});

test('a process that ended between an urgent entry and its checkpoint makes up for it', async () => {
  await running.schedule.start();
  await append('north', 0, 'EntryCorrected.v1');
  running.ledger.close();
  await open();
  expect(sizes()).toEqual([]);
  await running.schedule.start();
  await running.schedule.settled();
  expect(sizes()).toEqual([1]);
});

test('a trust whose record is not as it was stops, is reported once, and the others go on', async () => {
  class Edited extends MemoryRecordStore {
    override async read(...args: Parameters<MemoryRecordStore['read']>) {
      const read = await super.read(...args);
      return args[0] === 'north' ? read.map((entry) => ({ ...entry, canonical: `${entry.canonical} ` })) : read;
    }
  }
  running.ledger.close();
  store = new Edited();
  await open();
  await running.schedule.start();
  await append('north', 0, 'EntryCorrected.v1');
  await append('south', 0, 'EntryCorrected.v1');
  await settled();
  timer.fire();
  await settled();
  expect([sizes(), sizes('south')]).toEqual([[], [1]]);
  expect(running.reported).toMatchObject([{ code: 'LEDGER.RECORD_ALTERED', entry: 0 }]);
  expect([...running.schedule.stopped]).toMatchObject([['north', { code: 'LEDGER.RECORD_ALTERED' }]]);
});

test('what cannot be read just now is reported and signed the next time', async () => {
  let broken = true;
  class Failing extends MemoryRecordStore {
    override async read(...args: Parameters<MemoryRecordStore['read']>) {
      if (broken) throw new Error('the disk is away');
      return super.read(...args);
    }
  }
  running.ledger.close();
  store = new Failing();
  await open();
  await running.schedule.start();
  await append('north', 0, 'EntryCorrected.v1');
  await settled();
  expect(sizes()).toEqual([]);
  expect(running.reported).toMatchObject([{ code: 'LEDGER.NOT_SIGNED' }]);
  broken = false;
  timer.fire();
  await settled();
  expect(sizes()).toEqual([1]);
});

test('over the store on disk, while it goes on appending', async () => {
  running.ledger.close();
  store = new SqliteRecordStore({ directory: directory.path, access: 'write', durability: 'test-off' });
  await open();
  await running.schedule.start();
  for (let n = 0; n < 300; n += 1) await append('north', n, n % 7 === 0 ? 'EntryCorrected.v1' : 'SchemeAdopted.v1');
  await running.schedule.stop();
  expect(running.reported).toEqual([]);
  expect(sizes().at(-1)).toBe(300);
});
