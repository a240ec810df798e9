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

/** An entry's type and data in today's terms. @throws UnreadableEntry when the type or version is not known. */
export function readIn(types: EntryTypes, entry: Entry): { readonly type: string; readonly data: unknown } {
  const { trust, n, data } = entry;
  if (typeof data !== 'object' || data === null) throw new UnreadableEntry(trust, n, 'it has no data');
  const read = types.read(entry.type, data as Readonly<Record<string, unknown>>);
  if (read === undefined) throw new UnreadableEntry(trust, n, `the type ${entry.type} is not known to this version`);
  return read;
}
