import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { peopleEntryTypes } from '@remit/access';
import { delegationEntryTypes } from '@remit/delegation';
import { entryCorrected } from '@remit/engine';
import { type Entry, type EntryType, latestVersion } from '@remit/record';
import { structureEntryTypes } from '@remit/structure';

const GOLDEN = path.resolve(import.meta.dirname, '../golden');

/** Every entry type of the product. */
export const allEntryTypes: readonly EntryType[] = [
  ...structureEntryTypes,
  ...delegationEntryTypes,
  ...peopleEntryTypes,
  entryCorrected,
];

/** The stored type strings of every version that was ever shipped: `SchemeAdopted.v1`. */
export const storedTypes: readonly string[] = allEntryTypes.flatMap((type) =>
  Array.from({ length: latestVersion(type) }, (_, i) => `${type.name}.v${i + 1}`),
);

/** The names of the golden files in a folder, without `.json`. */
export function goldenNames(folder: 'entries' | 'schemas'): string[] {
  return readdirSync(path.join(GOLDEN, folder)).map((file) => file.replace(/\.json$/, ''));
}

/** The sample envelopes, in the order in which they make a record. */
export function goldenEntries(): Entry[] {
  const entries = goldenNames('entries').map((name) => readGolden('entries', name) as Entry);
  return entries.sort((a, b) => a.n - b.n);
}

/** A golden file; `undefined` when there is none. */
export function readGolden(folder: 'entries' | 'schemas', name: string): unknown {
  const file = path.join(GOLDEN, folder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined;
}

/** Writes a golden file that is not there yet, when `GOLDEN_WRITE=1` asks for it. */
export function writeMissingGolden(folder: 'entries' | 'schemas', name: string, value: unknown): void {
  if (process.env['GOLDEN_WRITE'] !== '1' || readGolden(folder, name) !== undefined) return;
  writeFileSync(path.join(GOLDEN, folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
}
