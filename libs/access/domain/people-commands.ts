import type { Id, Problem } from '@remit/kernel';
import type { CommandRule, EntryNumber, EntryType } from '@remit/record';
import { carriesDetails, type PeopleEntries, peopleEntryTypes } from './people-entries.js';
import type { PeopleIndex } from './people-index.js';

/**
 * The people as known at the head of the record, which is what a command is checked against. A replacement is checked as
 * if the entry that it replaces, `without`, were not there.
 */
export class PeopleHead {
  constructor(
    readonly index: PeopleIndex,
    readonly without?: EntryNumber,
  ) {}
}

type Rule<K extends keyof PeopleEntries> = CommandRule<PeopleHead, PeopleEntries[K]>;

function entryType(name: keyof PeopleEntries): EntryType {
  return peopleEntryTypes.find((type) => type.name === name)!;
}

const registerPerson: Rule<'PersonRegistered'> = {
  command: 'RegisterPerson',
  entry: entryType('PersonRegistered'),
  subject: 'person',
  refuse: ({ person }, { index, without }) => {
    const erasure = index.erasure(person);
    if (erasure !== undefined) return erased(person, erasure.n, 'Register the person under a new id.');
    const entry = index.registeredBy(person, without);
    if (entry === undefined) return undefined;
    return {
      code: 'RECORD.ID_TAKEN',
      field: 'person',
      entry,
      detail: `The person "${person}" was registered at entry ${String(entry)}. Choose another id for another person; to change details, use CorrectPersonDetails.`,
    };
  },
};

const correctPersonDetails: Rule<'PersonDetailsCorrected'> = {
  command: 'CorrectPersonDetails',
  entry: entryType('PersonDetailsCorrected'),
  subject: 'person',
  refuse: ({ person }, { index }) => {
    const erasure = index.erasure(person);
    if (erasure !== undefined) return erased(person, erasure.n, 'Register the person under a new id.');
    return index.registeredBy(person) === undefined ? unknownPerson(person) : undefined;
  },
};

const placeLegalHold: Rule<'LegalHoldPlaced'> = {
  command: 'PlaceLegalHold',
  entry: entryType('LegalHoldPlaced'),
  subject: 'person',
  refuse: ({ person }, { index, without }) => {
    const erasure = index.erasure(person);
    if (erasure !== undefined) return erased(person, erasure.n, 'There is nothing left to hold.');
    if (!index.hasDetails(person)) return unknownPerson(person);
    const entry = index.heldBy(person, without);
    if (entry === undefined) return undefined;
    return {
      code: 'ACCESS.HELD_ALREADY',
      field: 'person',
      entry,
      detail: `A legal hold stands on the details of "${person}" since entry ${String(entry)}. One is enough; lift it with LiftLegalHold when its reason has gone.`,
    };
  },
};

const liftLegalHold: Rule<'LegalHoldLifted'> = {
  command: 'LiftLegalHold',
  entry: entryType('LegalHoldLifted'),
  subject: 'person',
  refuse: ({ person }, { index, without }) => {
    if (index.heldBy(person, without) !== undefined) return undefined;
    return {
      code: 'ACCESS.NOT_HELD',
      field: 'person',
      expected: 'the id of a person with a legal hold',
      detail: `No legal hold stands on the details of "${person}". Check the spelling.`,
    };
  },
};

const erasePerson: Rule<'PersonErased'> = {
  command: 'ErasePerson',
  entry: entryType('PersonErased'),
  subject: 'person',
  refuse: ({ person }, { index, without }) => {
    const erasure = index.erasure(person, without);
    if (erasure !== undefined) return erased(person, erasure.n, 'There is nothing left to erase.');
    if (!index.hasDetails(person)) return unknownPerson(person);
    const entry = without === undefined ? index.heldBy(person) : undefined;
    if (entry === undefined) return undefined;
    return {
      code: 'ACCESS.LEGAL_HOLD',
      field: 'person',
      entry,
      detail: `A legal hold stands on the details of "${person}" since entry ${String(entry)}, so they must be kept. Lift it with LiftLegalHold first, if its reason has gone.`,
    };
  },
};

/** Every command of this context. */
export const peopleCommands = [
  registerPerson,
  correctPersonDetails,
  placeLegalHold,
  liftLegalHold,
  erasePerson,
] as const;

/**
 * Why an entry of this context cannot be corrected in that way. The data of a replacement stand in the record in clear,
 * so details are never replaced; and no correction brings back the key of somebody who was erased.
 */
export function refusePeopleCorrection(type: string, entry: EntryNumber, how: 'void' | 'replace'): Problem | undefined {
  if (carriesDetails(type) && how === 'replace') {
    return {
      code: 'ACCESS.DETAILS_NOT_REPLACED',
      field: 'how',
      entry,
      expected: 'void',
      detail: `Entry ${String(entry)} holds personal details, which a correction would write into the record for all to read. Use CorrectPersonDetails instead.`,
    };
  }
  if (type === 'PersonErased' && how === 'void') {
    return {
      code: 'ACCESS.ERASURE_NOT_VOID',
      field: 'how',
      entry,
      expected: 'replace',
      detail: `Entry ${String(entry)} erased a person: the key is destroyed, and nothing brings it back. Register the person under a new id if the erasure was a mistake.`,
    };
  }
  return undefined;
}

/** The problem of a person of whom the record has no details. */
function unknownPerson(person: Id): Problem {
  return {
    code: 'ACCESS.PERSON_UNKNOWN',
    field: 'person',
    expected: 'the id of a person who is registered',
    detail: `No person with the id "${person}" is registered for this trust. Check the spelling, or use RegisterPerson first.`,
  };
}

function erased(person: Id, entry: EntryNumber, whatNow: string): Problem {
  return {
    code: 'ACCESS.PERSON_ERASED',
    field: 'person',
    entry,
    detail: `The details of "${person}" were erased at entry ${String(entry)}. ${whatNow}`,
  };
}
