import { fail, type Id, isId, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { type TrustSessions, UnreadableEntry } from '@remit/record/nest';
import type { TrustIndex } from '@remit/accountability';
import { TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { unknownTrust } from '../domain/engine-model.js';

/** How long a question waits for an entry that is not here yet. */
const WAIT_MS_MAX = 2000;

/** Finds indexes in the trusts that are in memory, or builds them from their records. */
export class SessionTrustIndexes extends TrustIndexes {
  constructor(private readonly sessions: TrustSessions<TrustIndex>) {
    super();
  }

  override async view(trust: Id, minPosition?: EntryNumber): Promise<Outcome<TrustIndexView>> {
    if (!isId(trust)) return fail(unknownTrust(trust));
    try {
      return await this.find(trust, minPosition);
    } catch (error) {
      if (!(error instanceof UnreadableEntry)) throw error;
      return fail({ code: 'RECORD.ENTRY_UNREADABLE', entry: error.entry, detail: error.message });
    }
  }

  private async find(trust: Id, minPosition: EntryNumber | undefined): Promise<Outcome<TrustIndexView>> {
    const session = this.sessions.of(trust);
    const arrived = minPosition === undefined || (await session.reaches(minPosition, WAIT_MS_MAX));
    const { state: index, head } = await session.view();
    this.sessions.dropUnused();
    if (head === -1) {
      this.sessions.dropEmpty(trust);
      return fail(unknownTrust(trust));
    }
    if (arrived) return succeed({ index, head });
    return fail({
      code: 'RECORD.NOT_YET_HERE',
      field: 'minPosition',
      entry: head,
      detail: `Entry ${String(minPosition)} cannot be seen here yet: the newest is entry ${String(head)}. Ask again in a moment.`,
    });
  }
}
