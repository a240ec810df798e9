import { InvariantBroken } from '@remit/kernel';
import { BEFORE_EVERYTHING, type StoredEntry } from '../domain/record-store.js';
import type { Given } from './given.js';
import { freshId, mustAppend, sampleEntry } from './sample-entries.js';

const DECIMAL = /^[1-9]\d*$/;

const TEXTS = [
  ['plain text', '{"a":"x"}'],
  ['signs of two and three bytes', '{"name":"Ynys Môn · £5 € ẞ"}'],
  ['signs beyond the first plane', '{"name":"🏫👩‍🏫 𝔄𝔅 𠜎"}'],
  ['escapes', '{"a":"\\u0000\\n\\"\\\\"}'],
  ['a byte order mark and line separators', '{"a":"\ufeff\u2028\u2029\u0085\u200b"}'],
  ['the last sign of Unicode', '{"a":"\u{10ffff}\uffff\ufffd"}'],
  ['text that is not in normal form', '{"a":"e\u0301 \u00e9"}'],
  ['numbers at the edge', '{"a":9007199254740991,"b":-9007199254740991,"c":0}'],
  ['a single sign', '1'],
] as const;

/** Round trips, order, pages, and the small questions. */
export function readingContract(given: Given): void {
  roundTripContract(given);
  pageContract(given);
  questionContract(given);
}

function roundTripContract({ store }: Given): void {
  it('gives back every member as it was given', async () => {
    const entry = {
      n: 0,
      id: freshId(),
      type: 'FunctionDelegated.v12',
      recordedAt: '2024-02-29T23:59:59.999Z',
      canonical: '{"the":"bytes"}',
    };
    const result = await store().append('north.star-2', -1, [entry]);
    const [stored] = await store().read('north.star-2', 0, 1);
    expect(stored?.trust).toBe('north.star-2');
    expect(stored?.n).toBe(0);
    expect(stored?.id).toBe(entry.id);
    expect(stored?.type).toBe('FunctionDelegated.v12');
    expect(stored?.recordedAt).toBe('2024-02-29T23:59:59.999Z');
    expect(stored?.canonical).toBe('{"the":"bytes"}');
    expect(stored?.position).toBe(result.kind === 'appended' ? result.position : 'none');
    expect(await store().readAll(BEFORE_EVERYTHING, 1)).toEqual([stored]);
    expect(Object.keys(stored!).sort()).toEqual(['canonical', 'id', 'n', 'position', 'recordedAt', 'trust', 'type']);
  });

  it.each(TEXTS)('gives back %s byte for byte', async (_what, canonical) => {
    await store().append('a-trust', -1, [sampleEntry(0, { canonical })]);
    const [stored] = await store().read('a-trust', 0, 1);
    const bytes = (text: string | undefined) => [...new TextEncoder().encode(text)];
    expect(bytes(stored?.canonical)).toEqual(bytes(canonical));
    expect((await store().readAll(BEFORE_EVERYTHING, 1))[0]?.canonical).toBe(canonical);
  });

  it('gives the texts alone, as many as it would give entries', async () => {
    const entries = TEXTS.map(([, canonical], n) => sampleEntry(n, { canonical }));
    await store().append('a-trust', -1, entries);
    await store().append('another', -1, [sampleEntry(0)]);
    const texts = entries.map(({ canonical }) => canonical);
    expect(await store().readTexts('a-trust', 0, 100)).toEqual(texts);
    expect(await store().readTexts('a-trust', 2, 3)).toEqual(texts.slice(2, 5));
    expect(await store().readTexts('a-trust', texts.length, 3)).toEqual([]);
    expect(await store().readTexts('no-such-trust', 0, 3)).toEqual([]);
  });

  it('gives back what was given, not what became of it', async () => {
    const entry = { ...sampleEntry(0) };
    const done = store().append('a-trust', -1, [entry]);
    await done;
    entry.canonical = '{"changed":true}';
    expect((await store().read('a-trust', 0, 1))[0]?.canonical).not.toBe(entry.canonical);
  });
}

