import { InvariantBroken } from '@remit/kernel';
import { APPEND_BYTES_MAX, BEFORE_EVERYTHING, type NewEntry } from '../domain/record-store.js';
import type { Given } from './given.js';
import { freshId, mustAppend, sampleEntry } from './sample-entries.js';

/** What breaks an invariant, and the largest append. Whatever is refused leaves the record as it was. */
export function boundsContract({ store }: Given): void {
  const id = freshId();
  it.each<readonly [string, number, readonly NewEntry[]]>([
    ['no entries', 0, []],
    ['a gap after the head', 0, [sampleEntry(2)]],
    ['a number that is taken', 0, [sampleEntry(0)]],
    ['a gap inside', 0, [sampleEntry(1), sampleEntry(3)]],
    ['a number twice', 0, [sampleEntry(1), sampleEntry(1)]],
    ['an id twice', 0, [sampleEntry(1, { id }), sampleEntry(2, { id })]],
    ['a head below -1', -2, [sampleEntry(-1)]],
    ['a head that is no whole number', 0.5, [sampleEntry(1.5)]],
    ['an id in capitals', 0, [sampleEntry(1, { id: '0000000A-5EED-4000-8000-00000000000A' })]],
    ['an id that is no UUID', 0, [sampleEntry(1, { id: 'entry-1' })]],
    ['no type', 0, [sampleEntry(1, { type: '' })]],
    ['an instant without milliseconds', 0, [sampleEntry(1, { recordedAt: '2025-09-01T08:00:00Z' })]],
    ['an instant that is not UTC', 0, [sampleEntry(1, { recordedAt: '2025-09-01T08:00:00.000+01:00' })]],
    ['an instant before the head', 0, [sampleEntry(1, { recordedAt: '2025-09-01T07:59:59.999Z' })]],
    [
      'instants that run backwards',
      0,
      [
        sampleEntry(1, { recordedAt: '2025-09-02T00:00:00.000Z' }),
        sampleEntry(2, { recordedAt: '2025-09-01T23:59:59.999Z' }),
      ],
    ],
    ['half of a surrogate pair', 0, [sampleEntry(1, { canonical: '{"a":"\ud83d"}' })]],
    ['a NUL', 0, [sampleEntry(1, { canonical: '{"a":"\0"}' })]],
  ])('refuses %s', async (_what, expectedHead, entries) => {
    await mustAppend(store(), 'a-trust', -1);
    await expect(store().append('a-trust', expectedHead, entries)).rejects.toThrow(InvariantBroken);
    expect(await store().readAll(BEFORE_EVERYTHING, 10)).toHaveLength(1);
    await mustAppend(store(), 'a-trust', 0);
  });

  it('refuses a name that is no id of a trust', async () => {
    for (const trust of ['', 'A-Trust', 'a trust', '--']) {
      await expect(store().append(trust, -1, [sampleEntry(0)])).rejects.toThrow(InvariantBroken);
    }
    expect(await store().heads()).toEqual([]);
  });

  it('measures time within a trust only', async () => {
    await store().append('a-trust', -1, [sampleEntry(0, { recordedAt: '2030-01-01T00:00:00.000Z' })]);
    await mustAppend(store(), 'b-trust', -1);
  });

  it.each([
    ['letters', 'x', 1],
    ['signs of three bytes', '€', 3],
    ['signs of four bytes', '🏫', 4],
  ])('takes one MiB of %s and not a byte more', async (_what, sign, bytes) => {
    const frame = '{"a":""}'.length;
    const signs = Math.floor((APPEND_BYTES_MAX - frame) / bytes);
    const rest = 'x'.repeat(APPEND_BYTES_MAX - frame - signs * bytes);
    const full = sampleEntry(0, { canonical: `{"a":"${sign.repeat(signs)}${rest}"}` });
    expect(await store().append('a-trust', -1, [full])).toMatchObject({ kind: 'appended' });
    expect((await store().read('a-trust', 0, 1))[0]?.canonical).toBe(full.canonical);

    const over = sampleEntry(1, { canonical: `{"a":"${sign.repeat(signs)}${rest}x"}` });
    await expect(store().append('a-trust', 0, [over])).rejects.toThrow(InvariantBroken);
    expect(await store().read('a-trust', 0, 10)).toHaveLength(1);
  });

  it('counts the entries of an append together', async () => {
    const half = `{"a":"${'x'.repeat(APPEND_BYTES_MAX / 2 - 8)}"}`;
    const pair = (first: number, rest: string) => [
      sampleEntry(first, { canonical: half }),
      sampleEntry(first + 1, { canonical: half + rest }),
    ];
    expect(await store().append('a-trust', -1, pair(0, ''))).toMatchObject({ kind: 'appended', head: 1 });
    await expect(store().append('a-trust', 1, pair(2, ' '))).rejects.toThrow(InvariantBroken);
  });
}
