import type { Problem } from '@remit/kernel';
import { directoryOrigin } from '../domain/origins.js';
import { type Anchorer, failed, type Failed } from './anchor.js';
import type { Anchor, CheckpointStore, KeptCheckpoint } from './checkpoint-store.js';
import { messageOf } from './ledger-fault.js';

/** Calls something once, later. @returns what keeps it from being called. */
export type After = (ms: number, run: () => void) => () => void;

/** The process's own timers. They do not keep it alive. */
export const afterTimeout: After = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

/** What anchoring works with. */
export interface AnchoringOptions {
  readonly checkpoints: CheckpointStore;
  readonly operator: string;
  readonly anchorers: readonly Anchorer[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly after?: After;
  /** Is told what did not work: once while it stays the same, and each time when it contradicts what is kept here. */
  readonly report: (problem: Problem) => void;
}

/** What became of one of those outside when it was asked by hand. */
export interface AnchorOutcome {
  readonly name: string;
  /** Its word on the newest checkpoint; also when it had been given before. */
  readonly anchor?: Anchor;
  readonly problem?: Problem;
}

const MINUTE_MS = 60_000;
const WAIT_MS_MAX = 60 * MINUTE_MS;

/** How long whoever is being asked when the process ends has to answer. */
const LAST_ANSWER_MS_MAX = 2000;

/** What is known of one of those outside. */
interface Line {
  readonly anchorer: Anchorer;
  running: Promise<void> | undefined;
  /** Keeps it from being asked again. Set while it is left in peace after a failure. */
  cancelWait: (() => void) | undefined;
  failures: number;
  problem: Problem | undefined;
}

/**
 * Has the newest checkpoint of the directory confirmed by each of those outside, in the background: nothing waits for
 * it. Who does not answer is asked again after a minute, then two, four, up to an hour. Only the newest checkpoint is
 * ever sent, for it covers all before it. What is due is worked out from the kept checkpoints and anchors, so that a
 * process that was cut off goes on where it was.
 */
export class Anchoring {
  private readonly options: AnchoringOptions;
  private readonly lines: readonly Line[];
  private readonly log: string;
  private readonly ending = new AbortController();
  private ended = false;

  constructor(options: AnchoringOptions) {
    this.options = options;
    this.log = directoryOrigin(options.operator);
    this.lines = options.anchorers.map((anchorer) => ({
      anchorer,
      running: undefined,
      cancelWait: undefined,
      failures: 0,
      problem: undefined,
    }));
  }

  /** What does not work at the moment, or contradicts what is kept here. */
  problems(): readonly Problem[] {
    return this.lines.flatMap(({ problem }) => problem ?? []);
  }

  /** Asks those whose word on the newest checkpoint is missing or old, unless one is being left in peace. */
  wake(): void {
    if (this.ended) return;
    for (const line of this.lines) {
      if (line.cancelWait === undefined) line.running ??= this.run(line);
    }
  }

  /** Resolves when nobody is being asked. */
  async settled(): Promise<void> {
    await Promise.all(this.lines.flatMap(({ running }) => running ?? []));
  }

  /** Asks all whose word is missing or old, also those that are being left in peace. For `remit anchor`. */
  async anchorNow(): Promise<readonly AnchorOutcome[]> {
    await this.settled();
    return Promise.all(
      this.lines.map(async (line): Promise<AnchorOutcome> => {
        line.cancelWait?.();
        line.cancelWait = undefined;
        line.running = this.run(line);
        await line.running;
        const { name } = line.anchorer;
        if (line.problem !== undefined) return { name, problem: line.problem };
        const anchor = this.wordOf(line);
        return anchor === undefined ? { name } : { name, anchor };
      }),
    );
  }

  /** Ends, and gives whoever is being asked a moment to answer. */
  async stop(): Promise<void> {
    this.ended = true;
    for (const line of this.lines) line.cancelWait?.();
    const timer = setTimeout(() => this.ending.abort(), LAST_ANSWER_MS_MAX);
    await this.settled();
    clearTimeout(timer);
  }

  private async run(line: Line): Promise<void> {
    // First whoever calls this notes that it runs.
    await Promise.resolve();
    let last: number | undefined;
    try {
      // While somebody was being asked a newer checkpoint may have come.
      let due = this.dueFor(line);
      for (; due !== undefined && due.id !== last; due = this.dueFor(line)) {
        last = due.id;
        if (!(await this.ask(line, due))) break;
      }
      if (due === undefined) this.isWell(line);
    } catch (error) {
      this.note(line, failed(notKept(line.anchorer.name, error)));
    }
    // In the same step as the last look, so that nothing can come in between.
    line.running = undefined;
  }

  /** @returns whether it has confirmed. */
  private async ask(line: Line, checkpoint: KeptCheckpoint): Promise<boolean> {
    const result = await line.anchorer.confirm(checkpoint, this.ending.signal);
    if (result.is === 'failed') {
      this.note(line, result);
      return false;
    }
    this.options.checkpoints.addAnchor(checkpoint.id, result.anchor);
    this.isWell(line);
    return true;
  }

  private isWell(line: Line): void {
    line.failures = 0;
    line.problem = undefined;
  }

  /** Notes what did not work, reports it where it is new or there are two histories, and lets some time go by. */
  private note(line: Line, { problem, contradicts }: Failed): void {
    const isNew = line.problem?.code !== problem.code;
    line.problem = problem;
    if (isNew || contradicts) this.options.report(problem);
    this.leaveInPeace(line);
  }

  private leaveInPeace(line: Line): void {
    if (this.ended) return;
    const waitMs = Math.min(MINUTE_MS * 2 ** line.failures, WAIT_MS_MAX);
    line.failures += 1;
    line.cancelWait = (this.options.after ?? afterTimeout)(waitMs, () => {
      line.cancelWait = undefined;
      this.wake();
    });
  }

  /** The newest checkpoint, when its word on it is missing or old. */
  private dueFor(line: Line): KeptCheckpoint | undefined {
    const newest = this.options.checkpoints.latest(this.log);
    if (newest === undefined) return undefined;
    const word = this.wordOf(line, newest);
    const isOld = word !== undefined && this.options.now() - Date.parse(word.at) > line.anchorer.staleMs;
    return word === undefined || isOld ? newest : undefined;
  }

  /** Its latest word on the newest checkpoint. */
  private wordOf({ anchorer }: Line, newest = this.options.checkpoints.latest(this.log)): Anchor | undefined {
    if (newest === undefined) return undefined;
    return this.options.checkpoints.anchorsOf(newest.id).findLast((anchor) => anchorer.isItsOwn(anchor));
  }
}

function notKept(name: string, error: unknown): Problem {
  return {
    code: 'LEDGER.ANCHOR_NOT_KEPT',
    detail: `${name} could not be asked, or what it said could not be kept (${messageOf(error)}). It is asked again later by itself; check the disk if it stays so.`,
  };
}
