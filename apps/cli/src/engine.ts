import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Id } from '@remit/kernel';
import { RefusedRequest, SystemClock } from '@remit/record/nest';
import { type Access, SqliteRecordStore } from '@remit/record-sqlite';
import { EngineModule, GetTrusts } from '@remit/engine/nest';
import type { Arguments } from './arguments.js';
import { WrongUsage } from './usage.js';

/** The product without its HTTP door, over a data directory. */
export interface Engine {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  close(): Promise<void>;
}

/** Opens the engine over a data directory. `write` takes the lock that lets one process write at a time. */
export async function openEngine(directory: string, access: Access): Promise<Engine> {
  const store = new SqliteRecordStore({ directory, access });
  let app: INestApplicationContext;
  try {
    app = await NestFactory.createApplicationContext(EngineModule.over(store, new SystemClock()), { logger: false });
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    commands: app.get(CommandBus),
    queries: app.get(QueryBus),
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}

/** Runs something over an engine opened for reading, and closes it whatever happens. */
export async function reading<T>(args: Arguments, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(args.data, 'read');
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** The trust named by `--trust`, or the only one that there is. @throws WrongUsage when there are several. */
export async function trustOf(args: Arguments, { queries }: Engine): Promise<Id> {
  const named = args.text('trust');
  if (named !== undefined) return named;
  const trusts = await queries.execute(new GetTrusts());
  const [only] = trusts;
  if (only === undefined) {
    throw new RefusedRequest({
      code: 'RECORD.TRUST_UNKNOWN',
      detail: `No trust is recorded in ${args.data} yet. Record one with: remit record FILE`,
    });
  }
  if (trusts.length === 1) return only.trust;
  const names = trusts.slice(0, 5).map(({ trust }) => trust);
  throw new WrongUsage(
    `Say which trust with --trust: ${names.join(', ')}${trusts.length > names.length ? ', …' : ''} ("remit trusts" lists them).`,
  );
}
