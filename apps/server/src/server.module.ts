import { type DynamicModule, Module } from '@nestjs/common';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import type { PersonKeys } from '@remit/access/nest';
import { BundleModule, EngineModule } from '@remit/engine/nest';
import { ExchangeModule, PublicationModule } from '@remit/exchange/nest';
import { LedgerModule, type RunningLedger } from '@remit/ledger/nest';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';
import { PagesModule, type PagesSettings } from './pages/pages.module.js';

/** What a server can do without; what is left out is not there. */
export interface ServerParts {
  /** What signs checkpoints of the record, with addresses for them. */
  readonly ledger?: RunningLedger | undefined;
  /** Of persons' details. */
  readonly keys?: PersonKeys | undefined;
  /** What the pages are made with. */
  readonly pages?: PagesSettings | undefined;
}

@Module({})
export class ServerModule {
  static over(store: RecordStore, clock: Clock, { ledger, keys, pages }: ServerParts): DynamicModule {
    return {
      module: ServerModule,
      imports: [
        EngineModule.over(store, clock, keys),
        PublicationModule,
        ...(pages === undefined ? [] : [ExchangeModule, PagesModule.with(pages)]),
        ...(ledger === undefined ? [] : provingModules(ledger, clock)),
      ],
      controllers: [...(pages === undefined ? [HomeController] : []), HealthController],
    };
  }
}

function provingModules(running: RunningLedger, clock: Clock): DynamicModule[] {
  const { ledger, store, trees } = running;
  const { operator, checkpoints } = ledger;
  const bundles = BundleModule.over({ operator, store, trees, checkpoints, now: () => clock.now() });
  return [LedgerModule.over(running), bundles];
}
