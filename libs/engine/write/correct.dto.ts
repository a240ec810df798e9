import { ChoiceField, DecisionDto, Field, LongTextField } from '@remit/record/nest';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

const WITH_EXPECTED = 'for "replace" the full data of the command as it should have been, for "void" nothing';

/** Whether `with` is there exactly when something is replaced. */
function goesWithHow(value: unknown, how: string): boolean {
  if (how !== 'replace') return value === undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Not of GroundsDto: a member that is optional there would stay optional here, whatever is written beside it.
export class CorrectDto extends DecisionDto {
  @Field(
    {
      accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
      expected: 'the number of an entry of this record',
      schema: { type: 'integer', minimum: 0 },
    },
    'The entry that was recorded wrongly',
    { example: 26 },
  )
  entry!: number;
  @ChoiceField(['void', 'replace'], 'void: it should never have been recorded; replace: it stands with other data')
  how!: 'void' | 'replace';
  @LongTextField('Why it is corrected', { example: 'minuted for the wrong school' })
  reason!: string;
  @WithField()
  with?: Readonly<Record<string, unknown>>;
}

function WithField(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ type: 'object', additionalProperties: true, selfRequired: false, description: WITH_EXPECTED })(
      target,
      property,
    );
    ValidateBy(
      {
        name: 'with',
        validator: {
          validate: (value, args) => goesWithHow(value, (args?.object as CorrectDto).how),
          defaultMessage: () => WITH_EXPECTED,
        },
      },
      { context: { expected: WITH_EXPECTED } },
    )(target, property);
  };
}
