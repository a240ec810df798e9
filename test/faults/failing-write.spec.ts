import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const FILLER = path.join(import.meta.dirname, 'filler.program.ts');

// A file may grow to one MiB and no further: the kernel then fails the write, and SQLite reports an I/O error.
const SMALL_FILES = ['bash', '-c', 'ulimit -f 1024 && exec "$@"', 'bash'];
// From the 30th on, every sync reports an I/O error.
const FAILING_SYNC = ['strace', '-f', '-o', '/dev/null', '-e', 'inject=fsync,fdatasync:error=EIO:when=30+'];

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** Fills a record until the write fails, and looks at what the store said and at what is there afterwards. */
async function expectStopAndRecovery(wrapper: readonly string[]): Promise<void> {
  const child = new TypeScriptChild(FILLER, [directory.path], wrapper);
  await child.line('reads');
  await child.end();
  const acknowledged = child.lines.filter((line) => line.startsWith('ack')).length;
  const refusals = child.lines.filter((line) => line.startsWith('refused'));
  expect(acknowledged).toBeGreaterThan(5);
  expect(refusals).toHaveLength(2);
  expect(refusals[0]).toMatch(
    /^refused failed Writing to .* failed \(disk I\/O error \(\d+\)\), so nothing more is recorded\. Check the disk, then restart Remit and send what was not confirmed again: what was stored is not stored twice\.$/,
  );
  expect(refusals[1]).toBe(refusals[0]);
  expect(child.lines.at(-1)).toBe(`reads ${String(acknowledged)}`);

  const store = new SqliteRecordStore({ directory: directory.path, access: 'write' });
  const stored = await store.read('filled', 0, 10_000);
  // The append whose write failed may be there or not: nobody knows, and sending it again tells.
  expect(stored.length - acknowledged).toBeGreaterThanOrEqual(0);
  expect(stored.length - acknowledged).toBeLessThanOrEqual(1);
  for (const [n, entry] of stored.entries()) expect(entry).toMatchObject(deterministicEntry('filled', n, 'filler'));
  const again = deterministicEntry('filled', acknowledged, 'filler');
  expect(await store.append('filled', acknowledged - 1, [again])).toMatchObject({
    kind: 'appended',
    head: acknowledged,
  });
  await store.close();
}

describe('a write that fails (F4)', () => {
  it('stops the store; what was acknowledged is there when it is opened again', async () => {
    await expectStopAndRecovery(SMALL_FILES);
  });

  const withStrace = canInject() ? it : it.skip;
  withStrace('stops the store when a sync fails (skipped where strace may not inject faults)', async () => {
    await expectStopAndRecovery(FAILING_SYNC);
  });
});

function canInject(): boolean {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
