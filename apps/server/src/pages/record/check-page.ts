import { pageOf } from '@remit/web/nest';
import type { EntryView } from '@remit/engine/nest';
import { entryLink, type Link } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import type { Sending } from './form-page.js';

/** What the page before something is recorded shows. */
export interface CheckModel extends Sending {
  readonly heading: string;
  /** What would stand in the record. */
  readonly says: string;
  readonly about: string | undefined;
  readonly warning: string | undefined;
  readonly action: string;
  readonly kept: string;
}

export const checkPage = pageOf<CheckModel>('record/check');

/** What the page shows when others recorded something meanwhile. */
export interface MovedModel extends Sending {
  readonly says: string;
  readonly since: readonly (Link & { readonly says: string })[];
  readonly more: string | undefined;
  readonly action: string;
  readonly kept: string;
}

export const movedPage = pageOf<MovedModel>('record/moved');

/** What was recorded after a form was opened, the oldest first. */
export function movedModel(
  reading: Reading,
  { opened, head, entries }: { readonly opened: number; readonly head: number; readonly entries: readonly EntryView[] },
): Pick<MovedModel, 'says' | 'since' | 'more'> {
  const count = head - opened;
  const were = count === 1 ? 'one entry was' : `${String(count)} entries were`;
  return {
    says: `Since you opened the form ${were} recorded. Look at what is new. What you typed is kept: record it all the same, or change it first.`,
    since: entries.map(({ entry: { n }, says }) => ({ ...entryLink(reading, n), says })),
    more: count > entries.length ? `And ${String(count - entries.length)} more.` : undefined,
  };
}
