import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeFile, replaceFile } from '@remit/disk/nest';
import { PERSON_KEYS } from './person-keys-ddl.js';
import { KeysUnavailable } from './person-keys.js';

const OTHERS = 0o077;
const MASTER_BYTES = 32;

/** The files of the persons' keys in their directory. They belong to one account and to no backup that is kept for long. */
export class KeyFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = path.resolve(directory);
  }

  /** The wrapped keys, an SQLite database. */
  get database(): string {
    return path.join(this.directory, 'people.db');
  }

  /** The key that wraps them, 32 bytes. */
  get master(): string {
    return path.join(this.directory, 'person-master.key');
  }

  /**
   * Makes what is missing: the directory, the master key, an empty database. A master key is never made beside a database:
   * it would open none of its keys.
   * @throws KeysUnavailable
   */
  make(): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    if (!existsSync(this.master)) {
      if (existsSync(this.database)) throw new KeysUnavailable(this.without(this.master));
      replaceFile(this.master, randomBytes(MASTER_BYTES), 'full');
    }
    if (!existsSync(this.database)) makeFile(this.database, PERSON_KEYS, 'full');
  }

  /** Looks whether everything is there. @throws KeysUnavailable */
  inspect(): void {
    const missing = [this.directory, this.master, this.database].find((file) => !existsSync(file));
    if (missing !== undefined) throw new KeysUnavailable(this.without(missing));
  }

  /** The master key. @throws KeysUnavailable when it is damaged, or when other accounts can read it. */
  readMaster(): Buffer {
    const { mode } = statSync(this.master);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new KeysUnavailable(
        `other accounts can read ${this.master}; take the right from them (chmod 600) and start again`,
      );
    }
    const key = readFileSync(this.master);
    if (key.length === MASTER_BYTES) return key;
    throw new KeysUnavailable(`${this.master} is damaged; put the files of the keys directory back from a backup`);
  }

  private without(file: string): string {
    return `${file} is missing; put the files of the keys directory back from a backup`;
  }
}
