import { stringify } from 'csv-stringify/sync';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { fail, type Outcome, succeed } from '@remit/kernel';
import { guarded } from '../../domain/csv-guard.js';
import type { AskedQuestion } from '../../domain/scheme/inquiry.js';
import { undated } from '../../domain/undated-archive.js';
import { readSchemeFile } from './scheme-file.js';

/** The columns of a worksheet of questions, with their widths in characters. */
const COLUMNS = [
  ['Where', 22],
  ['What the file says', 36],
  ['Question', 60],
  ['Choices', 44],
  ['Suggestion', 22],
  ['Confidence', 11],
  ['Your answer', 30],
  ['Key (leave as it is)', 30],
] as const;

const ANSWER = 'Your answer';
const KEY = 'Key (leave as it is)';
const YELLOW = '#FFF9C4';
const GREY = '#E0E0E0';

/**
 * A worksheet of the questions with the answers that are there already, for a person to fill in. The same questions and
 * answers make the same bytes.
 * @param notAsked answers to questions that the file does not raise now, by their keys: they stand in the last rows
 * @param format `csv` is for programs other than Excel: text that looks like a formula has an apostrophe before it.
 */
export async function worksheetOf(
  asked: readonly AskedQuestion[],
  notAsked: ReadonlyMap<string, string>,
  format: 'xlsx' | 'csv',
): Promise<Buffer> {
  const rows = [...asked.map(rowOf), ...[...notAsked].map(([key, answer]) => keptRow(key, answer))];
  const headings = COLUMNS.map(([heading]) => heading);
  if (format === 'csv') {
    return Buffer.from(
      // A line end alone in a field ends a row for spreadsheet programs, unless it is quoted.
      stringify([headings, ...rows.map((row) => row.map(guarded))], {
        bom: true,
        record_delimiter: 'windows',
        quoted_match: /\n/,
      }),
    );
  }
  const answerAt = headings.indexOf(ANSWER);
  const data: SheetData = [
    headings.map((value) => ({ value, fontWeight: 'bold', backgroundColor: GREY })),
    ...rows.map((row) =>
      row.map((value, at) => ({
        value,
        wrap: true,
        alignVertical: 'top' as const,
        ...(at === answerAt ? { backgroundColor: YELLOW } : {}),
      })),
    ),
  ];
  const columns = COLUMNS.map(([, width]) => ({ width }));
  const workbook = writeWorkbook(data, { sheet: 'Questions', columns, stickyRowsCount: 1 });
  return Buffer.from(undated(await workbook.toBuffer()));
}

function rowOf({ question, answer }: AskedQuestion): string[] {
  const { key, where, says, choices, suggestion = '', confidence } = question;
  const sure = confidence === undefined ? '' : `${String(confidence)} of 100`;
  return [where, says, question.question, choices.join('\n'), suggestion, sure, answer, key];
}

function keptRow(key: string, answer: string): string[] {
  const why = 'The file does not raise this question now. The answer is kept in case it does again.';
  return ['', '', why, '', '', '', answer, key];
}

/** The answers of a worksheet, and what identifies it. */
export interface AnswersRead {
  readonly name: string;
  readonly sha256: string;
  /** By the key of the question; unanswered ones are not in it. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Reads a filled worksheet, as .xlsx or as CSV. @throws the error of the file system when it cannot be read. */
export async function readWorksheet(file: string): Promise<Outcome<AnswersRead>> {
  const read = await readSchemeFile(file);
  if (!read.ok) return read;
  const { name, sha256, document } = read.value;
  const rows = document.sheets.flatMap((sheet) => sheet.rows);
  const headings = rows.find(({ cells }) => cells.includes(KEY) && cells.includes(ANSWER));
  if (headings === undefined) {
    return fail({
      code: 'EXCHANGE.NO_WORKSHEET',
      field: 'answers',
      expected: `a worksheet with the columns "${ANSWER}" and "${KEY}"`,
      detail: `${name} is no worksheet of questions: it has no columns "${ANSWER}" and "${KEY}". Give the worksheet that the import wrote, filled in.`,
    });
  }
  const keyAt = headings.cells.indexOf(KEY);
  const answerAt = headings.cells.indexOf(ANSWER);
  const answers = new Map<string, string>();
  for (const { number, cells } of rows.slice(rows.indexOf(headings) + 1)) {
    const key = (cells[keyAt] ?? '').trim();
    const answer = (cells[answerAt] ?? '').trim();
    if (key === '' || answer === '') continue;
    if (answers.has(key) && answers.get(key) !== answer) return fail(answeredTwice(name, number));
    answers.set(key, answer);
  }
  return succeed({ name, sha256, answers });
}

function answeredTwice(name: string, row: number) {
  return {
    code: 'EXCHANGE.ANSWERED_TWICE',
    field: 'answers',
    detail: `In ${name} the question of row ${String(row)} stands twice, with two answers. Take one of the two rows out.`,
  };
}
