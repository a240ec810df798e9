import type { Id, Problem } from '@remit/kernel';
import {
  BEFORE_EVERYTHING,
  type Position,
  positionToNumber,
  type RecordStore,
  type StoredEntry,
  type Subscription,
} from '@remit/record';
import { problemOfFailure } from '@remit/record/nest';
import { isUrgent } from '../domain/urgent-entries.js';
import type { Ledger } from './ledger.js';
import { LedgerFault, messageOf } from './ledger-fault.js';

/** How often checkpoints are made unless said otherwise. Minutes. */
export const CHECKPOINT_MINUTES = 60;

/** Calls something again and again. @returns what stops it. */
export type Every = (ms: number, run: () => void) => () => void;

/** The process's own timers. They do not keep it alive. */
export const everyInterval: Every = (ms, run) => {
  const timer = setInterval(run, ms).unref();
  return () => clearInterval(timer);
};

/** What a schedule works with. */
export interface ScheduleOptions {
  readonly ledger: Ledger;
  readonly store: RecordStore;
  readonly everyMs: number;
  readonly every?: Every;
  /** Is told what could not be signed, and why. */
  readonly report: (problem: Problem) => void;
  /** Is told that a round of signing is over, whatever came of it. */
  readonly signed?: () => void;
}

/**
 * Makes checkpoints: on start of whatever none covers yet, then at regular times, at once after an urgent entry, and a
 * last time on a clean stop, since a record at rest is the easiest to change. All of it is worked out from the record
 * and the kept checkpoints, so a process that was cut off makes up for it at the next start.
 */
export class CheckpointSchedule {
  private readonly options: ScheduleOptions;
  private readonly waiting = new Set<Id>();
  private readonly stoppedTrusts = new Map<Id, Problem>();
  private round: Promise<void> | undefined;
  private following: Subscription | undefined;
  private lost = false;
  private after: Position = BEFORE_EVERYTHING;
  private stopTimer: () => void = () => undefined;
  private ended = false;
  /** Whether the directory is to be looked at even when no trust waits: a process may have been cut off before it. */
  private directoryWaits = false;

  constructor(options: ScheduleOptions) {
    this.options = options;
  }

  /** Trusts for which nothing more is signed, because their record is not what was recorded, and why. */
  get stopped(): ReadonlyMap<Id, Problem> {
    return this.stoppedTrusts;
  }

  /** How often checkpoints are made. Minutes. */
  get minutes(): number {
    return this.options.everyMs / 60_000;
  }

  /** Begins to follow the record, and to sign what is not signed yet; the signing goes on after this has resolved. */
  async start(): Promise<void> {
    this.after = await this.lastPosition();
    this.follow();
    this.stopTimer = (this.options.every ?? everyInterval)(this.options.everyMs, () => void this.tick());
    void this.tick();
  }

  /** Signs what is due. Resolves when it is signed. */
  async tick(): Promise<void> {
    if (this.ended) return;
    if (this.lost) this.follow();
    this.directoryWaits = true;
    try {
      for (const trust of await this.options.ledger.due()) this.waiting.add(trust);
    } catch (error) {
      this.report(error);
    }
    await this.settled();
  }

  /** Resolves when nothing waits to be signed. */
  settled(): Promise<void> {
    this.round ??= this.signWaiting();
    return this.round;
  }

  /** Signs a last time and ends. For after the last append and before the record is closed. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.stopTimer();
    await this.following?.close();
    await this.tick();
    this.ended = true;
    await this.round;
  }

  private follow(): void {
    this.lost = false;
    this.following = this.options.store.follow(
      this.after,
      (entry) => this.look(entry),
      (error) => {
        this.lost = true;
        this.report(error);
      },
    );
  }

  /** Several urgent entries that come together get one checkpoint: signing begins after they were all looked at. */
  private look(entry: StoredEntry): void {
    this.after = entry.position;
    if (!isUrgent(entry.type, () => dataOf(entry))) return;
    this.waiting.add(entry.trust);
    void this.settled();
  }

  private async signWaiting(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while ((this.waiting.size > 0 || this.directoryWaits) && !this.ended) {
      const trusts = [...this.waiting].filter((trust) => !this.stoppedTrusts.has(trust));
      this.waiting.clear();
      this.directoryWaits = false;
      await this.signAll(trusts);
    }
    // In the same step as the look at what waits, so that nothing can come to wait in between.
    this.round = undefined;
  }

  private async signAll(trusts: readonly Id[]): Promise<void> {
    try {
      for (const { trust, failed } of await this.options.ledger.sign(trusts)) {
        if (failed === undefined) continue;
        // What is altered stays so; a full disk or a busy file goes by, and the next time will do.
        if (failed instanceof LedgerFault) this.stoppedTrusts.set(trust, failed.problem);
        this.report(failed);
      }
    } catch (error) {
      this.report(error);
    }
    this.options.signed?.();
  }

  private report(error: unknown): void {
    const problem = error instanceof LedgerFault ? error.problem : problemOfFailure(error);
    this.options.report(problem ?? unexpected(error));
  }

  /** The place of the newest entry that is there now. What comes after it is followed; what is before it is due or signed. */
  private async lastPosition(): Promise<Position> {
    const { store } = this.options;
    let last: Position = BEFORE_EVERYTHING;
    for (const { trust, head } of await store.heads()) {
      const position = (await store.read(trust, head, 1))[0]?.position;
      if (position !== undefined && positionToNumber(position) > positionToNumber(last)) last = position;
    }
    return last;
  }
}

/** The data of an entry; nothing when it cannot be read, which is for others to report. */
function dataOf({ canonical }: StoredEntry): unknown {
  try {
    return (JSON.parse(canonical) as { readonly data?: unknown }).data;
  } catch {
    return undefined;
  }
}

function unexpected(error: unknown): Problem {
  return {
    code: 'LEDGER.NOT_SIGNED',
    detail: `No checkpoint could be signed just now (${messageOf(error)}). It is tried again with the next one; check the disk if it stays so.`,
  };
}
