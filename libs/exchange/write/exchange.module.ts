import { Module } from '@nestjs/common';
import { PlanGiasImportHandler } from './plan-gias-import.query.js';

/** What comes in from other programs. Stands beside the engine, whose record it asks and fills. */
@Module({ providers: [PlanGiasImportHandler] })
export class ExchangeModule {}
