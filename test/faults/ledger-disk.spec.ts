import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LastCheckpoint, type Ledger, LedgerFault, LogKeys } from '@remit/ledger/nest';
import { MemoryRecordStore, StoreUnavailable } from '@remit/record';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { keysIn, openLedger } from '../support/ledgers.js';
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

/** A ledger whose disk is full or whose file is held: said in words, with nothing half-kept, and mended by the next round. */

const REPLACER = path.join(import.meta.dirname, 'replacer.program.ts');
const NEXT = 'The next checkpoint covers what this one would have.';

let directory: TemporaryDirectory;
let onTestEnd: () => void = () => undefined;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => {
  onTestEnd();
  onTestEnd = () => undefined;
  directory.remove();
});

const inDirectory = (name: string) => path.join(directory.path, name);

/** A ledger over one entry of a trust, not signed yet. */
async function ledgerOfOne(): Promise<Ledger> {
  const store = new MemoryRecordStore();
  await store.append('north', -1, [deterministicEntry('north', 0, 'disk')]);
  return openLedger(directory.path, store);
}

const refused = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

/** What a round of signing says, whether of the trust or of the directory. */
async function round(ledger: Ledger): Promise<unknown> {
  try {
    const [outcome] = await ledger.sign(['north']);
    return outcome?.failed ?? 'signed';
  } catch (error) {
    return error;
  }
}

test('a ledger that another program holds says so, and signs when it is let go', async () => {
  const ledger = await ledgerOfOne();
  const browser = new DatabaseSync(inDirectory('ledger.db'));
  browser.exec('begin immediate');
  const held = await round(ledger);
  expect(held).toBeInstanceOf(StoreUnavailable);
  expect(held).toMatchObject({
    why: 'busy',
    message: `Another program holds ${inDirectory('ledger.db')}, so no checkpoint could be kept. Close it (a database browser, a backup). ${NEXT}`,
  });
  browser.close();
  expect(await round(ledger)).toBe('signed');
  ledger.close();
});

test('a ledger that another program holds when it is opened names that, and no damage', async () => {
  (await ledgerOfOne()).close();
  const browser = new DatabaseSync(inDirectory('ledger.db'));
  browser.exec('pragma locking_mode = exclusive; begin exclusive');
  await expect(ledgerOfOne()).rejects.toMatchObject({
    problem: {
      code: 'LEDGER.FILE_UNSAFE',
      detail: `${inDirectory('ledger.db')} cannot be opened (database is locked (5)). Another program holds it: close that program (a database browser, a backup), then start again.`,
    },
  });
  browser.close();
});

test('a small file of which only a part can be written keeps what it said', async () => {
  writeFileSync(inDirectory('note.txt'), 'as it was');
  // A file may grow to one KiB: the first write stores that much and says so, and only the next one fails.
  const child = new TypeScriptChild(
    REPLACER,
    [inDirectory('note.txt')],
    ['bash', '-c', 'ulimit -f 1 && exec "$@"', 'bash'],
  );
  await child.end();
  expect(child.lines).toEqual(['refused EFBIG']);
  expect(readFileSync(inDirectory('note.txt'), 'utf8')).toBe('as it was');
});

describe('a full disk', () => {
  const onSmallDisk = canMount() ? test : test.skip;

  /** Leaves no room on the small disk. @returns what makes room again. */
  function fill(): () => void {
    const filler = inDirectory('filler');
    expect(refused(() => writeFileSync(filler, Buffer.alloc(4_000_000)))).toMatchObject({ code: 'ENOSPC' });
    return () => rmSync(filler);
  }

  onSmallDisk(
    'is named, and the ledger goes on when there is room (skipped where tmpfs cannot be mounted)',
    async () => {
      mount(directory.path);
      onTestEnd = () => unmount(directory.path);
      const ledger = await ledgerOfOne();
      const [last, keys] = [new LastCheckpoint(directory.path, 'full'), keysIn(directory.path)];
      const logKeys = new LogKeys({ directory: keys, operator: 'remit.local', mayMake: false });
      const makeRoom = fill();
      const full = await round(ledger);
      expect(full).toBeInstanceOf(StoreUnavailable);
      expect(full).toMatchObject({
        why: 'full',
        message: `The disk that holds ${inDirectory('ledger.db')} is full, so no checkpoint could be kept. Make room. ${NEXT}`,
      });
      expect(refused(() => last.write(Buffer.from('a note')))).toMatchObject({
        why: 'full',
        message: `The disk that holds ${last.file} is full, so no checkpoint could be kept. Make room. ${NEXT}`,
      });
      const unkept = refused(() => logKeys.rotate());
      expect(unkept).toBeInstanceOf(LedgerFault);
      expect((unkept as LedgerFault).problem).toEqual({
        code: 'LEDGER.KEYS_UNWRITABLE',
        detail: `A new key cannot be kept in ${keys} (ENOSPC: no space left on device, write), so nothing was signed with it. Check that the disk has room and that the account that runs Remit may write there.`,
      });
      makeRoom();
      expect(await round(ledger)).toBe('signed');
      ledger.close();
    },
  );
});

function canMount(): boolean {
  const place = temporaryDirectory();
  try {
    mount(place.path);
    unmount(place.path);
    return true;
  } catch {
    return false;
  } finally {
    place.remove();
  }
}

function mount(place: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
}

/** Also when a test has failed and left a file open. */
function unmount(place: string): void {
  execFileSync('umount', ['-l', place]);
}
