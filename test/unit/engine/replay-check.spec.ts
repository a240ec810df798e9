import { MemoryRecordStore, type NewEntry } from '@remit/record';
import { checkReplay, firstDifference } from '@remit/engine/nest';
import { encode, entryId } from '@remit/record/nest';
import { pureTrust } from '../../support/pure-trust.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../../support/sample-trust.js';

const TRUST = 'northshire';

/** The sample trust as it is stored. */
function storedSample(): NewEntry[] {
  const { index } = pureTrust(SAMPLE_TRUST);
  return Array.from({ length: index.head + 1 }, (_, n) => {
    const key = `key-${String(n)}`;
    return encode({
      ...({ v: 1, trust: TRUST, n, id: entryId(TRUST, key), type: `${index.standing(n)!.type}.v1` } as const),
      recordedAt: index.recordedAt(n)!,
      ...({ actor: { id: 'c', as: 'clerk' }, command: { id: key, name: 'X' }, provenance: 'live' } as const),
      ...{ correlationId: key, causationId: key, data: index.originalOf(n) },
    });
  });
}

/** A record that does not say the same every time it is read: a faulty disk, or an index that depends on how it is built. */
class ForgetfulStore extends MemoryRecordStore {
  private readings = 0;

  override async readTexts(trust: string, from: number, limit: number): Promise<readonly string[]> {
    const texts = await super.readTexts(trust, from, limit);
    this.readings += 1;
    return this.readings === 1 ? texts : texts.map((text) => text.replace('Oak local governing body', 'Elm body'));
  }
}

async function check(store: MemoryRecordStore, elsewhere?: { position: number; sha256: string }) {
  await store.append(TRUST, -1, storedSample());
  let read = 0;
  const progress = (entries: number): void => void (read += entries);
  const verdict = await checkReplay({ store, trust: TRUST, head: SAMPLE_HEAD, progress, elsewhere });
  return { verdict, read };
}

test('an index built in one go and one built in parts are the same', async () => {
  const { verdict, read } = await check(new MemoryRecordStore());
  expect(verdict).toMatchObject({ entries: SAMPLE_HEAD + 1, compared: 6, differences: [] });
  expect(read).toBe(2 * (SAMPLE_HEAD + 1));
});

test('the first thing that differs is named', async () => {
  const { verdict } = await check(new ForgetfulStore());
  expect(verdict.differences[0]).toMatch(
    /^As known at entry 9, the index built in one go has \{.*Oak local governing body.*"entry":7.*, and the one built in parts has .*Elm body/,
  );
});

test('the sum of a server is compared at the entry for which it was taken', async () => {
  const { verdict: own } = await check(new MemoryRecordStore());
  const same = await check(new MemoryRecordStore(), { position: SAMPLE_HEAD, sha256: own.sha256 });
  expect(same.verdict.differences).toEqual([]);
  const other = await check(new MemoryRecordStore(), { position: SAMPLE_HEAD - 1, sha256: own.sha256 });
  expect(other.verdict.differences).toEqual([
    expect.stringMatching(/^As known at entry 17, the index of the server is another one: its sum is [0-9a-f]{64}/),
  ]);
});

test.each([
  [['a', 'b'], ['a', 'b'], undefined],
  [['a', 'b'], ['a', 'c'], 'the index built in one go has b, and the one built in parts has c.'],
  [['a', 'b'], ['a'], 'only the index built in one go has b.'],
  [['a'], ['a', 'b'], 'only the index built in parts has b.'],
])('%j and %j', (one, other, words) => {
  expect(firstDifference(one, other)).toBe(words);
});
