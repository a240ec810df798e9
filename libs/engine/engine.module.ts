import { type DynamicModule, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordStore } from '@remit/record';
import { Clock, CommandRunner, TrustSessions } from '@remit/record/nest';
import { carryOutErasures, nodeSealing, PersonKeys, PersonSealing, reasonOf } from '@remit/access/nest';
import { DelegationModule } from '@remit/delegation/nest';
import { AccountabilityModule, PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { GetOfficeHoldersHandler } from './read/roles.query.js';
import { GetCorrectableHandler } from './read/correctable.query.js';
import { GetDraftHandler } from './read/draft.query.js';
import { GetEntryChangesHandler } from './read/entry-changes.query.js';
import { GetGroundsHandler } from './read/grounds.query.js';
import { GetLogHandler } from './read/log.query.js';
import { GetPersonHandler } from './read/person.query.js';
import { GetPreviewHandler } from './read/preview.query.js';
import { RecordController } from './read/record.controller.js';
import { GetRecordHandler, GetTrustsHandler } from './read/record.query.js';
import { GetRecordablesHandler } from './read/recordables.query.js';
import { GetReplayHandler } from './read/replay.query.js';
import { SealedPeopleNames } from './read/sealed-people-names.js';
import { SessionTrustIndexes } from './read/session-trust-indexes.js';
import { CommandsController } from './write/commands.controller.js';
import { EngineTrustModel, NO_KEYS } from './write/engine-trust-model.js';
import { ErasingCommandRunner } from './write/erasing-command-runner.js';
import { RecordCommandHandler, RecordCommandsHandler } from './write/record-command.js';

/** The contexts composed over a store and a clock: the whole product but its doors. */
@Module({})
export class EngineModule implements OnModuleInit {
  private readonly logger = new Logger('Remit');

  constructor(
    private readonly store: RecordStore,
    private readonly keys: PersonKeys,
  ) {}

  /** Finishes erasures that were cut off, before anything is asked. Without keys there are no names to show either. */
  async onModuleInit(): Promise<void> {
    if (!this.keys.writable) return;
    try {
      await carryOutErasures(this.store, this.keys);
    } catch (error) {
      this.logger.warn(`Not every recorded erasure has destroyed its key yet: ${reasonOf(error)}. Then restart Remit.`);
    }
  }

  /** @param keys of persons; left out, details are neither recorded nor shown. Whoever opened them closes them. */
  static over(store: RecordStore, clock: Clock, keys: PersonKeys = NO_KEYS): DynamicModule {
    const sealing = new PersonSealing(keys, nodeSealing);
    const sessions = new TrustSessions(store, new EngineTrustModel(sealing), clock);
    return {
      module: EngineModule,
      global: true,
      imports: [CqrsModule.forRoot(), AccountabilityModule, DelegationModule],
      controllers: [CommandsController, RecordController],
      providers: [
        { provide: RecordStore, useValue: store },
        { provide: Clock, useValue: clock },
        { provide: CommandRunner, useValue: new ErasingCommandRunner(sessions, keys) },
        { provide: TrustIndexes, useValue: new SessionTrustIndexes(sessions) },
        { provide: PeopleNames, useValue: new SealedPeopleNames(sealing) },
        { provide: PersonKeys, useValue: keys },
        { provide: PersonSealing, useValue: sealing },
        RecordCommandHandler,
        RecordCommandsHandler,
        GetRecordHandler,
        GetTrustsHandler,
        GetGroundsHandler,
        GetLogHandler,
        GetEntryChangesHandler,
        GetPreviewHandler,
        GetPersonHandler,
        GetOfficeHoldersHandler,
        GetReplayHandler,
        GetRecordablesHandler,
        GetDraftHandler,
        GetCorrectableHandler,
      ],
      exports: [RecordStore, Clock, TrustIndexes, PeopleNames],
    };
  }
}
