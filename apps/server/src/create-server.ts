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
import { protectPages } from './pages/access/page-security.js';
import type { PagesSettings } from './pages/pages.module.js';
import { problemHtml } from './pages/shell/problem-page.js';
import type { ProblemDocument } from './problem-document.js';
import { ProblemFilter } from './problem.filter.js';
import { ServerModule } from './server.module.js';

/** The HTTP server over a store, ready to listen. Tests and `remit serve` use the same. */
export async function createServer(
  store: RecordStore,
  clock: Clock,
  ledger?: RunningLedger,
  keys?: PersonKeys,
  pages?: PagesSettings,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    ServerModule.over(store, clock, { ledger, keys, pages }),
    {
      bodyParser: false,
      logger: ['error', 'warn', 'fatal'],
    },
  );
  app.disable('x-powered-by');
  app.getHttpServer().on('clientError', answerClientError);
  if (pages !== undefined) servePages(app, pages);
  app.use(jsonBody);
  app.useGlobalFilters(new ProblemFilter(pages && pageOfProblem(pages)));
  SwaggerModule.setup('api/docs', app, apiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Remit',
  });
  return app;
}

function servePages(app: NestExpressApplication, { templates, sessions, perMinute }: PagesSettings): void {
  templates.warm();
  protectPages(app.getHttpAdapter().getInstance(), sessions, perMinute);
  app.useStaticAssets(templates.assets, { prefix: '/assets/', immutable: true, maxAge: '365d', index: false });
}

function pageOfProblem({ templates }: PagesSettings): (document: ProblemDocument) => string {
  return (document) => problemHtml(templates, document);
}
