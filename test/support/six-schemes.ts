import type { Line } from '@remit/delegation';
import { csv, wordDocument, workbook } from './scheme-files.js';

/** A scheme in one of the notations that trusts use, as a file. */
export interface SchemeSample {
  readonly name: string;
  readonly bytes: () => Promise<Buffer>;
  /** The questions that a person is asked about it, at first. */
  readonly asks: readonly string[];
  /** What the person answers, by the question; the answers may raise further questions. */
  readonly answers: Readonly<Record<string, string>>;
  /** The lines of the scheme that it is then. */
  readonly lines: readonly Line[];
}

/** The question about a duty that is no function by its name. */
function which(text: string): string {
  return `Which function is "${text}"? If it is none of the list, it can be a function of the trust's own, or be left out: then it stays with the board.`;
}

const OTHERS =
  'Where several are marked as deciding and you have said which one does: what part do the others have? The answer counts for the whole file.';

const LETTERS =
  'What do "A", "C", "I" and "R" stand for? The file has no key for them, and schemes differ. Say it for each of them.';
const HEADTEACHER = 'Sheet "Scheme", row 8, "Appoint headteacher": both Trustees and CEO have an "A". Who decides?';

/** One letter for each part, and no key. */
const letters: SchemeSample = {
  name: 'letters.xlsx',
  bytes: () =>
    workbook({
      'Front page': [['Anytown Learning Trust'], ['Approved by the board']],
      Scheme: [
        ['Scheme of delegation 2026'],
        [],
        ['No', 'Decision', 'Members', 'Trustees', 'LGB', 'CEO', 'Head', 'Notes'],
        ['1', 'Finance', null, null, null, null, null, null],
        ['1.1', 'Approve school budget', null, 'A', 'R', 'C', 'R', null],
        ['1.2', 'Appoint external auditor', 'A', 'R', null, null, null, 'every year'],
        ['2', 'People'],
        ['2.1', 'Appoint headteacher', null, 'A', 'C', 'A', null, null],
        ['2.2', 'Support staff appointments', null, null, 'I', null, 'A', null],
      ],
    }),
  asks: [LETTERS, which('Support staff appointments')],
  answers: {
    [LETTERS]: 'A = decides; C = is consulted; I = is informed; R = recommends',
    [which('Support staff appointments')]: 'hr.staff.appoint',
    [HEADTEACHER]: 'Trustees',
    [OTHERS]: 'recommends',
  },
  lines: [
    { line: '1.1', function: 'fin.budget.school', decides: 'board', recommends: ['local', 'head'], consulted: ['ceo'] },
    { line: '1.2', function: 'fin.auditor.appoint', decides: 'members', recommends: ['board'] },
    { line: '2.1', function: 'hr.head.appoint', decides: 'board', recommends: ['ceo'], consulted: ['local'] },
    { line: '2.2', function: 'hr.staff.appoint', decides: 'head', informed: ['local'] },
  ],
};

const UNIFORM = 'Row 4, "Uniform policy": nobody decides. Who does? If it is left out, it stays with the board.';

/** Ticks, and a star for whoever is consulted; saved as CSV by a spreadsheet with semicolons. */
const ticks: SchemeSample = {
  name: 'ticks.csv',
  bytes: async () =>
    csv(
      [
        ['', 'Trust Board', 'Academy Council', 'Principal'],
        ['School behaviour policy', '', '✓', '*'],
        ['Attendance policy', '', '', '✓'],
        ['Uniform policy', '*', '', ''],
        ['Term dates, school day', '✓', '*', '*'],
      ],
      ';',
    ),
  asks: [UNIFORM],
  answers: { [UNIFORM]: 'principal' },
  lines: [
    { line: 'row 2', function: 'beh.policy', decides: 'local', consulted: ['head'] },
    { line: 'row 3', function: 'att.policy', decides: 'head' },
    { line: 'row 4', function: 'beh.uniform', decides: 'head', consulted: ['board'] },
    { line: 'row 5', function: 'edu.calendar', decides: 'board', consulted: ['local', 'head'] },
  ],
};

const HUB = 'Which body or post of the trust is "Hub council"?';
const PLAN =
  'Rows 3 and 5 are about the same function, str.plan.school (School development plan), and a scheme has one line for each. Which of them counts? If both are needed, give one of them another name in the file.';
const PLAN_DECIDES = 'Row 3, "School development plan": both Head and CEO have an "X". Who decides?';
const LETTINGS = 'Row 4, "Lettings": both Head and Hub council have an "X". Who decides?';

/** Several X in one row. */
const crosses: SchemeSample = {
  name: 'crosses.xlsx',
  bytes: () =>
    workbook({
      Sheet1: [
        ['Function', 'Board', 'Head', 'CEO', 'Hub council'],
        ['Approve school budget', 'X', null, null, null],
        ['School development plan', null, 'X', 'X', '*'],
        ['Lettings', null, 'X', null, 'X'],
        ['School development plan', null, 'X', null, null],
      ],
    }),
  asks: [HUB, PLAN, LETTINGS],
  answers: {
    [HUB]: 'new hub-council',
    [PLAN]: 'the first',
    [LETTINGS]: 'Head',
    [PLAN_DECIDES]: 'head',
    [OTHERS]: 'no part',
  },
  lines: [
    { line: 'row 2', function: 'fin.budget.school', decides: 'board' },
    { line: 'row 3', function: 'str.plan.school', decides: 'head', consulted: ['hub-council'] },
    { line: 'row 4', function: 'est.lettings', decides: 'head' },
  ],
};

