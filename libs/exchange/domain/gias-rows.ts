import type { Day } from '@remit/kernel';
import { readDate } from './gias-dates.js';
import type { GiasFacts, GiasFile, GiasGroup, GiasLink, GiasPost, GiasSchool } from './gias-facts.js';
import { type Oddity, odd, type OddityCode } from './gias-oddities.js';
import { seatOf } from './gias-roles.js';

/** A row by the names of its columns; empty text where the row has no such field. */
export type Cells = (column: string) => string;

/** What a row says, if it can be used, and what is odd about it. */
export interface RowRead<Fact> {
  readonly fact?: Fact;
  readonly odd: readonly Oddity[];
}

/** How a file of the register is known and read. */
export interface FileKind<Fact> {
  /** In words, for messages. */
  readonly called: string;
  /** What the file's name contains. The download adds the date to it. */
  readonly named: RegExp;
  /** Columns without which it is another file. */
  readonly needed: readonly string[];
  /** Columns that may be there and are of no use here, beside the needed ones. */
  readonly known: readonly string[];
  readonly read: (cells: Cells, line: number) => RowRead<Fact>;
  /** The number that no two rows of the file may share, if there is one. */
  readonly number: ((fact: Fact) => string) | undefined;
}

const APPOINTED = 'Date of appointment';
const ENDS = 'Date term of office ends/ended';
const INCORPORATED = 'Incorporated on (open date)';

/** The four files of an extract. Source: GIAS downloads, headings of 2023 and 2024. */
export const GIAS_FILES: { readonly [File in GiasFile]: FileKind<GiasFacts[File]> } = {
  groups: {
    called: 'all group records',
    named: /allgroupsdata/i,
    needed: ['Group UID', 'Group Name', 'Group Type (code)', 'Group Status (code)', INCORPORATED, 'Open date'],
    known: [
      ...['Group ID', 'Companies House Number', 'Group Type', 'Closed Date', 'Group Status', 'Group Street'],
      ...['Group Locality', 'Group Address 3', 'Group Town', 'Group County', 'Group Postcode', 'UKPRN'],
      ...['Head of Group Title', 'Head of Group First Name', 'Head of Group Last Name'],
    ],
    read: readGroup,
    number: ({ uid }) => uid,
  },
  schools: {
    called: 'academies and the groups they belong to',
    named: /grouplinks/i,
    needed: ['URN', 'Linked UID', 'Group Type (code)', 'Joined date', 'EstablishmentName'],
    known: [
      ...['Group Name', 'Companies House Number', 'Group Type', 'Closed Date', 'Open date', INCORPORATED],
      ...['Group Status', 'Group Status (code)', 'FederationType', 'TypeOfEstablishment (code)'],
      ...['TypeOfEstablishment (name)', 'PhaseOfEducation (code)', 'PhaseOfEducation (name)', 'LA (code)'],
      ...['LA (name)', 'HasSharedHT'],
    ],
    read: readSchool,
    number: ({ urn, uid }) => `${urn} in group ${uid}`,
  },
  governance: {
    called: 'governance of multi-academy trusts',
    named: /governancemat/i,
    needed: ['GID', 'UID', 'Role', 'Forename 1', 'Surname', APPOINTED, ENDS],
    known: [
      ...['URN', 'Companies House Number', 'Title', 'Forename 2', 'Appointing body', 'Original signatory member'],
      'Original chair of trustees',
    ],
    read: readPost,
    number: ({ gid }) => gid,
  },
  links: {
    called: 'links between schools',
    named: /^(?!.*grouplinks).*links/i,
    needed: ['URN', 'LinkURN', 'LinkType', 'LinkEstablishedDate'],
    known: ['LinkName'],
    read: readLink,
    number: undefined,
  },
};

export const GIAS_FILE_NAMES = Object.keys(GIAS_FILES) as readonly GiasFile[];

function readGroup(cells: Cells, line: number): RowRead<GiasGroup> {
  const uid = cells('Group UID');
  if (uid === '') return without('number-missing', line);
  const notes: Oddity[] = [];
  const day = dateReader(notes, `group ${uid}`, uid);
  const from = day(cells(INCORPORATED)) ?? day(cells('Open date'));
  const fact = {
    uid,
    name: cells('Group Name'),
    kind: cells('Group Type (code)').padStart(2, '0'),
    open: cells('Group Status (code)').toUpperCase() === 'OPEN',
    from,
    companyNumber: cells('Companies House Number'),
    ukprn: cells('UKPRN'),
  };
  return { fact, odd: notes };
}

function readSchool(cells: Cells, line: number): RowRead<GiasSchool> {
  const urn = cells('URN');
  const uid = cells('Linked UID');
  if (urn === '' || uid === '') return without('number-missing', line);
  const notes: Oddity[] = [];
  const fact = {
    urn,
    uid,
    kind: cells('Group Type (code)').padStart(2, '0'),
    name: cells('EstablishmentName'),
    joined: dateReader(notes, `school ${urn}`, uid)(cells('Joined date')),
    type: cells('TypeOfEstablishment (name)'),
    phase: cells('PhaseOfEducation (name)'),
  };
  return { fact, odd: notes };
}

function readPost(cells: Cells, line: number): RowRead<GiasPost> {
  const gid = cells('GID');
  const uid = cells('UID');
  // What becomes an id of the record has to look like one.
  if (!/^\d{1,20}$/.test(gid) || uid === '') return without('number-missing', line);
  const about = `row ${gid} of trust ${uid}`;
  const role = cells('Role');
  const seat = seatOf(role);
  if (seat === undefined) return { odd: [odd('role-unknown', `"${role}": ${about}`, uid)] };
  const name = [cells('Forename 1'), cells('Forename 2'), cells('Surname')].filter((part) => part !== '').join(' ');
  if (name === '') return { odd: [odd('name-missing', about, uid)] };
  const ends = readDate(cells(ENDS));
  if ('unreadable' in ends) return { odd: [odd('end-unreadable', `"${ends.unreadable}": ${about}`, uid)] };
  const notes: Oddity[] = [];
  const from = dateReader(notes, about, uid)(cells(APPOINTED));
  const until = ends.day === undefined ? undefined : ends.day + 1;
  if (from !== undefined && until !== undefined && until <= from)
    return { odd: [odd('ends-before-start', about, uid)] };
  return { fact: { gid, uid, companyNumber: cells('Companies House Number'), seat, from, until, name }, odd: notes };
}

function readLink(cells: Cells, line: number): RowRead<GiasLink> {
  const urn = cells('URN');
  const otherUrn = cells('LinkURN');
  if (urn === '' || otherUrn === '') return without('number-missing', line);
  const notes: Oddity[] = [];
  const on = dateReader(notes, `link from ${urn} to ${otherUrn}`)(cells('LinkEstablishedDate'));
  return { fact: { urn, otherUrn, otherName: cells('LinkName'), type: cells('LinkType'), on }, odd: notes };
}

function without(code: OddityCode, line: number): { readonly odd: readonly Oddity[] } {
  return { odd: [odd(code, `line ${String(line)}`)] };
}

/** Reads dates; one that is none is noted and counts as not known. */
function dateReader(notes: Oddity[], about: string, uid?: string): (cell: string) => Day | undefined {
  return (cell) => {
    const date = readDate(cell);
    if ('day' in date) return date.day;
    notes.push(odd('date-unreadable', `"${date.unreadable}": ${about}`, uid));
    return undefined;
  };
}
