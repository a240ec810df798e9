import type { Id, Outcome } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import type { TrustIndex } from '../domain/trust-index.js';

/** A trust's index and the entry up to which it may be asked: what lies beyond is not on disk yet. */
export interface TrustIndexView {
  readonly index: TrustIndex;
  readonly head: EntryNumber;
}

/** Where questions find the index of a trust. */
export abstract class TrustIndexes {
  /**
   * The index of a trust that has a record; a problem when it has none.
   * @param minPosition waits a little until this entry can be seen, for reading one's own writes.
   */
  abstract view(trust: Id, minPosition?: EntryNumber): Promise<Outcome<TrustIndexView>>;
}
