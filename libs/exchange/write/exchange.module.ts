import { Module } from '@nestjs/common';
import { ListGiasTrustsHandler } from './list-gias-trusts.query.js';
import { PlanGiasImportHandler } from './plan-gias-import.query.js';
import { ReadSchemeFileHandler } from './scheme/import-scheme.query.js';

/** What comes in from other programs. Stands beside the engine, whose record it asks and fills. */
@Module({ providers: [ListGiasTrustsHandler, PlanGiasImportHandler, ReadSchemeFileHandler] })
export class ExchangeModule {}
