import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountabilityController } from './accountability.controller.js';
import { GetDiffHandler } from './diff.query.js';
import { GetIndexDigestHandler } from './index-digest.query.js';
import { GetViewHandler } from './views.query.js';
import { WhoAllHandler, WhoHandler } from './who.query.js';

/** Questions. Whoever imports it provides {@link TrustIndexes} and {@link PeopleNames} globally. */
@Module({
  imports: [CqrsModule],
  controllers: [AccountabilityController],
  providers: [WhoHandler, WhoAllHandler, GetViewHandler, GetDiffHandler, GetIndexDigestHandler],
})
export class AccountabilityModule {}
