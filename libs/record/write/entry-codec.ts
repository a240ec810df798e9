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
/** How much text stands before the end of an entry's id: `,"id":"` and the UUID. */
const ID_TEXT = ',"id":"'.length + 36 + '"'.length;
const RECORDED_AT = '"recordedAt":"';
/** How much text of an instant stands before its last letter: `2025-03-03T10:00:00.000`. */
const INSTANT_TEXT = 23;
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
  const ending = `Z","trust":"${trust}","type":"`;
  const end = canonical.lastIndexOf(ending);
  const recordedAt = canonical.slice(end - INSTANT_TEXT, end + 1);
  const start = canonical.indexOf(DATA);
  const after = canonical.lastIndexOf(`","n":${String(n)},"provenance":"`, end) + 1 - ID_TEXT;
  const inPlace = start >= 0 && after > start && end > after && canonical.endsWith(CLOSING);
  if (!inPlace || !canonical.startsWith(RECORDED_AT, end - INSTANT_TEXT - RECORDED_AT.length)) {
    throw new UnreadableEntry(trust, n, 'what it says of itself is not where it stands');
  }
  const stored = canonical.slice(end + ending.length, -CLOSING.length);
  const data = parsed(trust, n, canonical, start, after);
  if (typeof data !== 'object' || data === null) throw new UnreadableEntry(trust, n, 'it has no data');
  const read = types.read(stored, data as Readonly<Record<string, unknown>>);
  if (read === undefined) throw new UnreadableEntry(trust, n, `the type ${stored} is not known to this version`);
  return { type: read.type, data: read.data, recordedAt };
}

/** The data that stand between two places of a text; when grounds follow, they are parsed with them. */
function parsed(trust: string, n: number, canonical: string, start: number, after: number): unknown {
  try {
    const alone = canonical.charAt(after - 1) === '}';
    if (alone) return JSON.parse(canonical.slice(start + DATA.length, after));
    return (JSON.parse(`{${canonical.slice(start + 1, after)}}`) as Entry).data;
  } catch {
    throw new UnreadableEntry(trust, n, 'its text is no JSON');
  }
}
