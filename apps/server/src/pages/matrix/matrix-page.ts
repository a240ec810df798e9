import { dayInWords, dayOf, type Id, type Problem } from '@remit/kernel';
import type { ChangedCell, MatrixCell, Verdict } from '@remit/accountability';
import type { Views, WithLineage } from '@remit/accountability/nest';
import { pageOf } from '@remit/web/nest';
import { type Choice, clusterChoices, inGroups } from '../shell/choices.js';
import { type Link, linkTo } from '../shell/page-frame.js';
import { type PlaceForm, placeForm } from '../shell/place-form.js';
import { type Asked, partsOf, type Reading } from '../shell/reading.js';
import { changeOf, isVaried, marksOf, sourceInWords } from '../shell/verdict-words.js';
import { byName, clusterName, functionName, placeName, schoolName, verdictInWords } from '../shell/words.js';
import { type Code, codesIn, type Column, columnsOf, type GridRow, keyOf, tiersIn } from './grid.js';

/** What the page of a matrix shows. */
export interface MatrixModel {
  readonly heading: string;
  readonly caption: string;
  readonly lineage: string | undefined;
  /** Said in place of the grid when there is nothing to show. */
  readonly nothing: string | undefined;
  readonly firstColumn: string;
  readonly columns: readonly Column[];
  readonly groups: readonly { readonly group: string | undefined; readonly rows: readonly GridRow[] }[];
  readonly key: readonly Code[];
  readonly counted: string;
  readonly only: {
    readonly action: string;
    readonly kept: readonly { readonly name: string; readonly value: string }[];
    readonly since: { readonly day: string; readonly month: string; readonly year: string } | undefined;
    readonly varied: boolean;
    /** None where there is nothing to choose from. */
    readonly clusters: readonly Choice[];
    /** Whether something is left out. */
    readonly some: boolean;
    readonly all: string;
  };
  readonly links: readonly Link[];
}

export const matrixPage = pageOf<MatrixModel>('matrix/matrix');

/** What a matrix is asked about, and what of it is shown. */
export interface MatrixAsked {
  readonly function?: Id | undefined;
  readonly school?: Id | undefined;
  readonly only?: 'trust' | undefined;
  /** `YYYY-MM-DD`: only what has changed since that day. */
  readonly since?: string | undefined;
  readonly varied?: 'yes' | undefined;
  /** Only the schools of this cluster. */
  readonly cluster?: Id | undefined;
}

/** What the record says: the cells, and, when it was asked what has changed, those that did. */
export interface MatrixRead {
  readonly view: Views['matrix'] & WithLineage;
  readonly changed: readonly ChangedCell[] | undefined;
  /** The schools of the cluster on the day, when it was asked for one. */
  readonly inCluster: ReadonlySet<Id | null> | undefined;
}

/** The page of a matrix. */
export function matrixModel(
  reading: Reading,
  asked: MatrixAsked,
  { view, changed, inCluster }: MatrixRead,
): MatrixModel {
  const before = changed === undefined ? undefined : new Map(changed.map((cell) => [keyOfCell(cell), cell.before]));
  const shown = view.cells.filter(
    (cell) =>
      (before === undefined || before.has(keyOfCell(cell))) &&
      (asked.varied === undefined || isVaried(cell)) &&
      (inCluster === undefined || inCluster.has(cell.school)),
  );
  const known = shown.filter(({ status }) => status !== 'not-in-trust' && status !== 'before-record');
  const tiers = tiersIn(reading, known);
  const columns = columnsOf(reading, tiers, { cells: known, onePlace: asked.function === undefined });
  const rows = new Map(
    known.map((cell) => {
      const was = before?.get(keyOfCell(cell));
      return [cell, rowOf(reading, asked, { cell, was, cells: codesIn(cell, tiers, columns) })];
    }),
  );
  return {
    ...headingOf(reading, asked, view),
    lineage: view.lineage?.says,
    nothing: nothingIn(reading, asked, { all: view.cells, known, inCluster }),
    columns,
    groups: groupsOf(reading, asked, rows),
    key: keyOf([...rows.values()]),
    counted: countedIn(known.length, view.cells.length, asked),
    only: onlyForm(reading, asked),
    links: linksOf(reading, asked),
  };
}

function keyOfCell({ function: id, school }: { readonly function: Id; readonly school: Id | null }): string {
  return `${id} ${school ?? ''}`;
}

function headingOf(
  reading: Reading,
  { function: id, school, cluster }: MatrixAsked,
  { cells }: Views['matrix'],
): Pick<MatrixModel, 'heading' | 'caption' | 'firstColumn'> {
  const on = dayInWords(dayOf(reading.on));
  if (id !== undefined) {
    const within = cluster === undefined ? '' : ` in ${clusterName(reading, cluster)}`;
    const name = `${functionName(reading, id)}${within}`;
    return { heading: `${name}: who does what`, caption: `${name}, on ${on}`, firstColumn: 'Place' };
  }
  const place = school === undefined ? 'the trust as a whole' : schoolName(reading, cells[0]?.school ?? school);
  const at = school === undefined ? `for ${place}` : `at ${place}`;
  return { heading: `Who does what ${at}`, caption: `Who does what ${at}, on ${on}`, firstColumn: 'Function' };
}

interface RowMade {
  readonly cell: MatrixCell;
  /** What held before, when it was asked what has changed; null when the function was not known. */
  readonly was: Verdict | null | undefined;
  readonly cells: GridRow['cells'];
}

