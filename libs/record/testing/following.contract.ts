import { BEFORE_EVERYTHING, type Position, type RecordStore, type StoredEntry } from '../domain/record-store.js';
import type { Given } from './given.js';
import { appendAtHead, mustAppend, sampleEntry } from './sample-entries.js';

/** Catching up, going on live, and the ends of a subscription. */
export function followingContract(given: Given): void {
  deliveryContract(given);
  endContract(given);
}

function deliveryContract({ store }: Given): void {
  it('hands over what is stored, then what comes', async () => {
    await mustAppend(store(), 'a', -1, 3);
    const seen = watch(store());
    await seen.count(3);
    await mustAppend(store(), 'b', -1, 2);
    await mustAppend(store(), 'a', 2, 1);
    await seen.count(6);
    expect(seen.entries).toEqual(await store().readAll(BEFORE_EVERYTHING, 10));
    await seen.close();
  });

  it('waits for the first entry of an empty store', async () => {
    const seen = watch(store());
    await mustAppend(store(), 'a', -1, 1);
    await seen.count(1);
    await seen.close();
  });

  it('starts after a position, without the entry there', async () => {
    await mustAppend(store(), 'a', -1, 5);
    const all = await store().readAll(BEFORE_EVERYTHING, 10);
    const seen = watch(store(), all[2]!.position);
    await seen.count(2);
    expect(seen.entries).toEqual(all.slice(3));
    await seen.close();
  });

  it('catches up over many pages', async () => {
    for (let head = -1; head < 1199; head += 400) await mustAppend(store(), 'a', head, 400);
    const seen = watch(store());
    await seen.count(1200);
    expect(seen.entries.map(({ n }) => n)).toEqual(Array.from({ length: 1200 }, (_, n) => n));
    await seen.close();
  });

  it('skips nothing and repeats nothing while 32 writers append, whether it starts before or between', async () => {
    const early = watch(store());
    const writing = Promise.all(
      Array.from({ length: 32 }, async (_, i) => {
        const trust = `trust-${String(i % 8)}`;
        for (let k = 0, head = -1; k < 10; k += 1) head = (await appendAtHead(store(), trust, head)).n;
      }),
    );
    await early.count(40);
    const late = watch(store(), BEFORE_EVERYTHING, () => Promise.resolve());
    await writing;
    await Promise.all([early.count(320), late.count(320)]);
    const all = await store().readAll(BEFORE_EVERYTHING, 1000);
    expect(all).toHaveLength(320);
    expect(early.entries).toEqual(all);
    expect(late.entries).toEqual(all);
    await Promise.all([early.close(), late.close()]);
  });

  it('calls the handler again only when it has done with the entry before', async () => {
    await mustAppend(store(), 'a', -1, 20);
    let running = 0;
    let most = 0;
    const seen = watch(store(), BEFORE_EVERYTHING, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    await seen.count(20);
    expect(most).toBe(1);
    await seen.close();
  });

  it('lets the handler append', async () => {
    const seen = watch(store(), BEFORE_EVERYTHING, async ({ trust, n }) => {
      if (trust === 'a') await store().append('b', n - 1, [sampleEntry(n)]);
    });
    await mustAppend(store(), 'a', -1, 3);
    await seen.count(6);
    expect(await store().read('b', 0, 10)).toHaveLength(3);
    await seen.close();
  });
}

function endContract({ store }: Given): void {
  it('hands over nothing after close', async () => {
    const [closed, open] = [watch(store()), watch(store())];
    await mustAppend(store(), 'a', -1, 2);
    await Promise.all([closed.count(2), open.count(2)]);
    await closed.close();
    await mustAppend(store(), 'a', 1, 2);
    await open.count(4);
    expect(closed.entries).toHaveLength(2);
    await closed.close();
    await open.close();
  });

  it('closes in the middle of catching up', async () => {
    await mustAppend(store(), 'a', -1, 300);
    const seen = watch(store(), BEFORE_EVERYTHING, ({ n }) => {
      if (n === 9) void seen.close();
    });
    const other = watch(store());
    await other.count(300);
    expect(seen.entries).toHaveLength(10);
    expect(seen.errors).toEqual([]);
    await other.close();
  });

  it('waits on close for the handler that is running', async () => {
    await mustAppend(store(), 'a', -1, 2);
    let done = 0;
    const seen = watch(store(), BEFORE_EVERYTHING, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      done += 1;
    });
    await seen.count(1);
    await seen.close();
    expect(done).toBe(1);
  });

  it.each<[string, () => void | Promise<void>]>([
    [
      'throws',
      () => {
        throw new Error('No.');
      },
    ],
    ['rejects', () => Promise.reject(new Error('No.'))],
  ])('ends when the handler %s, and says so once', async (_how, fail) => {
    await mustAppend(store(), 'a', -1, 5);
    const broken = watch(store(), BEFORE_EVERYTHING, ({ n }) => (n === 2 ? fail() : undefined));
    const other = watch(store());
    await broken.error();
    await mustAppend(store(), 'a', 4, 1);
    await other.count(6);
    expect(broken.entries).toHaveLength(3);
    expect(broken.errors).toEqual([new Error('No.')]);
    await broken.close();
    await other.close();
  });

  it('says so once when the position makes no sense', async () => {
    const seen = watch(store(), 'nowhere');
    await seen.error();
    expect(seen.errors).toHaveLength(1);
  });

  it('ends in silence when the store is closed', async () => {
    await mustAppend(store(), 'a', -1, 2);
    const seen = watch(store());
    await seen.count(2);
    await store().close();
    expect(seen.errors).toEqual([]);
    expect(seen.entries).toHaveLength(2);
  });
}

/** Follows a store and lets a test wait for what it sees. */
function watch(
  store: RecordStore,
  after: Position = BEFORE_EVERYTHING,
  handler: (entry: StoredEntry) => void | Promise<void> = () => undefined,
) {
  const entries: StoredEntry[] = [];
  const errors: unknown[] = [];
  let check: () => void = () => undefined;
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (holds()) resolve();
      };
      check();
    });
  const subscription = store.follow(
    after,
    (entry) => {
      entries.push(entry);
      check();
      return handler(entry);
    },
    (error) => {
      errors.push(error);
      check();
    },
  );
  return {
    entries,
    errors,
    count: (count: number) => until(() => entries.length >= count),
    error: () => until(() => errors.length > 0),
    close: () => subscription.close(),
  };
}
