import { existsSync, readdirSync } from 'node:fs';
import { ExchangeModule, type GiasImport, type ImportRun, PlanGiasImport, recordPlan } from '@remit/exchange/nest';
import type { ImportPlan } from '@remit/exchange';
import { counted } from '@remit/kernel';
import { MemoryRecordStore, type RecordStore } from '@remit/record';
import { valueOf } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, without } from '../arguments.js';
import { type Engine, openEngine } from '../engine.js';
import { openSigned, signTrusts } from '../ledger.js';
import { planJson, planText } from '../print/import-text.js';
import { IMPORT_OPTIONS } from '../options.js';
import { complain, say, sayJson } from '../print/output.js';
import { WrongUsage } from '../usage.js';
import { importScheme } from './import-scheme.js';
import { given } from './who.js';
import { Stages } from './progress.js';

/** `remit import`: what comes from other programs. @returns the exit code. */
export async function importFrom(args: Arguments): Promise<number> {
  const [source, ...rest] = args.files;
  if (source === 'scheme') return importScheme(args, rest);
  if (source !== 'gias' || rest.length > 0) {
    throw new WrongUsage(
      'Say what to import: remit import gias --dir DIR (--trust UID | --all), or remit import scheme FILE --trust T.',
    );
  }
  return importGias(args);
}

/** `remit import gias`: shows what the register's files would record, and records it unless `--plan` is given. */
async function importGias(args: Arguments): Promise<number> {
  without(args, IMPORT_OPTIONS.scheme, 'remit import gias');
  const directory = args.needed('dir');
  const uid = args.text('trust');
  if ((uid === undefined) === !args.flag('all')) throw new WrongUsage('Give either --trust with a UID, or --all.');
  const wanted = { directory, ...given('uid', uid), ...given('on', args.text('on')) };
  const stages = new Stages(args.json);
  return args.flag('plan') ? showPlan(args, wanted, stages) : record(args, wanted, stages);
}

async function planned({ queries }: Engine, wanted: GiasImport, stages: Stages, args: Arguments): Promise<ImportPlan> {
  const plan = valueOf(await queries.execute(new PlanGiasImport(wanted, (stage, share) => stages.at(stage, share))));
  if (args.json) sayJson(planJson(plan));
  else say(planText(plan));
  return plan;
}

async function showPlan(args: Arguments, wanted: GiasImport, stages: Stages): Promise<number> {
  const engine = await openEngine(args, 'read', storeToRead(args), [{ module: ExchangeModule }]);
  try {
    const plan = await planned(engine, wanted, stages, args);
    if (!args.json) say('Nothing was recorded: this is the plan alone. Leave out --plan to record it.');
    return plan.trusts.some(({ refused }) => refused !== undefined) ? 1 : 0;
  } finally {
    await engine.close();
  }
}

/** Who has recorded nothing yet can see a plan too, and it makes no record. */
function storeToRead({ data }: Arguments): RecordStore {
  const nothing = !existsSync(data) || readdirSync(data).length === 0;
  return nothing ? new MemoryRecordStore() : new SqliteRecordStore({ directory: data, access: 'read' });
}

async function record(args: Arguments, wanted: GiasImport, stages: Stages): Promise<number> {
  const signed = await openSigned(args);
  const engine = await openEngine(args, 'write', signed.store, [{ module: ExchangeModule }]);
  try {
    const plan = await planned(engine, wanted, stages, args);
    const run = await recordPlan(engine.commands, plan, (stage, share) => stages.at(stage, share));
    report(plan, run, args.json);
    const isSigned = await signTrusts(signed, run.trusts, args.json);
    const isWhole = run.refused.length === 0 && plan.trusts.every(({ refused }) => refused === undefined);
    return isSigned && isWhole ? 0 : 1;
  } finally {
    signed.ledger.close();
    await engine.close();
  }
}

function report({ trusts }: ImportPlan, { recorded, trusts: changed, refused }: ImportRun, json: boolean): void {
  if (json) sayJson({ recorded, trusts: changed.size });
  else say(`Recorded ${counted(recorded, 'entry', 'entries')} of ${counted(changed.size, 'trust')}.`);
  for (const { refused: problem } of trusts) if (problem !== undefined) complain(problem, json);
  for (const { trust, says, problem } of refused) {
    const detail = `Trust "${trust}" is recorded in part. Refused was "${says}": ${problem.detail}`;
    complain({ ...problem, detail }, json, { trust });
  }
}
