import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const LOADER = path.join(import.meta.dirname, 'typescript-loader.mjs');

/** A program of these tests in a process of its own. It ends with its standard input, so it never outlives the test. */
export class TypeScriptChild {
  /** The lines it has printed so far. */
  readonly lines: string[] = [];
  private readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly ended: Promise<unknown>;
  private errors = '';
  private look: () => void = () => undefined;

  /** @param wrapper a command that runs the command after it, such as `strace` with its options. */
  constructor(program: string, args: readonly string[], wrapper: readonly string[] = []) {
    const [command, ...rest] = [...wrapper, process.execPath, '--import', LOADER, program, ...args];
    this.process = spawn(command!, rest, { stdio: 'pipe' });
    const lines = createInterface({ input: this.process.stdout });
    lines.on('line', (line) => {
      this.lines.push(line);
      this.look();
    });
    this.process.stderr.on('data', (text) => (this.errors += String(text)));
    let end = '\n';
    this.process.stdout.on('data', (text) => (end = String(text).slice(-1)));
    this.ended = Promise.all([once(this.process, 'close'), once(lines, 'close')]).then(() => {
      // Killed in the middle of a line: what is there of it was not said.
      if (end !== '\n') this.lines.pop();
      this.look();
    });
  }

  /** Resolves with the first line that begins so. @throws when the program ends without having printed one. */
  async line(start: string): Promise<string> {
    return this.when(() => this.lines.find((line) => line.startsWith(start)), start);
  }

  /** Resolves when it has printed so many lines. @throws when it ends before. */
  async printed(count: number): Promise<void> {
    await this.when(() => (this.lines.length >= count ? true : undefined), `${String(count)} lines`);
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** Sends the signal and waits until the process is gone and all it printed has arrived. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.signal(signal);
    await this.ended;
  }

  /** Waits until it has ended by itself, or been killed. */
  async gone(): Promise<void> {
    await this.ended;
  }

  /** Closes its standard input, which asks it to end, and waits until it has. */
  async end(): Promise<void> {
    this.process.stdin.end();
    await this.ended;
  }

  private async when<T>(find: () => T | undefined, wanted: string): Promise<T> {
    let over = false;
    return new Promise((resolve, reject) => {
      this.look = () => {
        const found = find();
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`The program ended before it printed ${wanted}. ${this.errors}`));
      };
      void this.ended.then(() => {
        over = true;
        this.look();
      });
      this.look();
    });
  }
}
