import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountabilityController } from './accountability.controller.js';
import { GetDiffHandler } from './diff.query.js';
import { GetIndexDigestHandler } from './index-digest.query.js';
import { GetInstrumentsHandler, GetSchemeImpactHandler } from './instruments.query.js';
import { GetNamesHandler } from './names.query.js';
import { GetHolderHandler, GetOfficesHandler } from './offices.query.js';
import { GetOutlookHandler } from './outlook.query.js';
import { GetPortraitHandler } from './portrait.query.js';
import { GetSchoolHandler } from './school.query.js';
import { GetViewHandler } from './views.query.js';
import { WhoAllHandler, WhoHandler } from './who.query.js';

/** Questions. Whoever imports it provides {@link TrustIndexes} and {@link PeopleNames} globally. */
@Module({
  imports: [CqrsModule],
  controllers: [AccountabilityController],
  providers: [
    WhoHandler,
    WhoAllHandler,
    GetViewHandler,
    GetDiffHandler,
    GetIndexDigestHandler,
    GetInstrumentsHandler,
    GetSchemeImpactHandler,
    GetNamesHandler,
    GetOutlookHandler,
    GetPortraitHandler,
    GetSchoolHandler,
    GetOfficesHandler,
    GetHolderHandler,
  ],
})
export class AccountabilityModule {}
