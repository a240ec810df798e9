import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { readSchemeFile, readWorksheet, worksheetOf } from '@remit/exchange/nest';
import { valueOf } from '@remit/record/nest';
import { readRows } from '../../../support/schemes.js';
import { csv, wordDocument, workbook } from '../../../support/scheme-files.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

function written(name: string, bytes: Buffer): string {
  const file = path.join(directory.path, name);
  writeFileSync(file, bytes);
  return file;
}

async function refusal(name: string, bytes: Buffer): Promise<string> {
  const read = await readSchemeFile(written(name, bytes));
  return read.ok ? 'read' : read.problem.detail;
}

const OLD = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
const SAVE = 'Save it as .xlsx in Excel (or as .docx in Word), then import again.';
const FIND = 'Open it to see what it is, and import the file that has the scheme in it.';

test.each([
  ['an old workbook', OLD, `it is in the old format of Excel or Word (.xls, .doc). ${SAVE}`],
  [
    'a protected workbook',
    Buffer.concat([OLD, Buffer.from('EncryptedPackage', 'utf16le')]),
    'it is protected by a password. Take the password off in Excel or Word (File, Info, Protect), save it, then import again.',
  ],
  ['a PDF', Buffer.from('%PDF-1.7'), `it is a PDF, in which rows and columns are lost. ${SAVE}`],
  ['a rich text file', Buffer.from('{\\rtf1'), `it is a rich text file. ${SAVE}`],
  ['a web page', Buffer.from('\ufeff<!doctype html>'), `it is a web page. ${FIND}`],
  ['an error message', Buffer.from('{"error": 500}'), `it is data of a program. ${FIND}`],
  ['an empty file', Buffer.from(' \n'), `it is empty. ${FIND}`],
  [
    'half a workbook',
    Buffer.from('PK\u0003\u0004 and no more'),
    `it is damaged, or no spreadsheet and no Word document. ${SAVE}`,
  ],
  [
    'a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]),
    `it is damaged, or no spreadsheet and no Word document. ${SAVE}`,
  ],
])('%s is refused with what to do', async (_what, bytes, says) => {
  expect(await refusal('scheme.xlsx', bytes)).toBe(`scheme.xlsx cannot be read as a scheme: ${says}`);
});

test('a workbook cut off in the middle is refused', async () => {
  const whole = await workbook({ Scheme: [['Function', 'Board']] });
  expect(await refusal('half.xlsx', whole.subarray(0, whole.length / 2))).toContain('it is damaged');
});

async function rowsIn(name: string, bytes: Buffer, sheet?: string) {
  const { document } = valueOf(await readSchemeFile(written(name, bytes), sheet));
  return document.sheets.flatMap(({ rows }) => rows.filter(({ cells }) => cells.some((cell) => cell !== '')));
}

test('a workbook is read as texts, with the numbers of its rows', async () => {
  const bytes = await workbook({
    One: [[], [null, 'Title'], [], ['1.1', 2.3, true, new Date('2026-09-01'), 'two\nlines']],
  });
  expect(await rowsIn('one.xlsx', bytes)).toEqual([
    { number: 2, cells: ['', 'Title', '', '', ''] },
    { number: 4, cells: ['1.1', '2.3', 'TRUE', '2026-09-01', 'two\nlines'] },
  ]);
});

test('one sheet is taken when it is named, and one that is not there is told', async () => {
  const bytes = await workbook({ One: [['a']], Two: [['b']] });
  expect(await rowsIn('two.xlsx', bytes, 'two')).toEqual([{ number: 1, cells: ['b'] }]);
  const read = await readSchemeFile(written('two.xlsx', bytes), 'Three');
  expect(read).toMatchObject({
    problem: { code: 'EXCHANGE.SHEET_MISSING', detail: 'two.xlsx has no sheet "Three". It has "One", "Two".' },
  });
});

test('the type of a file is told by what is in it, not by its name', async () => {
  expect(await rowsIn('named-wrongly.csv', await workbook({ One: [['a', 'b']] }))).toEqual([
    { number: 1, cells: ['a', 'b'] },
  ]);
});

test.each<[string, Buffer]>([
  [
    'commas',
    csv([
      ['a', 'b, c', 'd'],
      ['=1', 'é', ''],
    ]),
  ],
  [
    'semicolons',
    csv(
      [
        ['a', 'b, c', 'd'],
        ['=1', 'é', ''],
      ],
      ';',
    ),
  ],
  [
    'tabs',
    csv(
      [
        ['a', 'b, c', 'd'],
        ['=1', 'é', ''],
      ],
      '\t',
    ),
  ],
  ['Windows-1252', Buffer.from('a,"b, c",d\r\n\'=1,\u00e9,', 'latin1')],
  ['a byte order mark', Buffer.from('\ufeffa,"b, c",d\r\n\'=1,é,')],
  ['Unicode text of Excel', Buffer.from('\ufeffa\tb, c\td\r\n=1\té\t', 'utf16le')],
])('a CSV file with %s is read', async (_what, bytes) => {
  expect(await rowsIn('scheme.csv', bytes)).toEqual([
    { number: 1, cells: ['a', 'b, c', 'd'] },
    { number: 2, cells: ['=1', 'é', ''] },
  ]);
});

