import { TrustIndex } from '@remit/accountability';
import { CORRECT, engineCommands, entryCorrected } from '@remit/engine';
import { invariant } from '@remit/kernel';
import { type Entry, type NewEntry, storedType } from '@remit/record';
import { encode, entryId } from '@remit/record/nest';
import { type GeneratedCommand, generateTrust, type TrustSize } from './trust-generator.js';

/** An entry with the name of its type, without the version. */
export interface GeneratedEntry {
  readonly name: string;
  readonly entry: Entry;
}

/** The entries that the commands of a generated trust make, as the command runner would make them. */
export function* generateEntries(size: TrustSize): Generator<GeneratedEntry> {
  let n = 0;
  for (const command of generateTrust(size)) {
    yield entryOf(size.trust, n, command);
    n += 1;
  }
}

/** The same entries as a store takes them. */
export function* generateStored(size: TrustSize): Generator<NewEntry> {
  for (const { entry } of generateEntries(size)) yield encode(entry);
}

/** The index of a generated trust, of data that were text once, as data read from a disk are. */
export function generateIndex(size: TrustSize): TrustIndex {
  const index = new TrustIndex(size.trust);
  for (const { name: type, entry } of generateEntries(size)) {
    index.apply({ ...entry, type, data: JSON.parse(JSON.stringify(entry.data)) as unknown });
  }
  return index;
}

function entryOf(trust: string, n: number, { command, data, grounds, recordedAt }: GeneratedCommand): GeneratedEntry {
  const known = engineCommands.get(command);
  invariant(known !== undefined || command === CORRECT, `The generator made up a command: ${command}.`);
  const type = known?.entry ?? entryCorrected;
  const key = `${trust}-${String(n)}`;
  const entry: Entry = {
    v: 1,
    trust,
    n,
    id: entryId(trust, key),
    type: storedType(type),
    recordedAt,
    actor: { id: 'clerk-1', as: 'governance-professional' },
    command: { id: key, name: command },
    correlationId: key,
    causationId: key,
    provenance: 'import',
    ...grounds,
    data: known?.complete(data) ?? data,
  };
  return { name: type.name, entry };
}

/** The pace at which a trust has so many times the entries of one at pace 1. */
export function paceFor(times: number, seed: number): number {
  if (times === 1) return 1;
  let founding = 0;
  let all = 0;
  for (const { recordedAt } of generateTrust({ seed, trust: 'any', pace: 1 })) {
    if (recordedAt < '2016-09-02') founding += 1;
    all += 1;
  }
  return (times * all - founding) / (all - founding);
}
