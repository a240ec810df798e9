import { isId } from '@remit/kernel';
import { Field, hasOnly, ID_SCHEMA, isListOfIds } from '@remit/record/nest';

export const COVERAGE_EXPECTED =
  '{"trust": true}, {"schools": [ids of schools, each once, at least one]} or {"cluster": id of a cluster}';

/** Whether a value says what a body, post or variation covers. */
export function isCoverage(value: unknown): boolean {
  if (hasOnly(value, 'trust')) return value['trust'] === true;
  if (hasOnly(value, 'schools')) return isListOfIds(value['schools']) && value['schools'].length > 0;
  return hasOnly(value, 'cluster') && typeof value['cluster'] === 'string' && isId(value['cluster']);
}

function only(member: string, schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type: 'object', additionalProperties: false, required: [member], properties: { [member]: schema } };
}

/** The JSON schemas of {@link isCoverage}. */
export const COVERAGE_SCHEMAS = [
  only('trust', { type: 'boolean', enum: [true] }),
  only('schools', { type: 'array', minItems: 1, uniqueItems: true, items: ID_SCHEMA }),
  only('cluster', ID_SCHEMA),
];

/** What a body or post looks after. */
export function CoverageField(): PropertyDecorator {
  return Field(
    { accepts: isCoverage, expected: COVERAGE_EXPECTED, schema: { oneOf: COVERAGE_SCHEMAS } },
    'What it looks after: the whole trust, named schools, or a cluster',
    { example: { schools: ['oak'] } },
  );
}
