import { type DynamicModule, Module } from '@nestjs/common';
import type { RecordStore } from '@remit/record';
import type { Clock } from '@remit/record/nest';
import { EngineModule } from '@remit/engine/nest';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';

@Module({})
export class ServerModule {
  static over(store: RecordStore, clock: Clock): DynamicModule {
    return {
      module: ServerModule,
      imports: [EngineModule.over(store, clock)],
      controllers: [HomeController, HealthController],
    };
  }
}
