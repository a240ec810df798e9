import type { DynamicModule } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { EngineModule, RecordCommand } from '@remit/engine/nest';
import { PeopleNames, type PersonShown, TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { countPlan, type ImportPlan, type OddityCode } from '@remit/exchange';
import { ExchangeModule, type ImportRun, PlanGiasImport, recordPlan } from '@remit/exchange/nest';
import type { Outcome } from '@remit/kernel';
import { type Entry, MemoryRecordStore } from '@remit/record';
import { decode, SystemClock, valueOf } from '@remit/record/nest';
import { deterministicEntry } from './deterministic-entry.js';
import { MemoryPersonKeys } from './memory-person-keys.js';

/** An engine in memory that imports extracts of the register. */
export class RegisterImports {
  private constructor(
    private readonly store: MemoryRecordStore,
    private readonly app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>,
  ) {}

  static async start(): Promise<RegisterImports> {
    const store = new MemoryRecordStore();
    const engine = EngineModule.over(store, new SystemClock(), new MemoryPersonKeys());
    const beside: DynamicModule = { module: ExchangeModule };
    const root = { ...engine, imports: [...(engine.imports ?? []), beside] };
    return new RegisterImports(store, await NestFactory.createApplicationContext(root, { logger: false }));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.store.close();
  }

  plan(directory: string, uid?: string, on?: string): Promise<Outcome<ImportPlan>> {
    const wanted = { directory, ...(uid === undefined ? {} : { uid }), ...(on === undefined ? {} : { on }) };
    return this.app.get(QueryBus).execute(new PlanGiasImport(wanted, () => undefined));
  }

  /** Plans and records. */
  async import(directory: string, uid?: string): Promise<{ readonly plan: ImportPlan; readonly run: ImportRun }> {
    const plan = valueOf(await this.plan(directory, uid));
    return { plan, run: await this.record(plan) };
  }

  record(plan: ImportPlan): Promise<ImportRun> {
    return recordPlan(this.app.get(CommandBus), plan, () => undefined);
  }

  /** Records a command as a clerk would. */
  async byHand(trust: string, command: string, data: object): Promise<void> {
    const context = { actor: { id: 'clerk', as: 'clerk' } };
    const outcome = await this.app.get(CommandBus).execute(new RecordCommand(trust, command, data, context));
    if ('refused' in outcome) throw new Error(outcome.refused.detail);
  }

  /** Begins the record of a trust with an entry that no program can read. */
  async spoil(trust: string): Promise<void> {
    await this.store.append(trust, -1, [deterministicEntry(trust, 0, 'nobody')]);
  }

  /** What is shown of a person. */
  async nameOf(trust: string, person: string): Promise<PersonShown | undefined> {
    const view = await this.view(trust);
    return this.app.get(PeopleNames, { strict: false }).shown(view, person, { known: view.head, day: undefined });
  }

  async view(trust: string): Promise<TrustIndexView> {
    return valueOf(await this.app.get(TrustIndexes, { strict: false }).view(trust));
  }

  async entries(trust: string): Promise<readonly Entry[]> {
    return (await this.store.read(trust, 0, 10_000)).map(decode);
  }

  async trusts(): Promise<readonly string[]> {
    return (await this.store.heads()).map(({ trust }) => trust);
  }

  bus(): QueryBus {
    return this.app.get(QueryBus);
  }
}

/** What is planned, in words. */
export function saysOf(plan: ImportPlan): string[] {
  return plan.trusts.flatMap(({ commands }) => commands.map(({ says }) => says));
}

/** What is odd, by kind. */
export function oddOf(plan: ImportPlan): Partial<Record<OddityCode, readonly string[]>> {
  return Object.fromEntries(countPlan(plan).odd);
}
