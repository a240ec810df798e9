import type { Problem } from '@remit/kernel';
import type { EntryType } from './entry-types.js';

/**
 * A command of the record language: what it is called, which entry it makes, and when it is refused.
 * An accepted command makes exactly one entry whose data are the command's.
 */
export interface CommandRule<Head, Data> {
  /** Imperative: `AdmitSchool`. */
  readonly command: string;
  readonly entry: EntryType;
  /** The member of the data that names what the command is about; a replacement must keep it. */
  readonly subject: keyof Data & string;
  /** The reason why the command cannot follow the record as it stands at its head; `undefined` accepts. */
  readonly refuse: (data: Data, head: Head) => Problem | undefined;
}
