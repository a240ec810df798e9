import type { AppendResult } from '@remit/record';
import type { AppendRequest, Outcome } from './entry-writer.js';

/** The most that one transaction takes; what is left goes into the next. Bounds the time the process stands still. */
const GROUP_APPENDS_MAX = 512;
const GROUP_UNITS_MAX = 4 * 1_048_576;

interface Waiting {
  readonly request: AppendRequest;
  /** Text of the entries, in UTF-16 code units: near enough to bytes for a bound. */
  readonly units: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects the appends of one turn of the event loop and has them stored together, because a commit costs one wait for
 * the disk, however much it holds. Source: performance guide 3.4.
 */
export class GroupCommit {
  private readonly write: (group: readonly AppendRequest[]) => readonly Outcome[];
  private readonly waiting: Waiting[] = [];
  private callIdle: (() => void)[] = [];

  /** @param write stores a group durably, or throws when nothing of it may be acknowledged. */
  constructor(write: (group: readonly AppendRequest[]) => readonly Outcome[]) {
    this.write = write;
  }

  /** Resolves when the request is stored or answered; rejects when it is refused or its group failed. */
  add(request: AppendRequest): Promise<AppendResult> {
    const units = request.entries.reduce((sum, { canonical }) => sum + canonical.length, 0);
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, units, resolve, reject });
      if (this.waiting.length === 1) this.schedule();
    });
  }

  /** Resolves when nothing is waiting. */
  async idle(): Promise<void> {
    if (this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.callIdle.push(resolve));
  }

  private schedule(): void {
    // After the requests of this turn have come in, and those that their answers set off.
    setImmediate(() => this.flush());
  }

  private flush(): void {
    const group = this.waiting.splice(0, this.groupLength());
    answer(group, this.write);
    if (this.waiting.length > 0) {
      this.schedule();
      return;
    }
    for (const call of this.callIdle.splice(0)) call();
  }

  private groupLength(): number {
    let units = 0;
    let length = 0;
    for (const waiting of this.waiting) {
      units += waiting.units;
      if (length > 0 && (length === GROUP_APPENDS_MAX || units > GROUP_UNITS_MAX)) break;
      length += 1;
    }
    return length;
  }
}

function answer(group: readonly Waiting[], write: (group: readonly AppendRequest[]) => readonly Outcome[]): void {
  let outcomes: readonly Outcome[];
  try {
    outcomes = write(group.map(({ request }) => request));
  } catch (error) {
    for (const { reject } of group) reject(error);
    return;
  }
  for (const [i, { resolve, reject }] of group.entries()) {
    const outcome = outcomes[i]!;
    if ('result' in outcome) resolve(outcome.result);
    else reject(outcome.refused);
  }
}
