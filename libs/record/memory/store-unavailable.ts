/**
 * Why a store cannot serve just now:
 * - `closed`: it was let go of;
 * - `read-only`: it was opened for reading;
 * - `full`: no room on the disk, nothing was stored, works again when there is room;
 * - `busy`: another program holds the files, nothing was stored, works again when it lets go;
 * - `failed`: a write went wrong and its outcome is unknown; this store stays stopped until it is opened anew.
 */
export type WhyUnavailable = 'closed' | 'read-only' | 'full' | 'busy' | 'failed';

/**
 * The store could not do what was asked, through no fault of the caller. After `failed` the outcome is unknown: appending
 * the same ids at the same place again, once the store is open again, tells (and stores them if they are missing).
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly why: WhyUnavailable;

  constructor(why: WhyUnavailable, says: string, options?: ErrorOptions) {
    super(says, options);
    this.why = why;
  }
}