function rowOf(reading: Reading, asked: MatrixAsked, { cell, was, cells }: RowMade): GridRow {
  const everywhere = asked.function !== undefined;
  const source = sourceInWords(reading, cell);
  const notes = [
    ...(everywhere ? [verdictInWords(reading, cell)] : []),
    ...(source === undefined ? [] : [source]),
    ...(was === undefined || asked.since === undefined ? [] : [wasInWords(reading, asked.since, was, cell)]),
  ];
  return {
    name: everywhere ? placeName(reading, cell.school) : functionName(reading, cell.function),
    href: linkTo(reading, 'who', { function: cell.function, school: cell.school }),
    notes,
    marks: marksOf(cell),
    cells,
  };
}

function wasInWords(reading: Reading, since: string, was: Verdict | null, cell: MatrixCell): string {
  const on = `On ${dayInWords(dayOf(since))}`;
  if (was === null) return `${on}: not known yet`;
  const kind = changeOf(reading, was, cell);
  if (kind === 'who') return `${on}: ${verdictInWords(reading, was)}`;
  return `${on}: the same, ${kind === 'people' ? 'with other people' : 'by another line or with others who take part'}`;
}

function groupsOf(
  reading: Reading,
  { function: id }: MatrixAsked,
  rows: ReadonlyMap<MatrixCell, GridRow>,
): MatrixModel['groups'] {
  if (id !== undefined) {
    const [atSchools, whole] = [true, false].map((isSchool) =>
      [...rows].filter(([{ school }]) => (school !== null) === isSchool).map(([, row]) => row),
    );
    const sorted = [...(whole ?? []), ...(atSchools ?? []).toSorted(byName)];
    return rows.size === 0 ? [] : [{ group: undefined, rows: sorted }];
  }
  const byFunction = new Map([...rows].map(([cell, row]) => [cell.function, row]));
  const functions = reading.names.functions.filter((fn) => byFunction.has(fn.id));
  return inGroups(functions).map(({ group, functions: of }) => ({
    group,
    rows: of.flatMap((fn) => byFunction.get(fn.id) ?? []),
  }));
}

interface Cells {
  readonly all: readonly MatrixCell[];
  readonly known: readonly MatrixCell[];
  readonly inCluster: MatrixRead['inCluster'];
}

function nothingIn(reading: Reading, asked: MatrixAsked, { all, known, inCluster }: Cells): string | undefined {
  if (known.length > 0) return undefined;
  const { school, since, varied, cluster } = asked;
  const on = dayInWords(dayOf(reading.on));
  const [first] = all;
  if (first?.status === 'before-record') return `The trust has no record yet on ${on}. Choose a later day.`;
  if (first?.status === 'not-in-trust') {
    const name = schoolName(reading, first.school ?? school ?? '');
    return `${name} was not in the trust on ${on}. Choose another day, or another school.`;
  }
  if (cluster !== undefined && !all.some((cell) => inCluster?.has(cell.school) === true)) {
    const name = clusterName(reading, cluster);
    if (inCluster?.size === 0) return `No school was in ${name} on ${on}. Choose another day, or another cluster.`;
    return `Nothing here is about a school in ${name}. Choose another cluster, or all schools.`;
  }
  if (varied !== undefined) return `No variation or intervention applies here on ${on}.`;
  return since === undefined
    ? 'The trust knows no function here.'
    : `Nothing here differs between ${dayInWords(dayOf(since))} and ${on}.`;
}

function countedIn(shown: number, all: number, { function: id, ...only }: MatrixAsked): string {
  const what = id === undefined ? ['function', 'functions'] : ['place', 'places'];
  const words = (count: number): string => `${String(count)} ${(count === 1 ? what[0] : what[1]) ?? ''}`;
  return isSome(only) ? `${String(shown)} of ${words(all)}` : words(all);
}

/** Whether an address asks for a part of the matrix. */
function isSome({ since, varied, cluster }: Pick<MatrixAsked, 'since' | 'varied' | 'cluster'>): boolean {
  return since !== undefined || varied !== undefined || cluster !== undefined;
}

function onlyForm(reading: Reading, asked: MatrixAsked): MatrixModel['only'] {
  const { since, varied, cluster, ...cells } = asked;
  const kept = Object.entries({ ...cells, on: reading.on, known: reading.known });
  return {
    action: `/trusts/${reading.trust}/matrix`,
    kept: kept.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    since: since === undefined ? undefined : partsOf(since),
    varied: varied !== undefined,
    clusters: cells.function === undefined ? [] : clusterChoices(reading, cluster),
    some: isSome(asked),
    all: linkTo(reading, 'matrix', cells),
  };
}

function linksOf(reading: Reading, { function: id, school }: MatrixAsked): MatrixModel['links'] {
  return [
    { text: 'Where nobody clearly decides', href: linkTo(reading, 'gaps', { school, function: id }) },
    { text: 'Compare two days', href: linkTo(reading, 'compare', { school, function: id }) },
    ...(school === undefined ? [] : [{ text: 'About the school', href: linkTo(reading, `schools/${school}`) }]),
    { text: 'Another school or function', href: linkTo(reading, 'matrix') },
  ];
}

/** What the form shows that asks whose matrix is wanted. */
export interface MatrixChoiceModel extends PlaceForm {
  readonly trust: string;
  readonly clusters: readonly Choice[];
}

export const matrixChoicePage = pageOf<MatrixChoiceModel>('matrix/choose');

/** The form for a matrix, with what is wrong with what was asked. */
export function matrixChoiceModel(reading: Reading, asked: Asked, problem?: Problem): MatrixChoiceModel {
  return {
    ...placeForm(reading, { path: 'matrix', asked, problem }),
    trust: linkTo(reading, 'matrix', { only: 'trust' }),
    clusters: clusterChoices(reading, asked['cluster']),
  };
}
