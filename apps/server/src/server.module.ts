import { type DynamicModule, Module } from '@nestjs/common';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import type { PersonKeys } from '@remit/access/nest';
import { BundleModule, EngineModule } from '@remit/engine/nest';
import { LedgerModule, type RunningLedger } from '@remit/ledger/nest';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';

@Module({})
export class ServerModule {
  /** @param ledger what signs checkpoints of the record; without it there are none, and no addresses for them. @param keys of persons. */
  static over(store: RecordStore, clock: Clock, ledger?: RunningLedger, keys?: PersonKeys): DynamicModule {
    return {
      module: ServerModule,
      imports: [EngineModule.over(store, clock, keys), ...(ledger === undefined ? [] : provingModules(ledger, clock))],
      controllers: [HomeController, HealthController],
    };
  }
}

function provingModules(running: RunningLedger, clock: Clock): DynamicModule[] {
  const { ledger, store, trees } = running;
  const { operator, checkpoints } = ledger;
  const bundles = BundleModule.over({ operator, store, trees, checkpoints, now: () => clock.now() });
  return [LedgerModule.over(running), bundles];
}
