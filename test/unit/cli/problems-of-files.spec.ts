import { problemOf } from '../../../apps/cli/src/problem-of.js';

/** What somebody is told when the computer does not let a file be read or written. */

const IN_USE =
  'Another program, such as Excel, has questions.xlsx open, or its rights forbid it. Close it there, and run the same command again.';

test.each([
  ['EPERM', { path: 'questions.xlsx.part', dest: 'questions.xlsx' }, 'CLI.FILE_IN_USE', IN_USE],
  ['EBUSY', { path: 'questions.xlsx' }, 'CLI.FILE_IN_USE', IN_USE],
  [
    'EACCES',
    {},
    'CLI.FILE_UNREADABLE',
    'The rights of the file forbid it. Name another, or ask whoever looks after this computer.',
  ],
  ['ENOENT', {}, 'CLI.FILE_MISSING', 'A file is not there. Check --data, --keys and the names of files.'],
])('%s of %j is told in words', (code, of, problem, detail) => {
  expect(problemOf(Object.assign(new Error(code), { code, ...of }))).toEqual({ code: problem, detail });
});
