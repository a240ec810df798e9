import type { Views } from '@remit/accountability/nest';
import { type Arguments, readArguments } from './arguments.js';
import { type CommandName, OPTIONS } from './options.js';
import { complain, say } from './print/output.js';
import { USAGE, usageOf, WrongUsage } from './usage.js';

type Run = (args: Arguments) => Promise<number>;

/** Each command is loaded when it is asked for, so that help and slips of the pen are answered at once. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Run>>> = {
  serve: async () => (await import('./commands/serve.js')).serve,
  record: async () => (await import('./commands/record.js')).record,
  import: async () => (await import('./commands/import-gias.js')).importFrom,
  who: async () => (await import('./commands/who.js')).who,
  preview: async () => (await import('./commands/preview.js')).preview,
  log: async () => (await import('./commands/log.js')).log,
  trusts: async () => (await import('./commands/log.js')).trusts,
  checkpoint: async () => (await import('./commands/checkpoint.js')).checkpoint,
  anchor: async () => (await import('./commands/anchor.js')).anchor,
  keys: async () => (await import('./commands/keys.js')).keys,
  policy: async () => (await import('./commands/keys.js')).policy,
  verify: async () => (await import('./commands/verify.js')).verify,
  export: async () => (await import('./commands/export.js')).exportBundle,
  publish: async () => (await import('./commands/publish.js')).publish,
  'check-fingerprint': async () => (await import('./commands/check-fingerprint.js')).checkFingerprint,
  replay: async () => (await import('./commands/replay.js')).replay,
  diff: async () => (await import('./commands/diff.js')).diff,
  matrix: viewOf('matrix'),
  timeline: viewOf('timeline'),
  compare: viewOf('compare'),
  gaps: viewOf('gaps'),
  holdings: viewOf('holdings'),
  functions: viewOf('functions'),
  findings: viewOf('findings'),
  checks: viewOf('checks'),
};

function viewOf(name: keyof Views): () => Promise<Run> {
  return async () => {
    const { view } = await import('./commands/views.js');
    return (args) => view(name, args);
  };
}

const DONE = 0;
const REFUSED = 1;
const WRONG_USAGE = 2;

async function run(written: readonly string[]): Promise<number> {
  const [name, ...rest] = written;
  if (name === undefined || name === 'help' || name === '--help') {
    say(USAGE);
    return name === undefined ? WRONG_USAGE : DONE;
  }
  try {
    if (!isCommand(name)) throw new WrongUsage(`There is no command "${name}".`);
    const args = readArguments(rest, OPTIONS[name]);
    if (!args.help) return await (await COMMANDS[name]())(args);
    say(usageOf(name));
    return DONE;
  } catch (error) {
    const help = isCommand(name) ? `remit ${name} --help` : 'remit help';
    const code = await failed(error, help, rest.includes('--json'));
    // There 2 says that something is not as it was recorded, which a slip of the pen must not.
    return name === 'verify' || name === 'check-fingerprint' || (name === 'replay' && rest.includes('--check'))
      ? REFUSED
      : code;
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

async function failed(error: unknown, help: string, json: boolean): Promise<number> {
  if (error instanceof WrongUsage) {
    complain({ code: 'CLI.USAGE', detail: `${error.message} See: ${help}` }, json);
    return WRONG_USAGE;
  }
  const { problemOf } = await import('./problem-of.js');
  const problem = problemOf(error);
  if (problem === undefined) throw error;
  complain(problem, json);
  return REFUSED;
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
