import { dayInWords, type Day } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { lastsUntil, successorOf, type TrustIndex } from '@remit/accountability';
import type { SchemeStanding } from './scheme-content.js';

/** How a published scheme stands today. */
export type PublishedStanding = 'in-force' | 'not-yet' | 'replaced' | 'ended' | 'corrected';

export interface WhereItStands {
  readonly standing: PublishedStanding;
  /** In one sentence. */
  readonly says: string;
}

/** Whether a scheme is in force today as it was recorded then, or what became of it. @param head the newest entry. */
export function whereItStands(
  index: TrustIndex,
  { scheme, closedAt }: SchemeStanding,
  today: Day,
  head: EntryNumber,
): WhereItStands {
  if (closedAt !== null) return corrected(index, scheme.id, closedAt, head);
  if (today < scheme.from) return { standing: 'not-yet', says: `It comes into force on ${dayInWords(scheme.from)}.` };
  const until = lastsUntil(index, scheme, head);
  if (today < until) return { standing: 'in-force', says: 'It is in force today.' };
  const next = successorOf(index, scheme, head);
  if (next?.from !== until) return { standing: 'ended', says: `It is no longer in force since ${dayInWords(until)}.` };
  const by = `${next.id}, version ${next.version ?? ''}`;
  return { standing: 'replaced', says: `It was replaced on ${dayInWords(until)} by ${by}.` };
}

function corrected(index: TrustIndex, id: string, closedAt: EntryNumber, head: EntryNumber): WhereItStands {
  const now = index.delegation.schemeSubjects.get(id)?.latestClaim();
  const what = now === undefined || now.n > head ? 'it no longer counts as recorded' : 'it now says something else';
  return { standing: 'corrected', says: `Entry ${String(closedAt)} has corrected it since: ${what}.` };
}
