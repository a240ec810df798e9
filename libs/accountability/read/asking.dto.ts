import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray } from 'class-validator';
import { isPence } from '@remit/kernel';
import { ChoiceField, DateField, Field, IdField } from '@remit/record/nest';
import { isKnownAt, KNOWN_AT_EXPECTED, KNOWN_AT_SCHEMA } from './known-at.js';

function KnownAtField(describes: string): PropertyDecorator {
  return Field(
    {
      accepts: isKnownAt,
      expected: KNOWN_AT_EXPECTED,
      schema: KNOWN_AT_SCHEMA,
    },
    describes,
    { optional: true },
  );
}

function PenceField(describes: string): PropertyDecorator {
  return Field(
    {
      accepts: isPence,
      expected: 'an amount in whole pence, such as 500000 for £5,000',
      schema: { type: 'integer', minimum: 0 },
    },
    describes,
    { optional: true },
  );
}

/** What every question may say about the record that it is asked of. */
export class KnowledgeDto {
  @KnownAtField('As known at an entry number, a date (the end of that London day) or an instant; left out: now')
  knownAt?: number | string;

  @Field(
    { accepts: isPence, expected: 'the number of an entry', schema: { type: 'integer', minimum: 0 } },
    'Waits until this entry can be seen: the position that a command gave back',
    { optional: true },
  )
  minPosition?: number;
}

export class QuestionDto extends KnowledgeDto {
  @IdField('Id of the function', { example: 'edu.monitor' })
  function!: string;
  @IdField('Id of the school; left out for a function of the trust', { optional: true, example: 'oak' })
  school?: string;
  @DateField('The day asked about', { example: '2025-06-03' })
  on!: string;
  @PenceField('Amount in pence, for functions with money limits')
  amount?: number;
  @ChoiceField(['full'], 'full: also the lines that lost, and why', { optional: true })
  explain?: 'full';
}

export const QUESTIONS_MAX = 1000;

export class QuestionsDto {
  @ApiProperty({ type: [QuestionDto], maxItems: QUESTIONS_MAX, description: 'Answered in order' })
  @IsArray({ context: { expected: 'a list of questions' } })
  @ArrayMaxSize(QUESTIONS_MAX, { context: { expected: `at most ${String(QUESTIONS_MAX)} questions at a time` } })
  questions!: unknown[];
}

export class MatrixDto extends KnowledgeDto {
  @IdField('Only this function', { optional: true, example: 'edu.monitor' })
  function?: string;
  @IdField('Only this school', { optional: true, example: 'oak' })
  school?: string;
  @ChoiceField(['trust'], 'trust: only what is asked of the trust as a whole, of no school', { optional: true })
  only?: 'trust';
  @DateField('The day asked about', { example: '2025-06-03' })
  on!: string;
}

export class TimelineDto extends KnowledgeDto {
  @IdField('Id of the function', { example: 'edu.monitor' })
  function!: string;
  @IdField('Id of the school; left out for a function of the trust', { optional: true, example: 'oak' })
  school?: string;
  @DateField('First day', { example: '2024-09-01' })
  from!: string;
  @DateField('First day no longer looked at', { example: '2026-09-01' })
  until!: string;
  @PenceField('Amount in pence, for functions with money limits')
  amount?: number;
}

export class CompareDto extends MatrixDto {
  @DateField('The other day; left out: the same day', { optional: true, example: '2026-06-03' })
  toOn?: string;
  @KnownAtField('The other knowledge; left out: now')
  toKnownAt?: number | string;
}

export class DiffDto {
  @Field(
    { accepts: isKnownAt, expected: KNOWN_AT_EXPECTED, schema: KNOWN_AT_SCHEMA },
    'The earlier knowledge: an entry number, a date (the end of that London day) or an instant',
  )
  from!: number | string;
  @KnownAtField('The later knowledge; left out: now')
  to?: number | string;
  @DateField('The day asked about; left out: today in London', { optional: true, example: '2025-06-03' })
  on?: string;
  @IdField('Only this function', { optional: true, example: 'edu.monitor' })
  function?: string;
  @IdField('Only this school', { optional: true, example: 'oak' })
  school?: string;
}

export class GapsDto extends KnowledgeDto {
  @IdField('Only this function', { optional: true })
  function?: string;
  @IdField('Only this school', { optional: true })
  school?: string;
  @DateField('First day', { example: '2025-09-01' })
  from!: string;
  @DateField('First day no longer looked at', { example: '2026-09-01' })
  until!: string;
}

export class HoldingsDto extends KnowledgeDto {
  @IdField('Id of the body or post', { optional: true, example: 'local-oak' })
  holder?: string;
  @IdField('Id of the person', { optional: true, example: 'p7' })
  person?: string;
  @DateField('The day asked about', { example: '2025-06-03' })
  on!: string;
}

export class OfficesDto extends HoldingsDto {
  @IdField('Only bodies and posts that look after this school', { optional: true, example: 'oak' })
  school?: string;
}

export class ChecksDto extends KnowledgeDto {
  @DateField('The day asked about', { example: '2025-06-03' })
  on!: string;
}
