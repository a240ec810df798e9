import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type BundleParts, BundleWriter } from '@remit/ledger/nest';
import { BundleController } from './read/bundle.controller.js';
import { GetBundleHandler } from './read/bundle.query.js';

/** Bundles of a record with answers from it. Imported beside the engine by whoever has the ledger. */
@Module({})
export class BundleModule {
  static over(parts: BundleParts): DynamicModule {
    return {
      module: BundleModule,
      imports: [CqrsModule],
      controllers: [BundleController],
      providers: [{ provide: BundleWriter, useValue: new BundleWriter(parts) }, GetBundleHandler],
    };
  }
}
