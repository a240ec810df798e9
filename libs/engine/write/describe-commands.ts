import type { OpenAPIObject } from '@nestjs/swagger';
import { CORRECT } from '../domain/correct.js';
import { engineCommands } from '../domain/engine-commands.js';
import { commandShapes } from './command-shapes.js';

const RECEIPT = {
  type: 'object',
  properties: {
    entries: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          n: { type: 'integer' },
          id: { type: 'string', format: 'uuid' },
          type: { type: 'string' },
          recordedAt: { type: 'string', format: 'date-time' },
        },
      },
    },
    position: { type: 'integer' },
  },
};

/** Adds an address for each command to the OpenAPI document, each with the schema of its data. */
export function describeCommands(document: OpenAPIObject): void {
  for (const command of [...engineCommands.keys(), CORRECT]) {
    document.paths[`/api/trusts/{trust}/commands/${command}`] = {
      post: {
        operationId: command,
        tags: ['Recording'],
        summary: words(command),
        parameters: [
          { name: 'trust', in: 'path', required: true, schema: { type: 'string' } },
          header('Idempotency-Key', 'The same key gives the same answer and no second entry'),
          header('If-Match', 'Entry that you decided on, in quotes, such as "41"'),
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: `#/components/schemas/${commandShapes[command]?.name ?? ''}` } },
          },
        },
        responses: {
          201: { description: 'Recorded', content: { 'application/json': { schema: RECEIPT } } },
        },
      },
    };
  }
}

function header(name: string, description: string) {
  return { name, in: 'header' as const, required: false, description, schema: { type: 'string' as const } };
}

/** `AdmitSchool` as people write it: "Admit school". */
function words(command: string): string {
  const spaced = command.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
