import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { RecordStore } from '@remit/record';
import type { RunningLedger } from '@remit/ledger/nest';
import type { Clock } from '@remit/record/nest';
import type { PersonKeys } from '@remit/access/nest';
import { apiDocument } from './api-document.js';
import { answerClientError } from './client-error.js';
import { jsonBody } from './json-body.js';
import { ProblemFilter } from './problem.filter.js';
import { ServerModule } from './server.module.js';

/** The HTTP server over a store, ready to listen. Tests and `remit serve` use the same. */
export async function createServer(
  store: RecordStore,
  clock: Clock,
  ledger?: RunningLedger,
  keys?: PersonKeys,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ServerModule.over(store, clock, ledger, keys), {
    bodyParser: false,
    logger: ['error', 'warn', 'fatal'],
  });
  app.disable('x-powered-by');
  app.getHttpServer().on('clientError', answerClientError);
  app.use(jsonBody);
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('api/docs', app, apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Remit',
  });
  return app;
}
