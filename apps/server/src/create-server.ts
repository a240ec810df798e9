import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import { commandDtos, describeCommands } from '@remit/engine/nest';
import { jsonBody } from './json-body.js';
import { ProblemFilter } from './problem.filter.js';
import { ServerModule } from './server.module.js';

/** The HTTP server over a store, ready to listen. Tests and `remit serve` use the same. */
export async function createServer(store: RecordStore, clock: Clock): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ServerModule.over(store, clock), {
    bodyParser: false,
    logger: ['error', 'warn', 'fatal'],
  });
  app.disable('x-powered-by');
  app.use(jsonBody);
  app.useGlobalFilters(new ProblemFilter());
  describe(app);
  return app;
}

function describe(app: NestExpressApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Remit')
    .setDescription('Who is accountable for what, at which school, on which day, as known when, and why.')
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config, { extraModels: [...commandDtos] });
  describeCommands(document);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json' });
}
