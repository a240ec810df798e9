import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { jsonLines, remit } from '../support/command-line.js';
import { writeExtract } from '../support/gias-sample.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `remit import gias`: from the register's files to the first answer about one's own trust. */

const directory = temporaryDirectory();
afterAll(() => directory.remove());

const data = path.join(directory.path, 'data');
const FILES = {
  groups: [{ uid: '100', name: 'Elm Learning Trust' }],
  schools: [{ urn: '900001', uid: '100', name: 'Elm Primary School', joined: '01-09-2014' }],
  posts: [
    { gid: '11', role: 'Chair of Trustees', name: ['Ada', '', 'Quill'] as const, from: '01/09/2022' },
    { gid: '12', role: 'Member', name: ['Zoë', '', 'O’Brien'] as const, from: '' },
  ],
};
const folder = writeExtract(directory.path, '2024-03-29', FILES);
const gias = (...more: string[]) => remit(['import', 'gias', '--dir', folder, '--data', data, ...more]);

test('the plan alone says what would be recorded and records nothing', async () => {
  writeFileSync(path.join(folder, 'notes.csv'), 'a,b\n');
  const ran = await gias('--trust', '100', '--plan');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain('The register of 29 March 2024 (by the name of the folder or the file).');
  expect(ran.out).toContain('Not used: notes.csv.');
  expect(ran.out).toMatch(/^2 +people to register$/m);
  expect(ran.out).toContain(
    '1 × posts without a day of appointment; counted from the first day on which they are known to be held. These are: row 12 of trust 100.',
  );
  expect(ran.out).toContain('Nothing was recorded: this is the plan alone. Leave out --plan to record it.');
  expect(ran.out).not.toMatch(/Quill|Brien/);
  expect(existsSync(path.join(data, 'record.db'))).toBe(false);
});

test('then it is recorded, and a question is answered with the names of people', async () => {
  const ran = await gias('--trust', '100');
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain('Recorded 10 entries of 1 trust.');
  const asked = await remit(['who', '--function', 'gov.trustees.appoint', '--on', '2024-04-01', '--data', data]);
  expect(asked.out).toContain('gias-12 (Zoë O’Brien), member');
});

test('a second time nothing is recorded, and the checkpoint still fits', async () => {
  const ran = await gias('--all', '--json');
  expect(ran.code).toBe(0);
  expect(jsonLines(ran.out)).toMatchObject([
    { total: 0, trusts: { unchanged: 1 } },
    { recorded: 0, trusts: 0 },
  ]);
  expect((await remit(['verify', '--data', data])).code).toBe(0);
});

test('a failed download is refused, and changes nothing', async () => {
  const broken = writeExtract(directory.path, '2024-06-01', FILES);
  writeFileSync(path.join(broken, 'governancematdata.csv'), '<!doctype html>');
  const ran = await remit(['import', 'gias', '--dir', broken, '--all', '--data', data]);
  expect(ran).toEqual({
    code: 1,
    out: '',
    err: "governancematdata.csv is not the register's file: it is a web page. The download has probably failed. Nothing was recorded; download the file again. (EXCHANGE.FILE_REFUSED)\n",
  });
  expect(jsonLines((await remit(['trusts', '--json', '--data', data])).out)).toMatchObject([{ trusts: [{ head: 9 }] }]);
});

test.each([
  [['import', 'gias', '--dir', folder]],
  [['import', 'gias', '--dir', folder, '--all', '--trust', '100']],
  [['import', 'gias', '--all']],
  [['import', '--dir', folder, '--all']],
  [['import', 'sims', '--dir', folder, '--all']],
  [['import', 'gias', '--dir', folder, '--all', '--from', '2026-09-01']],
])('%j is not how it is written', async (args) => {
  const ran = await remit([...args, '--data', data]);
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toContain('See: remit import --help');
});

test('a question by the number of a school that went before is answered about the one that followed, and says so', async () => {
  const links = [{ urn: '900001', other: '800001', otherName: 'Elm Juniors', type: 'Predecessor', on: '31-08-2014' }];
  const later = writeExtract(directory.path, '2024-07-01', { ...FILES, links });
  await remit(['import', 'gias', '--dir', later, '--trust', '100', '--data', data]);
  const question = ['who', '--function', 'edu.curriculum', '--on', '2024-07-01', '--data', data, '--school'];
  const [old, own, byId, unknown] = await Promise.all(
    ['800001', '900001', 'urn-900001', '800009'].map((school) => remit([...question, school])),
  );
  expect(old?.out).toMatch(
    /^URN 800001 is Elm Juniors, which Elm Primary School \(URN 900001\) followed on 31 August 2014\. The answer is about Elm Primary School\. \[entry 10\]\n/,
  );
  const answer = byId?.out ?? '';
  expect(answer).toContain('at Elm Primary School');
  expect([old?.out.endsWith(answer), own?.out]).toEqual([
    true,
    `URN 900001 is Elm Primary School. [entry 1]\n${answer}`,
  ]);
  expect(unknown?.out).toContain('was not in the trust');
  const diff = [
    'diff',
    '--from',
    '0',
    '--on',
    '2024-07-01',
    '--function',
    'edu.curriculum',
    '--data',
    data,
    '--school',
  ];
  const [differed, differedById] = await Promise.all(
    ['800001', 'urn-900001'].map((school) => remit([...diff, school])),
  );
  expect(differedById?.out).toContain('1 of 1 answer differs');
  expect(differed?.out.endsWith(differedById?.out ?? '?')).toBe(true);
  const matrix = await remit(['matrix', '--on', '2024-07-01', '--data', data, '--school', '800001']);
  expect(matrix.out).toMatch(/^URN 800001 is Elm Juniors, which .+\[entry 10\]\nFunction /);
});

test('when what was recorded cannot be signed it is said what was recorded, then what to do, and the exit code is 1', async () => {
  const posts = [...FILES.posts, { gid: '13', role: 'Member', name: ['Olu', '', 'Reed'] as const, from: '01/08/2024' }];
  const later = writeExtract(directory.path, '2024-08-01', { ...FILES, posts });
  const held = new DatabaseSync(path.join(data, 'ledger.db'));
  held.exec('begin immediate');
  const ran = await remit(['import', 'gias', '--dir', later, '--trust', '100', '--data', data]);
  held.close();
  expect(ran).toEqual({
    code: 1,
    out: expect.stringContaining('\nRecorded 2 entries of 1 trust.\n') as string,
    err: expect.stringMatching(/^What was recorded is kept, but not signed yet .+ remit checkpoint/) as string,
  });
}, 30_000);
