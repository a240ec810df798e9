import type { Id } from '@remit/kernel';
import type { EntryNumber } from '../domain/entry.js';
import type { NewEntry, RecordStore } from '../domain/record-store.js';

let made = 0;

/** A lower-case UUID that no other call has given in this process. */
export function freshId(): string {
  made += 1;
  return `${made.toString(16).padStart(8, '0')}-5eed-4000-8000-${(made * 7919).toString(16).padStart(12, '0')}`;
}

/** An entry with the number `n` and a fresh id; every member can be chosen. */
export function sampleEntry(n: EntryNumber, chosen: Partial<NewEntry> = {}): NewEntry {
  const id = chosen.id ?? freshId();
  return {
    n,
    id,
    type: 'SchemeAdopted.v1',
    recordedAt: '2025-09-01T08:00:00.000Z',
    canonical: `{"data":{"scheme":"sod-${String(n)}"},"id":"${id}","n":${String(n)},"v":1}`,
    ...chosen,
  };
}

/** `count` entries numbered on from `first`. */
export function sampleEntries(first: EntryNumber, count: number): NewEntry[] {
  return Array.from({ length: count }, (_, i) => sampleEntry(first + i));
}

/** Appends entries with fresh ids and expects the append to be taken. @returns what was appended. */
export async function mustAppend(
  store: RecordStore,
  trust: Id,
  expectedHead: EntryNumber,
  count = 1,
): Promise<readonly NewEntry[]> {
  const entries = sampleEntries(expectedHead + 1, count);
  const result = await store.append(trust, expectedHead, entries);
  expect(result).toMatchObject({ kind: 'appended', head: expectedHead + count });
  return entries;
}

/**
 * Appends one entry at the head, however many others do the same: on a conflict it is numbered on from the head that
 * the store names and tried again. @returns the entry as it was taken.
 */
export async function appendAtHead(store: RecordStore, trust: Id, guess: EntryNumber): Promise<NewEntry> {
  const entry = sampleEntry(guess + 1);
  const result = await store.append(trust, guess, [entry]);
  if (result.kind === 'appended') return entry;
  expect(result.head).not.toBe(guess);
  return appendAtHead(store, trust, result.head);
}
