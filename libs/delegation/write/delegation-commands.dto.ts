import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateNested } from 'class-validator';
import {
  ChoiceField,
  DateField,
  Field,
  GroundsDto,
  hasOnly,
  IdField,
  IdListField,
  isText,
  TEXT_SCHEMA,
  TextField,
  WholeNumberField,
} from '@remit/record/nest';
import { COVERAGE_EXPECTED, COVERAGE_SCHEMAS, isCoverage } from '@remit/structure/nest';
import {
  type Decides,
  VARIATION_LAYERS,
  type VariationCoverage,
  type VariationLayer,
} from '../domain/delegation-entries.js';
import { DecidesField } from './decides-field.js';

const LINES_MAX = 1000;
const LINES_EXPECTED = `a list of at most ${String(LINES_MAX)} lines, each an object with "line", "function" and "decides"`;

export class LineDto {
  @TextField('Number of the line in the document', { example: '2.3' })
  line!: string;
  @IdField('Id of the function', { example: 'edu.monitor' })
  function!: string;
  @DecidesField()
  decides!: Decides;
  @IdListField('Tiers that recommend', { optional: true, example: ['head'] })
  recommends?: string[];
  @IdListField('Tiers that must be consulted', { optional: true })
  consulted?: string[];
  @IdListField('Tiers that are informed', { optional: true })
  informed?: string[];
  @IdListField('Tiers that oversee', { optional: true })
  oversees?: string[];
  @IdField('Tier to which the power comes back; left out: the board', { optional: true, example: 'board' })
  delegatedFrom?: string;
}

/** The lines of a scheme or variation. */
function LinesField(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ type: [LineDto], maxItems: LINES_MAX, description: 'Which functions go to which tiers' })(
      target,
      property,
    );
    const context = { context: { expected: LINES_EXPECTED } };
    const check = { validate: isListOfLines, defaultMessage: () => LINES_EXPECTED };
    ValidateBy({ name: 'field', validator: check }, context)(target, property);
    ValidateNested({ each: true, ...context })(target, property);
    Type(() => LineDto)(target, property);
  };
}

/** Whether a value is a list of objects; what stands in them is checked one by one. */
function isListOfLines(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > LINES_MAX) return false;
  return value.every((line: unknown) => typeof line === 'object' && line !== null && !Array.isArray(line));
}

export class AdoptSchemeDto extends GroundsDto {
  @IdField('Id of this version of the scheme', { example: 'scheme-2025' })
  scheme!: string;
  @TextField('Version as the document says it', { example: '4' })
  version!: string;
  @DateField('First day on which it is in force', { example: '2025-09-01' })
  from!: string;
  @DateField('First day on which it is no longer in force; left out: until the next scheme', { optional: true })
  until?: string;
  @LinesField()
  lines!: LineDto[];
}

export class VaryDelegationDto extends GroundsDto {
  @IdField('Id of the variation', { example: 'v-7' })
  variation!: string;
  @ChoiceField(VARIATION_LAYERS, 'Layer: what kind of variation it is', { example: 'school' })
  layer!: VariationLayer;
  @Field(
    {
      accepts: isVariationCoverage,
      expected: `${COVERAGE_EXPECTED}, or {"category": {"name": …, "value": …}}`,
      schema: {
        oneOf: [
          ...COVERAGE_SCHEMAS,
          {
            type: 'object',
            additionalProperties: false,
            required: ['category'],
            properties: {
              category: {
                type: 'object',
                additionalProperties: false,
                required: ['name', 'value'],
                properties: { name: TEXT_SCHEMA, value: TEXT_SCHEMA },
              },
            },
          },
        ],
      },
    },
    'What it covers; must go with the layer',
    { example: { schools: ['oak'] } },
  )
  covers!: VariationCoverage;
  @DateField('First day on which it is in force', { example: '2025-03-12' })
  from!: string;
  @DateField('First day on which it is no longer in force; left out: until further notice', { optional: true })
  until?: string;
  @LinesField()
  lines!: LineDto[];
  @TextField('Reference of the intervention that it belongs to', { optional: true, example: 'INT-7' })
  intervention?: string;
}

function isVariationCoverage(value: unknown): boolean {
  if (isCoverage(value)) return true;
  if (!hasOnly(value, 'category') || !hasOnly(value['category'], 'name', 'value')) return false;
  const { name, value: wanted } = value['category'];
  return isText(name) && isText(wanted);
}

export class EndVariationDto extends GroundsDto {
  @IdField('Id of the variation', { example: 'v-7' })
  variation!: string;
  @DateField('First day on which it is no longer in force', { example: '2026-04-20' })
  until!: string;
}

export class DefineFunctionDto extends GroundsDto {
  @IdField("Id of the trust's own function", { example: 'own.minibus' })
  function!: string;
  @TextField('Name of the function', { example: 'Approve use of the minibus' })
  name!: string;
  @ChoiceField(['trust', 'school', 'both'], 'Whether it is asked of the trust, of each school, or of both')
  scope!: 'trust' | 'school' | 'both';
  @TextField('Group that it is listed under', { optional: true })
  group?: string;
}

export class AdoptCatalogueDto extends GroundsDto {
  @TextField('Edition of the function catalogue', { example: '2026-11' })
  edition!: string;
}

export class AdoptSemanticsDto extends GroundsDto {
  @WholeNumberField('Version of the accountability semantics', { example: 1 })
  version!: number;
}

/** The shape of every command of this context. */
export const delegationShapes = {
  AdoptScheme: AdoptSchemeDto,
  VaryDelegation: VaryDelegationDto,
  EndVariation: EndVariationDto,
  DefineFunction: DefineFunctionDto,
  AdoptCatalogue: AdoptCatalogueDto,
  AdoptSemantics: AdoptSemanticsDto,
} as const;
