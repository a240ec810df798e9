import type { IndexedEntry } from '@remit/accountability';
import { entryTypes } from '@remit/engine';
import { utf8Text } from './bytes.js';
import { isObject, readCanonical, type Json, type JsonObject } from './canonical.js';
import { altered } from './finding.js';
import { isInstant } from './lines.js';

/** What must hold of each entry of a record by itself and beside the others; see docs/bundle-format.md, section 3. */

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FOUNDING = 'TrustEstablished';
const CORRECTION = 'EntryCorrected';

/** The entries of a bundle as they pass by. */
export class EntryCheck {
  count = 0;
  firstRecordedAt: string | undefined;
  lastRecordedAt = '';
  /** The first entry of a type that this program does not know, with its type. */
  unknown: { readonly n: number; readonly type: string } | undefined;
  /** 16 bytes an id, as text, because that is the smallest thing that a Set can hold. */
  private readonly ids = new Set<string>();

  constructor(private readonly trust: string) {}

  /**
   * Checks the stored bytes of entry `n`. Entries come in the order of their numbers.
   * @returns the entry as the rules of accountability read it; `undefined` when its type is not known.
   * @throws Finding when something does not hold.
   */
  check(n: number, bytes: Buffer): IndexedEntry | undefined {
    const { recordedAt, id, type, data } = this.envelope(n, bytes);
    if (recordedAt < this.lastRecordedAt) {
      throw wrong(
        n,
        `it says that it was recorded on ${recordedAt}, before the entry before it (${this.lastRecordedAt})`,
      );
    }
    const packed = Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1');
    if (this.ids.has(packed)) throw wrong(n, `its id ${id} is that of an earlier entry`);
    this.ids.add(packed);
    this.count += 1;
    this.firstRecordedAt ??= recordedAt;
    this.lastRecordedAt = recordedAt;
    const read = entryTypes.read(type, data);
    if (read === undefined) {
      this.unknown ??= { n, type };
      return undefined;
    }
    this.checkMeaning(n, read.type, read.data as JsonObject);
    return { n, type: read.type, data: read.data, recordedAt };
  }

  private envelope(n: number, bytes: Buffer): Envelope {
    const text = utf8Text(bytes);
    if (text === undefined) throw wrong(n, 'it is not UTF-8 text');
    const read = readCanonical(text);
    if ('why' in read) throw wrong(n, read.why);
    if (!isObject(read.value)) throw wrong(n, 'it is no object');
    const { v, trust, n: own, id, type, recordedAt, provenance, data } = read.value;
    if (trust !== this.trust) throw wrong(n, `it belongs to ${named(trust)} and not to "${this.trust}"`);
    if (own !== n) throw wrong(n, `it calls itself entry ${named(own)}: entries were left out, added or moved`);
    if (v !== 1) throw wrong(n, 'its envelope is of a version that does not exist');
    if (typeof id !== 'string' || !ID.test(id)) throw wrong(n, 'it has no proper id');
    if (typeof type !== 'string') throw wrong(n, 'it does not say its type');
    if (!isInstant(recordedAt)) throw wrong(n, 'it does not say when it was recorded');
    if (provenance !== 'live' && provenance !== 'import') throw wrong(n, 'it does not say where it comes from');
    if (!isObject(data)) throw wrong(n, 'it has no data');
    return { id, type, recordedAt, data };
  }

  private checkMeaning(n: number, type: string, data: JsonObject): void {
    if (n === 0 && (type !== FOUNDING || data['trust'] !== this.trust)) {
      throw wrong(n, `it does not establish the trust "${this.trust}", as the first entry must`);
    }
    if (n > 0 && type === FOUNDING) throw wrong(n, 'it establishes the trust once more');
    const target = data['entry'];
    if (type === CORRECTION && !(typeof target === 'number' && target >= 0 && target < n)) {
      throw wrong(n, 'it corrects an entry that was not recorded before it');
    }
  }
}

interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly data: JsonObject;
}

function named(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 100)}"` : 'something else';
}

function wrong(n: number, why: string): Error {
  return altered(`Entry ${String(n)} is not what a record can hold: ${why}.`);
}

/** The number of the entry that an entry corrects; `undefined` when it is no correction. */
export function correctedBy({ type, data }: IndexedEntry): number | undefined {
  return type === CORRECTION ? (data as { readonly entry: number }).entry : undefined;
}
