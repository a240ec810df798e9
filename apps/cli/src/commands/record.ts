import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Id, Problem } from '@remit/kernel';
import { RecordCommand, RecordCommands } from '@remit/engine/nest';
import { type Arguments, oneFile } from '../arguments.js';
import { type Engine, openEngine } from '../engine.js';
import { complain, say, sayJson } from '../print/output.js';
import { Progress } from './progress.js';
import { type ScriptLine, ScriptReader } from './script.js';

export const RECORD_OPTIONS = ['actor'];

/** How many lines are decided and made durable at once. */
const LINES_AT_ONCE = 256;

/** What running a script came to. */
export interface ScriptRun {
  /** Entries added. */
  readonly recorded: number;
  /** Lines that had been recorded before. */
  readonly repeated: number;
  readonly positions: Readonly<Record<Id, number>>;
  readonly refused?: { readonly line: number; readonly problem: Problem };
}

/** `remit record FILE`: records a script. @returns the exit code. */
export async function record(args: Arguments): Promise<number> {
  const file = oneFile(args);
  const { size } = statSync(file);
  const engine = await openEngine(args.data, 'write');
  try {
    const run = await runScript(engine, file, { trust: args.text('trust'), progress: new Progress(size, args.json) });
    report(run, args.json);
    return run.refused === undefined ? 0 : 1;
  } finally {
    await engine.close();
  }
}

/** Records a script file, stopping at the first refusal; what came before it stays. */
export async function runScript(
  { commands }: Pick<Engine, 'commands'>,
  file: string,
  {
    trust,
    progress,
    actor = 'operator',
  }: { readonly trust: Id | undefined; readonly progress?: Progress; readonly actor?: string },
): Promise<ScriptRun> {
  const reader = new ScriptReader(trust);
  const run = { recorded: 0, repeated: 0, positions: {} as Record<Id, number> };
  let waiting: ScriptLine[] = [];
  const flush = async (): Promise<ScriptRun['refused']> => {
    const lines = waiting;
    waiting = [];
    return recordLines(commands, lines, { id: actor, as: 'record-script' }, run);
  };
  const input = createReadStream(file);
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    const read = reader.read(text);
    if (read === undefined) continue;
    if ('problem' in read) return { ...run, refused: (await flush()) ?? read };
    waiting.push(read);
    if (waiting.length < LINES_AT_ONCE) continue;
    const refused = await flush();
    if (refused !== undefined) return { ...run, refused };
    progress?.at(input.bytesRead, run.recorded + run.repeated);
  }
  const refused = await flush();
  return refused === undefined ? run : { ...run, refused };
}

async function recordLines(
  commands: Engine['commands'],
  lines: readonly ScriptLine[],
  actor: { readonly id: Id; readonly as: string },
  run: { recorded: number; repeated: number; positions: Record<Id, number> },
): Promise<ScriptRun['refused']> {
  const batch = lines.map(({ trust, command, data, key }) => new RecordCommand(trust, command, data, { actor, key }));
  let at = 0;
  for await (const outcome of await commands.execute(new RecordCommands(batch))) {
    const { line, trust } = lines[at]!;
    at += 1;
    if ('refused' in outcome) return { line, problem: outcome.refused };
    if (outcome.receipt.repeated) run.repeated += 1;
    else run.recorded += 1;
    run.positions[trust] = outcome.receipt.position;
  }
  return undefined;
}

function report({ recorded, repeated, positions, refused }: ScriptRun, json: boolean): void {
  if (json) sayJson({ recorded, repeated, positions });
  else say(summary(recorded, repeated, positions));
  if (refused === undefined) return;
  const { line, problem } = refused;
  complain(json ? problem : { ...problem, detail: `Line ${String(line)} was refused: ${problem.detail}` }, json, {
    line,
  });
}

function summary(recorded: number, repeated: number, positions: Readonly<Record<Id, number>>): string {
  const before = repeated === 0 ? '' : ` ${String(repeated)} had been recorded before.`;
  const heads = Object.entries(positions).map(
    ([trust, head]) => ` The record of "${trust}" now ends with entry ${String(head)}.`,
  );
  return `Recorded ${String(recorded)} ${recorded === 1 ? 'entry' : 'entries'}.${before}${heads.join('')}`;
}
