import type { WithPeople } from '@remit/accountability/nest';
import type { EntryChangesView, EntryView } from '@remit/engine/nest';
import { pageOf } from '@remit/web/nest';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { actorInWords, effectiveInWords, momentInWords, type Sections, sectionsOf } from './audit-words.js';
import { changedInWords } from './changes-words.js';

/** A correction with what it changed. */
export interface CorrectionRead {
  readonly view: EntryView;
  /** What the corrected entry had said. */
  readonly said: EntryView;
  readonly changes: EntryChangesView & WithPeople;
}

interface CorrectionLine extends Link {
  readonly recorded: string;
  readonly by: string;
  readonly says: string;
  readonly about: Link & { readonly says: string };
  readonly effective: string;
  readonly changed: Link;
}

/** What the list of corrections shows. */
export interface CorrectionsModel {
  readonly sections: Sections;
  readonly corrections: readonly CorrectionLine[];
  readonly older: Link | undefined;
  readonly newest: Link | undefined;
}

export const correctionsPage = pageOf<CorrectionsModel>('audit/corrections');

/** The corrections of a record, the newest first. @param more whether there are older ones */
export function correctionsModel(
  reading: Reading,
  { corrections, more, before }: { corrections: readonly CorrectionRead[]; more: boolean; before: string | undefined },
): CorrectionsModel {
  const last = corrections.at(-1)?.view.entry.n;
  return {
    sections: sectionsOf(reading, 'audit/corrections'),
    corrections: corrections.map((each) => lineOf(reading, each)),
    older: more
      ? { text: 'Older corrections', href: linkTo(reading, 'audit/corrections', { before: String(last) }) }
      : undefined,
    newest:
      before === undefined ? undefined : { text: 'The newest corrections', href: linkTo(reading, 'audit/corrections') },
  };
}

function lineOf(reading: Reading, { view, said, changes }: CorrectionRead): CorrectionLine {
  const { n, recordedAt } = view.entry;
  const about = said.entry.n;
  return {
    ...entryLink(reading, n),
    recorded: momentInWords(recordedAt),
    by: actorInWords(view),
    says: view.says,
    about: { ...entryLink(reading, about), says: said.says },
    effective: effectiveInWords(view),
    changed: {
      text: changedInWords(changes),
      href: linkTo(reading, `audit/entries/${String(n)}`, { about: changes.on }),
    },
  };
}
