import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { canonicalJson, civilDate, dayInWords, type Id, type Problem } from '@remit/kernel';
import { RecordCommand, RecordCommands } from '@remit/engine/nest';
import type { FileRead } from '../domain/gias-extract.js';
import type { GiasFile } from '../domain/gias-facts.js';
import type { ImportPlan } from '../domain/import-plan.js';
import type { PlannedCommand, TrustPlan } from '../domain/trust-plan.js';
import { REGISTER_IMPORT } from './recorded-trusts.js';
import type { Watch } from './read-extract.js';

/** What recording a plan came to. */
export interface ImportRun {
  /** Entries added. */
  readonly recorded: number;
  readonly trusts: ReadonlySet<Id>;
  /** Trusts whose record stops short of the plan, each with what was refused. What came before it stays. */
  readonly refused: readonly { readonly trust: Id; readonly says: string; readonly problem: Problem }[];
}

/** Records a plan, trust by trust, in batches that are each one durable append. */
export async function recordPlan(commands: CommandBus, plan: ImportPlan, watch: Watch): Promise<ImportRun> {
  const total = plan.trusts.reduce((sum, { commands: own }) => sum + own.length, 0);
  const run = { recorded: 0, trusts: new Set<Id>(), refused: [] as ImportRun['refused'][number][] };
  let done = 0;
  for (const trust of plan.trusts) {
    let at = 0;
    for await (const outcome of await commands.execute(new RecordCommands(commandsOf(plan, trust)))) {
      const planned = trust.commands[at]!;
      at += 1;
      if ('refused' in outcome) {
        run.refused.push({ trust: trust.trust, says: planned.says, problem: outcome.refused });
        break;
      }
      if (outcome.receipt.repeated) continue;
      run.recorded += 1;
      run.trusts.add(trust.trust);
    }
    done += trust.commands.length;
    watch('Recording', total === 0 ? 1 : done / total);
  }
  return run;
}

function commandsOf(plan: ImportPlan, { trust, head, commands }: TrustPlan): RecordCommand[] {
  const files = new Map(plan.files.map((file) => [file.file, file]));
  return commands.map((planned) => {
    const data = {
      ...planned.data,
      decidedOn: civilDate(plan.day),
      ...(planned.reason === undefined ? {} : { reason: planned.reason }),
      evidence: evidenceOf(files, planned.file, plan),
    };
    return new RecordCommand(trust, planned.command, data, {
      actor: { id: 'operator', as: REGISTER_IMPORT },
      key: keyOf(trust, head, planned),
      provenance: 'import',
    });
  });
}

function evidenceOf(files: ReadonlyMap<GiasFile, FileRead>, file: GiasFile, { day }: ImportPlan): unknown[] {
  // A trust that the file of groups lacks rests on whichever file names it.
  const read = files.get(file) ?? [...files.values()][0];
  if (read === undefined) return [];
  return [
    { ref: read.name, kind: `extract of the national register (GIAS) of ${dayInWords(day)}`, sha256: read.sha256 },
  ];
}

/**
 * The idempotency key: what is said, decided on which head. The head is in it because the same thing may rightly be said
 * twice, with something else between; names are not, because the key stands in the record in clear.
 */
function keyOf(trust: Id, head: number, { command, data }: PlannedCommand): string {
  const { details, ...rest } = data;
  const said = { trust, head, command, data: { ...rest, ...(details === undefined ? {} : { details: 'sealed' }) } };
  return `gias-${createHash('sha256').update(canonicalJson(said)).digest('hex')}`;
}
