import { existsSync } from 'node:fs';
import path from 'node:path';
import { consistencyProof, directoryOrigin, verifyConsistency } from '@remit/ledger';
import { sha256 } from '@remit/ledger/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { random } from '../oracle/random.js';
import { keysIn, runningLedger } from '../support/ledgers.js';
import { printedSeed } from '../support/seed.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const SIGNER = path.join(import.meta.dirname, 'signer.program.ts');

// The same seed kills at the same steps again, though what is on disk at that moment may differ.
const chance = random(printedSeed('LEDGER_KILL_SEED'));

/** Runs the signer until it has killed itself, or for a while and then from outside. @returns what it had shown. */
async function signUntilKilled(directory: string, step: string, times: number): Promise<readonly string[]> {
  const child = new TypeScriptChild(SIGNER, [directory, step, String(times)]);
  if (step === 'anywhere') {
    await child.line('shown');
    await child.printed(child.lines.length + chance.int(60));
    await child.kill('SIGKILL');
  } else {
    await child.gone();
  }
  expect(child.lines.filter((line) => line.startsWith('problem'))).toEqual([]);
  return child.lines.filter((line) => line.startsWith('shown')).map((line) => line.slice('shown '.length));
}

/** Starts again as a server does. Everything that was shown is kept, and all that is kept is of one history. */
async function mustConverge(directory: string, shown: readonly string[]): Promise<void> {
  const store = new SqliteRecordStore({ directory, access: 'write' });
  const { ledger, schedule, reported } = await runningLedger(directory, store);
  await schedule.start();
  await schedule.settled();
  expect(reported).toEqual([]);
  expect(await ledger.due()).toEqual([]);
  const kept = new Set<string>();
  for (const log of ledger.checkpoints.logs()) {
    const all = ledger.checkpoints.all(log);
    const isDirectory = log === directoryOrigin('remit.local');
    const tree = isDirectory ? ledger.checkpoints.directoryTree : store.trees.treeOf(log.split('/').at(-1)!);
    const largest = all.at(-1)!;
    expect(largest.size).toBe(
      isDirectory
        ? ledger.checkpoints.directorySize()
        : (await store.heads()).find(({ trust }) => log.endsWith(`/${trust}`))!.head + 1,
    );
    for (const each of all) {
      kept.add(`${log} ${String(each.size)} ${Buffer.from(each.root).toString('hex')}`);
      // Consistent with the largest means consistent with one another: there is one tree of each size under its root.
      const claim = { from: each.size, to: largest.size, fromRoot: each.root, toRoot: largest.root };
      const proof = consistencyProof(sha256, { from: each.size, to: largest.size }, tree);
      expect(verifyConsistency(sha256, claim, proof)).toMatchObject({ ok: true });
    }
  }
  expect(shown.filter((each) => !kept.has(each))).toEqual([]);
  expect(ledger.handingOver).toBe(false);
  expect(existsSync(path.join(keysIn(directory), 'log-key-1.txt'))).toBe(false);
  await schedule.stop();
  ledger.close();
  await store.close();
}

describe('a process that is killed while it signs', () => {
  test.each(['checkpoint', 'directory', 'note', 'anywhere'])(
    '(%s) has shown nothing that is not kept, and goes on in the same history',
    async (step) => {
      const directory = temporaryDirectory();
      let shown: readonly string[] = [];
      for (let round = 0; round < 4; round += 1) {
        shown = [...shown, ...(await signUntilKilled(directory.path, step, 1 + chance.int(9)))];
        await mustConverge(directory.path, shown);
      }
      directory.remove();
      expect(shown.length).toBeGreaterThan(0);
    },
    60_000,
  );

  test.each([
    ['checkpoint', 12],
    ['directory', 7],
    ['hand-over', 1],
  ])(
    'in the middle of a change of the key (%s): the next start finishes it',
    async (step, times) => {
      const directory = temporaryDirectory();
      const shown = await signUntilKilled(directory.path, step, times);
      await mustConverge(directory.path, shown);
      directory.remove();
    },
    30_000,
  );
});
