import { BEFORE_EVERYTHING } from '../domain/record-store.js';
import type { Given } from './given.js';
import { freshId, mustAppend, sampleEntries, sampleEntry } from './sample-entries.js';

/** The way to find out after an unknown outcome: the same ids at the same place again. */
export function repeatingContract({ store }: Given): void {
  it('gives the same answer and stores nothing', async () => {
    const entries = sampleEntries(0, 3);
    const first = await store().append('a-trust', -1, entries);
    expect(await store().append('a-trust', -1, entries)).toEqual(first);
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(3);
  });

  it('gives the same answer when the record has grown since', async () => {
    const entries = sampleEntries(0, 2);
    const first = await store().append('a-trust', -1, entries);
    await mustAppend(store(), 'other', -1, 2);
    await mustAppend(store(), 'a-trust', 1, 3);
    expect(await store().append('a-trust', -1, entries)).toEqual(first);
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(7);
  });

  it('goes by ids: what was stored first stays', async () => {
    const first = sampleEntry(0);
    await store().append('a-trust', -1, [first]);
    const later = { ...first, recordedAt: '2030-01-01T00:00:00.000Z', canonical: '{"other":true}' };
    expect(await store().append('a-trust', -1, [later])).toMatchObject({ kind: 'appended', head: 0 });
    expect((await store().read('a-trust', 0, 1))[0]).toMatchObject(first);
  });

  it('is a conflict at another place of the record', async () => {
    const [entry] = await mustAppend(store(), 'a-trust', -1);
    await mustAppend(store(), 'a-trust', 0);
    expect(await store().append('a-trust', 1, [{ ...entry!, n: 2 }])).toEqual({ kind: 'conflict', head: 1 });
    expect(await store().append('a-trust', 0, [{ ...entry!, n: 1 }])).toEqual({ kind: 'conflict', head: 1 });
    expect(await store().read('a-trust', 0, 10)).toHaveLength(2);
  });

  it('is a conflict in the record of another trust', async () => {
    const entries = await mustAppend(store(), 'a-trust', -1, 2);
    expect(await store().append('b-trust', -1, entries)).toEqual({ kind: 'conflict', head: -1 });
    await mustAppend(store(), 'b-trust', -1, 4);
    expect(await store().append('b-trust', -1, entries)).toEqual({ kind: 'conflict', head: 3 });
    expect(await store().append('b-trust', 3, [{ ...entries[0]!, n: 4 }])).toEqual({ kind: 'conflict', head: 3 });
    expect(await store().heads()).toEqual([
      { trust: 'a-trust', head: 1 },
      { trust: 'b-trust', head: 3 },
    ]);
  });

  it('is a conflict when only the first entries are known', async () => {
    const stored = await mustAppend(store(), 'a-trust', -1, 2);
    const longer = [...stored, sampleEntry(2)];
    expect(await store().append('a-trust', -1, longer)).toEqual({ kind: 'conflict', head: 1 });
    expect(await store().read('a-trust', 0, 10)).toHaveLength(2);
  });

  it('is a conflict when only the last entries are known', async () => {
    const [, last] = await mustAppend(store(), 'a-trust', -1, 2);
    expect(await store().append('a-trust', -1, [sampleEntry(0), last!])).toEqual({ kind: 'conflict', head: 1 });
    expect(await store().append('a-trust', 1, [sampleEntry(2), { ...last!, n: 3 }])).toEqual({
      kind: 'conflict',
      head: 1,
    });
    expect(await store().read('a-trust', 0, 10)).toHaveLength(2);
  });

  it('is a conflict when the ids come in another order', async () => {
    const [a, b] = [freshId(), freshId()];
    await store().append('a-trust', -1, [sampleEntry(0, { id: a }), sampleEntry(1, { id: b })]);
    const swapped = [sampleEntry(0, { id: b }), sampleEntry(1, { id: a })];
    expect(await store().append('a-trust', -1, swapped)).toEqual({ kind: 'conflict', head: 1 });
  });

  it('gives the same answer to both when it comes twice at once', async () => {
    const entries = sampleEntries(0, 2);
    const [first, second] = await Promise.all([
      store().append('a-trust', -1, entries),
      store().append('a-trust', -1, entries),
    ]);
    expect(first).toMatchObject({ kind: 'appended', head: 1 });
    expect(second).toEqual(first);
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(2);
  });
}
