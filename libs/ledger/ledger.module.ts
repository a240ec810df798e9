import {
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { RecordStore } from '@remit/record';
import type { TreeNodes } from './domain/tree-nodes.js';
import {
  GetCheckpointHandler,
  GetConsistencyHandler,
  GetDirectoryCheckpointHandler,
  GetInclusionHandler,
} from './read/checkpoint.query.js';
import { LedgerController } from './read/ledger.controller.js';
import { LedgerReader } from './read/ledger-reader.js';
import { GetVerificationsHandler, StartVerificationHandler } from './read/verification.query.js';
import { type RecordCheck, VerificationRuns } from './read/verification-runs.js';
import { Anchoring } from './write/anchoring.js';
import { CheckpointSchedule } from './write/checkpoint-schedule.js';
import type { Ledger } from './write/ledger.js';

/** Starts the schedule with the application and ends it after its last request, before the record is closed. */
@Injectable()
export class ScheduleRun implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly schedule: CheckpointSchedule,
    private readonly anchoring: Anchoring,
    private readonly verifications: VerificationRuns,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.schedule.start();
  }

  /** The last checkpoint is the one that is to be confirmed last. */
  async onApplicationShutdown(): Promise<void> {
    await this.verifications.close();
    await this.schedule.stop();
    await this.anchoring.stop();
  }
}

/** An open ledger with what it is kept over, and when it signs. */
export interface RunningLedger {
  readonly ledger: Ledger;
  readonly store: RecordStore;
  readonly trees: TreeNodes;
  readonly schedule: CheckpointSchedule;
  /** What the schedule wakes after each round. */
  readonly anchoring: Anchoring;
  /** What checks the record when somebody asks for it. */
  readonly checks: RecordCheck;
}

/** Checkpoints and proofs: signs on a schedule and answers over HTTP. Imported by whoever writes. */
@Module({})
export class LedgerModule {
  static over({ ledger, store, trees, schedule, anchoring, checks }: RunningLedger): DynamicModule {
    const reader = new LedgerReader({
      operator: ledger.operator,
      store,
      trees,
      checkpoints: ledger.checkpoints,
      stopped: () => schedule.stopped,
      minutes: () => schedule.minutes,
      anchorProblems: () => anchoring.problems(),
      now: () => ledger.clock.now(),
    });
    return {
      module: LedgerModule,
      imports: [CqrsModule],
      controllers: [LedgerController],
      providers: [
        { provide: LedgerReader, useValue: reader },
        { provide: CheckpointSchedule, useValue: schedule },
        { provide: Anchoring, useValue: anchoring },
        { provide: VerificationRuns, useValue: new VerificationRuns(checks, () => ledger.clock.now()) },
        ScheduleRun,
        GetCheckpointHandler,
        GetDirectoryCheckpointHandler,
        GetInclusionHandler,
        GetConsistencyHandler,
        GetVerificationsHandler,
        StartVerificationHandler,
      ],
      exports: [LedgerReader],
    };
  }
}
