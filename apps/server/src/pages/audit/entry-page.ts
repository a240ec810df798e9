import { dayInWords, dayOf } from '@remit/kernel';
import { entryKind } from '@remit/engine';
import type { EntryView } from '@remit/engine/nest';
import { pageOf } from '@remit/web/nest';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import { partsOf, type Reading } from '../shell/reading.js';
import {
  actorInWords,
  byEntries,
  effectiveInWords,
  entryWithin,
  momentInWords,
  type Sections,
  sectionsOf,
} from './audit-words.js';
import type { ChangesModel } from './changes-words.js';

interface Fact {
  readonly term: string;
  readonly text: string;
  readonly href?: string;
}

/** What the page of an entry shows. */
export interface EntryModel {
  readonly sections: Sections;
  readonly kind: string;
  readonly heading: string;
  readonly says: string;
  /** What later entries made of it. */
  readonly corrected: { readonly says: string; readonly by: readonly Link[]; readonly now: string | null } | undefined;
  readonly corrects: Link | undefined;
  readonly facts: readonly Fact[];
  readonly changes: ChangesModel;
  readonly change: {
    readonly action: string;
    readonly on: string;
    readonly known: string | undefined;
    readonly day: object;
  };
  readonly previous: Link | undefined;
  readonly next: Link | undefined;
  readonly links: readonly Link[];
  /** The inclusion proof, once a checkpoint covers the entry. */
  readonly proof: string | undefined;
  readonly raw: string;
}

export const entryPage = pageOf<EntryModel>('audit/entry');

/**
 * The page of an entry.
 * @param covered how many entries the last checkpoint covers
 * @param mayCorrect whether the way to correct it is shown
 */
export function entryModel(
  reading: Reading,
  {
    view,
    changes,
    covered,
    mayCorrect,
  }: {
    readonly view: EntryView;
    readonly changes: ChangesModel;
    readonly covered: number;
    readonly mayCorrect: boolean;
  },
): EntryModel {
  const { entry } = view;
  const { n } = entry;
  const { trust, on, known, names } = reading;
  return {
    sections: sectionsOf(reading, 'audit/entries'),
    kind: entryKind(entry.type),
    heading: `Entry ${String(n)}`,
    says: view.says,
    corrected: correctedModel(reading, view),
    corrects: view.corrects === null ? undefined : entryWithin(reading, view.corrects),
    facts: factsOf(view),
    changes,
    change: { action: `/trusts/${trust}/audit/entries/${String(n)}`, on, known, day: partsOf(changes.on) },
    previous: n === 0 ? undefined : entryLink(reading, n - 1),
    next: n >= names.position ? undefined : entryLink(reading, n + 1),
    links: [
      ...(mayCorrect
        ? [{ text: 'Correct this record', href: linkTo(reading, `record/corrections/${String(n)}`) }]
        : []),
      {
        text: 'The trust as known with this entry',
        href: linkTo({ ...reading, known: undefined }, 'audit/replay', { entry: String(n) }),
      },
    ],
    proof: n < covered ? `/api/trusts/${trust}/proof/inclusion?n=${String(n)}` : undefined,
    raw: JSON.stringify(entry, null, 2),
  };
}

function correctedModel(reading: Reading, { live, correctedBy, saysNow }: EntryView): EntryModel['corrected'] {
  if (live && correctedBy.length === 0) return undefined;
  const says = live ? 'This entry was put right afterwards, by' : 'This entry is void and does not count, by';
  return { says, by: byEntries(reading, correctedBy), now: saysNow };
}

function factsOf(view: EntryView): Fact[] {
  const { decidedOn, decision, reason, evidence = [], recordedAt } = view.entry;
  const effective = effectiveInWords(view);
  return [
    {
      term: 'Takes effect',
      text: effective === '' ? 'It is not dated: it counts from when it was recorded' : effective,
    },
    { term: 'Recorded', text: momentInWords(recordedAt) },
    { term: 'Recorded by', text: actorInWords(view) },
    ...(decidedOn === undefined ? [] : [{ term: 'Decided on', text: dayInWords(dayOf(decidedOn)) }]),
    ...(decision === undefined ? [] : [{ term: 'Decision', text: decision }]),
    ...(reason === undefined ? [] : [{ term: 'Reason', text: reason }]),
    ...evidence.map(({ ref, kind }) => ({ term: 'Evidence', text: kind === undefined ? ref : `${ref} (${kind})` })),
  ];
}
