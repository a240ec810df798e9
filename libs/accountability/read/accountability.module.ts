import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountabilityController } from './accountability.controller.js';
import { GetViewHandler } from './views.query.js';
import { WhoAllHandler, WhoHandler } from './who.query.js';

/** Questions. Whoever imports it provides {@link TrustIndexes} globally. */
@Module({
  imports: [CqrsModule],
  controllers: [AccountabilityController],
  providers: [WhoHandler, WhoAllHandler, GetViewHandler],
})
export class AccountabilityModule {}
