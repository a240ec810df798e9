import { GetLog, GetLogHandler, type LogView } from '@remit/engine/nest';
import { PeopleNames, TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { type Outcome, succeed } from '@remit/kernel';
import { MemoryRecordStore, type StoredEntry } from '@remit/record';
import { encode } from '@remit/record/nest';
import { beginTrust } from '@remit/engine';

/** The log of a long record: what it reads, and that a search lets others go first. */

const ENTRIES = 30_000;
const SCHOOLS = 7;

/** A record that is never held in memory as text: it makes each entry when it is read. */
class LongRecord extends MemoryRecordStore {
  readonly numbers: number[] = [];

  override read(trust: string, from: number, limit: number): Promise<readonly StoredEntry[]> {
    const wanted = Array.from({ length: Math.min(limit, ENTRIES - from) }, (_, i) => from + i);
    this.numbers.push(...wanted);
    return Promise.resolve(wanted.map((n) => ({ trust, position: String(n + 1), ...encode(entryOf(n)) })));
  }
}

const recordedAt = (n: number): string => new Date(Date.UTC(2016, 0, 1) + n * 3_600_000).toISOString();

function saidBy(n: number): { readonly type: string; readonly data: object } {
  if (n === 0)
    return {
      type: 'TrustEstablished',
      data: { trust: 't', name: 'T', from: '2016-01-01', catalogue: '2026-11', semantics: 1 },
    };
  return {
    type: 'SchoolClassified',
    data: { school: `s${String(n % SCHOOLS)}`, category: 'c', value: 'v', from: '2020-01-01' },
  };
}

function entryOf(n: number) {
  const { type, data } = saidBy(n);
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const actor = { id: n % 1000 === 1 ? 'auditor' : 'clerk', as: 'test' };
  return {
    v: 1,
    trust: 't',
    n,
    id,
    type: `${type}.v1`,
    recordedAt: recordedAt(n),
    actor,
    command: { id, name: 'C' },
    correlationId: id,
    causationId: id,
    provenance: 'live',
    data,
  } as const;
}

const index = beginTrust('t');
beforeAll(() => {
  for (let n = 0; n < ENTRIES; n += 1) index.apply({ n, ...saidBy(n), recordedAt: recordedAt(n) });
});

class OneIndex extends TrustIndexes {
  override view(): Promise<Outcome<TrustIndexView>> {
    return Promise.resolve(succeed({ index, head: ENTRIES - 1 }));
  }
}

class Nobody extends PeopleNames {
  override anyIn(): boolean {
    return false;
  }

  override shown(): undefined {
    return undefined;
  }
}

async function asked(question: object): Promise<{ readonly log: LogView; readonly read: readonly number[] }> {
  const store = new LongRecord();
  const log = await new GetLogHandler(store, new OneIndex(), new Nobody()).execute(new GetLog('t', question));
  if (!log.ok) throw new Error(log.problem.detail);
  return { log: log.value, read: store.numbers };
}

const numbersOf = ({ entries }: LogView): number[] => entries.map(({ entry }) => entry.n);

test('the first page reads its own entries and one more, however long the record is', async () => {
  const { log, read } = await asked({});
  expect([numbersOf(log).length, numbersOf(log)[0], log.more]).toEqual([50, ENTRIES - 1, true]);
  expect(read).toHaveLength(51);
});

test('a search by what an entry says reads only what it gives back', async () => {
  const { log, read } = await asked({ school: 's3', limit: 10, before: 100 });
  expect(numbersOf(log)).toEqual([94, 87, 80, 73, 66, 59, 52, 45, 38, 31]);
  expect(read).toHaveLength(11);
});

test('pages follow on each other without a gap and without an entry twice', async () => {
  const seen: number[] = [];
  for (let before: number | undefined = 120; before !== undefined;) {
    const { log } = await asked({ before, limit: 50 });
    seen.push(...numbersOf(log));
    before = log.more ? seen.at(-1) : undefined;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => 119 - i));
});

test('a search for who recorded something goes through all of it and lets others go first now and then', async () => {
  let turns = 0;
  let over = false;
  const turn = (): void => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  const { log } = await asked({ actor: 'auditor', limit: 200 });
  over = true;
  expect(numbersOf(log)).toEqual(Array.from({ length: 30 }, (_, i) => 29_001 - i * 1000));
  expect(turns).toBeGreaterThan(10);
});

test('days of recording are whole days in London', async () => {
  const { log } = await asked({ recordedFrom: '2016-07-02', recordedTo: '2016-07-02', limit: 200 });
  expect(log.entries.map(({ entry }) => entry.recordedAt)).toEqual(
    Array.from({ length: 24 }, (_, i) => new Date(Date.UTC(2016, 6, 2, 22 - i)).toISOString()),
  );
});
