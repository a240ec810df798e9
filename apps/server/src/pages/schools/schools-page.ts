import { counted, type Id } from '@remit/kernel';
import type { HolderPortrayed, Portrait, SchoolPortrayed } from '@remit/accountability';
import type { TableCell, TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { byName } from '../shell/words.js';
import { asWords, firstDay, ownOf } from '../people/people-words.js';

/** What the list of schools shows. */
export interface SchoolsModel {
  readonly says: string;
  readonly tables: readonly TableModel[];
  /** Schools that were or will be in the trust on other days. */
  readonly others: readonly Link[];
  readonly structure: string;
}

export const schoolsPage = pageOf<SchoolsModel>('schools/schools');

/** The schools of the day by cluster. */
export function schoolsModel(reading: Reading, portrait: Portrait): SchoolsModel {
  const { clusters } = portrait;
  const schools = portrait.schools.toSorted(byName);
  const columns = columnsOf(reading, portrait);
  const formed = new Set(clusters.map(({ cluster }) => cluster));
  const without = schools.filter(({ cluster }) => cluster === null || !formed.has(cluster));
  const groups = [
    ...clusters.map(({ cluster, name }) => ({ name, of: schools.filter((school) => school.cluster === cluster) })),
    { name: clusters.length === 0 ? 'All schools' : 'In no cluster', of: without },
  ].filter(({ of }) => of.length > 0);
  return {
    says: `${counted(schools.length, 'school is', 'schools are')} in the trust on this day.`,
    tables: groups.map(({ name, of }) => ({
      caption: `${name}: ${counted(of.length, 'school', 'schools')}`,
      columns: columns.map((column) => column.name),
      rows: of.map((school) => columns.map(({ cell }) => cell(school))),
    })),
    others: reading.names.schools
      .filter(({ inTrust }) => !inTrust)
      .map(({ id, name }) => ({ text: name, href: linkTo(reading, `schools/${id}`) })),
    structure: linkTo(reading, 'structure'),
  };
}

interface Column {
  readonly name: string;
  readonly cell: (school: SchoolPortrayed) => TableCell;
}

/** The columns of every table; one that would stand empty is left out, for a trust need not record phases or numbers. */
function columnsOf(reading: Reading, { schools, holders }: Portrait): Column[] {
  const columns: Column[] = [
    { name: 'School', cell: ({ school, name }) => ({ text: name, href: linkTo(reading, `schools/${school}`) }) },
    { name: 'Phase', cell: ({ phase }) => ({ text: asWords(phase ?? '') }) },
    { name: 'URN', cell: ({ urn }) => ({ text: urn ?? '' }) },
    { name: 'Joined', cell: ({ from }) => ({ text: firstDay(from) }) },
    { name: 'Bodies of its own', cell: ({ school }) => bodiesCell(reading, holders, school) },
    { name: 'Somebody is missing in', cell: ({ school }) => missingCell(reading, holders, school) },
  ];
  return columns.filter(({ cell }) =>
    schools.map(cell).some(({ text, links = [] }) => text !== '' || links.length > 0),
  );
}

function bodiesCell(reading: Reading, holders: readonly HolderPortrayed[], school: Id): TableCell {
  return linksCell(
    reading,
    ownOf(holders, school).filter(({ kind }) => kind === 'body'),
  );
}

function missingCell(reading: Reading, holders: readonly HolderPortrayed[], school: Id): TableCell {
  return linksCell(
    reading,
    ownOf(holders, school).filter(({ lacks }) => lacks !== null),
  );
}

function linksCell(reading: Reading, holders: readonly HolderPortrayed[]): TableCell {
  return { text: '', links: holders.map(({ id, name }) => ({ text: name, href: linkTo(reading, `people/${id}`) })) };
}
