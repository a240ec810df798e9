import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Files of the national register in small, made up, with the headings, the encoding and the line ends of the real ones. */

export interface SampleGroup {
  readonly uid: string;
  readonly name: string;
  readonly kind?: string;
  readonly status?: 'OPEN' | 'CLOSED';
  readonly incorporated?: string;
}

export interface SampleSchool {
  readonly urn: string;
  readonly uid: string;
  readonly name: string;
  readonly joined: string;
  readonly kind?: string;
}

export interface SamplePost {
  readonly gid: string;
  readonly uid?: string;
  readonly role: string;
  /** First, middle and last name. */
  readonly name: readonly [string, string, string];
  readonly from?: string;
  readonly until?: string;
}

export interface SampleLink {
  readonly urn: string;
  readonly other: string;
  readonly otherName?: string;
  readonly type: string;
  readonly on?: string;
}

const GOVERNANCE = [
  ...['GID', 'URN', 'UID', 'Companies House Number', 'Role', 'Title', 'Forename 1', 'Forename 2', 'Surname'],
  ...['Date of appointment', 'Date term of office ends/ended', 'Appointing body'],
];
const SINCE_NOVEMBER_2023 = ['Original signatory member', 'Original chair of trustees'];

const GROUPS = [
  ...['Group UID', 'Group ID', 'Group Name', 'Companies House Number', 'Group Type (code)', 'Group Type'],
  ...['Closed Date', 'Open date', 'Incorporated on (open date)', 'Group Status (code)', 'Group Status', 'UKPRN'],
];

const SCHOOLS = [
  ...['URN', 'Linked UID', 'Group Name', 'Group Type', 'Group Type (code)', 'Group Status (code)', 'Joined date'],
  ...['EstablishmentName', 'TypeOfEstablishment (name)', 'PhaseOfEducation (name)', 'HasSharedHT'],
];

const LINKS = ['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'];

export interface SampleFiles {
  readonly groups?: readonly SampleGroup[];
  readonly schools?: readonly SampleSchool[];
  readonly posts?: readonly SamplePost[];
  readonly links?: readonly SampleLink[];
}

/** Governance with the two columns that came overnight, or without. */
export function governanceText(posts: readonly SamplePost[], columns: 12 | 14 = 14): string {
  const more = columns === 14 ? SINCE_NOVEMBER_2023 : [];
  const rows = posts.map(({ gid, uid = '100', role, name, from = '', until = '' }) => [
    ...[gid, '', uid, '01234567', role, 'Mx', ...name, from, until, 'N/A'],
    ...more.map(() => ''),
  ]);
  return table([[...GOVERNANCE, ...more], ...rows], '\n');
}

function groupsText(groups: readonly SampleGroup[]): string {
  const rows = groups.map(({ uid, name, kind = '06', status = 'OPEN', incorporated = '01/09/2012' }) => [
    ...[uid, `TR0${uid}`, name, '01234567', kind, 'Multi-academy trust', '', '', incorporated],
    ...[status, status === 'OPEN' ? 'Open' : 'Closed', '10012345'],
  ]);
  return table([GROUPS, ...rows], '\r\n');
}

/** Each row has one field fewer than the heading, as in the real file. */
function schoolsText(schools: readonly SampleSchool[]): string {
  const rows = schools.map(({ urn, uid, name, joined, kind = '06' }) => [
    ...[urn, uid, 'A TRUST', 'Multi-academy trust', kind, 'OPEN', joined, name, 'Academy converter', 'Primary'],
  ]);
  return table([SCHOOLS, ...rows], '\r\n');
}

function linksText(links: readonly SampleLink[]): string {
  const rows = links.map(({ urn, other, otherName = `School ${other}`, type, on = '' }) => [
    ...[urn, other, otherName, type, on],
  ]);
  return table([LINKS, ...rows], '\r\n');
}

function table(rows: readonly (readonly string[])[], end: string): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join(end) + end;
}

/** The bytes of a text in Windows-1252. @throws when it has a letter that this encoding lacks. */
export function windows1252(text: string): Buffer {
  const high = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128));
  const bytes = Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    const at = code < 128 ? code : high.indexOf(letter) + 128;
    if (at < 128 && code >= 128) throw new Error(`Windows-1252 has no "${letter}".`);
    return at;
  });
  return Buffer.from(bytes);
}

/** Writes an extract into a folder of its own that is named after its day. @returns the folder. */
export function writeExtract(directory: string, day: string, { groups, schools, posts, links }: SampleFiles): string {
  const folder = path.join(directory, day);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string | undefined): void => {
    if (text !== undefined) writeFileSync(path.join(folder, name), windows1252(text));
  };
  write('allgroupsdata.csv', groups && groupsText(groups));
  write('grouplinks_edubaseallacademiesandfree.csv', schools && schoolsText(schools));
  write('governancematdata.csv', posts && governanceText(posts));
  write('links_edubasealldata.csv', links && linksText(links));
  return folder;
}
