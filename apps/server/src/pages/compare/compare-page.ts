import { dayInWords, dayOf, type Problem } from '@remit/kernel';
import type { ChangedCell, Comparison } from '@remit/accountability';
import type { PeopleShown } from '@remit/accountability/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { atPlaces, functionsCell, placesCell, type SameAtPlaces } from '../shell/at-places.js';
import { linkTo } from '../shell/page-frame.js';
import { type PlaceForm, placeForm } from '../shell/place-form.js';
import type { Asked, Reading } from '../shell/reading.js';
import { type ChangeKind, changeOf, comingsAndGoings } from '../shell/verdict-words.js';
import { verdictInWords } from '../shell/words.js';

/** What the page of a comparison shows: the form, and what differs once both moments are given. */
export interface CompareModel {
  readonly form: PlaceForm & { readonly toKnown: string | undefined };
  readonly result:
    | {
        readonly before: string;
        readonly after: string;
        readonly counted: string;
        readonly tables: readonly (TableModel & { readonly heading: string })[];
      }
    | undefined;
}

export const comparePage = pageOf<CompareModel>('compare/compare');

/** The two moments of a comparison, each with its own names. */
export interface BothReadings {
  readonly before: Reading;
  readonly after: Reading;
}

/** The page of a comparison. */
export function compareModel(
  readings: BothReadings,
  asked: Asked,
  { cells, changed, people }: Comparison & { readonly people?: PeopleShown },
): CompareModel {
  const rows = rowsOf(readings, changed, people);
  return {
    form: compareForm(readings.before, asked),
    result: {
      before: momentInWords(readings.before),
      after: momentInWords(readings.after),
      counted:
        changed.length === 0
          ? `Nothing differs. ${String(cells)} answers were compared.`
          : `${String(changed.length)} of ${String(cells)} answers differ.`,
      tables: SECTIONS.flatMap((section) => {
        const of = rows.filter(({ kind }) => kind === section.kind);
        return of.length === 0 ? [] : [tableOf(readings, section, of)];
      }),
    },
  };
}

/** The form for a comparison, with what is wrong with what was asked. */
export function compareForm(reading: Reading, asked: Asked, problem?: Problem): CompareModel['form'] {
  const days = { on: reading.on, 'to-on': asked['to-on'] };
  return { ...placeForm(reading, { path: 'compare', asked, days, problem }), toKnown: asked['to-known'] };
}

function momentInWords({ on, known, names: { position } }: Reading): string {
  const day = dayInWords(dayOf(on));
  if (known === undefined) return `${day}, with what is recorded now`;
  return `${day}, as recorded ${position < 0 ? 'before the first entry' : `up to entry ${String(position)}`}`;
}

interface Section {
  readonly kind: ChangeKind;
  readonly heading: string;
  readonly caption: string;
  readonly columns: readonly string[];
}

const SECTIONS: readonly Section[] = [
  {
    kind: 'who',
    heading: 'Others decide',
    caption: 'Functions that somebody else decides',
    columns: ['What', 'Where', 'Before', 'After'],
  },
  {
    kind: 'people',
    heading: 'The same decide, with other people',
    caption: 'Functions whose deciding body or post has other people',
    columns: ['What', 'Where', 'Who decides', 'People'],
  },
  {
    kind: 'line',
    heading: 'The same people decide, by another line or with others who take part',
    caption: 'Functions for which only the line, or who else takes part, differs',
    columns: ['What', 'Where', 'Who decides'],
  },
];

/** In what way answers differ. */
interface Differing {
  readonly kind: ChangeKind;
  /** For the columns after the first two. */
  readonly words: readonly string[];
}

type Row = SameAtPlaces<Differing>;

function rowsOf(readings: BothReadings, changed: readonly ChangedCell[], people: PeopleShown | undefined): Row[] {
  return atPlaces(changed, (cell): Differing => {
    const kind = changeOf(readings.after, cell.before, cell.after);
    return { kind, words: wordsOf(readings, cell, kind, people) };
  });
}

function wordsOf(
  { before, after }: BothReadings,
  cell: ChangedCell,
  kind: ChangeKind,
  people: PeopleShown | undefined,
): string[] {
  const was = cell.before === null ? 'Not a function yet' : verdictInWords(before, cell.before);
  const is = cell.after === null ? 'No longer a function' : verdictInWords(after, cell.after);
  if (kind === 'who' || cell.before === null || cell.after === null) return [was, is];
  return kind === 'line' ? [is] : [is, comingsAndGoings(cell.before, cell.after, people)];
}

function tableOf(
  readings: BothReadings,
  { heading, caption, columns }: Section,
  rows: readonly Row[],
): TableModel & { readonly heading: string } {
  const cells = rows.map((row) => [
    functionsCell(readings.after, row),
    placesCell(readings.after, row),
    ...row.words.map((text, at) => wordsCell(readings, row, text, at)),
  ]);
  return { heading, caption, columns, rows: cells };
}

/** The side before, and the one after, lead to their answers when there is only one of each. */
function wordsCell({ before, after }: BothReadings, row: Row, text: string, at: number): TableCell {
  const [id, school] = [row.functions[0], row.schools[0]];
  if (row.kind !== 'who' || row.functions.length > 1 || row.schools.length > 1 || id === undefined) return { text };
  return { text, href: linkTo(at === 0 ? before : after, 'who', { function: id, school: school ?? null }) };
}