function pageContract({ store }: Given): void {
  it('orders all entries by positions that are decimal text and always increase', async () => {
    const trusts = ['c', 'a', 'b'];
    for (let n = 0; n < 10; n += 1) for (const trust of trusts) await mustAppend(store(), trust, n - 1);
    const all = await store().readAll(BEFORE_EVERYTHING, 100);
    expect(all.map(({ trust }) => trust)).toEqual(Array.from({ length: 10 }, () => trusts).flat());
    for (const [i, { position }] of all.entries()) {
      expect(position).toMatch(DECIMAL);
      expect(BigInt(position) > BigInt(all[i - 1]?.position ?? BEFORE_EVERYTHING)).toBe(true);
    }
  });

  it('orders the entries of one trust by number, among those of many', async () => {
    for (let n = 0; n < 12; n += 3) for (const trust of ['a', 'b', 'c']) await mustAppend(store(), trust, n - 1, 3);
    const stored = await store().read('b', 0, 100);
    expect(stored.map(({ n }) => n)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(new Set(stored.map(({ trust }) => trust))).toEqual(new Set(['b']));
  });

  it('reads one trust page by page, `from` included', async () => {
    await mustAppend(store(), 'a-trust', -1, 7);
    const numbers = async (from: number, limit: number) =>
      (await store().read('a-trust', from, limit)).map(({ n }) => n);
    expect(await numbers(0, 3)).toEqual([0, 1, 2]);
    expect(await numbers(3, 3)).toEqual([3, 4, 5]);
    expect(await numbers(6, 3)).toEqual([6]);
    expect(await numbers(7, 3)).toEqual([]);
    expect(await numbers(0, 0)).toEqual([]);
    expect(await numbers(-1, 2)).toEqual([0, 1]);
  });

  it('reads everything page by page, `after` excluded', async () => {
    for (const trust of ['a', 'b', 'c']) await mustAppend(store(), trust, -1, 5);
    const whole = await store().readAll(BEFORE_EVERYTHING, 100);
    expect(whole).toHaveLength(15);
    for (const size of [1, 2, 4, 15, 16]) {
      const pages: StoredEntry[] = [];
      // One reading more than there are entries, so that a store that repeats itself fails here and does not hang.
      for (let readings = 0; readings <= whole.length; readings += 1) {
        const page = await store().readAll(pages.at(-1)?.position ?? BEFORE_EVERYTHING, size);
        expect(page.length).toBeLessThanOrEqual(size);
        pages.push(...page);
      }
      expect(pages).toEqual(whole);
    }
  });

  it('refuses positions and limits that make no sense', async () => {
    for (const position of ['', '-1', '1.5', 'abc', '0x1', '01']) {
      await expect(store().readAll(position, 1)).rejects.toThrow(InvariantBroken);
    }
    for (const limit of [-1, 1.5, Number.NaN]) {
      await expect(store().readAll(BEFORE_EVERYTHING, limit)).rejects.toThrow(InvariantBroken);
      await expect(store().read('a-trust', 0, limit)).rejects.toThrow(InvariantBroken);
    }
  });
}

function questionContract({ store }: Given): void {
  it('knows nothing of a trust without a record', async () => {
    await mustAppend(store(), 'a-trust', -1);
    expect(await store().read('b-trust', 0, 10)).toEqual([]);
    expect(await store().locate('b-trust', freshId())).toBeUndefined();
  });

  it('is empty at first', async () => {
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toEqual([]);
    expect(await store().heads()).toEqual([]);
  });

  it('locates an entry by its id, in the record of its trust only', async () => {
    const entries = await mustAppend(store(), 'a-trust', -1, 3);
    await mustAppend(store(), 'b-trust', -1, 1);
    for (const { n, id } of entries) {
      expect(await store().locate('a-trust', id)).toBe(n);
      expect(await store().locate('b-trust', id)).toBeUndefined();
    }
    expect(await store().locate('a-trust', 'no-uuid')).toBeUndefined();
    expect(await store().locate('a-trust', entries[0]!.id.toUpperCase())).toBeUndefined();
  });

  it('tells the head of a trust, and lists those of all by name', async () => {
    await mustAppend(store(), 'b', -1, 2);
    await mustAppend(store(), 'a-z', -1, 1);
    await mustAppend(store(), 'a', -1, 3);
    await mustAppend(store(), 'a.z', -1, 1);
    await mustAppend(store(), 'a1', -1, 1);
    await mustAppend(store(), 'b', 1, 1);
    expect(await store().heads()).toEqual([
      { trust: 'a', head: 2 },
      { trust: 'a-z', head: 0 },
      { trust: 'a.z', head: 0 },
      { trust: 'a1', head: 0 },
      { trust: 'b', head: 2 },
    ]);
    expect(await Promise.all(['a', 'b', 'a-', 'nobody'].map((trust) => store().head(trust)))).toEqual([
      2,
      2,
      undefined,
      undefined,
    ]);
  });
}
