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
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A `remit` in a process of its own, with what it has printed so far. */
export class RunningRemit {
  out = '';
  err = '';
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  private readonly ended: Promise<unknown>;

  constructor(args: readonly string[], { cwd, env = {} }: RunOptions = {}) {
    const surroundings = { ...process.env, REMIT_DATA: undefined, HOST: undefined, PORT: undefined, ...env };
    this.process = spawn(process.execPath, [MAIN, ...args], {
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

  /** Waits until what it has printed on standard output holds a text, and gives what the pattern captured first. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.out);
      if (found !== null) return found[1] ?? found[0];
      const more = await Promise.race([once(this.process.stdout, 'data'), this.ended.then(() => undefined)]);
      if (more === undefined && !pattern.test(this.out)) {
        throw new Error(`remit ended before it said ${String(pattern)}: ${this.out}${this.err}`);
      }
    }
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
