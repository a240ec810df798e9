import 'reflect-metadata';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Id } from '@remit/kernel';
import type { RecordStore } from '@remit/record';
import { RefusedRequest } from '@remit/record/nest';
import { type Access, SqliteRecordStore } from '@remit/record-sqlite';
import { NoPersonKeys, openPersonKeys, type PersonKeys } from '@remit/access/nest';
import { EngineModule } from '@remit/engine/nest';
import { systemClock } from './clock.js';
import type { Arguments } from './arguments.js';
import { WrongUsage } from './usage.js';

/** The product without its HTTP door, over a data directory. */
export interface Engine {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly store: RecordStore;
  close(): Promise<void>;
}

/** Where the record and the keys are. */
type Directories = Pick<Arguments, 'data' | 'keys'>;

/** The keys of persons; a process that records says so at once when it cannot have them, and goes on without. */
export function openKeys(directory: string, access: Access): PersonKeys {
  const keys = openPersonKeys({ directory, access });
  if (access === 'write' && keys instanceof NoPersonKeys) {
    process.stderr.write(`Names of persons can be neither recorded nor shown: ${keys.why}.\n`);
  }
  return keys;
}

/**
 * Opens the engine over a data directory. `write` takes the lock that lets one process write at a time.
 * @param store the record, when it is open already; it is closed with the engine
 * @param beside modules that answer questions beside the engine
 */
export async function openEngine(
  { data, keys }: Directories,
  access: Access,
  store: RecordStore = new SqliteRecordStore({ directory: data, access }),
  beside: readonly DynamicModule[] = [],
): Promise<Engine> {
  const personKeys = openKeys(keys, access);
  let app: INestApplicationContext;
  try {
    const engine = EngineModule.over(store, systemClock(), personKeys);
    app = await NestFactory.createApplicationContext(
      { ...engine, imports: [...(engine.imports ?? []), ...beside] },
      { logger: false },
    );
  } catch (error) {
    personKeys.close();
    await store.close();
    throw error;
  }
  return {
    commands: app.get(CommandBus),
    queries: app.get(QueryBus),
    store,
    close: async () => {
      await app.close();
      personKeys.close();
      await store.close();
    },
  };
}

/** Runs something over an engine opened for reading, and closes it whatever happens. */
export async function reading<T>(args: Arguments, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await openEngine(args, 'read');
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** The trust named by `--trust`, or the only one that there is. @throws WrongUsage when there are several. */
export async function trustOf(args: Arguments, { store }: Engine): Promise<Id> {
  const named = args.text('trust');
  if (named !== undefined) return named;
  const trusts = await store.heads();
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
