import { type Id, invariant, type Problem } from '@remit/kernel';
import type { CommandRule, EntryNumber, EntryType } from '@remit/record';
import { StructureHead, structureCommands } from '@remit/structure';
import {
  DelegationHead,
  delegationCommands,
  NEWEST_EDITION,
  NEWEST_SEMANTICS,
  unknownEdition,
  unknownSemantics,
} from '@remit/delegation';
import { PeopleHead, PeopleIndex, peopleCommands } from '@remit/access';
import { TrustIndex } from '@remit/accountability';

export type CommandData = Readonly<Record<string, unknown>>;

/** A command of any context, as the engine sees it. */
export interface EngineCommand {
  readonly command: string;
  readonly entry: EntryType;
  /** The member of the data that names what it is about. */
  readonly subject: string;
  /** Members that the program fills in when the sender leaves them out. */
  readonly complete: (data: CommandData) => CommandData;
  /** Why it cannot follow the head, taken as if entry `without` were not there. */
  readonly refuse: (data: CommandData, index: TrustIndex, without?: EntryNumber) => Problem | undefined;
}

function ofStructure(rule: (typeof structureCommands)[number]): EngineCommand {
  const { refuse } = rule as unknown as CommandRule<StructureHead, CommandData>;
  return {
    ...rule,
    complete: (data) => data,
    refuse: (data, index, without) => refuse(data, new StructureHead(index.structure, without)),
  };
}

function ofDelegation(rule: (typeof delegationCommands)[number]): EngineCommand {
  const { refuse } = rule as unknown as CommandRule<DelegationHead, CommandData>;
  return {
    ...rule,
    complete: (data) => data,
    refuse: (data, { structure, delegation }, without) =>
      refuse(data, new DelegationHead(delegation, new StructureHead(structure, without), without)),
  };
}

function ofPeople(rule: (typeof peopleCommands)[number]): EngineCommand {
  const { refuse } = rule as unknown as CommandRule<PeopleHead, CommandData>;
  return {
    ...rule,
    complete: (data) => data,
    refuse: (data, index, without) => refuse(data, new PeopleHead(peopleOf(index), without)),
  };
}

/** The state of a trust before its first entry, with the contexts beside accountability. */
export function beginTrust(trust: Id): TrustIndex {
  return new TrustIndex(trust, [new PeopleIndex()]);
}

/** The people of a trust that {@link beginTrust} began. */
export function peopleOf({ trust, contexts }: TrustIndex): PeopleIndex {
  const people = contexts.find((context) => context instanceof PeopleIndex);
  invariant(people !== undefined, `The index of "${trust}" was begun without its people.`);
  return people;
}

/** Commands that keep their reason in their data; the reason of all others is one of their grounds. */
export const REASON_IN_DATA: ReadonlySet<string> = new Set(['Correct', 'PlaceLegalHold']);

/** The founding entry names the catalogue and the semantics, so that a later release answers it as this one does. */
function founding(command: EngineCommand): EngineCommand {
  return {
    ...command,
    complete: (data) => ({ catalogue: NEWEST_EDITION, semantics: NEWEST_SEMANTICS, ...data }),
    refuse: (data, index, without) =>
      otherTrust(data, index) ??
      unknownEdition(String(data['catalogue']), 'catalogue') ??
      unknownSemantics(Number(data['semantics']), 'semantics') ??
      command.refuse(data, index, without),
  };
}

function otherTrust(data: CommandData, index: TrustIndex): Problem | undefined {
  if (data['trust'] === index.trust) return undefined;
  return {
    code: 'RECORD.OTHER_TRUST',
    field: 'trust',
    expected: index.trust,
    detail: `This is the record of "${index.trust}", not of "${String(data['trust'])}". Send the command to the trust that it names.`,
  };
}

/** Every command of the record language but `Correct`, by name. Source: accountability contract, section 2. */
export const engineCommands: ReadonlyMap<string, EngineCommand> = new Map(
  [...structureCommands.map(ofStructure), ...delegationCommands.map(ofDelegation), ...peopleCommands.map(ofPeople)].map(
    (command) => [command.command, command.command === 'EstablishTrust' ? founding(command) : command],
  ),
);
