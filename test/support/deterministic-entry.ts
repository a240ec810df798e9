import { createHash } from 'node:crypto';
import type { NewEntry } from '@remit/record';

const PADDING = 'Übertragung der Befugnisse 🏫 '.repeat(12);

/** An entry that two processes can make alike from three words: where it stands and who writes it. */
export function deterministicEntry(trust: string, n: number, writer: string): NewEntry {
  return entryWithId(trust, n, uuidOf(`${trust}/${String(n)}/${writer}`));
}

/** The entry that has this id at this place: what it must say byte for byte. */
export function entryWithId(trust: string, n: number, id: string): NewEntry {
  return {
    n,
    id,
    type: 'SchemeAdopted.v1',
    recordedAt: '2025-09-01T08:00:00.000Z',
    canonical: `{"id":"${id}","n":${String(n)},"padding":"${PADDING}","trust":"${trust}"}`,
  };
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
