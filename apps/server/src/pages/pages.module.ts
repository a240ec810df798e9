import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { DiagramLayouts, Templates } from '@remit/web/nest';
import { PageGuard } from './access/page-guard.js';
import type { SessionSettings } from './access/page-security.js';
import { SignInController } from './access/sign-in.controller.js';
import { DEMONSTRATION } from './access/visit.js';
import { AskController } from './ask/ask.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { VerificationController } from './audit/verification.controller.js';
import { BringController } from './bring/bring.controller.js';
import { RegisterController } from './bring/register.controller.js';
import { Founding } from './bring/founding.js';
import { RegisterImport } from './bring/register-import.js';
import { RegisterPages } from './bring/register-pages.js';
import { SchemeFileController } from './bring/scheme-file.controller.js';
import { SchemeFileImport } from './bring/scheme-import.js';
import { SchemePages } from './bring/scheme-pages.js';
import { Uploads, UPLOADS_DIRECTORY } from './bring/uploads.js';
import { CompareController } from './compare/compare.controller.js';
import { GapsController } from './gaps/gaps.controller.js';
import { HelpController } from './help/help.controller.js';
import { MatrixController } from './matrix/matrix.controller.js';
import { PeopleController } from './people/people.controller.js';
import { RecordPagesController, RecordPeopleController } from './record/record.controller.js';
import { Recording } from './record/recording.js';
import { PublishedController } from './schemes/published.controller.js';
import { SchemesController } from './schemes/schemes.controller.js';
import { SchoolsController } from './schools/schools.controller.js';
import { PageDesk } from './shell/page-desk.js';
import { StartController } from './start/start.controller.js';
import { TimelineController } from './timeline/timeline.controller.js';

/** What the pages of a server are made with. */
export interface PagesSettings {
  readonly templates: Templates;
  readonly sessions: SessionSettings;
  /** Where files that were sent lie until they are recorded. Made when the first come. */
  readonly uploads: string;
  /** Whether one may sign in as an example person. Never where `NODE_ENV` is production. */
  readonly demonstration: boolean;
  /** How many pages one visitor may ask for in a minute. */
  readonly perMinute?: number;
}

/** The pages that people use in a browser. */
@Module({})
export class PagesModule {
  static with({ templates, demonstration, uploads }: PagesSettings): DynamicModule {
    return {
      module: PagesModule,
      imports: [CqrsModule],
      controllers: [
        StartController,
        SignInController,
        AskController,
        AuditController,
        VerificationController,
        MatrixController,
        TimelineController,
        CompareController,
        GapsController,
        SchoolsController,
        PeopleController,
        SchemesController,
        PublishedController,
        HelpController,
        BringController,
        // Before the forms, whose addresses take in all that stand below "record".
        RegisterController,
        SchemeFileController,
        RecordPagesController,
        RecordPeopleController,
      ],
      providers: [
        PageDesk,
        Recording,
        Uploads,
        RegisterImport,
        RegisterPages,
        Founding,
        SchemeFileImport,
        SchemePages,
        { provide: UPLOADS_DIRECTORY, useValue: uploads },
        { provide: Templates, useValue: templates },
        { provide: DiagramLayouts, useFactory: () => new DiagramLayouts(templates.layoutProgram) },
        { provide: DEMONSTRATION, useValue: demonstration },
        { provide: APP_GUARD, useClass: PageGuard },
      ],
    };
  }
}
