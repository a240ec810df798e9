import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { civilDate } from '@remit/kernel';
import { valueOf } from '@remit/record/nest';
import {
  governanceText,
  type SampleFiles,
  type SamplePost,
  windows1252,
  writeExtract,
} from '../../support/gias-sample.js';
import { oddOf, RegisterImports } from '../../support/register-imports.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** Downloads that failed are refused whole and change nothing, whatever the other files say. */

const directory = temporaryDirectory();
let imports: RegisterImports;
let made = 0;

beforeEach(async () => {
  imports = await RegisterImports.start();
});
afterEach(() => imports.close());
afterAll(() => directory.remove());

function posts(count: number, uid = '100'): SamplePost[] {
  return Array.from({ length: count }, (_, i) => ({
    gid: `${uid}${String(i).padStart(3, '0')}`,
    uid,
    role: 'Trustee',
    name: ['Person', '', `Number${'abcdefghijklmnopqrst'[i % 20] ?? ''}`],
    from: '01/09/2022',
  }));
}

const FILES: SampleFiles = {
  groups: [{ uid: '100', name: 'Elm Learning Trust' }],
  schools: [{ urn: '900001', uid: '100', name: 'Elm School', joined: '01-09-2014' }],
  posts: posts(12),
  links: [
    { urn: '900001', other: '800001', type: 'Predecessor', on: '31-08-2014' },
    { urn: '800001', other: '900001', type: 'Successor', on: '31-08-2014' },
  ],
};

function extract(day: string, files: SampleFiles = FILES): string {
  made += 1;
  return writeExtract(path.join(directory.path, String(made)), day, files);
}

async function refusal(folder: string, on?: string): Promise<string> {
  const plan = await imports.plan(folder, undefined, on);
  expect(await imports.trusts()).toEqual([]);
  return plan.ok ? 'accepted' : `${plan.problem.code}: ${plan.problem.detail}`;
}

const HTML = '\r\n<!doctype html><html lang="en"><head><title>HTTP Status 404</title></head></html>';
const JSON_ERROR = '{"code":"error.notFound.extract.callback","message":"Extract callback not found"}';
const WHOLE = governanceText(posts(12));

describe.each([
  'allgroupsdata.csv',
  'grouplinks_edubaseallacademiesandfree.csv',
  'governancematdata.csv',
  'links_edubasealldata.csv',
])('a folder whose %s', (name) => {
  test.each([
    ['is a web page', HTML, 'it is a web page'],
    ['is an error message', JSON_ERROR, 'it is an error message of the server'],
    ['is empty', '', 'it is empty'],
    ['is blank', '\r\n  \r\n', 'it is empty'],
    ['is a spreadsheet', 'PK\u0003\u0004\u0000\u0000', 'it is no text'],
    ['is another table', 'Name,Town\r\nElm,Leeds\r\n', 'has the columns'],
    ['breaks off in a field', (text: string) => text.slice(0, -9), 'cannot be read as a table'],
    ['has a heading alone', (text: string) => text.slice(0, text.indexOf('\n') + 1), 'it has a heading and no rows'],
  ])('%s is refused whole', async (_what, content, why) => {
    const folder = extract('2024-03-29');
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : content(readFileSync(file, 'latin1')), 'latin1');
    const said = await refusal(folder);
    expect(said).toContain(`EXCHANGE.FILE_REFUSED: ${name} is not the register's file: `);
    expect(said).toContain(why);
    expect(said).toContain('Nothing was recorded; download the file again.');
  });
});