const ENSURE =
  'What part has somebody of whom the file says "ensure" (as in "Ensure that it is followed")? The answer counts wherever the file begins with this word.';
const EXAMS =
  'Row 4, "Exams policy/centre": "Agreed subject to the approval of the board" asks for a second signature. Remit records one that decides: whose word makes it final?';

/** A sentence with a verb in each cell, in a Word table. */
const verbs: SchemeSample = {
  name: 'verbs.docx',
  bytes: () =>
    wordDocument([
      { text: 'Scheme of delegation' },
      { heading: 'Education' },
      {
        table: [
          ['Area of operation', 'Trustees', 'Local governing body', 'Executive leader', 'Headteacher'],
          [
            'School curriculum',
            'Receive an annual report',
            'Approve the curriculum',
            'Monitor standards',
            'Propose the curriculum',
          ],
          [
            'Attendance policy',
            'Approve the policy\nMonitor its effect',
            'Be consulted',
            'Ensure that it is followed',
            'Implement the policy',
          ],
          ['Exams policy/centre', '', 'Agreed subject to the approval of the board', '', 'Implement'],
        ],
      },
    ]),
  asks: [ENSURE, EXAMS],
  answers: { [ENSURE]: 'no part', [EXAMS]: 'Local governing body', [OTHERS]: 'recommends' },
  lines: [
    {
      line: 'row 2',
      function: 'edu.curriculum',
      decides: 'local',
      recommends: ['head'],
      informed: ['board'],
      oversees: ['ceo'],
    },
    { line: 'row 3', function: 'att.policy', decides: 'board', consulted: ['local'], oversees: ['board'] },
    { line: 'row 4', function: 'edu.exams', decides: 'local' },
  ],
};

const RECOMMEND = 'Recommend the school budget to trustees';

/** The duties of each body under its name. */
const duties: SchemeSample = {
  name: 'duties.docx',
  bytes: () =>
    wordDocument([
      { heading: 'Trust board' },
      { list: ['Approve the annual accounts', 'Approve school budget'] },
      { heading: 'Local governing body' },
      { list: ['Recommend the school budget to trustees', 'Monitor standards', 'Walk the school grounds each term'] },
      { heading: 'Headteacher' },
      { list: ['Suspend a pupil'] },
    ]),
  asks: [which('Approve the annual accounts'), which(RECOMMEND), which('Walk the school grounds each term')],
  answers: {
    [which('Approve the annual accounts')]: 'yes',
    [which(RECOMMEND)]: 'Approve school budget',
    [which('Walk the school grounds each term')]: 'own school',
  },
  lines: [
    { line: 'list 1, row 1', function: 'fin.accounts.approve', decides: 'board' },
    { line: 'list 1, row 2', function: 'fin.budget.school', decides: 'board', recommends: ['local'] },
    { line: 'list 2, row 2', function: 'edu.monitor', decides: 'local' },
    { line: 'list 2, row 3', function: 'own.walk-the-school-grounds-each-term', decides: 'local' },
    { line: 'list 3, row 1', function: 'beh.suspend', decides: 'head' },
  ],
};

const GAP =
  'Rows 3, 4, 5 and 6, "Place orders": an amount of £3,000.50 is in neither band. Does the one below it go on until the next begins (Head), or does the next begin just above £3,000 (CFO)? Who decides £3,000.50?';
const TWICE = 'Rows 3, 4, 5 and 6, "Place orders": exactly £10,000 is given to both CFO and CEO. Who decides?';
const ABOVE = 'Row 7, "Enter contracts": nobody is named for anything over £20,000. Who decides?';
const BOTH = 'Row 8, "Lettings": both Head and CEO are said to decide. Who decides?';

/** Limits in bands, with gaps of a pound and an amount that is in two of them. */
const limits: SchemeSample = {
  name: 'limits.xlsx',
  bytes: () =>
    workbook({
      Limits: [
        ['Financial limits'],
        ['Duty', 'Value', 'Delegated to', 'Method'],
        ['Place orders', 'Up to £3,000', 'Head', 'one quote'],
        [null, '£3,001 – £10,000', 'CFO', 'two quotes'],
        [null, '£10k – £50k', 'CEO', 'three quotes'],
        [null, 'over £50k', 'Board', 'tender'],
        ['Enter contracts', 'Up to £20,000', 'CEO', null],
        ['Lettings', 'any amount', 'Head/CEO', null],
      ],
    }),
  asks: [GAP, TWICE, ABOVE, BOTH],
  answers: { [GAP]: 'CFO', [TWICE]: 'CFO', [ABOVE]: 'board', [BOTH]: 'Head', [OTHERS]: 'is informed' },
  lines: [
    {
      line: 'row 3',
      function: 'fin.order.approve',
      decides: {
        limits: [
          { upTo: 300_000, decides: 'head' },
          { upTo: 1_000_000, decides: 'cfo' },
          { upTo: 5_000_000, decides: 'ceo' },
          { decides: 'board' },
        ],
      },
    },
    {
      line: 'row 7',
      function: 'fin.contract.award',
      decides: { limits: [{ upTo: 2_000_000, decides: 'ceo' }, { decides: 'board' }] },
    },
    { line: 'row 8', function: 'est.lettings', decides: 'head', informed: ['ceo'] },
  ],
};

/** Six schemes in six notations. */
export const FILES: readonly SchemeSample[] = [letters, ticks, crosses, verbs, duties, limits];
