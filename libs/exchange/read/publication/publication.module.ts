import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CheckFileHandler } from './check-file.query.js';
import { GetFingerprintHandler } from './fingerprint.query.js';
import { PublicationController } from './publication.controller.js';
import { PublicationMaker } from './publication-maker.js';
import { PublishHandler } from './publish.query.js';
import { GetPublishedSchemeHandler } from './published-scheme.query.js';

/** Schemes and matrices as files to publish, and the check of such files. Stands beside the engine, which it asks. */
@Module({
  imports: [CqrsModule],
  controllers: [PublicationController],
  providers: [PublicationMaker, PublishHandler, GetPublishedSchemeHandler, GetFingerprintHandler, CheckFileHandler],
})
export class PublicationModule {}
