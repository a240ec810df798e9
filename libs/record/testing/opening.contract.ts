import { BEFORE_EVERYTHING, type RecordStore } from '../domain/record-store.js';
import { StoreUnavailable } from '../memory/store-unavailable.js';
import type { Given } from './given.js';
import { mustAppend, sampleEntries, sampleEntry } from './sample-entries.js';

/** What a closed store refuses, and what a durable one still knows when it is opened again. */
export function openingContract({ store, made }: Given): void {
  it('refuses everything after close', async () => {
    await mustAppend(store(), 'a-trust', -1);
    await store().close();
    const closed = { name: 'StoreUnavailable', why: 'closed' };
    await expect(store().append('a-trust', 0, [sampleEntry(1)])).rejects.toMatchObject(closed);
    await expect(store().append('a-trust', 0, [sampleEntry(1)])).rejects.toThrow(StoreUnavailable);
    await expect(store().read('a-trust', 0, 1)).rejects.toMatchObject(closed);
    await expect(store().readAll(BEFORE_EVERYTHING, 1)).rejects.toMatchObject(closed);
    await expect(store().locate('a-trust', 'x')).rejects.toMatchObject(closed);
    await expect(store().head('a-trust')).rejects.toMatchObject(closed);
    await expect(store().heads()).rejects.toMatchObject(closed);
  });

  it('finishes appends under way before it closes', async () => {
    const appends = Array.from({ length: 20 }, (_, n) => store().append('a-trust', n - 1, [sampleEntry(n)]));
    const [results] = await Promise.all([Promise.all(appends), store().close()]);
    expect(results.map(({ kind, head }) => `${kind} ${String(head)}`)).toEqual(
      Array.from({ length: 20 }, (_, n) => `appended ${String(n)}`),
    );
    await expect(store().append('a-trust', 19, [sampleEntry(20)])).rejects.toThrow(StoreUnavailable);
  });

  it('can be closed twice', async () => {
    await store().close();
    await store().close();
  });

  it('knows everything when it is opened again', async () => {
    const { reopen } = made();
    if (reopen === undefined) return;
    const entries = sampleEntries(0, 3);
    const first = await store().append('a-trust', -1, entries);
    await mustAppend(store(), 'b-trust', -1, 2);
    const before = await everything(store());
    const again = await reopen();
    expect(await everything(again)).toEqual(before);
    expect(await again.append('a-trust', -1, entries)).toEqual(first);
    expect(await again.append('a-trust', -1, [sampleEntry(0)])).toEqual({ kind: 'conflict', head: 2 });
    await mustAppend(again, 'a-trust', 2);
    const newest = (await again.readAll(BEFORE_EVERYTHING, 10)).at(-1);
    expect(BigInt(newest?.position ?? 0) > BigInt(before.all.at(-1)?.position ?? 0)).toBe(true);
  });
}

async function everything(store: RecordStore) {
  return {
    all: await store.readAll(BEFORE_EVERYTHING, 100),
    a: await store.read('a-trust', 0, 100),
    heads: await store.heads(),
  };
}
