import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { commandOf, engineCommands, REASON_IN_DATA } from '@remit/engine';
import { commandShapes } from '@remit/engine/nest';
import { GroundsDto } from '@remit/record/nest';

export interface ObjectSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

type Schemas = Readonly<Record<string, unknown>>;

@Module({})
class Nothing {}

/** The schema that the OpenAPI document has for each DTO of a command, by the name of its class. */
async function dtoSchemas(): Promise<Schemas> {
  const app = await NestFactory.create(Nothing, { logger: false });
  const extraModels = [GroundsDto, ...Object.values(commandShapes)];
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), { extraModels });
  await app.close();
  return document.components?.schemas ?? {};
}

/** Without what a schema says to people, and with the schemas that it refers to written out. */
function bare(schema: unknown, schemas: Schemas): unknown {
  if (Array.isArray(schema)) return schema.map((item) => bare(item, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = schema as Schemas;
  if (typeof $ref === 'string') return closed(schemas[$ref.split('/').at(-1) ?? ''], schemas);
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => name !== 'description' && name !== 'example')
      .map(([name, value]) => [name, name === 'properties' ? members(value, schemas) : bare(value, schemas)]),
  );
}

/** Members may be called `description` or `example`. */
function members(properties: unknown, schemas: Schemas): unknown {
  return Object.fromEntries(
    Object.entries(properties as Schemas)
      .map(([name, value]) => [name, bare(value, schemas)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const BASE64 = '^[A-Za-z0-9+/]+={0,2}$';

/** The schema of details as an entry has them: each member a sealed field in the place of its text. */
function sealed(details: unknown): unknown {
  const { oneOf } = details as { readonly oneOf: readonly [{ readonly properties: Schemas }] };
  const { properties, ...rest } = oneOf[0];
  const text = { type: 'string', pattern: BASE64 };
  const field = {
    type: 'object',
    additionalProperties: false,
    required: ['alg', 'ct', 'iv', 'kc'],
    properties: { alg: { type: 'string', enum: ['A256GCM'] }, ct: text, iv: text, kc: text },
  };
  return { ...rest, properties: Object.fromEntries(Object.keys(properties).map((name) => [name, field])) };
}

function closed(schema: unknown, schemas: Schemas): ObjectSchema {
  const { required = [], properties } = bare(schema, schemas) as Partial<ObjectSchema>;
  return { type: 'object', additionalProperties: false, required: [...required].sort(), properties: properties ?? {} };
}

/**
 * The JSON schema of the data of an entry type: that of its command, without the grounds, which stand in the envelope,
 * and with what the program fills in. Personal details are recorded sealed.
 */
export async function entrySchemas(types: readonly string[]): Promise<ReadonlyMap<string, ObjectSchema>> {
  const schemas = await dtoSchemas();
  const grounds = Object.keys(closed(schemas[GroundsDto.name], schemas).properties);
  return new Map(
    types.map((type) => {
      const command = commandOf(type)?.command ?? 'Correct';
      const { properties, required } = closed(schemas[commandShapes[command]?.name ?? ''], schemas);
      const outside = REASON_IN_DATA.has(command) ? grounds.filter((name) => name !== 'reason') : grounds;
      const inside = Object.entries(properties).filter(([name]) => !outside.includes(name));
      const filledIn = Object.keys(engineCommands.get(command)?.complete({}) ?? {});
      const always = [...new Set([...required, ...filledIn])].sort();
      const schema = { type: 'object', additionalProperties: false, required: always } as const;
      const recorded = inside.map(([name, of]) => [name, name === 'details' ? sealed(of) : of] as const);
      return [type, { ...schema, properties: Object.fromEntries(recorded) }];
    }),
  );
}
