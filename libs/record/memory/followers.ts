import type { Position, StoredEntry, Subscription } from '../domain/record-store.js';

/** What following needs of a store. */
export interface Followed {
  readAll(after: Position, limit: number): Promise<readonly StoredEntry[]>;
  /** Lets other work of the process go first; called between two pages while a follower catches up. */
  pause(): Promise<void>;
}

type Handler = (entry: StoredEntry) => void | Promise<void>;

/** Entries that a follower holds in memory at a time. */
const PAGE = 256;

/**
 * The followers of one store. Each reads pages after the last position it handled, and waits at the end of the record
 * until it is woken: that a wake comes early, twice or for nothing can neither skip an entry nor deliver one again.
 */
export class Followers {
  private readonly running = new Set<Follower>();
  private readonly store: Followed;

  constructor(store: Followed) {
    this.store = store;
  }

  get size(): number {
    return this.running.size;
  }

  /** Starts a follower; see `RecordStore.follow`. The handler is first called after this has returned. */
  start(after: Position, handler: Handler, onError: (error: unknown) => void): Subscription {
    const follower = new Follower(this.store, after, handler, onError);
    this.running.add(follower);
    void follower.ended.then(() => this.running.delete(follower));
    return follower;
  }

  /** Says that there may be new entries. */
  wake(): void {
    for (const follower of this.running) follower.wake();
  }

  /** Ends all followers; resolves when no handler is running any more. */
  async close(): Promise<void> {
    await Promise.all([...this.running].map((follower) => follower.close()));
  }
}

class Follower implements Subscription {
  readonly ended: Promise<void>;
  private closed = false;
  private woken = false;
  private callWake: (() => void) | undefined;
  private insideHandler = false;
  private after: Position;
  private readonly store: Followed;
  private readonly handler: Handler;

  constructor(store: Followed, after: Position, handler: Handler, onError: (error: unknown) => void) {
    this.store = store;
    this.after = after;
    this.handler = handler;
    this.ended = Promise.resolve()
      .then(() => this.run())
      .catch((error: unknown) => {
        this.closed = true;
        onError(error);
      });
  }

  wake(): void {
    this.woken = true;
    this.callWake?.();
  }

  /** Resolves when a call of the handler that is under way has come to its end, too. */
  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    // A handler that closes its own subscription would otherwise wait for itself.
    if (!this.insideHandler) await this.ended;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      this.woken = false;
      const page = await this.nextPage();
      await this.deliver(page);
      if (page.length === PAGE) await this.store.pause();
      else await this.sleep();
    }
  }

  private async nextPage(): Promise<readonly StoredEntry[]> {
    try {
      return await this.store.readAll(this.after, PAGE);
    } catch (error) {
      // Whoever has closed the subscription does not want to hear that reading on was cut off.
      if (this.closed) return [];
      throw error;
    }
  }

  private async deliver(page: readonly StoredEntry[]): Promise<void> {
    for (const entry of page) {
      if (this.closed) return;
      const handled = this.call(entry);
      if (handled !== undefined) await handled;
      this.after = entry.position;
    }
  }

  private call(entry: StoredEntry): void | Promise<void> {
    this.insideHandler = true;
    try {
      return this.handler(entry);
    } finally {
      this.insideHandler = false;
    }
  }

  private async sleep(): Promise<void> {
    if (this.woken) return;
    await new Promise<void>((resolve) => {
      this.callWake = resolve;
    });
    this.callWake = undefined;
  }
}
