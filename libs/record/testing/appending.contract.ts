import { BEFORE_EVERYTHING } from '../domain/record-store.js';
import type { Given } from './given.js';
import { freshId, mustAppend, sampleEntries, sampleEntry } from './sample-entries.js';

/** New records, heads, conflicts, and all of a batch or none of it. */
export function appendingContract({ store }: Given): void {
  it('starts a record on -1 and numbers its entries from 0', async () => {
    const entries = sampleEntries(0, 3);
    const result = await store().append('a-trust', -1, entries);
    const stored = await store().read('a-trust', 0, 10);
    expect(result).toEqual({ kind: 'appended', head: 2, position: stored[2]?.position });
    expect(stored.map(({ n, id }) => ({ n, id }))).toEqual(entries.map(({ n, id }) => ({ n, id })));
  });

  it('goes on from the head', async () => {
    await mustAppend(store(), 'a-trust', -1, 2);
    await mustAppend(store(), 'a-trust', 1, 1);
    expect((await store().read('a-trust', 0, 10)).map(({ n }) => n)).toEqual([0, 1, 2]);
  });

  it('answers that a record has grown since with the actual head, and stores nothing', async () => {
    await mustAppend(store(), 'a-trust', -1, 3);
    expect(await store().append('a-trust', 0, [sampleEntry(1)])).toEqual({ kind: 'conflict', head: 2 });
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(3);
  });

  it('does not start a record twice', async () => {
    await mustAppend(store(), 'a-trust', -1, 2);
    expect(await store().append('a-trust', -1, [sampleEntry(0)])).toEqual({ kind: 'conflict', head: 1 });
    expect(await store().read('a-trust', 0, 10)).toHaveLength(2);
  });

  it('does not go on from an entry that is not there yet', async () => {
    await mustAppend(store(), 'a-trust', -1);
    expect(await store().append('a-trust', 5, [sampleEntry(6)])).toEqual({ kind: 'conflict', head: 0 });
    expect(await store().append('unknown', 0, [sampleEntry(1)])).toEqual({ kind: 'conflict', head: -1 });
    expect(await store().heads()).toEqual([{ trust: 'a-trust', head: 0 }]);
  });

  it('stores nothing of a batch that comes too late', async () => {
    await mustAppend(store(), 'a-trust', -1);
    const late = sampleEntries(0, 3);
    expect(await store().append('a-trust', -1, late)).toEqual({ kind: 'conflict', head: 0 });
    for (const { id } of late) expect(await store().locate('a-trust', id)).toBeUndefined();
  });

  it('stores nothing of a batch with one id that is known already', async () => {
    const [known] = await mustAppend(store(), 'other', -1);
    const batch = [sampleEntry(0), sampleEntry(1, { id: known!.id }), sampleEntry(2)];
    expect(await store().append('a-trust', -1, batch)).toEqual({ kind: 'conflict', head: -1 });
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(1);
  });

  it('keeps trusts apart whose names are alike', async () => {
    for (const trust of ['t', 't-1', 't.1', 't1', 't-10']) await mustAppend(store(), trust, -1);
    expect(await store().append('t-1', 0, [sampleEntry(1)])).toMatchObject({ kind: 'appended', head: 1 });
    expect(await store().read('t', 0, 10)).toHaveLength(1);
  });

  it('takes entries recorded at the same instant', async () => {
    const recordedAt = '2025-09-01T08:00:00.000Z';
    const entries = [0, 1].map((n) => sampleEntry(n, { id: freshId(), recordedAt }));
    expect(await store().append('a-trust', -1, entries)).toMatchObject({ kind: 'appended' });
    expect(await store().append('a-trust', 1, [sampleEntry(2, { recordedAt })])).toMatchObject({ kind: 'appended' });
  });
}
