import { KnowledgeDto, isKnownAt, KNOWN_AT_EXPECTED, KNOWN_AT_SCHEMA } from '@remit/accountability/nest';
import { ChoiceField, DateField, Field, IdField } from '@remit/record/nest';
import { type Format, FORMATS } from './formats.js';

export class SchemePublicationDto extends KnowledgeDto {
  @IdField('Id of the scheme; left out: the one in force on the day', { optional: true, example: 'scheme-2020' })
  scheme?: string;
  @DateField('The scheme in force on this day; left out: today in London', { optional: true, example: '2025-06-03' })
  on?: string;
  @ChoiceField(FORMATS, 'The form; left out: a page that can be read at once', { optional: true })
  format?: Format;
  @ChoiceField(['true', 'false'], 'true: in plain words, for parents and new trustees', { optional: true })
  plain?: 'true' | 'false';
}

export class MatrixPublicationDto extends KnowledgeDto {
  @IdField('Id of the school', { example: 'oak' })
  school!: string;
  @DateField('The day asked about', { example: '2025-06-03' })
  on!: string;
  @ChoiceField(FORMATS, 'The form; left out: a page that can be read at once', { optional: true })
  format?: Format;
}

export class FingerprintDto {
  @IdField('Only this trust', { optional: true, example: 'northshire' })
  trust?: string;
  @IdField("For a school's matrix: id of the school", { optional: true, example: 'oak' })
  school?: string;
  @DateField("For a school's matrix: its day", { optional: true, example: '2025-06-03' })
  on?: string;
  @Field(
    { accepts: isKnownAt, expected: KNOWN_AT_EXPECTED, schema: KNOWN_AT_SCHEMA },
    "For a school's matrix: the entry on its stamp; left out: now",
    { optional: true },
  )
  knownAt?: number | string;
}
