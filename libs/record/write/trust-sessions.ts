import type { Id } from '@remit/kernel';
import type { RecordStore } from '../domain/record-store.js';
import type { Clock } from './clock.js';
import { TrustSession } from './trust-session.js';
import type { TrustModel } from './trust-model.js';

/** How many entries, over all trusts, may be kept in memory before the trusts not asked for longest are dropped. */
const ENTRIES_IN_MEMORY_MAX = 12_000_000;

/** The trusts in memory: made when first asked for, dropped when others need the room. Their records stay where they are. */
export class TrustSessions<State> {
  private readonly sessions = new Map<Id, TrustSession<State>>();

  constructor(
    private readonly store: RecordStore,
    private readonly model: TrustModel<State>,
    private readonly clock: Clock,
    private readonly entriesMax = ENTRIES_IN_MEMORY_MAX,
  ) {}

  /** The session of a trust, whether or not it has a record yet. */
  of(trust: Id): TrustSession<State> {
    const session = this.sessions.get(trust) ?? new TrustSession(trust, this.store, this.model, this.clock);
    // A Map keeps the order of insertion: the one asked for last moves to the end.
    this.sessions.delete(trust);
    this.sessions.set(trust, session);
    return session;
  }

  /** Drops a trust that turned out to have no record: names that are made up must not fill the memory. */
  dropEmpty(trust: Id): void {
    const session = this.sessions.get(trust);
    if (session?.size === 0 && !session.busy) this.sessions.delete(trust);
  }

  /** Drops the trusts not asked for longest until the rest fits. @returns how many were dropped. */
  dropUnused(): number {
    let entries = [...this.sessions.values()].reduce((sum, session) => sum + session.size, 0);
    let dropped = 0;
    for (const [trust, session] of this.sessions) {
      if (entries <= this.entriesMax || this.sessions.size === 1) break;
      if (session.busy) continue;
      entries -= session.size;
      this.sessions.delete(trust);
      dropped += 1;
    }
    return dropped;
  }
}
