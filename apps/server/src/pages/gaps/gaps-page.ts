import { counted, dayInWords, dayOf, type Id, listInWords, type Problem } from '@remit/kernel';
import type { AnswerBand, GapKind, Verdict } from '@remit/accountability';
import type { Dated, Views, WithLineage } from '@remit/accountability/nest';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { atPlaces, type Cell, functionsCell, placesCell, type SameAtPlaces } from '../shell/at-places.js';
import { type PlaceForm, placeForm } from '../shell/place-form.js';
import { type Asked, given, type Reading } from '../shell/reading.js';
import { amountInWords, functionName, holdersInWords, schoolName, tierInWords } from '../shell/words.js';

/** What the page of gaps shows: the form, and what is amiss in the period. */
export interface GapsModel {
  readonly form: PlaceForm;
  readonly result:
    | {
        readonly heading: string;
        readonly period: Dated;
        readonly lineage: string | undefined;
        readonly counted: string;
        readonly tables: readonly (TableModel & { readonly heading: string; readonly hint: string })[];
      }
    | undefined;
}

export const gapsPage = pageOf<GapsModel>('gaps/gaps');

/** The days looked at, `until` exclusive. */
export type GapsAsked = Dated & { readonly school?: Id | undefined; readonly function?: Id | undefined };

/** The page of gaps. */
export function gapsModel(
  reading: Reading,
  asked: GapsAsked,
  { gaps, lineage }: Views['gaps'] & WithLineage,
): GapsModel {
  const rows = rowsOf(reading, gaps);
  const where = [
    ...(asked.function === undefined ? [] : [`“${functionName(reading, asked.function)}”`]),
    ...(asked.school === undefined ? [] : [`at ${schoolName(reading, gaps[0]?.school ?? asked.school)}`]),
  ];
  return {
    form: gapsForm(reading, given(asked)),
    result: {
      heading: ['Where nobody clearly decides', ...where].join(' '),
      period: { from: asked.from, until: asked.until },
      lineage: lineage?.says,
      counted: gaps.length === 0 ? 'Nothing is amiss: every function has somebody who decides.' : countedIn(rows),
      tables: SECTIONS.flatMap((section) => {
        const of = rows.filter(({ kind }) => kind === section.kind);
        return of.length === 0 ? [] : [tableOf(reading, asked, section, of)];
      }),
    },
  };
}

/** The form for gaps, with what is wrong with what was asked. */
export function gapsForm(reading: Reading, asked: Asked, problem?: Problem): PlaceForm {
  return placeForm(reading, { path: 'gaps', asked, days: { from: asked['from'], until: asked['until'] }, problem });
}

interface Section {
  readonly kind: GapKind;
  readonly heading: string;
  readonly hint: string;
  readonly who: string;
}

const SECTIONS: readonly Section[] = [
  {
    kind: 'nobody-can-act',
    heading: 'Nobody can act',
    hint: 'Nobody holds it, and it comes back to nobody. The board should appoint somebody, or give it to somebody else.',
    who: 'Who is missing',
  },
  {
    kind: 'vacant',
    heading: 'Nobody is there',
    hint: 'Nobody holds it, though somebody else can act until the place is filled.',
    who: 'Who is missing',
  },
  {
    kind: 'overlap',
    heading: 'Claimed by several',
    hint: 'Two or more claim it equally. The board should say which of them it is.',
    who: 'Who claim it',
  },
];

/** In what way something is amiss, and on which days. */
interface Amiss {
  readonly kind: GapKind;
  readonly who: string;
  readonly meanwhile: string | null;
  readonly from: string;
  readonly until: string;
  readonly days: number;
}

/** Functions that are amiss in the same way on the same days at the same places. */
type Row = SameAtPlaces<Amiss>;

/** The longest first. */
function rowsOf(reading: Reading, gaps: Views['gaps']['gaps']): Row[] {
  const rows = atPlaces(stretchesOf(reading, gaps), ({ kind, who, meanwhile, from, until, days }): Amiss => ({
    kind,
    who,
    meanwhile,
    from,
    until,
    days,
  }));
  return rows.sort((a, b) => b.days - a.days);
}

type Stretch = Amiss & Cell;

/** The gaps of each function; neighbours that differ in nothing that is shown are one. */
function stretchesOf(reading: Reading, gaps: Views['gaps']['gaps']): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { kind, school, function: id, from, until, daysExposed, verdict } of gaps) {
    const next = { kind, school, function: id, ...missingIn(reading, verdict), from, until, days: daysExposed };
    const last = stretches.at(-1);
    if (last !== undefined && last.until === from && isSameGap(last, next))
      stretches[stretches.length - 1] = { ...last, until, days: last.days + daysExposed };
    else stretches.push(next);
  }
  return stretches;
}

function isSameGap(a: Stretch, b: Stretch): boolean {
  return (['function', 'school', 'kind', 'who', 'meanwhile'] as const).every((part) => a[part] === b[part]);
}

function missingIn(
  reading: Reading,
  { decides, bands, exercisableBy, status }: Verdict,
): Pick<Row, 'who' | 'meanwhile'> {
  const amiss = (bands ?? []).flatMap((band, at) =>
    band.status === 'held' ? [] : [{ ...band, note: ` (${amountInWords(bands ?? [], at)})` }],
  );
  const whole = decides === null ? [] : [{ status, decides, exercisableBy, note: '' }];
  const parties = bands === null ? whole : amiss;
  const acting = [...new Set(parties.flatMap((each) => actingIn(reading, each)))];
  return {
    who: parties.map(({ decides: { holder, tier }, note }) => `${whoIn(reading, holder, tier)}${note}`).join('; '),
    meanwhile: acting.length === 0 ? null : `${listInWords(acting)} can act meanwhile`,
  };
}

function actingIn(reading: Reading, { exercisableBy }: Pick<AnswerBand, 'exercisableBy'>): string[] {
  return exercisableBy === null ? [] : [holdersInWords(reading, exercisableBy.holder, exercisableBy.tier)];
}

function whoIn(reading: Reading, holder: AnswerBand['decides']['holder'], tier: Id): string {
  return holder === null
    ? `${tierInWords(reading, tier)} (there is no such body or post here)`
    : holdersInWords(reading, holder, tier);
}

function countedIn(rows: readonly Row[]): string {
  const functions = new Set(rows.flatMap((row) => row.functions));
  const places = new Set(rows.flatMap(({ schools }) => schools));
  return `${counted(functions.size, 'function', 'functions')} in ${counted(places.size, 'place', 'places')}.`;
}

function tableOf(
  reading: Reading,
  asked: GapsAsked,
  { heading, hint, who }: Section,
  rows: readonly Row[],
): TableModel & { readonly heading: string; readonly hint: string } {
  return {
    heading,
    hint,
    caption: `${heading}, from ${dayInWords(dayOf(asked.from))} to ${dayInWords(dayOf(asked.until) - 1)}`,
    columns: [who, 'Where', 'From', 'To', 'Days exposed', 'For'],
    rows: rows.map((row): TableCell[] => [
      { text: row.who, note: row.meanwhile ?? undefined },
      placesCell(reading, row),
      { text: dayInWords(dayOf(row.from)), note: row.from === asked.from ? 'or earlier' : undefined },
      { text: dayInWords(dayOf(row.until) - 1), note: row.until === asked.until ? 'or later' : undefined },
      { text: String(row.days) },
      // The answers on the first day of the gap.
      functionsCell({ ...reading, on: row.from }, row),
    ]),
  };
}