describe('rows that are missing', () => {
  test('a last row with fewer fields than the others is a download that broke off', async () => {
    const folder = extract('2024-03-29');
    writeFileSync(path.join(folder, 'governancematdata.csv'), WHOLE.slice(0, WHOLE.lastIndexOf(',"Mx"')));
    expect(await refusal(folder)).toContain('it breaks off in the middle of its last row');
  });

  test('half of the open trusts without governance, schools without their groups: the file is not whole', async () => {
    const uids = Array.from({ length: 24 }, (_, i) => String(200 + i));
    const groups = uids.map((uid) => ({ uid, name: `Trust ${uid}` }));
    const schools = uids.map((uid, i) => ({ urn: String(900_100 + i), uid, name: 'School', joined: '01-09-2014' }));
    const of = (some: readonly string[]) => some.flatMap((uid) => posts(2, uid));
    expect(await refusal(extract('2024-03-29', { groups, schools, posts: of(uids) }))).toBe('accepted');
    const half = uids.slice(0, 12);
    expect(await refusal(extract('2024-03-29', { groups, schools, posts: of(half) }))).toBe(
      'EXCHANGE.ROWS_MISSING: governancematdata.csv cannot be whole: it has rows for 12 of the 24 open trusts. The download has probably broken off. Nothing was recorded; download the file again.',
    );
    expect(await refusal(extract('2024-03-29', { groups, schools: schools.slice(0, 12), posts: of(uids) }))).toContain(
      'grouplinks_edubaseallacademiesandfree.csv cannot be whole',
    );
    expect(await refusal(extract('2024-03-29', { groups: groups.slice(0, 12), schools, posts: of(uids) }))).toContain(
      'allgroupsdata.csv cannot be whole: it has 12 of the 24 trusts that schools belong to',
    );
  });

  test('half of the rows that the record lets one expect', async () => {
    await imports.import(extract('2024-03-29'));
    const before = await imports.entries('uid-100');
    const halved = await imports.plan(extract('2024-06-01', { ...FILES, posts: posts(6) }));
    expect(halved).toMatchObject({ ok: false, problem: { code: 'EXCHANGE.ROWS_MISSING' } });
    const few = await imports.plan(extract('2024-06-01', { ...FILES, posts: posts(9) }));
    expect(few.ok).toBe(true);
    expect(await imports.entries('uid-100')).toEqual(before);
  });

  test('a row that is too long is named and left out, the others count', async () => {
    const folder = extract('2024-03-29');
    const long = WHOLE.replace('"N/A","",""\n', '"N/A","","","more"\n');
    writeFileSync(path.join(folder, 'governancematdata.csv'), long);
    const { plan } = await imports.import(folder);
    expect(oddOf(plan)).toEqual({ 'row-misshapen': ['governancematdata.csv, line 2'] });
  });

  test('a column that is not known is named', async () => {
    const folder = extract('2024-03-29');
    const wider = WHOLE.split('\n').map((line, i) =>
      line === '' ? line : `${line},${i === 0 ? '"Hobby"' : '"chess"'}`,
    );
    writeFileSync(path.join(folder, 'governancematdata.csv'), windows1252(wider.join('\n')));
    expect(oddOf((await imports.import(folder)).plan)).toEqual({
      'column-unknown': ['"Hobby" in governancematdata.csv'],
    });
  });
});

describe('the folder', () => {
  test('that is not there, has none of the files, or two of a kind', async () => {
    expect(await refusal(path.join(directory.path, 'nowhere'))).toContain('EXCHANGE.NO_FOLDER');
    const empty = path.join(directory.path, 'empty');
    mkdirSync(empty);
    expect(await refusal(empty)).toContain('EXCHANGE.NO_FILES');
    const folder = extract('2024-03-29');
    writeFileSync(path.join(folder, '2019-01-29_governancematdata.csv'), HTML);
    expect(await refusal(folder)).toContain(
      'EXCHANGE.SEVERAL_FILES: Several files may be the one with the governance of multi-academy trusts: 2019-01-29_governancematdata.csv, governancematdata.csv.',
    );
  });

  test('has its day by --on, by its name, by a file’s name, or by when the files were saved', async () => {
    const dayOf = async (folder: string, on?: string) => {
      const { day, dayFrom } = valueOf(await imports.plan(folder, undefined, on));
      return [civilDate(day), dayFrom];
    };
    const dated = extract('2024-03-29');
    expect(await dayOf(dated)).toEqual(['2024-03-29', 'named']);
    expect(await dayOf(dated, '2024-03-30')).toEqual(['2024-03-30', 'given']);
    expect(await refusal(dated, '30/03/2024')).toContain('EXCHANGE.DAY_INVALID');
    const plain = path.join(directory.path, 'plain');
    renameSync(dated, plain);
    for (const name of ['allgroupsdata.csv', 'governancematdata.csv'])
      utimesSync(path.join(plain, name), 0, 1_700_000_000.25);
    for (const name of ['grouplinks_edubaseallacademiesandfree.csv', 'links_edubasealldata.csv']) {
      utimesSync(path.join(plain, name), 0, 1_600_000_000);
    }
    expect(await dayOf(plain)).toEqual(['2023-11-14', 'saved']);
    renameSync(path.join(plain, 'allgroupsdata.csv'), path.join(plain, 'allgroupsdata20240402.csv'));
    expect((await dayOf(plain))[0]).toBe('2024-04-02');
  });
});
