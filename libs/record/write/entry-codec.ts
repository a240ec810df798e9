import { canonicalJson } from '@remit/kernel';
import type { Entry } from '../domain/entry.js';
import type { EntryTypes } from '../domain/entry-types.js';
import type { NewEntry, StoredEntry } from '../domain/record-store.js';

/** An entry of the record that this program cannot read: its trust stops, the others run on. */
export class UnreadableEntry extends Error {
  override readonly name = 'UnreadableEntry';

  constructor(
    readonly trust: string,
    readonly entry: number,
    reason: string,
  ) {
    super(
      `Entry ${String(entry)} of the record of "${trust}" cannot be read: ${reason}. ` +
        `Nothing of this trust is answered until it can. If Remit was upgraded or put back lately, start the version that wrote it; otherwise restore the record from a backup.`,
    );
  }
}

const DATA = ',"data":';
const DECIDED_ON = '},"decidedOn":"';
/** How much text stands before the end of an entry's id: `,"id":"` and the UUID. */
const ID_TEXT = ',"id":"'.length + 36 + '"'.length;
const NUMBER = '","n":';
const PROVENANCE = ',"provenance":"';
const RECORDED_AT = '"recordedAt":"';
/** How much text of an instant stands before its last letter: `2025-03-03T10:00:00.000`. */
const INSTANT_TEXT = 23;
const TRUST = 'Z","trust":"';
const TYPE = '","type":"';
const CLOSING = '","v":1}';

/** The canonical text of an entry, made once: what is stored is what is hashed. */
export function encode(entry: Entry): NewEntry {
  const { n, id, type, recordedAt } = entry;
  return { n, id, type, recordedAt, canonical: canonicalJson(entry) };
}

/**
 * Reads a stored entry: its envelope must be the one of its place in the record.
 * @throws UnreadableEntry
 */
export function decode(stored: StoredEntry): Entry {
  const { trust, n } = stored;
  let entry: Entry;
  try {
    entry = JSON.parse(stored.canonical) as Entry;
  } catch {
    throw new UnreadableEntry(trust, n, 'its text is no JSON');
  }
  // The envelope comes from a file: every part of it may be missing.
  const whole = (entry as Entry | null)?.v === 1 && entry.trust === trust && entry.n === n && entry.id === stored.id;
  if (!whole || entry.type !== stored.type) {
    throw new UnreadableEntry(trust, n, 'what it says of itself is not where it stands');
  }
  return entry;
}

/** What an entry says, in today's terms, and when it was recorded. */
export interface SaidEntry {
  /** Without the version, such as `SchemeAdopted`. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** UTC instant with milliseconds. */
  readonly recordedAt: string;
}

/**
 * What entry `n` of a trust says. Parses only its data; the envelope is checked to stand in its canonical place, for
 * parsing it too would double the cost, and a record is read at every start.
 *
 * The keys of canonical JSON are sorted (RFC 8785): before `data` stand the actor and the command, after it the grounds,
 * then `id` and `n`; the end are `recordedAt`, `trust`, `type` and `v`. Quotes inside a text are escaped, so that no text
 * that someone wrote can look like one of these marks.
 * @param canonical the entry's text as it is stored
 * @throws UnreadableEntry also when the type or its version is not known.
 */
export function readIn(types: EntryTypes, trust: string, n: number, canonical: string): SaidEntry {
  const start = canonical.indexOf(DATA);
  // The marks are looked for from the end, where they are near, and nothing is put together only to look for it.
  const end = canonical.lastIndexOf(TRUST);
  const number = canonical.lastIndexOf(NUMBER, end);
  const after = number + 1 - ID_TEXT;
  if (start < 0 || after <= start || !isNumbered(canonical, number, n) || !isOf(canonical, end, trust)) {
    throw new UnreadableEntry(trust, n, 'what it says of itself is not where it stands');
  }
  const data = parsed(trust, n, canonical, start, after);
  if (typeof data !== 'object' || data === null) throw new UnreadableEntry(trust, n, 'it has no data');
  const stored = canonical.slice(end + TRUST.length + trust.length + TYPE.length, -CLOSING.length);
  const read = types.read(stored, data as Readonly<Record<string, unknown>>);
  if (read === undefined) throw new UnreadableEntry(trust, n, `the type ${stored} is not known to this version`);
  return { type: read.type, data: read.data, recordedAt: canonical.slice(end - INSTANT_TEXT, end + 1) };
}

function isNumbered(canonical: string, at: number, n: number): boolean {
  const digits = String(n);
  const from = at + NUMBER.length;
  return canonical.startsWith(digits, from) && canonical.startsWith(PROVENANCE, from + digits.length);
}

/** Whether an envelope ends, from the last letter of `recordedAt` on, as one of this trust. */
function isOf(canonical: string, end: number, trust: string): boolean {
  const from = end + TRUST.length;
  return (
    canonical.startsWith(RECORDED_AT, end - INSTANT_TEXT - RECORDED_AT.length) &&
    canonical.startsWith(trust, from) &&
    canonical.startsWith(TYPE, from + trust.length) &&
    canonical.endsWith(CLOSING)
  );
}

/** The data that stand between two places of a text, before the grounds if there are any. */
function parsed(trust: string, n: number, canonical: string, start: number, after: number): unknown {
  try {
    const alone = canonical.charAt(after - 1) === '}';
    if (alone) return JSON.parse(canonical.slice(start + DATA.length, after));
    return beforeDay(canonical, start, after) ?? (JSON.parse(`{${canonical.slice(start + 1, after)}}`) as Entry).data;
  } catch {
    throw new UnreadableEntry(trust, n, 'its text is no JSON');
  }
}

/**
 * Data that the day of a decision follows, as the first of the grounds, without parsing the grounds too; `undefined` when
 * it does not. A member of that name further inside the data is no mistake: what stands before it is no whole JSON.
 */
function beforeDay(canonical: string, start: number, after: number): unknown {
  const last = canonical.lastIndexOf(DECIDED_ON, after);
  if (last <= start) return undefined;
  try {
    return JSON.parse(canonical.slice(start + DATA.length, last + 1));
  } catch {
    return undefined;
  }
}
