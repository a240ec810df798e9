import type { Command, DataOf } from '../oracle/types.js';

/** A correction with the entries that it speaks of numbered anew, also inside what it replaces; others as they are. */
export function renumbered(command: Command, numberOf: (entry: number) => number): Command {
  return command.command === 'Correct' ? { ...command, data: renumberedData(command.data, numberOf) } : command;
}

function renumberedData(data: DataOf<'Correct'>, numberOf: (entry: number) => number): DataOf<'Correct'> {
  const { entry, with: replacement } = data;
  const corrects = replacement !== undefined && 'entry' in replacement;
  const inner = corrects ? { with: renumberedData(replacement as DataOf<'Correct'>, numberOf) } : {};
  return { ...data, entry: numberOf(entry), ...inner };
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
