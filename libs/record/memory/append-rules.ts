import { invariant, isId, type Id } from '@remit/kernel';
import { NOTHING_KNOWN, type EntryNumber } from '../domain/entry.js';
import { APPEND_BYTES_MAX, BEFORE_EVERYTHING, type NewEntry, type Position } from '../domain/record-store.js';

const ENTRY_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const POSITION = /^(0|[1-9]\d{0,15})$/;
// Half of a surrogate pair has no UTF-8, and some engines end a text at NUL: neither would come back as it was given.
const UNKEEPABLE = /[\p{Surrogate}\0]/u;

/** Whether a text is the id of an entry: a UUID in lower case. */
export function isEntryId(text: string): boolean {
  return ENTRY_ID.test(text);
}

/**
 * What every store demands of an append before it looks at the record, so that all stores refuse the same.
 * @throws InvariantBroken when the entries are none, not numbered on from `expectedHead`, together larger than 1 MiB
 * of UTF-8, have an id twice or one that is no lower-case UUID, run backwards in `recordedAt`, or hold text that a
 * store could not give back byte for byte.
 */
export function checkAppend(trust: Id, expectedHead: EntryNumber, entries: readonly NewEntry[]): void {
  invariant(isId(trust), `"${trust}" is not the id of a trust.`);
  invariant(
    Number.isSafeInteger(expectedHead) && expectedHead >= NOTHING_KNOWN,
    `The expected head of ${trust} must be the number of an entry, or -1; it is ${String(expectedHead)}.`,
  );
  invariant(entries.length > 0, `An append to ${trust} holds no entries.`);
  let before: NewEntry | undefined;
  for (const [i, entry] of entries.entries()) {
    checkEntry(entry, expectedHead + 1 + i);
    checkOrder(before, entry);
    before = entry;
  }
  invariant(
    entries.length === 1 || new Set(entries.map(({ id }) => id)).size === entries.length,
    `An append to ${trust} holds two entries with the same id.`,
  );
  invariant(
    fits(entries),
    `An append to ${trust} is larger than ${String(APPEND_BYTES_MAX)} bytes: record it in several steps.`,
  );
}

/**
 * The rule that an append keeps towards the entry it follows: time of recording never runs backwards.
 * @throws InvariantBroken when `next` was recorded before `last`, the entry at the head.
 */
export function checkOrder(
  last: Pick<NewEntry, 'n' | 'recordedAt'> | undefined,
  next: Pick<NewEntry, 'n' | 'recordedAt'>,
): void {
  // Both have the same format, so comparing the text is comparing the instants.
  invariant(
    last === undefined || last.recordedAt <= next.recordedAt,
    () =>
      `Entry ${String(next.n)} (${next.recordedAt}) would be recorded before entry ${String(last?.n)} (${String(last?.recordedAt)}).`,
  );
}

/**
 * What every store demands of the arguments of a reading.
 * @throws InvariantBroken when `limit` is not a whole number from 0 on.
 */
export function checkLimit(limit: number): void {
  invariant(Number.isSafeInteger(limit) && limit >= 0, `A limit of ${String(limit)} entries makes no sense.`);
}

/**
 * Reads a position back. Source: record-store.ts, decimal text.
 * @throws InvariantBroken when the text was not made by a store.
 */
export function positionToNumber(position: Position): number {
  invariant(POSITION.test(position), `"${position}" is not a position of the record.`);
  return position === BEFORE_EVERYTHING ? 0 : Number(position);
}

function checkEntry(entry: NewEntry, expected: EntryNumber): void {
  invariant(
    entry.n === expected,
    () => `Entries must be numbered on without gaps: ${String(expected)} was due and ${String(entry.n)} came.`,
  );
  invariant(isEntryId(entry.id), () => `"${entry.id}" is not the id of an entry: it must be a UUID in lower case.`);
  invariant(
    INSTANT.test(entry.recordedAt),
    () => `"${entry.recordedAt}" is not a UTC instant with milliseconds such as 2025-09-01T08:00:00.000Z.`,
  );
  invariant(entry.type !== '' && !UNKEEPABLE.test(entry.type), () => `Entry ${entry.id} has no proper type.`);
  invariant(
    !UNKEEPABLE.test(entry.canonical),
    () => `Entry ${entry.id} holds broken text, which could not be read back as it was written.`,
  );
}

function fits(entries: readonly NewEntry[]): boolean {
  // A UTF-16 code unit takes three bytes at most, so that only a large append has to be counted exactly.
  const units = entries.reduce((sum, { canonical }) => sum + canonical.length, 0);
  if (units * 3 <= APPEND_BYTES_MAX) return true;
  if (units > APPEND_BYTES_MAX) return false;
  return entries.reduce((sum, { canonical }) => sum + utf8Length(canonical), 0) <= APPEND_BYTES_MAX;
}

/** Bytes of UTF-8 of a text without lone surrogates, counted here because this file may use nothing of Node. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += 1;
    // A surrogate pair is two units and four bytes, so each half counts as two.
    if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
  }
  return bytes;
}
