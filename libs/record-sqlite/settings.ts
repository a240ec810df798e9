import type { DatabaseSync } from 'node:sqlite';
import { type Durability, pragma } from '@remit/disk/nest';

export type { Access, Durability } from '@remit/disk/nest';

/** `kept`: each entry with the nodes of its trust's tree. `test-off`: with a zero in their place, to measure what they cost. */
export type TreeKeeping = 'kept' | 'test-off';

/** A setting or a file under which a record could be lost or broken. The message says what to do. */
export class UnsafeSetting extends Error {
  override readonly name = 'UnsafeSetting';
}

/** The settings that the safety of a record hangs on, as SQLite reports them. Durability `full` is `synchronous` 2. */
export type RecordSettings = Readonly<
  Record<
    'journal_mode' | 'synchronous' | 'busy_timeout' | 'foreign_keys' | 'trusted_schema' | 'cell_size_check',
    number | string | undefined
  >
>;

/** Reads the settings of a connection back. */
export function readSettings(database: DatabaseSync): RecordSettings {
  return {
    journal_mode: pragma(database, 'journal_mode'),
    synchronous: pragma(database, 'synchronous'),
    busy_timeout: pragma(database, 'busy_timeout'),
    foreign_keys: pragma(database, 'foreign_keys'),
    trusted_schema: pragma(database, 'trusted_schema'),
    cell_size_check: pragma(database, 'cell_size_check'),
  };
}

/**
 * Keeps the switch for measurements out of production.
 * @throws UnsafeSetting when a production process asks for a record without its trees.
 */
export function refuseTestTree(tree: TreeKeeping, environment: string | undefined): void {
  if (tree === 'kept' || environment !== 'production') return;
  throw new UnsafeSetting(
    'A record without its trees is for measurements and could never be verified. Leave the setting out, or unset NODE_ENV=production if this is a test.',
  );
}

/**
 * Keeps the switch for tests out of production.
 * @throws UnsafeSetting when a production process asks for anything but full durability.
 */
export function refuseTestDurability(durability: Durability, environment: string | undefined): void {
  if (durability === 'full' || environment !== 'production') return;
  throw new UnsafeSetting(
    `The durability "${durability}" is for tests and would lose entries in a power cut. Use "full", or unset NODE_ENV=production if this is a test.`,
  );
}
