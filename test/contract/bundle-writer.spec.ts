import { jest } from '@jest/globals';
import { BUNDLE_LIMITS, parseCheckpoint, trustOrigin } from '@remit/ledger';
import { BundleWriter } from '@remit/ledger/nest';
import { MemoryRecordStore } from '@remit/record';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { runningLedger } from '../support/ledgers.js';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.js';

/** What of a log with more checkpoints than a bundle holds is written into one. */

const NORTH = trustOrigin('remit.local', 'north');

let home: TemporaryDirectory;
beforeEach(() => {
  home = temporaryDirectory();
});
afterEach(() => {
  jest.restoreAllMocks();
  home.remove();
});

test('a time-stamp names the checkpoint that it is of by its place among those that are written', async () => {
  const store = new MemoryRecordStore();
  const { ledger, schedule, trees } = await runningLedger(home.path, store);
  const { checkpoints, operator } = ledger;
  for (let n = 0; n < 4; n += 1) {
    await store.append('north', n - 1, [deterministicEntry('north', n, 'bundle')]);
    await schedule.tick();
    const { id, size } = checkpoints.latest(NORTH)!;
    const bytes = Buffer.from(`token of ${String(size)}`);
    checkpoints.addAnchor(id, { kind: 'timestamp', by: 'Time of Day', at: '2025-03-03T10:00:00.000Z', bytes });
  }
  jest.replaceProperty(BUNDLE_LIMITS, 'checkpoints', 2 as never);
  const writer = new BundleWriter({ operator, store, trees, checkpoints, now: () => 0 });
  const end = await writer.endOf('north');
  if (!end.ok) throw new Error(end.problem.detail);
  let text = '';
  for await (const piece of writer.pieces(end.value, { scope: 'record', answers: [], entries: [] })) text += piece;
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const sizes = lines.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [sizeOf(checkpoint.note)]));
  expect(sizes).toEqual([3, 4]);
  const stamps = lines.flatMap(({ timestamp }) => timestamp ?? []);
  expect(stamps.map(({ of, token }) => [Buffer.from(token, 'base64').toString(), sizes[of]])).toEqual([
    ['token of 3', 3],
    ['token of 4', 4],
  ]);
  await schedule.stop();
  ledger.close();
  await store.close();
});

interface Line {
  readonly checkpoint?: { readonly note: string };
  readonly timestamp?: { readonly of: number; readonly token: string };
}

function sizeOf(note: string): number {
  const said = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1));
  if (!said.ok) throw new Error(said.problem.detail);
  return said.value.size;
}
