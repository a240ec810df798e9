import path from 'node:path';
import { BEFORE_EVERYTHING, type NewEntry, type RecordStore, type StoredEntry } from '@remit/record';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { random } from '../oracle/random.js';
import { entryWithId } from '../support/deterministic-entry.js';
import { printedSeed } from '../support/seed.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { TypeScriptChild } from '../support/typescript-child.js';

const APPENDER = path.join(import.meta.dirname, 'appender.program.ts');
const HALF_LINE = path.join(import.meta.dirname, 'half-line.program.ts');
const ROUNDS = 50;
/** A new directory now and then, so that first entries and long records are both met. */
const ROUNDS_PER_DIRECTORY = 10;

// The same seed kills after the same number of lines again, though not at the same instants.
const chance = random(printedSeed('KILL_SEED'));

interface Append {
  readonly trust: string;
  readonly expectedHead: number;
  readonly entries: readonly NewEntry[];
}

describe('a writer that is killed (F1)', () => {
  it('loses nothing that it acknowledged, and what it did not can be sent again', async () => {
    let directory = temporaryDirectory();
    const seen = { acknowledged: 0, unanswered: 0, storedUnanswered: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round > 0 && round % ROUNDS_PER_DIRECTORY === 0) {
        directory.remove();
        directory = temporaryDirectory();
      }
      const { acknowledged, unanswered } = await appendUntilKilled(directory.path, `round-${String(round)}`);
      const store = new SqliteRecordStore({ directory: directory.path, access: 'write' });
      const stored = await everything(store);
      mustBeWhole(stored);
      expect(missing(acknowledged, stored)).toEqual([]);
      seen.storedUnanswered += await sendAgain(store, unanswered, stored);
      mustBeWhole(await everything(store));
      await store.close();
      seen.acknowledged += acknowledged.length;
      seen.unanswered += unanswered.length;
    }
    directory.remove();
    // Otherwise the rounds would have shown nothing.
    expect(seen.acknowledged).toBeGreaterThan(ROUNDS * 10);
    expect(seen.unanswered).toBeGreaterThan(ROUNDS);
    expect(seen.storedUnanswered).toBeGreaterThan(0);
  }, 120_000);

  it('has not said a line that it was killed in the middle of', async () => {
    const child = new TypeScriptChild(HALF_LINE, []);
    await child.line('whole');
    await child.kill('SIGKILL');
    expect(child.lines).toEqual(['whole']);
  });

  it('would be caught if it acknowledged before the commit', async () => {
    const directory = temporaryDirectory();
    let lost = 0;
    for (let round = 0; round < 5; round += 1) {
      const { acknowledged } = await appendUntilKilled(directory.path, `early-${String(round)}`, 'early');
      const store = new SqliteRecordStore({ directory: directory.path, access: 'write' });
      lost += missing(acknowledged, await everything(store)).length;
      await store.close();
    }
    directory.remove();
    expect(lost).toBeGreaterThan(0);
  }, 60_000);
});

/** Starts the 32 writers, kills them a random number of lines after the first acknowledgement, and tells what they said. */
async function appendUntilKilled(directory: string, run: string, mode = 'honest') {
  const child = new TypeScriptChild(APPENDER, [directory, run, mode]);
  await child.line('ack');
  await child.printed(child.lines.length + chance.int(800));
  await child.kill('SIGKILL');
  const acks = new Set(child.lines.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4)));
  const tries = child.lines.filter((line) => line.startsWith('try ')).map((line) => line.slice(4));
  return {
    acknowledged: [...acks].map(readAppend),
    unanswered: tries.filter((line) => !acks.has(line)).map(readAppend),
  };
}

function readAppend(line: string): Append {
  const [trust, head, ...ids] = line.split(' ');
  const expectedHead = Number(head);
  return { trust: trust!, expectedHead, entries: ids.map((id, i) => entryWithId(trust!, expectedHead + 1 + i, id)) };
}

/** The acknowledged entries that are not stored byte for byte where they were acknowledged. */
function missing(acknowledged: readonly Append[], stored: readonly StoredEntry[]): unknown[] {
  const byPlace = new Map(stored.map((entry) => [`${entry.trust} ${String(entry.n)}`, entry]));
  return acknowledged.flatMap(({ trust, entries }) =>
    entries.filter((entry) => {
      const { position, ...rest } = byPlace.get(`${trust} ${String(entry.n)}`) ?? { position: 'none' };
      return position === 'none' || JSON.stringify(sorted({ ...entry, trust })) !== JSON.stringify(sorted(rest));
    }),
  );
}

/** Numbers without gaps in every trust, no id twice, positions rising, and no half of a batch. */
function mustBeWhole(stored: readonly StoredEntry[]): void {
  const next = new Map<string, number>();
  let last = 0;
  const broken = stored.filter(({ trust, n, position }) => {
    const due = next.get(trust) ?? 0;
    next.set(trust, n + 1);
    const rising = Number(position) === last + 1;
    last = Number(position);
    return n !== due || !rising;
  });
  expect(broken).toEqual([]);
  expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
  for (const [trust, count] of next)
    if (trust.startsWith('own-')) expect(`${trust} ${String(count % 2)}`).toBe(`${trust} 0`);
}

/** Sends every append again whose answer never came. @returns how many of them had been stored after all. */
async function sendAgain(
  store: RecordStore,
  unanswered: readonly Append[],
  stored: readonly StoredEntry[],
): Promise<number> {
  const positions = new Map(stored.map(({ id, position }) => [id, position]));
  let storedBefore = 0;
  let count = stored.length;
  for (const { trust, expectedHead, entries } of unanswered) {
    const position = positions.get(entries.at(-1)!.id);
    const result = await store.append(trust, expectedHead, entries);
    if (position !== undefined) {
      storedBefore += 1;
      expect(result).toEqual({ kind: 'appended', head: expectedHead + entries.length, position });
    } else if (result.kind === 'appended') {
      count += entries.length;
    }
    // However it went, the same again gives the same answer.
    expect(await store.append(trust, expectedHead, entries)).toEqual(result);
  }
  expect((await everything(store)).length).toBe(count);
  return storedBefore;
}

async function everything(store: RecordStore): Promise<StoredEntry[]> {
  const all: StoredEntry[] = [];
  for (;;) {
    const page = await store.readAll(all.at(-1)?.position ?? BEFORE_EVERYTHING, 4096);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

function sorted(members: object): [string, unknown][] {
  return Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
}
