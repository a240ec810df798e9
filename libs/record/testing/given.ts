import type { RecordStore } from '../domain/record-store.js';

/** A store made for one test. */
export interface StoreUnderTest {
  /** Empty, and used by nobody else. */
  readonly store: RecordStore;
  /** For stores that outlive the process: closes the store and opens what it kept again. */
  readonly reopen?: () => Promise<RecordStore>;
  /** Closes whatever is still open and removes what was kept. */
  readonly dispose: () => Promise<void>;
}

/** Gives the store of the running test, or all that was made for it. */
export interface Given {
  readonly store: () => RecordStore;
  readonly made: () => StoreUnderTest;
}
