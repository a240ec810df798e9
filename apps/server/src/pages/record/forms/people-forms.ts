import { persons, recorded } from './choice-fields.js';
import type { CommandForm } from './command-form.js';
import { day } from './day-field.js';
import type { Field } from './field.js';
import { numbered, TAKEN } from './made-ids.js';
import { line, lines, longText, madeId } from './text-fields.js';

const PEOPLE = 'Details of people';
const SEALED =
  'Details are sealed before they are recorded, each person with a key of their own, so that they can be erased for good.';

const DETAILS: readonly Field[] = [
  { name: 'details.name', label: 'Name', kind: line() },
  { name: 'details.email', label: 'E-mail address', kind: line(30), optional: true },
  {
    name: 'details.declarations',
    label: 'Declarations',
    kind: lines({ value: (text) => text, text: (text: string) => text }),
    optional: true,
    hint: 'Such as interests declared, one on a line',
  },
];

const isRegistered = persons(({ registered }) => registered);

/** The forms of people's details. */
export const peopleForms: readonly CommandForm[] = [
  {
    command: 'RegisterPerson',
    group: PEOPLE,
    title: "Register a person's details",
    lead: SEALED,
    fields: [
      {
        name: 'person',
        label: 'Person',
        hint: 'Somebody who was appointed already; leave it empty for somebody new, who gets an id of their own',
        kind: newOrAppointed(),
      },
      ...DETAILS,
    ],
  },
  {
    command: 'CorrectPersonDetails',
    group: PEOPLE,
    title: "Correct a person's details",
    lead: `Fill in what changes, and nothing else. ${SEALED}`,
    fields: [
      { name: 'person', label: 'Person', kind: recorded(isRegistered) },
      ...DETAILS.map((field): Field => ({
        ...field,
        optional: true,
        missing: 'Enter what changes: a name, an e-mail address or declarations.',
      })),
      {
        name: 'from',
        label: 'First day',
        kind: day,
        optional: true,
        hint: 'For a new name. Leave it empty for a slip of the pen: then it holds on all days',
      },
    ],
  },
  {
    command: 'PlaceLegalHold',
    group: PEOPLE,
    title: 'Keep details for a legal reason',
    lead: 'While a legal hold stands, the details of the person cannot be erased.',
    fields: [
      { name: 'person', label: 'Person', kind: recorded(isRegistered) },
      {
        name: 'reason',
        label: 'Reason',
        kind: longText,
        hint: 'Such as: Claim 2031/17 is open. No personal details here',
      },
    ],
  },
  {
    command: 'LiftLegalHold',
    group: PEOPLE,
    title: 'Lift a legal hold',
    fields: [{ name: 'person', label: 'Person', kind: recorded(persons(({ held }) => held)) }],
  },
  {
    command: 'ErasePerson',
    group: PEOPLE,
    title: "Erase a person's details",
    lead: 'This cannot be undone. The key of the person is destroyed, so that nobody can read the details in any copy of the record. Appointments, days and decisions stay, under the id.',
    before: 'check',
    fields: [
      { name: 'person', label: 'Person', kind: recorded(isRegistered) },
      {
        name: 'basis',
        label: 'Legal basis',
        kind: longText,
        hint: 'Such as: UK GDPR Article 17(1)(a), no longer needed, six years after the end of the last term. No personal details here',
      },
    ],
  },
];

/** Somebody who was appointed and has no details yet, or a new id that tells nothing. */
function newOrAppointed(): Field['kind'] {
  const listed = recorded(persons(({ registered }) => !registered));
  const made = madeId((_values, known) => numbered('p-', TAKEN.persons(known)));
  return { ...listed, read: made.read };
}
