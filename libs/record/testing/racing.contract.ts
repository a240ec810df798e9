import { BEFORE_EVERYTHING, type RecordStore } from '../domain/record-store.js';
import type { Given } from './given.js';
import { appendAtHead, mustAppend, sampleEntries, sampleEntry } from './sample-entries.js';

const WRITERS = 32;
const EACH = 8;

/** Many appends under way together, on one trust and on many, and readers between them. */
export function racingContract({ store }: Given): void {
  it('lets exactly one of 32 writers have each number of a record', async () => {
    const taken = await Promise.all(times(WRITERS, () => writeInTurn(store(), 'a-trust', EACH)));
    const numbers = taken.flat().sort((a, b) => a - b);
    expect(numbers).toEqual(upTo(WRITERS * EACH));
    expect((await store().read('a-trust', 0, 1000)).map(({ n }) => n)).toEqual(upTo(WRITERS * EACH));
    expect(await store().heads()).toEqual([{ trust: 'a-trust', head: WRITERS * EACH - 1 }]);
  });

  it('answers one of two that decided on the same head with a conflict', async () => {
    await mustAppend(store(), 'a-trust', -1);
    const [x, y] = [sampleEntry(1), sampleEntry(1)];
    const results = await Promise.all([store().append('a-trust', 0, [x]), store().append('a-trust', 0, [y])]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict']);
    expect(results.map(({ head }) => head)).toEqual([1, 1]);
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(2);
  });

  it('takes the appends of one turn in their order', async () => {
    const batches = [sampleEntries(0, 2), sampleEntries(2, 1), sampleEntries(3, 3)];
    const results = await Promise.all(batches.map((batch) => store().append('a-trust', batch[0]!.n - 1, batch)));
    expect(results.map(({ kind, head }) => ({ kind, head }))).toEqual(
      [1, 2, 5].map((head) => ({ kind: 'appended', head })),
    );
  });

  it('does not let a conflict or a broken rule touch the appends beside it', async () => {
    await mustAppend(store(), 'a', -1);
    const results = await Promise.allSettled([
      store().append('b', -1, sampleEntries(0, 2)),
      store().append('a', -1, [sampleEntry(0)]),
      store().append('c', -1, sampleEntries(0, 2)),
      store().append('a', 0, [sampleEntry(1, { recordedAt: '2001-01-01T00:00:00.000Z' })]),
      store().append('d', -1, []),
      store().append('a', 0, sampleEntries(1, 1)),
    ]);
    expect(results.map((r) => (r.status === 'fulfilled' ? r.value.kind : 'refused'))).toEqual([
      'appended',
      'conflict',
      'appended',
      'refused',
      'refused',
      'appended',
    ]);
    expect(await store().heads()).toEqual([
      { trust: 'a', head: 1 },
      { trust: 'b', head: 1 },
      { trust: 'c', head: 1 },
    ]);
  });

  it('lets 32 writers fill a trust each, without gaps anywhere', async () => {
    await Promise.all(times(WRITERS, (i) => writeInTurn(store(), `trust-${String(i)}`, EACH)));
    const heads = await store().heads();
    expect(heads).toHaveLength(WRITERS);
    expect(new Set(heads.map(({ head }) => head))).toEqual(new Set([EACH - 1]));
    const all = await store().readAll(BEFORE_EVERYTHING, 1000);
    expect(all).toHaveLength(WRITERS * EACH);
    expect(new Set(all.map(({ id }) => id)).size).toBe(WRITERS * EACH);
    expect(new Set(all.map(({ position }) => position)).size).toBe(WRITERS * EACH);
  });

  it('shows whole batches only, and no gaps, to whoever reads meanwhile', async () => {
    const writing = Promise.all(times(8, () => writeBatches(store(), 'a-trust')));
    const writers = { done: false };
    void writing.finally(() => {
      writers.done = true;
    });
    const seen: number[] = [];
    do {
      const numbers = (await store().read('a-trust', 0, 1000)).map(({ n }) => n);
      expect(numbers).toEqual(upTo(numbers.length));
      expect(numbers.length % 3).toBe(0);
      expect(numbers.length).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
      seen.push(numbers.length);
      await turn();
    } while (!writers.done);
    await writing;
    expect(await store().read('a-trust', 0, 1000)).toHaveLength(8 * 3 * 3);
  });
}

async function writeInTurn(store: RecordStore, trust: string, count: number): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < count) taken.push((await appendAtHead(store, trust, taken.at(-1) ?? -1)).n);
  return taken;
}

async function writeBatches(store: RecordStore, trust: string): Promise<void> {
  let head = -1;
  for (let written = 0; written < 3;) {
    const result = await store.append(trust, head, sampleEntries(head + 1, 3));
    head = result.head;
    if (result.kind === 'appended') written += 1;
  }
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function upTo(count: number): number[] {
  return times(count, (i) => i);
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
