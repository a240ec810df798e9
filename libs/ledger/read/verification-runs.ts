import type { Id } from '@remit/kernel';
import { EXIT_CODES, type Result } from './verdict-words.js';
import { type RecordVerdict, type VerifyProgress, worstOf } from './verify-record.js';

/** Checks everything that is stored of a trust, without holding up whoever asks for it. */
export interface RecordCheck {
  /** @param progress is told now and then how far the check has come. @throws when the record cannot be checked. */
  check(trust: Id, progress: (at: VerifyProgress) => void): Promise<RecordVerdict>;
  /** Ends checks that are under way. */
  close(): Promise<void>;
}

/** What a check that ended came to. */
export type RunResult =
  | { readonly is: Result; readonly verdict: RecordVerdict; readonly exitCode: number }
  /** It could not be checked: nothing is said about the record. */
  | { readonly is: 'not checked'; readonly says: string; readonly exitCode: 1 };

/** A check of a trust's record that somebody asked for. */
export interface VerificationRun {
  /** 1, 2, 3, … since this process began. */
  readonly id: number;
  readonly trust: Id;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly progress: VerifyProgress;
  /** Left out while it runs. */
  readonly ended?: { readonly at: number; readonly result: RunResult };
}

/** How many runs of a trust are remembered. */
const REMEMBERED_MAX = 20;

/** The checks of this process: one at a time, the last ones remembered until it ends. */
export class VerificationRuns {
  private readonly runs: VerificationRun[] = [];
  private lastId = 0;
  private queue: Promise<void> = Promise.resolve();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly records: RecordCheck,
    private readonly now: () => number,
  ) {}

  /** The runs of a trust, the newest first. */
  of(trust: Id): readonly VerificationRun[] {
    return this.runs.filter((run) => run.trust === trust).reverse();
  }

  /** Starts a check of a trust, unless one runs or waits already. @returns the run */
  start(trust: Id): VerificationRun {
    const running = this.of(trust).find(({ ended }) => ended === undefined);
    if (running !== undefined) return running;
    const run = { id: (this.lastId += 1), trust, startedAt: this.now(), progress: { done: 0, total: 0 } };
    this.runs.push(run);
    for (const old of this.of(trust).slice(REMEMBERED_MAX)) this.runs.splice(this.runs.indexOf(old), 1);
    this.queue = this.queue.then(() => this.run(run));
    return run;
  }

  /** Ends the check under way. */
  close(): Promise<void> {
    return this.records.close();
  }

  private async run(run: VerificationRun): Promise<void> {
    let result: RunResult;
    try {
      const verdict = await this.records.check(run.trust, (progress) => this.put({ ...run, progress }));
      const is = worstOf(verdict) ?? 'ok';
      result = { is, verdict, exitCode: EXIT_CODES[is] };
    } catch (error) {
      result = { is: 'not checked', says: (error as Error).message, exitCode: 1 };
    }
    const { progress } = this.runs.find(({ id }) => id === run.id) ?? run;
    this.put({ ...run, progress, ended: { at: this.now(), result } });
  }

  private put(run: VerificationRun): void {
    const at = this.runs.findIndex(({ id }) => id === run.id);
    if (at >= 0) this.runs[at] = run;
  }
}
