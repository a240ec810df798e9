import { statSync } from 'node:fs';
import type { Id, Problem } from '@remit/kernel';
import { GetRecord, RecordCommand, RecordCommands } from '@remit/engine/nest';
import { valueOf } from '@remit/record/nest';
import { type Arguments, oneFile } from '../arguments.js';
import { type Engine, openEngine } from '../engine.js';
import { openSigned, signTrusts } from '../ledger.js';
import { linesOf } from '../lines.js';
import { complain, say, sayJson } from '../print/output.js';
import { Progress } from './progress.js';
import { type ScriptLine, ScriptReader } from './script.js';

const ACTOR = { id: 'operator', as: 'record-script' };

/** How many lines are decided and made durable at once. */
const LINES_AT_ONCE = 256;

/** What running a script came to. */
export interface ScriptRun {
  /** Entries added. */
  readonly recorded: number;
  /** Lines that had been recorded before. */
  readonly repeated: number;
  /** The trusts that it is about. */
  readonly trusts: ReadonlySet<Id>;
  readonly refused?: { readonly line: number; readonly problem: Problem };
}

/** `remit record FILE`: records a script. @returns the exit code. */
export async function record(args: Arguments): Promise<number> {
  const file = oneFile(args);
  const { size } = statSync(file);
  const signed = await openSigned(args);
  const engine = await openEngine(args, 'write', signed.store);
  try {
    const run = await runScript(engine, file, { trust: args.text('trust'), progress: new Progress(size, args.json) });
    report(run, await headsOf(engine, run.trusts), args.json);
    // A record at rest is the easiest to change: what was recorded is signed before it is closed.
    const isSigned = await signTrusts(signed, run.trusts, args.json);
    return isSigned && run.refused === undefined ? 0 : 1;
  } finally {
    signed.ledger.close();
    await engine.close();
  }
}

/** Records a script file, stopping at the first refusal; what came before it stays. */
export async function runScript(
  { commands }: Pick<Engine, 'commands'>,
  file: string,
  { trust, progress }: { readonly trust: Id | undefined; readonly progress?: Progress },
): Promise<ScriptRun> {
  const reader = new ScriptReader(trust);
  const run: Counted = { recorded: 0, repeated: 0, trusts: new Set() };
  let waiting: ScriptLine[] = [];
  const flush = async (): Promise<ScriptRun['refused']> => {
    const lines = waiting;
    waiting = [];
    return recordLines(commands, lines, run);
  };
  for await (const line of linesOf(file)) {
    const read = reader.read(line);
    if (read === undefined) continue;
    if ('problem' in read) {
      // What waits comes before the line, and counts.
      const refused = (await flush()) ?? read;
      return { ...run, refused };
    }
    waiting.push(read);
    if (waiting.length < LINES_AT_ONCE) continue;
    const refused = await flush();
    if (refused !== undefined) return { ...run, refused };
    progress?.at(line.end, run.recorded + run.repeated);
  }
  const refused = await flush();
  return refused === undefined ? run : { ...run, refused };
}

interface Counted {
  recorded: number;
  repeated: number;
  readonly trusts: Set<Id>;
}

async function recordLines(
  commands: Engine['commands'],
  lines: readonly ScriptLine[],
  run: Counted,
): Promise<ScriptRun['refused']> {
  const batch = lines.map(
    ({ trust, command, data, provenance, key }) =>
      new RecordCommand(trust, command, data, { actor: ACTOR, key, provenance }),
  );
  let at = 0;
  for await (const outcome of await commands.execute(new RecordCommands(batch))) {
    const { line, trust } = lines[at]!;
    at += 1;
    if ('refused' in outcome) return { line, problem: outcome.refused };
    if (outcome.receipt.repeated) run.repeated += 1;
    else run.recorded += 1;
    run.trusts.add(trust);
  }
  return undefined;
}

/** The newest entry of each trust's record, which may be past what the script says. */
async function headsOf({ queries }: Engine, trusts: ReadonlySet<Id>): Promise<ReadonlyMap<Id, number>> {
  const heads = new Map<Id, number>();
  for (const trust of trusts) {
    const { head } = valueOf(await queries.execute(new GetRecord(trust, { limit: 1 })));
    heads.set(trust, head);
  }
  return heads;
}

function report({ recorded, repeated, refused }: ScriptRun, heads: ReadonlyMap<Id, number>, json: boolean): void {
  if (json) sayJson({ recorded, repeated, positions: Object.fromEntries(heads) });
  else say(summary(recorded, repeated, heads));
  if (refused === undefined) return;
  const { line, problem } = refused;
  complain(json ? problem : { ...problem, detail: `Line ${String(line)} was refused: ${problem.detail}` }, json, {
    line,
  });
}

function summary(recorded: number, repeated: number, heads: ReadonlyMap<Id, number>): string {
  const before = repeated === 0 ? '' : ` ${String(repeated)} had been recorded before.`;
  const now = [...heads].map(([trust, head]) => ` The record of "${trust}" now ends with entry ${String(head)}.`);
  return `Recorded ${String(recorded)} ${recorded === 1 ? 'entry' : 'entries'}.${before}${now.join('')}`;
}
