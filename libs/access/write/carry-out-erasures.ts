import { BEFORE_EVERYTHING, type RecordStore, type StoredEntry } from '@remit/record';
import { decode, UnreadableEntry } from '@remit/record/nest';
import type { PersonErased } from '../domain/people-entries.js';
import type { PersonKeys } from './person-keys.js';

const PAGE = 2000;
const ERASED = /^PersonErased\.v\d+$/;

/**
 * Destroys the keys of everybody whose erasure is recorded: those of an erasure during which the process was cut off, and
 * those that came back with a backup of the keys. How far the record was looked through is kept beside the keys, so that
 * a backup of them knows itself what was erased since.
 * @returns how many erasures were carried out (again).
 */
export async function carryOutErasures(store: RecordStore, keys: PersonKeys): Promise<number> {
  if (keys.isEmpty()) return 0;
  let erasures = 0;
  let whole = true;
  let position = await startOf(store, keys);
  for (;;) {
    const page = await store.readAll(position, PAGE);
    for (const entry of page.filter(({ type }) => ERASED.test(type))) {
      const person = personOf(entry);
      if (person === undefined) {
        whole = false;
        continue;
      }
      keys.destroy(entry.trust, person);
      erasures += 1;
    }
    const last = page.at(-1);
    // An erasure that could not be read is looked for again at the next start.
    if (last !== undefined && whole) keys.noteErasedUntil(last);
    if (last === undefined || page.length < PAGE) return erasures;
    position = last.position;
  }
}

/** Where to go on. A record that lost entries to an older backup may have others at these positions: then from the first. */
async function startOf(store: RecordStore, keys: PersonKeys): Promise<string> {
  const until = keys.erasedUntil();
  if (until === undefined) return BEFORE_EVERYTHING;
  const stands = await store.locate(until.trust, until.id);
  return stands === undefined ? BEFORE_EVERYTHING : until.position;
}

/** `undefined` for an entry that cannot be read: its trust says so when it is asked, and the others go on. */
function personOf(stored: StoredEntry): string | undefined {
  try {
    return (decode(stored).data as PersonErased).person;
  } catch (error) {
    if (error instanceof UnreadableEntry) return undefined;
    throw error;
  }
}