test('a CSV file of two columns is read by what stands between them, and not by the commas of its sentences', async () => {
  const text = 'Body;Duty\r\n\r\nHead;Appoint staff, set the curriculum, and lead\r\nBoard;Approve the budget\r\n';
  const read = await rowsIn('scheme.csv', Buffer.from(text));
  expect(read.map(({ cells }) => cells.length)).toEqual([2, 2, 2]);
});

test('a CSV file whose rows end where nothing follows is read by its commas, although notes have semicolons', async () => {
  const text = '1,Budget,D\n2,Policy; notes,,D\n3,Pay; notes,,,D\n4,Pay; more,,,,D\n';
  const read = await rowsIn('scheme.csv', Buffer.from(text));
  expect(read.map(({ cells }) => cells.length)).toEqual([3, 4, 5, 6]);
});

test('a Word document is read table by table, with the headings above them', async () => {
  const bytes = await wordDocument([
    { heading: 'Finance' },
    { text: 'Key: D = decides' },
    {
      table: [
        ['Function', 'Board\nof trustees'],
        ['Lettings', 'D'],
      ],
    },
    { heading: 'Headteacher' },
    { list: ['Suspend a pupil'] },
  ]);
  const { document } = valueOf(await readSchemeFile(written('scheme.docx', bytes)));
  expect(document.sheets).toMatchObject([
    {
      called: 'table 1',
      heading: 'Finance',
      above: ['Finance', 'Key: D = decides'],
      rows: [{ cells: ['Function', 'Board\nof trustees'] }, { cells: ['Lettings', 'D'] }],
    },
    { called: 'list 1', heading: 'Headteacher', rows: [{ cells: ['Suspend a pupil'] }] },
  ]);
});

describe('a worksheet', () => {
  const ROWS = [
    ['Function', 'Board', 'Head'],
    ['=SUM(A1) mow the lawn', 'X', ''],
    ['Uniform policy', 'X', 'X'],
  ];
  const NONE: ReadonlyMap<string, string> = new Map();
  const KEYS = readRows(ROWS).questions.map(({ question }) => question.key);

  test.each(['xlsx', 'csv'] as const)('as %s is read back with the answers, and keeps them', async (format) => {
    const asked = readRows(ROWS, { [KEYS[0]!]: 'own school', [KEYS[1]!]: '@nobody' }).questions;
    const bytes = await worksheetOf(asked, NONE, format);
    const { answers } = valueOf(await readWorksheet(written(`questions.${format}`, bytes)));
    expect(Object.fromEntries(answers)).toEqual({ [KEYS[0]!]: 'own school', [KEYS[1]!]: '@nobody' });
    expect(await worksheetOf(asked, NONE, format)).toEqual(bytes);
  });

  test.each(['xlsx', 'csv'] as const)('as %s keeps answers to questions that are not asked now', async (format) => {
    const { questions } = readRows(ROWS, { [KEYS[0]!]: 'own school' });
    const bytes = await worksheetOf(questions, new Map([['decider / gone', '-Head']]), format);
    const { answers } = valueOf(await readWorksheet(written(`kept.${format}`, bytes)));
    expect([...answers]).toEqual([
      [KEYS[0], 'own school'],
      ['decider / gone', '-Head'],
    ]);
  });

  test('as CSV has nothing that a spreadsheet would take for a formula', async () => {
    const text = (await worksheetOf(readRows(ROWS, { [KEYS[1]!]: '+1' }).questions, NONE, 'csv')).toString();
    expect(text).toContain("'=SUM(A1) mow the lawn");
    expect(text).toContain("'+1");
    const cells = parse(text, { bom: true }).flat();
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  });

  test('as CSV has every line end of a cell in quotes, so that spreadsheet programs keep rows together', async () => {
    const text = (await worksheetOf(readRows(ROWS).questions, NONE, 'csv')).toString();
    const rows = parse(text, { bom: true, record_delimiter: ['\r\n', '\n'] });
    expect(rows.map((cells) => cells.length)).toEqual([8, 8, 8]);
  });

  test('an answer that is none of the choices leaves the question open', () => {
    const { questions } = readRows(ROWS, { [KEYS[1]!]: 'the caretaker' });
    expect(questions.map(({ answer, open }) => [answer, open])).toEqual([
      ['', true],
      ['the caretaker', true],
    ]);
  });

  test('an answer to a question that is not asked is told', () => {
    expect(readRows(ROWS, { 'decider / gone': 'Head' }).notAsked).toEqual(['decider / gone']);
  });

  test('keeps its keys when rows are inserted above', () => {
    const [headings, ...rows] = ROWS;
    const longer = readRows([['A new title'], headings!, ['Attendance policy', 'X', ''], ...rows]);
    expect(longer.questions.map(({ question }) => question.key)).toEqual(KEYS);
  });

  test.each([
    ['something else', [['a', 'b']], 'EXCHANGE.NO_WORKSHEET'],
    [
      'two answers to one question',
      [
        ['Your answer', 'Key (leave as it is)'],
        ['Head', 'k'],
        ['CEO', 'k'],
      ],
      'EXCHANGE.ANSWERED_TWICE',
    ],
  ])('with %s is refused', async (_what, rows, code) => {
    expect(await readWorksheet(written('answers.csv', csv(rows)))).toMatchObject({ problem: { code } });
  });
});
