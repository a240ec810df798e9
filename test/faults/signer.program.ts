// Appends urgent entries without end and signs a checkpoint after each, and prints each checkpoint that it has shown:
// to be killed. Arguments: the data directory; the step before which it kills itself, and at which time of passing it.
import { CheckpointSchedule, CheckpointStore, LastCheckpoint, Ledger, LogKeys } from '@remit/ledger/nest';
import { SystemClock } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { keysIn } from '../support/ledgers.js';

const [directory, step, times] = [process.argv[2]!, process.argv[3]!, Number(process.argv[4])];
let passed = 0;

/** Kills this process, as a power cut would, before the step is done for the given time. */
function failBefore(owner: object, method: string, name: string): void {
  const done = Reflect.get(owner, method) as (...args: unknown[]) => unknown;
  Reflect.set(owner, method, function (this: unknown, ...args: unknown[]): unknown {
    if (name === step) {
      passed += 1;
      if (passed === times) process.kill(process.pid, 'SIGKILL');
    }
    return done.apply(this, args);
  });
}

failBefore(CheckpointStore.prototype, 'addOfTrust', 'checkpoint');
failBefore(CheckpointStore.prototype, 'addOfDirectory', 'directory');
failBefore(LastCheckpoint.prototype, 'write', 'note');
failBefore(LogKeys.prototype, 'finishHandOver', 'hand-over');

const store = new SqliteRecordStore({ directory, access: 'write', program: 'the signer of the tests' });
const ledger = await Ledger.open({
  directory,
  keysDirectory: keysIn(directory),
  store,
  trees: store.trees,
  clock: new SystemClock(),
});
const schedule = new CheckpointSchedule({
  ledger,
  store,
  everyMs: 3_600_000,
  report: ({ detail }) => process.stdout.write(`problem ${detail}\n`),
});
await schedule.start();

const heads = new Map((await store.heads()).map(({ trust, head }) => [trust, head]));
for (let round = 0; ; round += 1) {
  for (const trust of ['north', 'south']) {
    const head = heads.get(trust) ?? -1;
    const entry = { ...deterministicEntry(trust, head + 1, 'signer'), type: 'EntryCorrected.v1' };
    await store.append(trust, head, [entry]);
    heads.set(trust, head + 1);
  }
  // Every other round goes on appending while it is being signed.
  if (round % 2 === 0) await schedule.settled();
  if (step === 'hand-over' && round === 3) await ledger.rotateKey();
  for (const trust of ['north', 'south']) {
    const shown = ledger.checkpoints.latest(ledger.originOf(trust));
    if (shown !== undefined) {
      process.stdout.write(`shown ${shown.log} ${String(shown.size)} ${Buffer.from(shown.root).toString('hex')}\n`);
    }
  }
}
