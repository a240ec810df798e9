import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, isMet, tableOf } from './figures.js';
import { growthOf } from './growth-figures.js';

const ALL = [
  'append',
  'commands',
  'http',
  'pages',
  'answers',
  'views',
  'replay',
  'verify',
  'bundle',
  'growth',
] as const;
const STEPS: Readonly<Record<string, readonly string[]>> = {
  growth: ['growth-1', 'growth-10', 'growth-100'],
  peers: ['peer-remit', 'peer-emmett-sqlite', 'peer-emmett-sqlite-shared', 'peer-better-sqlite3', 'peer-lmdb'],
};

const USAGE = `npm run bench -- [options]
  --only NAMES     some scenarios only, separated by commas: ${ALL.join(', ')}
  --peers          the peers in bench/peers as well (see bench/README.md)
  --rounds N       how often each figure is measured; the best counts (5)
  --seed N         another trust (2026)
  --directory DIR  where the records are kept while they are measured (the system's temporary directory)
  --json           the figures as JSON`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    peers: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '2026' },
    directory: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
} else {
  await run();
}

async function run(): Promise<void> {
  const started = performance.now();
  const asked = [...(values.peers ? ['peers'] : []), ...(values.only?.split(',') ?? ALL)];
  const unknown = asked.find((name) => ![...ALL, 'peers'].includes(name));
  if (unknown !== undefined) {
    console.error(`There is no scenario "${unknown}".\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const scenarios = asked.flatMap((name) => STEPS[name] ?? [name]);
  mkdirSync(values.directory, { recursive: true });
  const directory = mkdtempSync(path.join(values.directory, 'remit-bench-'));
  const machine = machineLine();
  if (!values.json) console.log(`${machine}\n`);
  const figures: Figure[] = [];
  const failed: string[] = [];
  try {
    for (const scenario of scenarios) {
      try {
        figures.push(...(await runScenario(scenario, directory)));
      } catch (error) {
        // What goes wrong in a peer is a result; what goes wrong in Remit is a fault.
        if (!scenario.startsWith('peer-') || scenario === 'peer-remit') throw error;
        failed.push(scenario);
      }
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  const all = growthOf(figures);
  const seconds = Math.round((performance.now() - started) / 1000);
  const about = { machine, seed: Number(values.seed), rounds: Number(values.rounds), seconds, load: loadavg()[0] };
  if (values.json) {
    console.log(
      JSON.stringify(
        { ...about, failed, figures: all.map((figure) => ({ ...figure, met: isMet(figure) ?? null })) },
        null,
        2,
      ),
    );
  } else {
    console.log(tableOf(all));
    for (const scenario of failed) console.log(`${scenario} did not get to its end: see the errors above.`);
    console.log(`\nSeed ${values.seed}, best of ${values.rounds} rounds, ${String(seconds)} s.`);
  }
}

/** One scenario in a process of its own, so that the heap of one does not slow the next. */
async function runScenario(name: string, directory: string): Promise<Figure[]> {
  const own = path.join(directory, name);
  mkdirSync(own);
  if (!values.json) process.stderr.write(`${name} …\n`);
  const options = { seed: Number(values.seed), rounds: Number(values.rounds), directory: own };
  const program = path.join(import.meta.dirname, 'scenario.program.ts');
  const child = fork(program, [name, JSON.stringify(options)], {
    execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=4096'],
  });
  const ended = once(child, 'exit');
  const figures = await Promise.race([
    once(child, 'message').then(([message]) => message as Figure[]),
    ended.then(([code]) => {
      throw new Error(`The scenario ${name} ended with exit code ${String(code)} and without figures.`);
    }),
  ]);
  await ended;
  rmSync(own, { recursive: true, force: true });
  return figures;
}

function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load = loadavg()[0]!.toFixed(1);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${String(availableParallelism())} cores, ${String(memory)} GiB, ${process.platform}, Node ${process.versions.node}, load ${load}`;
}
