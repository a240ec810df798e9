import { isId, isPence } from '@remit/kernel';
import { Field, hasOnly, ID_SCHEMA } from '@remit/record/nest';

/** Who decides: a tier, `inherit`, or bands of money limits. Whether the bands go together is for the domain to say. */
export function DecidesField(): PropertyDecorator {
  return Field(
    {
      accepts: isDecides,
      expected:
        'a tier, "inherit" (in a variation), or {"limits": [{"upTo": pence, "decides": tier}, …, {"decides": tier}]}',
      schema: {
        oneOf: [
          ID_SCHEMA,
          {
            type: 'object',
            additionalProperties: false,
            required: ['limits'],
            properties: { limits: { type: 'array', minItems: 1, maxItems: 100, items: BAND_SCHEMA } },
          },
        ],
      },
    },
    'Who decides',
    { example: 'local' },
  );
}

const BAND_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['decides'],
  properties: { upTo: { type: 'integer', minimum: 0, description: 'Pence, inclusive' }, decides: ID_SCHEMA },
};

function isDecides(value: unknown): boolean {
  if (typeof value === 'string') return isId(value);
  if (!hasOnly(value, 'limits')) return false;
  const { limits } = value;
  return Array.isArray(limits) && limits.length > 0 && limits.length <= 100 && limits.every(isBand);
}

function isBand(value: unknown): boolean {
  if (!hasOnly(value, 'decides') && !hasOnly(value, 'decides', 'upTo')) return false;
  const { decides, upTo } = value;
  return typeof decides === 'string' && isId(decides) && (upTo === undefined || isPence(upTo));
}
