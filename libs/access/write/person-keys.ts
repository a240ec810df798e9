import type { Id } from '@remit/kernel';

/** The keys of persons cannot be had. The message is the end of a sentence that says why and what to do. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** How far the erasures of the record have been carried out: the last entry looked at. */
export interface ErasedUntil {
  /** Position in the store. */
  readonly position: string;
  readonly trust: Id;
  /** The entry's id: a record that was put back from a backup has another entry there. */
  readonly id: string;
}

/**
 * The keys that personal details are sealed with: one of 256 bits for each person of each trust. A key that was given
 * out by `findOrMake` is on disk; one that was destroyed is on no disk that this program writes.
 */
export abstract class PersonKeys {
  /** Whether keys can be made and destroyed here; a process that only reads cannot. */
  abstract readonly writable: boolean;

  /** @returns `undefined` when there is no key for the person: never made, destroyed, or lost. @throws KeysUnavailable */
  abstract find(trust: Id, person: Id): Uint8Array | undefined;

  /** The person's key, made and on disk when it did not exist. @throws KeysUnavailable */
  abstract findOrMake(trust: Id, person: Id): Uint8Array;

  /** Destroys a key for ever; nothing happens when there is none. @throws KeysUnavailable */
  abstract destroy(trust: Id, person: Id): void;

  /** Whether there is no key at all. @throws KeysUnavailable */
  abstract isEmpty(): boolean;

  abstract erasedUntil(): ErasedUntil | undefined;
  abstract noteErasedUntil(until: ErasedUntil): void;

  /** Lets go of files. */
  abstract close(): void;
}

/** No keys: names are unavailable, and nothing that needs a key is recorded. Everything else works. */
export class NoPersonKeys extends PersonKeys {
  override readonly writable = false;

  /** @param why the end of a sentence, such as "the keys directory … cannot be read". */
  constructor(readonly why: string) {
    super();
  }

  override find(): never {
    throw new KeysUnavailable(this.why);
  }

  override findOrMake(): never {
    throw new KeysUnavailable(this.why);
  }

  override destroy(): never {
    throw new KeysUnavailable(this.why);
  }

  override isEmpty(): never {
    throw new KeysUnavailable(this.why);
  }

  override erasedUntil(): never {
    throw new KeysUnavailable(this.why);
  }

  override noteErasedUntil(): never {
    throw new KeysUnavailable(this.why);
  }

  override close(): void {
    // There is nothing to let go of.
  }
}
