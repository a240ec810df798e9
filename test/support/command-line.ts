import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { TemporaryDirectory } from './temporary-directory.js';

/** The program as `built-program.mjs` has just compiled it. */
const MAIN = process.env['REMIT_TEST_PROGRAM'] ?? '';

/** What a run of the command line came to. */
export interface Ran {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** A shell command that reads what it prints; the exit code is still its own. */
  readonly pipedInto?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Settings of whoever runs the tests must not change what they test. */
const SETTINGS = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^(REMIT_.+|HOST|PORT)$/.test(name))
    .map((name) => [name, undefined]),
);

/** A `remit` in a process of its own, with what it has printed so far. */
export class RunningRemit {
  out = '';
  err = '';
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  private readonly ended: Promise<unknown>;

  constructor(args: readonly string[], { cwd, env = {}, pipedInto }: RunOptions = {}) {
    const surroundings = { ...process.env, ...SETTINGS, ...env };
    const own = [process.execPath, MAIN, ...args];
    const pipe = ['bash', '-c', `"$@" | ${pipedInto ?? ''}; exit \${PIPESTATUS[0]}`, 'bash', ...own];
    const [program, ...rest] = pipedInto === undefined ? own : pipe;
    this.process = spawn(program!, rest, {
      ...(cwd === undefined ? {} : { cwd }),
      env: surroundings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout.on('data', (text) => (this.out += String(text)));
    this.process.stderr.on('data', (text) => (this.err += String(text)));
    this.ended = once(this.process, 'close');
  }

  /** Waits until it has ended by itself. */
  async end(): Promise<Ran> {
    await this.ended;
    return { code: this.process.exitCode, out: this.out, err: this.err };
  }

  /** Waits until standard output holds a text, and gives what the pattern captured first. @throws when it ends before. */
  async says(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.out)) {
      const more = await Promise.race([once(this.process.stdout, 'data'), this.ended.then(() => undefined)]);
      if (more === undefined && !pattern.test(this.out)) {
        throw new Error(`remit ended before it said ${String(pattern)}: ${this.out}${this.err}`);
      }
    }
    return pattern.exec(this.out)?.[1] ?? '';
  }

  /** Waits until standard error holds a text; for ever when it never does. */
  async shows(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.err)) await once(this.process.stderr, 'data');
  }

  /** Sends a signal and waits until it has ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> {
    this.process.kill(signal);
    return this.end();
  }
}

/** Runs `remit` to its end. */
export function remit(args: readonly string[], options?: RunOptions): Promise<Ran> {
  return new RunningRemit(args, options).end();
}

/** Does something for each of many, three at a time: most of a short run is waiting for the program to start. */
export async function atOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** Writes a file of one JSON a line (or of lines as they are) and gives its path. */
export function linesFile(directory: TemporaryDirectory, name: string, lines: readonly unknown[]): string {
  const file = path.join(directory.path, name);
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(file, text);
  return file;
}

/** The JSON values of an output of one a line. */
export function jsonLines(out: string): unknown[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
