import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Durability, replaceFile } from '@remit/disk/nest';
import { unwritten } from './ledger-database.js';

const FILE = 'last-checkpoint.txt';

/**
 * The newest checkpoint of the directory, beside the key and away from the databases: what shows that a ledger, or all
 * of the data directory, was lost or put back to an earlier state. It is no secret.
 */
export class LastCheckpoint {
  readonly file: string;

  /** @param keysDirectory where the key is */
  constructor(
    keysDirectory: string,
    private readonly durability: Durability,
  ) {
    this.file = path.join(path.resolve(keysDirectory), FILE);
  }

  /** The note; `undefined` when none was ever written. */
  read(): Uint8Array | undefined {
    try {
      return readFileSync(this.file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Replaces the note: at every moment there is the old one or the new one, whole.
   * @throws StoreUnavailable when the disk is full, and whatever else the system throws.
   */
  write(note: Uint8Array): void {
    try {
      replaceFile(this.file, note, this.durability);
    } catch (error) {
      throw unwritten(this.file, error);
    }
  }
}
