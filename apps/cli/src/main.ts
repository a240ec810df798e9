import 'reflect-metadata';
import { RecordInUse, UnsafeSetting } from '@remit/record-sqlite';
import type { Problem } from '@remit/kernel';
import { problemOfError } from '../../server/src/problem-of-error.js';
import { type Arguments, readArguments } from './arguments.js';
import { log, LOG_OPTIONS, trusts } from './commands/log.js';
import { preview, PREVIEW_OPTIONS } from './commands/preview.js';
import { record, RECORD_OPTIONS } from './commands/record.js';
import { serve, SERVE_OPTIONS } from './commands/serve.js';
import { view, VIEW_COMMANDS } from './commands/views.js';
import { who, WHO_OPTIONS } from './commands/who.js';
import { complain, say } from './print/output.js';
import { USAGE, WrongUsage } from './usage.js';

interface CliCommand {
  readonly options: readonly string[];
  readonly run: (args: Arguments) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  serve: { options: SERVE_OPTIONS, run: serve },
  record: { options: RECORD_OPTIONS, run: record },
  who: { options: WHO_OPTIONS, run: who },
  preview: { options: PREVIEW_OPTIONS, run: preview },
  log: { options: LOG_OPTIONS, run: log },
  trusts: { options: [], run: trusts },
  ...Object.fromEntries(
    (Object.keys(VIEW_COMMANDS) as (keyof typeof VIEW_COMMANDS)[]).map((name) => [
      name,
      { options: VIEW_COMMANDS[name].options, run: (args: Arguments) => view(name, args) },
    ]),
  ),
};

const DONE = 0;
const REFUSED = 1;
const WRONG_USAGE = 2;

async function run(written: readonly string[]): Promise<number> {
  const [name, ...rest] = written;
  if (name === undefined || name === 'help' || name === '--help') {
    say(USAGE);
    return name === undefined ? WRONG_USAGE : DONE;
  }
  const json = rest.includes('--json');
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw new WrongUsage(`There is no command "${name}".`);
    const args = readArguments(rest, command.options);
    if (!args.help) return await command.run(args);
    say(USAGE);
    return DONE;
  } catch (error) {
    return failed(error, json);
  }
}

function failed(error: unknown, json: boolean): number {
  if (error instanceof WrongUsage) {
    complain({ code: 'CLI.USAGE', detail: `${error.message} See: remit help` }, json);
    return WRONG_USAGE;
  }
  const problem = problemOf(error);
  if (problem === undefined) throw error;
  complain(problem, json);
  return REFUSED;
}

/** The problem in an error that a user can do something about; `undefined` for a fault of the program. */
function problemOf(error: unknown): Problem | undefined {
  const known = problemOfError(error);
  if (known !== undefined) return known;
  if (error instanceof RecordInUse) return { code: 'RECORD.IN_USE', detail: error.message };
  if (error instanceof UnsafeSetting) return { code: 'RECORD.UNSAFE_SETTING', detail: error.message };
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') return cannotListen(code);
  return fileProblem(code, path ?? 'It');
}

function fileProblem(code: string | undefined, file: string): Problem | undefined {
  if (code === 'ENOENT') return { code: 'CLI.FILE_MISSING', detail: `There is no file ${file}. Check its name.` };
  if (code === 'EISDIR') return { code: 'CLI.FILE_UNREADABLE', detail: 'That is a folder. Give the name of a file.' };
  if (code === 'EACCES')
    return { code: 'CLI.FILE_UNREADABLE', detail: `${file} cannot be read: its rights forbid it.` };
  return undefined;
}

function cannotListen(code: string | undefined): Problem {
  if (code === 'EADDRINUSE')
    return { code: 'CLI.PORT_TAKEN', detail: 'Another program uses this port. Choose another with --port.' };
  if (code === 'EACCES')
    return { code: 'CLI.PORT_FORBIDDEN', detail: 'This port is not for ordinary accounts. Choose one from 1024 on.' };
  return {
    code: 'CLI.HOST_UNKNOWN',
    detail: `This machine has no such address (${code ?? 'unknown'}). Check --host; 127.0.0.1 is this machine alone.`,
  };
}

// Whoever reads may stop reading, as `head` does: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(DONE);
  throw error;
});
// Nobody listens to the progress any more: the work goes on.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2));
