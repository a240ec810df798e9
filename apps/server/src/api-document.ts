import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { commandDtos, describeCommands } from '@remit/engine/nest';

/** The OpenAPI document: every question, every command, what they take and how they are refused. */
export function apiDocument(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Remit')
    .setDescription('Who is accountable for what, at which school, on which day, as known when, and why.')
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [...commandDtos] });
  describeCommands(document);
  closeSchemas(document);
  describeProblems(document);
  return document;
}

/** Members that are not described are refused. */
function closeSchemas({ components }: OpenAPIObject): void {
  for (const schema of Object.values(components?.schemas ?? {})) {
    if ('properties' in schema) schema.additionalProperties = false;
  }
}

const PROBLEM = {
  type: 'object' as const,
  description: 'A problem (RFC 9457): what is wrong and what to do',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, description: 'Stable, for programs', example: 'RECORD.FIELD_MISSING' },
    detail: { type: 'string' as const, description: 'For people' },
    field: { type: 'string' as const, description: 'The member at fault', example: 'lines[2].function' },
    expected: { type: 'string' as const, description: 'What would have been accepted' },
    entry: { type: 'integer' as const, description: 'The entry that it clashes with' },
  },
};

function describeProblems(document: OpenAPIObject): void {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM };
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post]) {
      if (operation === undefined) continue;
      operation.responses['default'] = {
        description: 'Refused: a problem; nothing was recorded',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
}
