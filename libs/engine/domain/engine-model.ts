import type { Problem } from '@remit/kernel';
import { EntryTypes, type EntryCorrected, type EntryType } from '@remit/record';
import { structureEntryTypes } from '@remit/structure';
import { delegationEntryTypes } from '@remit/delegation';
import { peopleEntryTypes } from '@remit/access';
import type { TrustIndex } from '@remit/accountability';
import { CORRECT, entryCorrected, refuseCorrection, type ShapeCheck } from './correct.js';
import { type CommandData, engineCommands } from './engine-commands.js';

/** Every entry type of the product, with all versions ever stored. */
export const entryTypes = new EntryTypes([
  ...structureEntryTypes,
  ...delegationEntryTypes,
  ...peopleEntryTypes,
  entryCorrected,
]);

/** What an accepted command records, or the reason why it is refused. */
export type EngineDecision =
  { readonly accepted: { readonly type: EntryType; readonly data: CommandData } } | { readonly refused: Problem };

/** Decides a command of the right shape on a trust's head. Pure. */
export function decide(index: TrustIndex, command: string, data: CommandData, shapeOf: ShapeCheck): EngineDecision {
  const founds = command === 'EstablishTrust';
  if (index.head === -1 && !founds) return { refused: unknownTrust(index.trust) };
  if (command === CORRECT) {
    const refused = refuseCorrection(data as unknown as EntryCorrected, index, shapeOf);
    return refused === undefined ? { accepted: { type: entryCorrected, data } } : { refused };
  }
  const known = engineCommands.get(command);
  if (known === undefined) return { refused: unknownCommand(command) };
  const complete = known.complete(data);
  const refused = known.refuse(complete, index);
  return refused === undefined ? { accepted: { type: known.entry, data: complete } } : { refused };
}

/** The problem of a trust without a record. */
export function unknownTrust(trust: string): Problem {
  return {
    code: 'RECORD.TRUST_UNKNOWN',
    field: 'trust',
    expected: 'the id of a trust that has a record',
    detail: `There is no record of a trust "${trust}". Check the spelling, or start its record with EstablishTrust.`,
  };
}

/** The problem of a command that the record language does not have. */
export function unknownCommand(command: string): Problem {
  const names = [...engineCommands.keys(), CORRECT].sort();
  return {
    code: 'RECORD.COMMAND_UNKNOWN',
    field: 'command',
    expected: `one of: ${names.join(', ')}`,
    detail: `There is no command "${command}". Check the spelling.`,
  };
}
