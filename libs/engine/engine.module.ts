import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordStore } from '@remit/record';
import { Clock, CommandRunner, TrustSessions } from '@remit/record/nest';
import { DelegationModule } from '@remit/delegation/nest';
import { AccountabilityModule, TrustIndexes } from '@remit/accountability/nest';
import { GetPreviewHandler } from './read/preview.query.js';
import { RecordController } from './read/record.controller.js';
import { GetRecordHandler, GetTrustsHandler } from './read/record.query.js';
import { SessionTrustIndexes } from './read/session-trust-indexes.js';
import { CommandsController } from './write/commands.controller.js';
import { EngineTrustModel } from './write/engine-trust-model.js';
import { RecordCommandHandler, RecordCommandsHandler } from './write/record-command.js';

/** The contexts composed over a store and a clock: the whole product but its doors. */
@Module({})
export class EngineModule {
  static over(store: RecordStore, clock: Clock): DynamicModule {
    const sessions = new TrustSessions(store, new EngineTrustModel(), clock);
    return {
      module: EngineModule,
      global: true,
      imports: [CqrsModule.forRoot(), AccountabilityModule, DelegationModule],
      controllers: [CommandsController, RecordController],
      providers: [
        { provide: RecordStore, useValue: store },
        { provide: CommandRunner, useValue: new CommandRunner(sessions) },
        { provide: TrustIndexes, useValue: new SessionTrustIndexes(sessions) },
        RecordCommandHandler,
        RecordCommandsHandler,
        GetRecordHandler,
        GetTrustsHandler,
        GetPreviewHandler,
      ],
      exports: [RecordStore, TrustIndexes],
    };
  }
}
