import type { Id, Problem } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { CommandData, Comparable, Sealing } from '@remit/record/nest';
import { carriesDetails, type DetailField, type PersonDetails, type SealedDetails } from '../domain/people-entries.js';
import type { PeopleIndex } from '../domain/people-index.js';
import { openField, sealDetails, type Sealed, type SealingPrimitives, type SealPlace } from '../domain/sealed.js';
import { KeysUnavailable, type PersonKeys } from './person-keys.js';

/** The entry that is about to be made, and the people known before it. */
export interface NextEntry {
  readonly trust: Id;
  readonly n: EntryNumber;
  readonly people: PeopleIndex;
}

/** A field that was opened, or why it could not be, as the end of a sentence. `gone`: there is no key for it. */
export type OpenedField = { readonly value: unknown } | { readonly unavailable: string; readonly gone: boolean };

const KEY_GONE =
  'the key of this person is not in the keys directory; put the files of the directory back from a backup';
const FAULTS = {
  'other-key': 'it was sealed with another key than the one in the keys directory; put back the keys of this record',
  changed: 'what is recorded does not open with the key of this person, so it was changed; verify the record',
} as const;

/** Seals personal details before an entry is made, and opens them for an answer. */
export class PersonSealing {
  constructor(
    private readonly keys: PersonKeys,
    private readonly primitives: SealingPrimitives,
  ) {}

  /**
   * The data of an entry as they are to be recorded: details sealed. The key that they are sealed with is on disk before
   * this returns. An erasure is refused while its key could not be destroyed.
   * @param type of the entry, without its version
   */
  seal(next: NextEntry, type: string, data: CommandData): Sealing {
    try {
      if (type === 'PersonErased') this.refuseUnlessWritable();
      if (!carriesDetails(type)) return { data };
      this.refuseUnlessWritable();
      const { trust, n } = next;
      const person = String(data['person']);
      const key = type === 'PersonRegistered' ? this.newKey(next, person) : this.knownKey(trust, person);
      const details = data['details'] as PersonDetails;
      return { data: { ...data, details: sealDetails(this.primitives, key, { trust, person, n }, details) } };
    } catch (error) {
      return { refused: keysUnavailable(error) };
    }
  }

  /** Opens one field. */
  open(place: SealPlace, field: DetailField, sealed: Sealed): OpenedField {
    try {
      const key = this.keys.find(place.trust, place.person);
      if (key === undefined) return { unavailable: KEY_GONE, gone: true };
      const opened = openField(this.primitives, key, { place, field }, sealed);
      return 'value' in opened ? opened : { unavailable: FAULTS[opened.fault], gone: false };
    } catch (error) {
      return { unavailable: reasonOf(error), gone: false };
    }
  }

  /**
   * The data of a recorded entry and of a command, made comparable: details opened, or left out of both when they are gone
   * for ever (an erasure leaves nothing to compare).
   */
  comparable(trust: Id, n: EntryNumber, recorded: CommandData, sent: CommandData): Comparable {
    const person = String(recorded['person']);
    const sealed = Object.entries(recorded['details'] as SealedDetails) as [DetailField, Sealed][];
    const opened = sealed.map(([field, each]) => [field, this.open({ trust, person, n }, field, each)] as const);
    const closed = opened.flatMap(([, field]) => ('unavailable' in field ? [field] : []));
    const shut = closed.find(({ gone }) => !gone);
    if (shut !== undefined) return { refused: keysUnavailable(new KeysUnavailable(shut.unavailable)) };
    if (closed.length > 0) return { recorded: withoutDetails(recorded), sent: withoutDetails(sent) };
    const clear = opened.map(([field, each]) => [field, 'value' in each ? each.value : undefined] as const);
    return { recorded: { ...recorded, details: Object.fromEntries(clear) }, sent };
  }

  /** Makes no keys in a directory that lacks those of the record: they would be lost when it is put back. */
  private newKey({ trust, people }: NextEntry, person: Id): Uint8Array {
    const other = people.somebodyKept(person);
    if (other !== undefined && this.keys.find(trust, other) === undefined) {
      throw new KeysUnavailable(
        `the keys directory lacks the key of "${other}", who was registered earlier; put its files back from a backup (or, if the key is lost for good, erase "${other}")`,
      );
    }
    return this.keys.findOrMake(trust, person);
  }

  private knownKey(trust: Id, person: Id): Uint8Array {
    const key = this.keys.find(trust, person);
    // A new key would seal one person's details with two, and the old one may come back from a backup.
    if (key === undefined) throw new KeysUnavailable(KEY_GONE);
    return key;
  }

  private refuseUnlessWritable(): void {
    // What cannot be used at all says why.
    this.keys.isEmpty();
    if (!this.keys.writable) throw new KeysUnavailable('the keys were opened for reading only');
  }
}

/** The details by name alone: what they say can no longer be compared. */
function withoutDetails(data: CommandData): CommandData {
  return { ...data, details: Object.keys(data['details'] ?? {}).sort() };
}

function keysUnavailable(error: unknown): Problem {
  return {
    code: 'ACCESS.KEYS_UNAVAILABLE',
    detail: `Nothing was recorded, because personal details cannot be sealed or erased now: ${reasonOf(error)}.`,
  };
}

/** Why keys cannot be had, as the end of a sentence. @throws the error itself when it is a fault of the program. */
export function reasonOf(error: unknown): string {
  if (error instanceof KeysUnavailable) return error.message;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (code !== 'ERR_SQLITE_ERROR' && code !== 'ERR_INVALID_STATE') throw error;
  return `the keys cannot be read or written just now (${String(message)}); check the disk of the keys directory`;
}
