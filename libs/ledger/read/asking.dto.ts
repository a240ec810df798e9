import { Field } from '@remit/record/nest';

/** More than any log here will ever have. */
const NUMBER_MAX = 1_000_000_000;

function NumberField(
  describes: string,
  minimum: number,
  options: { readonly optional?: true } = {},
): PropertyDecorator {
  return Field(
    {
      accepts: (value) =>
        Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= NUMBER_MAX,
      expected: `a whole number from ${String(minimum)} to ${String(NUMBER_MAX)}`,
      schema: { type: 'integer', minimum, maximum: NUMBER_MAX },
    },
    describes,
    options,
  );
}

export class InclusionDto {
  @NumberField('The number of the entry, or of the leaf of the directory', 0)
  n!: number;
  @NumberField('The size of the tree that it is proven for; left out: that of the last checkpoint', 1, {
    optional: true,
  })
  size?: number;
}

export class ConsistencyDto {
  @NumberField('The smaller size: that of a checkpoint that you hold', 1)
  from!: number;
  @NumberField('The larger size; left out: that of the last checkpoint', 1, { optional: true })
  to?: number;
}

const WHOLE_NUMBER = /^\d{1,15}$/;

/** The members of an address's query with numbers read as numbers; anything else is left for the check to refuse. */
export function numbersOf(query: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value,
    ]),
  );
}
