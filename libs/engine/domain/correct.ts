import type { Problem } from '@remit/kernel';
import type { EntryCorrected, EntryNumber, EntryType, StandingEntry } from '@remit/record';
import { refusePeopleCorrection } from '@remit/access';
import type { TrustIndex } from '@remit/accountability';
import { type CommandData, type EngineCommand, engineCommands } from './engine-commands.js';

export const CORRECT = 'Correct';
export const entryCorrected: EntryType = { name: 'EntryCorrected' };

/** Checks the shape of a replacement: the full data of the command that it replaces. */
export type ShapeCheck = (command: string, data: unknown) => Problem | undefined;

/** Why a correction cannot be recorded. Source: accountability contract, section 6. */
export function refuseCorrection(data: EntryCorrected, index: TrustIndex, shapeOf: ShapeCheck): Problem | undefined {
  const target = index.standing(data.entry);
  if (target === undefined) return unknownEntry(data.entry, index.head);
  const refused = refuseHow(target, data.how);
  if (refused !== undefined || data.how === 'void') return refused;
  return refuseReplacement(data.with, target, index, shapeOf);
}

/** Why an entry cannot be made void at all, or not be replaced by anything. */
export function refuseHow({ type, n }: StandingEntry, how: EntryCorrected['how']): Problem | undefined {
  const founding = how === 'void' && n === 0 ? foundingNotVoid() : undefined;
  return refusePeopleCorrection(type, n, how) ?? founding;
}

function refuseReplacement(
  data: CommandData,
  target: StandingEntry,
  index: TrustIndex,
  shapeOf: ShapeCheck,
): Problem | undefined {
  const command = commandOf(target.type);
  const misshapen = shapeOf(command?.command ?? CORRECT, data);
  if (misshapen !== undefined) return within(misshapen);
  const before = index.originalOf(target.n) as CommandData;
  const subject = command?.subject ?? 'entry';
  if (data[subject] !== before[subject]) return otherSubject(subject, before[subject], target.n);
  const problem =
    command === undefined
      ? refuseCorrection(data as unknown as EntryCorrected, index, shapeOf)
      : command.refuse(command.complete(data), index, target.n);
  return problem === undefined ? undefined : within(problem);
}

/** The command that makes entries of a type; `undefined` for corrections themselves. */
export function commandOf(entryType: string): EngineCommand | undefined {
  return [...engineCommands.values()].find(({ entry }) => entry.name === entryType);
}

/** The same problem with its field inside `with`. */
function within(problem: Problem): Problem {
  return { ...problem, field: problem.field === undefined ? 'with' : `with.${problem.field}` };
}

function unknownEntry(entry: EntryNumber, head: EntryNumber): Problem {
  return {
    code: 'RECORD.ENTRY_UNKNOWN',
    field: 'entry',
    expected: `an entry from 0 to ${String(head)}`,
    detail: `There is no entry ${String(entry)} to correct: the newest is entry ${String(head)}.`,
  };
}

function foundingNotVoid(): Problem {
  return {
    code: 'RECORD.FOUNDING_NOT_VOID',
    field: 'entry',
    entry: 0,
    expected: 'an entry after entry 0',
    detail: 'Entry 0 founds the record and cannot be voided. Replace it if its name or date is wrong.',
  };
}

function otherSubject(subject: string, was: unknown, entry: EntryNumber): Problem {
  return {
    code: 'RECORD.OTHER_SUBJECT',
    field: `with.${subject}`,
    entry,
    expected: String(was),
    detail: `Entry ${String(entry)} is about ${subject} "${String(was)}", and its replacement must be too. To say that it was about another, void entry ${String(entry)} and record the right one.`,
  };
}
