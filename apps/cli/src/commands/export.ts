import { createWriteStream, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { counted } from '@remit/kernel';
import { rangeInWords, CheckpointStore } from '@remit/ledger/nest';
import { BundleModule, GetBundle, type ReadyBundle } from '@remit/engine/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { valueOf } from '@remit/record/nest';
import { type Arguments, noFile } from '../arguments.js';
import { type Engine, openEngine, trustOf } from '../engine.js';
import { operatorName } from '../ledger.js';
import { say, sayJson } from '../print/output.js';
import { Progress } from './progress.js';
import { today } from './who.js';

/** `remit export`: writes a bundle, a file that can be checked without Remit. @returns the exit code. */
export async function exportBundle(args: Arguments): Promise<number> {
  noFile(args);
  const file = args.needed('out');
  const operator = operatorName();
  const checkpoints = CheckpointStore.open(args.data, 'read');
  try {
    const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
    const parts = { operator, store, trees: store.trees, checkpoints, now: () => Date.now() };
    const engine = await openEngine(args, 'read', store, [BundleModule.over(parts)]);
    try {
      const bundle = await bundleOf(args, engine);
      await write(bundle, file, args.json);
      report(bundle, file, args.json);
      return 0;
    } finally {
      await engine.close();
    }
  } finally {
    checkpoints.close();
  }
}

async function bundleOf(args: Arguments, engine: Engine): Promise<ReadyBundle> {
  const question = args.texts('question').map(withDay);
  const asked = {
    ...(question.length === 0 ? {} : { question }),
    ...(args.flag('answer-only') ? { scope: 'answer' } : {}),
  };
  return valueOf(await engine.queries.execute(new GetBundle(await trustOf(args, engine), asked)));
}

/** A question that names no day is about today, as everywhere on the command line. */
function withDay(question: string): string {
  return new URLSearchParams(question).has('on') ? question : `${question}&on=${today()}`;
}

/** Writes beside the name first, so that under the name itself there is never half a bundle. */
async function write(bundle: ReadyBundle, file: string, silent: boolean): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await pipeline(Readable.from(withProgress(bundle, silent)), createWriteStream(unfinished));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

async function* withProgress({ entries, pieces }: ReadyBundle, silent: boolean): AsyncGenerator<string> {
  const progress = new Progress(entries, silent);
  let lines = 0;
  for await (const piece of pieces()) {
    yield piece;
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) lines += 1;
    progress.at(lines, Math.min(lines, entries));
  }
}

function report({ trust, scope, size, head, answers, entries }: ReadyBundle, file: string, json: boolean): void {
  if (json) {
    sayJson({ file: path.resolve(file), trust, scope, size, head, entries, answers });
    return;
  }
  const with_ = answers === 0 ? '' : `, with ${counted(answers, 'answer')}`;
  const what =
    scope === 'record'
      ? `the record of "${trust}" up to entry ${String(size - 1)}, where its last checkpoint ends${with_}`
      : `${counted(answers, 'answer')} from the record of "${trust}", with the ${counted(entries, 'entry', 'entries')} that prove ${answers === 1 ? 'it' : 'them'}`;
  say(`Wrote ${file}: ${what}.`);
  if (head >= size) {
    say(
      `Not in it: ${rangeInWords(size, head)}, which no checkpoint covers yet. To have ${head === size ? 'it' : 'them'} in it, make a checkpoint first: remit checkpoint`,
    );
  }
  say('Whoever checks it needs remit-verify, and a policy that did not come with the file: remit policy --out FILE');
}
