import type { Command } from '../oracle/types.js';

type Data = Readonly<Record<string, unknown>>;

/** A correction with the entries that it speaks of numbered anew, also inside what it replaces; others as they are. */
export function renumbered(command: Command, numberOf: (entry: number) => number): Command {
  if (command.command !== 'Correct') return command;
  return { command: 'Correct', data: renumberedData(command.data, numberOf) } as Command;
}

function renumberedData(data: Data, numberOf: (entry: number) => number): Data {
  const { entry, with: replacement } = data;
  return {
    ...data,
    entry: numberOf(entry as number),
    // Only the replacement of a correction speaks of an entry.
    ...(typeof (replacement as Data | undefined)?.['entry'] === 'number'
      ? { with: renumberedData(replacement as Data, numberOf) }
      : {}),
  };
}

/** The record with a command put in as entry `at`; what stood there and after it moves on by one. */
export function inserted(record: readonly Command[], at: number, command: Command): Command[] {
  const moved = record.map((each) => renumbered(each, (entry) => (entry < at ? entry : entry + 1)));
  return [...moved.slice(0, at), command, ...moved.slice(at)];
}

/** The record without entry `at`, which no correction must speak of; what stood after it moves back by one. */
export function without(record: readonly Command[], at: number): Command[] {
  const moved = record.map((each) => renumbered(each, (entry) => (entry < at ? entry : entry - 1)));
  return [...moved.slice(0, at), ...moved.slice(at + 1)];
}

/** The entries that corrections speak of, directly. */
export function correctedEntries(record: readonly Command[]): Set<number> {
  return new Set(record.flatMap(({ command, data }) => (command === 'Correct' ? [data.entry] : [])));
}
