import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { ID_EXPECTED, isId, isPence, parseDay } from '@remit/kernel';

/**
 * The kinds of field that commands are made of. Each says what it accepts once, for the check, for the message and for
 * the OpenAPI document.
 */
interface FieldKind {
  readonly accepts: (value: unknown) => boolean;
  /** In words, ends up in the problem's `expected`. */
  readonly expected: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

interface FieldOptions {
  readonly optional?: true;
  readonly example?: unknown;
}

/** A field of a kind of one's own. */
export function Field(kind: FieldKind, describes: string, { optional, example }: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      ...kind.schema,
      description: describes,
      required: optional !== true,
      ...(example === undefined ? {} : { example }),
    }),
    ...(optional === true ? [ValidateIf((_object, value: unknown) => value !== undefined)] : []),
    ValidateBy(
      { name: 'field', validator: { validate: kind.accepts, defaultMessage: () => kind.expected } },
      { context: { expected: kind.expected } },
    ),
  );
}

/** The JSON schema of an id: at least one letter or digit. */
export const ID_SCHEMA = { type: 'string', pattern: '^[.-]*[a-z0-9][a-z0-9.-]*$', maxLength: 100 };

const ID: FieldKind = {
  accepts: (value) => typeof value === 'string' && isId(value),
  expected: ID_EXPECTED,
  schema: ID_SCHEMA,
};

const DATE: FieldKind = {
  accepts: (value) => typeof value === 'string' && parseDay(value) !== undefined,
  expected: 'a date of the calendar, written year-month-day, such as 2025-03-03',
  schema: { type: 'string', format: 'date', pattern: '^(18|19|20|21|22)' },
};

const WHOLE_NUMBER: FieldKind = {
  accepts: (value) => isPence(value) && value <= 1_000_000,
  expected: 'a whole number from 0 to 1,000,000',
  schema: { type: 'integer', minimum: 0, maximum: 1_000_000 },
};

const TEXT_MAX = 500;
const LONG_TEXT_MAX = 5000;

/** One line with something on it. Control characters would garble a table or a terminal, and no name has them. */
const LINE = /^(?=.*\S)\P{Cc}*$/u;
/** Several lines with something on them: of the control characters only the tab and the ends of lines. */
const LINES = /^(?=[^]*\S)(?:[\t\n\r]|\P{Cc})*$/u;

export const TEXT_SCHEMA = { type: 'string', maxLength: TEXT_MAX, pattern: LINE.source };
export const LONG_TEXT_SCHEMA = { type: 'string', maxLength: LONG_TEXT_MAX, pattern: LINES.source };

const TEXT: FieldKind = {
  accepts: isText,
  expected: `one line of text, not empty, of at most ${String(TEXT_MAX)} characters`,
  schema: TEXT_SCHEMA,
};

const LONG_TEXT: FieldKind = {
  accepts: isLongText,
  expected: `text, not empty, of at most ${String(LONG_TEXT_MAX)} characters`,
  schema: LONG_TEXT_SCHEMA,
};

/** Whether a value is text that a field of one line accepts. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX && LINE.test(value);
}

/** Whether a value is text that a long field accepts. */
export function isLongText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONG_TEXT_MAX && LINES.test(value);
}

export function IdField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(ID, describes, options);
}

export function DateField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(DATE, describes, options);
}

export function TextField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(TEXT, describes, options);
}

export function LongTextField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(LONG_TEXT, describes, options);
}

export function WholeNumberField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(WHOLE_NUMBER, describes, options);
}

/** One of a fixed set of words. */
export function ChoiceField(choices: readonly string[], describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(
    {
      accepts: (value) => typeof value === 'string' && choices.includes(value),
      expected: `one of: ${choices.join(', ')}`,
      // The pattern says the same again: Nest drops `enum` where a question's members become parameters of an address.
      schema: { type: 'string', enum: [...choices], pattern: `^(${choices.join('|')})$` },
    },
    describes,
    options,
  );
}

/** A list of different ids. */
export function IdListField(describes: string, options?: FieldOptions): PropertyDecorator {
  return Field(
    {
      accepts: isListOfIds,
      expected: `a list of ids (${ID_EXPECTED}), each once`,
      schema: { type: 'array', uniqueItems: true, items: ID.schema },
    },
    describes,
    options,
  );
}

/** Whether a value is a list of different ids. */
export function isListOfIds(value: unknown): value is string[] {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return false;
  return value.every((item) => typeof item === 'string' && isId(item));
}

/** Whether a value is a JSON object that has exactly the given members. */
export function hasOnly(value: unknown, ...members: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return names.length === members.length && members.every((member) => names.includes(member));
}
