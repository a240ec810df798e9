import { execFileSync } from 'node:child_process';
import { StoreUnavailable } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { deterministicEntry } from '../support/deterministic-entry.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const directory = temporaryDirectory();
const mounted = mount('size=2m');
afterAll(() => {
  if (mounted) execFileSync('umount', [directory.path]);
  directory.remove();
});

const onSmallDisk = mounted ? it : it.skip;

describe('a full disk (F3)', () => {
  onSmallDisk(
    'refuses appends, serves readings, and goes on when there is room (skipped where tmpfs cannot be mounted)',
    async () => {
      const store = new SqliteRecordStore({ directory: directory.path, access: 'write' });
      const fill = async (head: number): Promise<{ readonly head: number; readonly error: unknown }> => {
        try {
          await store.append('full', head, [deterministicEntry('full', head + 1, 'filler')]);
        } catch (error) {
          return { head, error };
        }
        return fill(head + 1);
      };

      const { head, error } = await fill(-1);
      expect(head).toBeGreaterThan(50);
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(error).toMatchObject({
        why: 'full',
        message: `The disk that holds ${directory.path} is full, so nothing was recorded. Make room, then try again.`,
      });
      const batch = [1, 2, 3].map((i) => deterministicEntry('full', head + i, 'filler'));
      const together = await Promise.allSettled([
        store.append('full', head, batch),
        store.append('other', -1, [deterministicEntry('other', 0, 'filler')]),
      ]);
      expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(await store.heads()).toEqual([{ trust: 'full', head }]);
      expect(await store.read('full', 0, 10_000)).toHaveLength(head + 1);

      execFileSync('mount', ['-o', 'remount,size=8m', directory.path]);
      expect(await store.append('full', head, batch)).toMatchObject({ kind: 'appended', head: head + 3 });
      await store.close();
      const again = new SqliteRecordStore({ directory: directory.path, access: 'write' });
      const stored = await again.read('full', 0, 10_000);
      expect(stored.map(({ id }) => id)).toEqual(
        Array.from({ length: head + 4 }, (_, n) => deterministicEntry('full', n, 'filler').id),
      );
      await again.close();
    },
  );
});

function mount(options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory.path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
