import { existsSync } from 'node:fs';
import path from 'node:path';
import { ExchangeModule, ReadSchemeFile, type SchemeImported, worksheetOf } from '@remit/exchange/nest';
import type { DraftCommand } from '@remit/exchange';
import { GetPreview, type PreviewView } from '@remit/engine/nest';
import type { Id } from '@remit/kernel';
import { valueOf } from '@remit/record/nest';
import { SqliteRecordStore } from '@remit/record-sqlite';
import { type Arguments, without } from '../arguments.js';
import { type Engine, openEngine, trustOf } from '../engine.js';
import { IMPORT_OPTIONS } from '../options.js';
import { say, sayJson } from '../print/output.js';
import { schemeJson, schemeText, type SchemeOutcome } from '../print/scheme-text.js';
import { WrongUsage } from '../usage.js';
import { writeWhole } from '../write-file.js';
import { given } from './who.js';

/**
 * `remit import scheme`: reads a trust's own scheme out of a file. What is in doubt goes to a worksheet; when nothing is,
 * a draft is written, which `remit record` adopts. Reads the record and changes nothing in it.
 * @returns 0 with a draft, 1 while questions are open.
 */
export async function importScheme(args: Arguments, files: readonly string[]): Promise<number> {
  without(args, IMPORT_OPTIONS.gias, 'remit import scheme');
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new WrongUsage('Give the name of one file: remit import scheme FILE.');
  const paths = pathsOf(args, file);
  const store = new SqliteRecordStore({ directory: args.data, access: 'read' });
  const engine = await openEngine(args, 'read', store, [{ module: ExchangeModule }]);
  try {
    const trust = await trustOf(args, engine);
    const wanted = { trust, file, ...given('answers', paths.answers), ...detailsOf(args) };
    const imported = valueOf(await engine.queries.execute(new ReadSchemeFile(wanted)));
    const outcome = await written(engine, trust, imported, paths);
    if (args.json) sayJson(schemeJson(outcome));
    else say(schemeText(outcome));
    return imported.draft === undefined ? 1 : 0;
  } finally {
    await engine.close();
  }
}

/** The files that an import reads and writes. */
interface Paths {
  readonly answers: string | undefined;
  readonly questions: string;
  readonly draft: string;
}

/**
 * Where the worksheet and the draft go. A worksheet that is there is taken for the answers, so that the same command run
 * again goes on where the person has come to.
 */
function pathsOf(args: Arguments, file: string): Paths {
  const { dir, name } = path.parse(file);
  const told = args.text('answers');
  const questions = args.text('questions') ?? told ?? path.join(dir, `${name}.questions.xlsx`);
  const draft = args.text('out') ?? path.join(dir, `${name}.draft.jsonl`);
  if (!/\.(?:xlsx|csv)$/i.test(questions)) throw new WrongUsage('The worksheet of questions ends with .xlsx or .csv.');
  const answers = told ?? (existsSync(questions) ? questions : undefined);
  if (answers !== questions && existsSync(questions)) {
    throw new WrongUsage(`${questions} is there already. Give it as --answers, or name another file with --questions.`);
  }
  const used = [file, questions, draft].map((each) => path.resolve(each));
  if (new Set(used).size < used.length) throw new WrongUsage('The worksheet and the draft need files of their own.');
  return { answers, questions, draft };
}

function detailsOf(args: Arguments): object {
  return {
    ...given('sheet', args.text('sheet')),
    ...given('from', args.text('from')),
    ...given('until', args.text('until')),
    ...given('id', args.text('id')),
    ...given('version', args.text('version')),
    ...given('decidedOn', args.text('decided-on')),
    ...given('decision', args.text('decision')),
  };
}

/** Writes the worksheet, or the draft once its preview shows that it can be recorded. */
async function written(engine: Engine, trust: Id, imported: SchemeImported, paths: Paths): Promise<SchemeOutcome> {
  const { draft, reading, answers } = imported;
  const told = { trust, imported, questions: paths.questions, draft: paths.draft };
  if (draft === undefined) {
    const format = /\.csv$/i.test(paths.questions) ? 'csv' : 'xlsx';
    const notAsked = new Map(reading.notAsked.map((key) => [key, answers?.answers.get(key) ?? '']));
    writeWhole(paths.questions, await worksheetOf(reading.questions, notAsked, format));
    return told;
  }
  const previewed = await previewOf(engine, trust, draft);
  writeWhole(paths.draft, draft.map((command) => `${JSON.stringify(command)}\n`).join(''));
  return { ...told, preview: previewed };
}

/** What a draft would change. Functions that it defines itself are not known yet, so their lines are left out. */
async function previewOf({ queries }: Engine, trust: Id, draft: readonly DraftCommand[]): Promise<PreviewView> {
  const own = new Set(draft.flatMap(({ command, data }) => (command === 'DefineFunction' ? [data['function']] : [])));
  const scheme = draft.find(({ command }) => command === 'AdoptScheme');
  const lines = (scheme?.data['lines'] ?? []) as readonly { readonly function: Id }[];
  const data = { ...scheme?.data, lines: lines.filter((line) => !own.has(line.function)) };
  return valueOf(await queries.execute(new GetPreview(trust, { command: 'AdoptScheme', data })));
}
