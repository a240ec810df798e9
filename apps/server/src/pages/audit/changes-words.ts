import { dayInWords, dayOf, type Id } from '@remit/kernel';
import type { ChangedAnswers, Verdict } from '@remit/accountability';
import type { WithPeople } from '@remit/accountability/nest';
import type { EntryChangesView } from '@remit/engine/nest';
import type { TableCell, TableModel } from '@remit/web';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { changeInWords } from '../shell/verdict-words.js';
import { byPlace, functionName, placeName, verdictInWords } from '../shell/words.js';

/** Which answers about a day an entry changed. */
export interface ChangesModel {
  /** The day, `YYYY-MM-DD`. */
  readonly on: string;
  /** How many, in a sentence. */
  readonly says: string;
  /** Left out when there are none. */
  readonly table?: TableModel;
  /** That not all are shown, when that is so. */
  readonly more?: string;
}

/** Which answers about a day an entry changed, in words and with the questions to ask. */
export function changesModel(reading: Reading, view: EntryChangesView & WithPeople): ChangesModel {
  const { on, count, cells, groups } = view;
  const says = changedInWords(view);
  if (count === 0) return { on, says };
  const shown = groups.reduce((sum, { functions, schools }) => sum + functions.length * schools.length, 0);
  return {
    on,
    says: `${says} ${String(cells)} answers were compared.`,
    table: {
      caption: `Answers about ${dayInWords(dayOf(on))} before and after entry ${String(view.entry)}`,
      columns: ['About', 'At', 'Before it', 'Since it'],
      rows: groups.map((group) => rowOf(reading, view, group)),
    },
    ...(shown < count ? { more: `The first ${String(shown)} of ${String(count)} are shown.` } : {}),
  };
}

/** "It changed 6 answers about 3 March 2025." */
export function changedInWords({ on, count }: Pick<EntryChangesView, 'on' | 'count'>): string {
  const about = `about ${dayInWords(dayOf(on))}`;
  if (count === 0) return `It changed no answer ${about}.`;
  return `It changed ${String(count)} ${count === 1 ? 'answer' : 'answers'} ${about}.`;
}

function rowOf(reading: Reading, view: EntryChangesView & WithPeople, group: ChangedAnswers): TableCell[] {
  const { functions, schools, before, after } = group;
  const links = functions.map((id) => ({
    text: functionName(reading, id),
    href: questionLink(reading, view, id, schools[0] ?? null),
  }));
  const [only, another] = links;
  const about =
    only !== undefined && another === undefined ? only : { text: `${String(links.length)} functions`, more: links };
  return [
    about,
    { text: placesInWords(reading, schools) },
    { text: sideInWords(reading, before) },
    { text: sinceInWords(reading, { before, after }, view) },
  ];
}

function sideInWords(reading: Reading, verdict: Verdict | null): string {
  return verdict === null ? 'The function was not known' : verdictInWords(reading, verdict);
}

function sinceInWords(
  reading: Reading,
  { before, after }: Pick<ChangedAnswers, 'before' | 'after'>,
  { people }: WithPeople,
): string {
  if (before === null || after === null) return sideInWords(reading, after);
  return changeInWords(reading, { before, after }, people);
}

/** So many schools are named. */
const NAMED_MAX = 4;

function placesInWords(reading: Reading, schools: readonly (Id | null)[]): string {
  const places = byPlace(
    reading,
    schools.map((school) => ({ school })),
  );
  const named = places.slice(0, NAMED_MAX).map(({ school }) => placeName(reading, school));
  const others = schools.length - named.length;
  return others === 0 ? named.join(', ') : `${named.join(', ')} and ${String(others)} more`;
}

/** The question whose answer the entry changed, as known with the entry. */
function questionLink(reading: Reading, { on, entry }: EntryChangesView, id: Id, school: Id | null): string {
  return linkTo({ ...reading, on, known: String(entry) }, 'who', { function: id, school });
}
