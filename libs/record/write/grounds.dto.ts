import { DateField, Field, hasOnly, isLongText, LONG_TEXT_SCHEMA, LongTextField, TextField } from './fields.js';
import type { Evidence } from '../domain/entry.js';

const SHA256 = /^[0-9a-f]{64}$/;

/** What every command may say about the decision behind it, but for the reason: see {@link GroundsDto}. */
export class DecisionDto {
  @DateField('Date of the meeting or paper that decided it', { optional: true, example: '2025-03-03' })
  decidedOn?: string;

  @TextField('Reference of the decision that made it', {
    optional: true,
    example: 'Board minutes 3 March 2025, item 7',
  })
  decision?: string;

  @Field(
    {
      accepts: isEvidence,
      expected: 'text, or a list of documents, each with "ref" and optionally "kind" and "sha256"',
      schema: {
        oneOf: [
          LONG_TEXT_SCHEMA,
          {
            type: 'array',
            maxItems: 50,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['ref'],
              properties: {
                ref: LONG_TEXT_SCHEMA,
                kind: LONG_TEXT_SCHEMA,
                sha256: { type: 'string', pattern: SHA256.source },
              },
            },
          },
        ],
      },
    },
    'Documents that show it',
    { optional: true },
  )
  evidence?: string | readonly Evidence[];
}

/** What every command may say about the decision behind it. Source: accountability contract, section 2. */
export class GroundsDto extends DecisionDto {
  @LongTextField('Why', { optional: true })
  reason?: string;
}

function isEvidence(value: unknown): boolean {
  if (isLongText(value)) return true;
  return Array.isArray(value) && value.length <= 50 && value.every(isDocument);
}

function isDocument(value: unknown): boolean {
  const kinds = [['ref'], ['ref', 'kind'], ['ref', 'sha256'], ['ref', 'kind', 'sha256']];
  if (!kinds.some((members) => hasOnly(value, ...members))) return false;
  const { ref, kind, sha256 } = value as Readonly<Record<string, unknown>>;
  const kindFits = kind === undefined || isLongText(kind);
  return isLongText(ref) && kindFits && (sha256 === undefined || (typeof sha256 === 'string' && SHA256.test(sha256)));
}
