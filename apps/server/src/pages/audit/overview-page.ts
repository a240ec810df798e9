import type { Problem } from '@remit/kernel';
import type { EntryView } from '@remit/engine/nest';
import type { TrustCheckpointView, VerificationRun } from '@remit/ledger/nest';
import { pageOf } from '@remit/web/nest';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { momentInWords, type Sections, sectionsOf } from './audit-words.js';
import { resultInWords } from './verification-page.js';

/** What the first page about the record itself shows. */
export interface OverviewModel {
  readonly sections: Sections;
  readonly newest: Link & { readonly says: string; readonly recorded: string };
  /** Up to where the record is tamper-evident, and by whom. */
  readonly proven: string;
  readonly checkpoint: { readonly size: string; readonly made: string; readonly href: string } | undefined;
  readonly lastCheck: { readonly says: string; readonly when: string } | undefined;
  readonly links: readonly (Link & { readonly says: string })[];
}

export const overviewPage = pageOf<OverviewModel>('audit/overview');

/** What the overview is made from. */
export interface OverviewRead {
  readonly newest: EntryView;
  /** The last checkpoint, or why there is none. */
  readonly checkpoint: TrustCheckpointView | Problem;
  readonly lastCheck: VerificationRun | undefined;
}

/** The first page about the record itself: how it stands now, and what can be done with it. */
export function overviewModel(reading: Reading, { newest, checkpoint, lastCheck }: OverviewRead): OverviewModel {
  const { n, recordedAt } = newest.entry;
  const api = `/api/trusts/${reading.trust}`;
  return {
    sections: sectionsOf(reading, 'audit'),
    newest: { ...entryLink(reading, n), says: newest.says, recorded: momentInWords(recordedAt) },
    proven: 'says' in checkpoint ? checkpoint.says : checkpoint.detail,
    checkpoint:
      'says' in checkpoint
        ? { size: String(checkpoint.size), made: momentInWords(checkpoint.madeAt), href: `${api}/checkpoint` }
        : undefined,
    lastCheck:
      lastCheck?.ended === undefined
        ? undefined
        : { says: resultInWords(lastCheck.ended.result), when: momentInWords(lastCheck.ended.at) },
    links: [
      {
        text: 'Look through what was recorded',
        href: linkTo(reading, 'audit/entries'),
        says: 'By kind, school, function, body, who recorded it and when.',
      },
      {
        text: 'Step through the history',
        href: linkTo(reading, 'audit/replay'),
        says: 'The trust as known at any entry, and what each entry changed.',
      },
      {
        text: 'See what was put right afterwards',
        href: linkTo(reading, 'audit/corrections'),
        says: 'Every correction with its reason, and the answers that it changed.',
      },
      {
        text: 'Check that nothing was altered',
        href: linkTo(reading, 'audit/verification'),
        says: 'Reads every entry and holds it against what was signed.',
      },
      {
        text: 'Download the record with its proof',
        href: `${api}/bundle`,
        says: 'One file that can be checked on any computer without Remit.',
      },
      {
        text: 'How to check it yourself',
        href: linkTo(reading, 'audit/how-to-check'),
        says: 'In six steps, and what no check can show.',
      },
    ],
  };
}
