import type { Command } from './types.js';

export interface LiveEntry {
  readonly entry: number;
  readonly command: Command;
}

/**
 * Section 6: the entries that stand as known at `knownAt`, oldest first, each with the data it stands with.
 * Going backwards is enough, because a correction always has a greater number than the entry it corrects.
 * `absent` names entries to treat as if they had never been recorded.
 */
export function liveEntries(
  record: readonly Command[],
  knownAt: number,
  absent: readonly number[] = [],
): readonly LiveEntry[] {
  const newestFirst: LiveEntry[] = [];
  for (let entry = Math.min(knownAt, record.length - 1); entry >= 0; entry -= 1) {
    const recorded = record[entry];
    if (recorded === undefined || absent.includes(entry)) continue;
    const corrections = newestFirst.flatMap(({ command }) =>
      command.command === 'Correct' && command.data.entry === entry ? [command.data] : [],
    );
    if (corrections.some((correction) => correction.how === 'void')) continue;
    const newestReplacement = corrections.find((correction) => correction.how === 'replace');
    newestFirst.push({ entry, command: standsWith(recorded, newestReplacement?.with) });
  }
  return newestFirst.reverse();
}

/** The recorded command with other data. The caller vouches that the data are of that command, as section 6 demands. */
export function standsWith(recorded: Command, data: object | undefined): Command {
  return data === undefined ? recorded : ({ command: recorded.command, data } as Command);
}
