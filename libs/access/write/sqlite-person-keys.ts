import { hkdfSync, randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openFile } from '@remit/disk/nest';
import type { Id } from '@remit/kernel';
import { KeyFiles } from './key-files.js';
import { KEY_BYTES, NONCE_BYTES, PERSON_KEYS } from './person-keys-ddl.js';
import { nodeSealing } from './node-sealing.js';
import { type ErasedUntil, KeysUnavailable, NoPersonKeys, PersonKeys } from './person-keys.js';

/**
 * What the safety of the keys hangs on. A destroyed key must be gone from the file, so SQLite overwrites what it deletes
 * (`secure_delete`). The journal is a rollback journal, which is deleted with each commit, and not a write-ahead log, in
 * which old pages would stay for as long as somebody reads. `synchronous` 3 (extra) also syncs that deletion: otherwise a
 * power cut could bring the journal back, and with it a key that was said to be destroyed.
 */
const SETTINGS = { journal_mode: 'delete', secure_delete: 1, synchronous: 3, temp_store: 2 } as const;

/** Where the keys are and whether this process may make and destroy them. */
export interface PersonKeysOptions {
  readonly directory: string;
  readonly access: 'write' | 'read';
}

/**
 * Keeps the keys in `people.db` of the keys directory, each wrapped by a key of its trust, which is derived (HKDF, RFC
 * 5869) from the master key in a file of its own. No unwrapped key is kept in memory longer than it is used.
 */
export class SqlitePersonKeys extends PersonKeys {
  override readonly writable: boolean;
  private readonly database: DatabaseSync;
  private readonly wrappedKey: StatementSync;
  private readonly master: Buffer;
  /** True after a key was deleted whose file could not be written anew, because somebody was reading it. */
  private toRewrite = false;
  private readonly trustKeys = new Map<Id, Uint8Array>();

  /** @throws KeysUnavailable, and whatever the file system and SQLite throw. */
  constructor({ directory, access }: PersonKeysOptions) {
    super();
    const files = new KeyFiles(directory);
    this.writable = access === 'write';
    if (this.writable) files.make();
    else files.inspect();
    this.master = files.readMaster();
    this.database = openFile(files.database, PERSON_KEYS, access, SETTINGS);
    this.wrappedKey = this.database.prepare('select wrapped from person_key where trust = ? and person = ?');
  }

  override find(trust: Id, person: Id): Uint8Array | undefined {
    const row = this.wrappedKey.get(trust, person);
    return row === undefined ? undefined : this.unwrap(trust, person, row['wrapped'] as Uint8Array);
  }

  override findOrMake(trust: Id, person: Id): Uint8Array {
    const known = this.find(trust, person);
    if (known !== undefined) return known;
    const key = randomBytes(KEY_BYTES);
    this.database
      .prepare('insert into person_key (trust, person, wrapped) values (?, ?, ?)')
      .run(trust, person, this.wrap(trust, person, key));
    return key;
  }

  override destroy(trust: Id, person: Id): void {
    const { changes } = this.database
      .prepare('delete from person_key where trust = ? and person = ?')
      .run(trust, person);
    // The row's bytes are overwritten by then. Writing the file anew also drops copies that moving rows between pages left.
    if (changes === 0 && !this.toRewrite) return;
    this.toRewrite = true;
    this.database.exec('vacuum');
    this.toRewrite = false;
  }

  override isEmpty(): boolean {
    return this.database.prepare('select 1 from person_key limit 1').get() === undefined;
  }

  override erasedUntil(): ErasedUntil | undefined {
    return this.database.prepare('select position, trust, id from erased_until').get() as ErasedUntil | undefined;
  }

  override noteErasedUntil({ position, trust, id }: ErasedUntil): void {
    this.database
      .prepare('insert or replace into erased_until (one, position, trust, id) values (1, ?, ?, ?)')
      .run(position, trust, id);
  }

  override close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private wrap(trust: Id, person: Id, key: Uint8Array): Uint8Array {
    const iv = nodeSealing.random(NONCE_BYTES);
    return Buffer.concat([
      iv,
      nodeSealing.encrypt({ key: this.trustKey(trust), iv, aad: wrapped(trust, person) }, key),
    ]);
  }

  private unwrap(trust: Id, person: Id, bytes: Uint8Array): Uint8Array {
    const iv = bytes.subarray(0, NONCE_BYTES);
    const use = { key: this.trustKey(trust), iv, aad: wrapped(trust, person) };
    const key = nodeSealing.decrypt(use, bytes.subarray(NONCE_BYTES));
    if (key !== undefined) return key;
    throw new KeysUnavailable(
      `the key of "${person}" and person-master.key do not belong together; put the files of the keys directory back from one backup`,
    );
  }

  private trustKey(trust: Id): Uint8Array {
    const known = this.trustKeys.get(trust);
    if (known !== undefined) return known;
    const made = new Uint8Array(hkdfSync('sha256', this.master, '', `remit person keys of ${trust}`, KEY_BYTES));
    this.trustKeys.set(trust, made);
    return made;
  }
}

/**
 * The keys of a directory, or none with the reason: records are read and answered without them.
 * In a process that records a missing directory is made.
 */
export function openPersonKeys(options: PersonKeysOptions): PersonKeys {
  try {
    return new SqlitePersonKeys(options);
  } catch (error) {
    const why = error instanceof KeysUnavailable ? error.message : cannotUse(options.directory, error);
    return new NoPersonKeys(why);
  }
}

function cannotUse(directory: string, error: unknown): string {
  // In tests the native module belongs to another realm, so that `instanceof Error` does not hold.
  const { message } = error as { readonly message?: unknown };
  return `the keys in ${directory} cannot be used (${String(message)}); give the account that runs Remit the right to, or put the files back from a backup`;
}

function wrapped(trust: Id, person: Id): Uint8Array {
  return nodeSealing.utf8(`key|${trust}|${person}`);
}
