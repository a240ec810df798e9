import {
  DateField,
  DecisionDto,
  Field,
  GroundsDto,
  IdField,
  isLongText,
  isText,
  LONG_TEXT_SCHEMA,
  LongTextField,
  TEXT_SCHEMA,
} from '@remit/record/nest';
import { DETAIL_FIELDS, type PersonDetails } from '../domain/people-entries.js';

const EMAIL = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;
const EMAIL_MAX = 254;
const DECLARATIONS_MAX = 50;

const PARTS = `"name" (one line), "email" (an e-mail address), "declarations" (a list of at most ${String(DECLARATIONS_MAX)} texts)`;

const DETAILS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: TEXT_SCHEMA,
    email: { type: 'string', maxLength: EMAIL_MAX, pattern: EMAIL.source },
    declarations: { type: 'array', maxItems: DECLARATIONS_MAX, items: LONG_TEXT_SCHEMA },
  },
};

const ACCEPTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  name: isText,
  email: (value) => typeof value === 'string' && value.length <= EMAIL_MAX && EMAIL.test(value),
  declarations: (value) => Array.isArray(value) && value.length <= DECLARATIONS_MAX && value.every(isLongText),
};

/** Whether a value is an object with some of the details, each as it should be. */
function isDetails(value: unknown): value is PersonDetails {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const parts = Object.entries(value);
  return (
    parts.length > 0 && parts.every(([name, part]) => Object.hasOwn(ACCEPTS, name) && ACCEPTS[name]?.(part) === true)
  );
}

/** The details that a command has to give whole or in part. The example is no real person. */
function DetailsField({ whole }: { readonly whole: boolean }): PropertyDecorator {
  return Field(
    {
      accepts: (value) => isDetails(value) && (!whole || value.name !== undefined),
      expected: whole
        ? `an object with "name", and optionally the rest: ${PARTS}`
        : `an object with what changes: ${PARTS}`,
      // In a list of one: beside the description, `required` says whether the field itself may be left out.
      schema: { oneOf: [{ ...DETAILS_SCHEMA, ...(whole ? { required: ['name'] } : { minProperties: 1 }) }] },
    },
    `Personal details: ${DETAIL_FIELDS.join(', ')}. They are sealed before anything is recorded`,
    { example: { name: 'Amira Khan' } },
  );
}

export class RegisterPersonDto extends GroundsDto {
  @IdField('Id of the person: not made of the name', { example: 'p-7' })
  person!: string;
  @DetailsField({ whole: true })
  details!: PersonDetails;
}

export class CorrectPersonDetailsDto extends GroundsDto {
  @IdField('Id of the person', { example: 'p-7' })
  person!: string;
  @DetailsField({ whole: false })
  details!: PersonDetails;
  @DateField('First day on which they hold, for a new name; left out: on all days', { optional: true })
  from?: string;
}

// Not of GroundsDto: a member that is optional there would stay optional here, whatever is written beside it.
export class PlaceLegalHoldDto extends DecisionDto {
  @IdField('Id of the person', { example: 'p-7' })
  person!: string;
  @LongTextField('Why the details must be kept; no personal details here', { example: 'Claim 2031/17 is open' })
  reason!: string;
}

export class LiftLegalHoldDto extends GroundsDto {
  @IdField('Id of the person', { example: 'p-7' })
  person!: string;
}

export class ErasePersonDto extends GroundsDto {
  @IdField('Id of the person', { example: 'p-7' })
  person!: string;
  @LongTextField('The legal basis of the erasure; no personal details here', {
    example: 'UK GDPR Article 17(1)(a): no longer needed, six years after the end of the last term',
  })
  basis!: string;
}

/** The shape of every command of this context. */
export const peopleShapes = {
  RegisterPerson: RegisterPersonDto,
  CorrectPersonDetails: CorrectPersonDetailsDto,
  PlaceLegalHold: PlaceLegalHoldDto,
  LiftLegalHold: LiftLegalHoldDto,
  ErasePerson: ErasePersonDto,
} as const;
