import { readScheme } from '@remit/exchange';
import { FUNCTIONS, linesOf, openQuestions, readRows, TIERS } from '../../../support/schemes.js';

/** Where headings, sections and rows are found, and what becomes of the rest. */

const HEADINGS = ['Function', 'Board', 'LGB', 'Head'];
const POLICY = ['Attendance policy', '', 'X', '*'];
const LINE = { function: 'att.policy', decides: 'local', consulted: ['head'] };

describe('a matrix', () => {
  test.each<[string, string[][]]>([
    [
      'with a title and empty rows above',
      [['Scheme of delegation'], ['Version 4', '1 September 2026'], [], HEADINGS, POLICY],
    ],
    ['with a row of groups above the headings', [['', 'Trust', '', 'Local'], HEADINGS, POLICY]],
    ['with empty rows inside', [HEADINGS, [], POLICY, []]],
    ['with the headings repeated', [HEADINGS, POLICY, [], HEADINGS, ['Uniform policy', 'X', '', '']]],
    ['with no heading over the functions', [['', 'Board', 'LGB', 'Head'], POLICY]],
    ['with headings over two lines', [['Function', 'Board of\ntrustees', 'LGB', 'Head\nteacher'], POLICY]],
    [
      'with a column for the section',
      [
        ['Area', ...HEADINGS],
        ['Policies', ...POLICY],
      ],
    ],
  ])('%s is read', (_what, rows) => {
    const reading = readRows(rows);
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)[0]).toMatchObject(LINE);
    expect(reading.tables.map(({ layout }) => layout)).toEqual(['matrix']);
  });

  test('may have one tier alone where the ids of functions stand beside it', () => {
    const reading = readRows([
      ['Line', 'Function', 'Id', 'LGB'],
      ['1', 'Attendance policy', 'att.policy', 'X'],
    ]);
    expect(linesOf(reading)).toEqual([{ line: '1', function: 'att.policy', decides: 'local' }]);
  });

  test('has sections, which are told and are no functions', () => {
    const reading = readRows([HEADINGS, ['Behaviour and attendance'], POLICY]);
    expect(reading.sections).toEqual([{ place: { sheet: '', row: 2 }, text: 'Behaviour and attendance' }]);
    expect(linesOf(reading)).toMatchObject([LINE]);
  });

  test('has a numbered row without marks as a duty for which nobody decides', () => {
    const rows = [
      ['No', ...HEADINGS],
      ['1', 'Policies'],
      ['1.1', ...POLICY],
      ['1.2', 'Uniform policy', '', '', ''],
    ];
    const reading = readRows(rows);
    expect(reading.sections.map(({ text }) => text)).toEqual(['Policies']);
    expect(openQuestions(reading)).toEqual([
      'Row 4, "Uniform policy": nobody decides. Who does? If it is left out, it stays with the board.',
    ]);
  });

  test('with marks and no function beside them asks whether they may be left out', () => {
    const rows = [HEADINGS, POLICY, ['', 'X', '', '']];
    expect(openQuestions(readRows(rows))).toEqual([
      'Row 3 has "X", but no function stands beside it. Is it to be left out? If not, write the function into the file.',
    ]);
    expect(openQuestions(readRows(rows, { 'cell / row / x': 'leave out' }))).toEqual([]);
  });

  test('with a column that may be no tier asks about it before its cells', () => {
    const rows = [
      [...HEADINGS, 'Appendix'],
      [...POLICY, 'see page 4'],
    ];
    const reading = readRows(rows);
    expect(reading.questions.map(({ question }) => question.key)).toEqual(['tier / appendix']);
    expect(linesOf(reading)).toEqual([]);
    expect(linesOf(readRows(rows, { 'tier / appendix': 'leave out' }))).toMatchObject([LINE]);
  });

  test('names who delegated', () => {
    const reading = readRows([
      [...HEADINGS, 'Delegated by'],
      [...POLICY, 'CEO'],
    ]);
    expect(linesOf(reading)).toMatchObject([{ ...LINE, delegatedFrom: 'ceo' }]);
  });
});

describe('a table of bodies and duties', () => {
  test('is read, and what bodies have in one function comes together', () => {
    const reading = readRows(
      [
        ['Body', 'Duty'],
        ['Board', 'Attendance policy'],
        ['LGB', 'Monitor the attendance policy'],
        ['', 'Uniform policy'],
      ],
      { 'function / monitor the attendance policy': 'att.policy' },
    );
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)).toEqual([
      { line: 'row 2', function: 'att.policy', decides: 'board', oversees: ['local'] },
      { line: 'row 4', function: 'beh.uniform', decides: 'local' },
    ]);
  });

  test('may have the bodies as headings between the duties', () => {
    const reading = readRows([
      ['Board of trustees'],
      ['Attendance policy'],
      [],
      ['Headteacher'],
      ['Suspend a pupil'],
      ['Uniform policy'],
    ]);
    expect(linesOf(reading).map(({ function: fn, decides }) => [fn, decides])).toEqual([
      ['att.policy', 'board'],
      ['beh.suspend', 'head'],
      ['beh.uniform', 'head'],
    ]);
  });
});

describe('a table with a column for each part', () => {
  const ROWS = [
    ['Function', 'Approved by', 'Consulted', 'Informed'],
    ['Attendance policy', 'LGB', 'Headteacher, CEO', ''],
    ['Uniform policy', 'Head', '', 'LGB'],
    ['Lettings', '', 'Head', ''],
  ];

  test('is read by its names', () => {
    const reading = readRows(ROWS);
    expect(linesOf(reading)).toEqual([
      { line: 'row 2', function: 'att.policy', decides: 'local', consulted: ['head', 'ceo'] },
      { line: 'row 3', function: 'beh.uniform', decides: 'head', informed: ['local'] },
    ]);
    expect(openQuestions(reading)).toEqual([
      'Row 4, "Lettings": nobody decides. Who does? If it is left out, it stays with the board.',
    ]);
  });

  test('with names beside which no function stands asks whether they may be left out', () => {
    const rows = [...ROWS.slice(0, 3), ['', 'Board', 'CEO', '']];
    expect(openQuestions(readRows(rows))).toEqual([
      'Row 4 has "Board | CEO", but no function stands beside it. Is it to be left out? If not, write the function into the file.',
    ]);
    const reading = readRows(rows, { 'cell / row / board ceo': 'leave out' });
    expect(openQuestions(reading)).toEqual([]);
    expect(reading.aside).toEqual([{ place: { sheet: '', row: 4 }, text: 'Board | CEO' }]);
  });

  test('and one of names alone asks which part they have', () => {
    const rows = [['Function', 'Responsible', 'Consulted'], ...ROWS.slice(1).map((row) => row.slice(0, 3))];
    const [asked] = readRows(rows).questions;
    expect(asked?.question).toMatchObject({
      question: 'What part have those who stand in the column "Responsible"?',
      suggestion: 'decides',
    });
    expect(linesOf(readRows(rows, { [asked!.question.key]: 'yes' }))).toMatchObject([
      { decides: 'local', consulted: ['head', 'ceo'] },
      { decides: 'head' },
    ]);
  });
});

describe('duties beside a name', () => {
  const rows = [
    ['Duty', 'Delegated to', 'Appendix'],
    ['Attendance policy', 'Head', ''],
    ['Lettings (est.lettings)', 'CEO', ''],
    ['Uniform policy (beh.uniform)', '', ''],
  ];

  test('without a verb are one question for the whole file, and an empty cell is nobody', () => {
    const reading = readRows(rows);
    expect(reading.questions.map(({ question }) => question.key)).toEqual([
      'word / no verb',
      'decider / uniform policy beh uniform / head / ceo',
    ]);
    expect(linesOf(readRows(rows, { 'word / no verb': 'yes' }))).toEqual([
      { line: 'row 2', function: 'att.policy', decides: 'head' },
      { line: 'row 3', function: 'est.lettings', decides: 'ceo' },
    ]);
  });

  test('with a column that is not understood ask whether it may be left out', () => {
    const filled = rows.map((row, at) => (at === 1 ? [...row.slice(0, 2), 'p. 3'] : row));
    expect(openQuestions(readRows(filled))[0]).toMatch(/^What stands under "Appendix" is not understood\./);
  });
});

test('sheets are told apart in places, and one without a table is told', () => {
  const sheet = (called: string, cells: string[][]) => ({
    called,
    above: [],
    rows: cells.map((row, at) => ({ number: at + 1, cells: row })),
  });
  const reading = readScheme({
    document: {
      sheets: [sheet('sheet "Front"', [['Anytown']]), sheet('sheet "Policies"', [HEADINGS, POLICY, POLICY])],
    },
    from: '2026-09-01',
    tiers: TIERS,
    functions: FUNCTIONS,
    answers: new Map(),
  });
  expect(reading.unused.map(({ called }) => called)).toEqual(['sheet "Front"']);
  expect(openQuestions(reading)[0]).toMatch(/^Sheet "Policies", rows 2 and 3 are about the same function/);
});

describe('several rows about one function', () => {
  const ROWS = [
    ['Attendance policy', 'X', '', ''],
    ['Attendance policy', '', '', 'X'],
  ];
  const [asked] = readRows([HEADINGS, ...ROWS]).questions;
  const answers = { [asked!.question.key]: 'the first' };

  test('are asked about with what stands in each of them', () => {
    expect(asked?.question).toMatchObject({
      where: 'Rows 2 and 3',
      says: 'the first: Attendance policy (Board: X)\nthe second: Attendance policy (Head: X)',
      choices: ['the first', 'the second', 'leave out'],
    });
    expect(linesOf(readRows([HEADINGS, ...ROWS], answers))).toMatchObject([{ decides: 'board' }]);
  });

  test('keep the row that was chosen when a row is inserted above them', () => {
    const reading = readRows([HEADINGS, ['Uniform policy', 'X', '', ''], ...ROWS], answers);
    expect(linesOf(reading)).toMatchObject([{ function: 'beh.uniform' }, { line: 'row 3', decides: 'board' }]);
  });

  test('are asked about again when what stands in them has changed places', () => {
    const reading = readRows([HEADINGS, ...ROWS.toReversed()], answers);
    expect(linesOf(reading)).toEqual([]);
    expect(reading.notAsked).toEqual([asked!.question.key]);
  });
});

describe('the heading of a tier', () => {
  const tierOf = (heading: string, answers = {}) =>
    linesOf(
      readRows(
        [
          ['Function', 'Members', heading],
          ['Attendance policy', '*', 'X'],
        ],
        answers,
      ),
    ).map(({ decides }) => decides);

  test.each([
    ['board', 'board'],
    ['Trust Board', 'board'],
    ['Directors', 'board'],
    ['Academy Council', 'local'],
    ['Oak Local Governing Body', 'local'],
    ['local-oak', 'local'],
    ['Principal', 'head'],
    ['Executive Leader', 'ceo'],
    ['Finance Director', 'cfo'],
    ['Finance and People Committee', 'finance-committee'],
    ['Anything at all (cfo)', 'cfo'],
  ])('"%s" is %s without asking', (heading, tier) => {
    expect(tierOf(heading)).toEqual([tier]);
  });

  test.each([
    ['Audit Committee', 'new audit-committee'],
    ['Chair of trustees', 'new chair-of-trustees'],
    ['Growth committee', undefined],
    ['Head / CEO', undefined],
  ])('"%s" is nobody in this trust, and asked about', (heading, suggestion) => {
    const [asked] = readRows([
      ['Function', 'Members', heading],
      ['Attendance policy', '*', 'X'],
    ]).questions;
    expect(asked?.question.kind).toBe('tier');
    expect(asked?.question.suggestion).toBe(suggestion);
  });

  test.each([
    ['yes', ['audit-committee']],
    ['new scrutiny', ['scrutiny']],
    ['board', ['board']],
    ['finance-committee (Finance and people committee)', ['finance-committee']],
    ['scrutiny', []],
    ['new Scrutiny Panel', []],
  ])('answered "%s"', (answer, tiers) => {
    expect(tierOf('Audit Committee', { 'tier / audit committee': answer })).toEqual(tiers);
  });
});

describe('the function of a row', () => {
  const rowsOf = (text: string, id = '') => [
    ['Function', 'Id', 'Board', 'Head'],
    [text, id, 'X', ''],
  ];
  const basisOf = (text: string, answers = {}, id = '') =>
    readRows(rowsOf(text, id), answers).lines.map(({ line, basis }) => [line.function, basis]);

  test.each([
    ['ATTENDANCE  POLICY', '', [['att.policy', 'name']]],
    ['Discipline grievance capability hearings appeals', '', [['hr.casework', 'name']]],
    ['Appoint and remove members', '', []],
    ['whatever it is called', 'att.policy', [['att.policy', 'id']]],
    ['Attendance (att.policy)', '', [['att.policy', 'id']]],
    ['Attendance policies', '', []],
    ['Attendance policy', 'att.polcy', []],
  ])('"%s" %s', (text, id, basis) => {
    expect(basisOf(text, {}, id)).toEqual(basis);
  });

  test.each([
    ['Approve school development plan', 'str.plan.school'],
    ['Appointment of Principal', 'hr.head.appoint'],
    ['Agree purchase orders', 'fin.order.approve'],
    ['Permanent exclusion of a student', 'beh.exclude'],
    ['Safeguarding and child protection policy', 'saf.policy'],
    ['Write off bad debts', 'fin.writeoff'],
  ])('"%s" is like %s, and only suggested', (text, id) => {
    const [asked] = readRows(rowsOf(text)).questions;
    expect(asked?.question).toMatchObject({ kind: 'function', suggestion: id });
    expect(asked?.question.confidence).toBeLessThan(100);
    expect(basisOf(text)).toEqual([]);
    expect(basisOf(text, { [asked!.question.key]: 'yes' })).toEqual([[id, 'answer']]);
  });

  const KEY = 'function / mow the lawn';
  test.each([
    ['att.policy', [['att.policy', 'answer']]],
    ['Attendance policy', [['att.policy', 'answer']]],
    ['att.policy (Attendance policy)', [['att.policy', 'answer']]],
    ['own school', [['own.mow-the-lawn', 'own']]],
    ['leave out', []],
    ['own', []],
    ['own everywhere', []],
    ['yes', []],
    ['att.polcy', []],
  ])('answered "%s"', (answer, basis) => {
    expect(basisOf('Mow the lawn', { [KEY]: answer })).toEqual(basis);
  });

  test('of its own has an id, its scope and the section as its group; what is left out is told', () => {
    const rows = [['Function', 'Board', 'Head'], ['Grounds'], ['Mow the lawn', 'X', ''], ['Rake the lawn', 'X', '']];
    const reading = readRows(rows, {
      'function / grounds / mow the lawn': 'own both',
      'function / grounds / rake the lawn': 'leave out',
    });
    expect(reading.own).toEqual([{ id: 'own.mow-the-lawn', name: 'Mow the lawn', scope: 'both', group: 'Grounds' }]);
    expect(reading.leftOut).toEqual([{ place: { sheet: '', row: 4 }, text: 'Rake the lawn' }]);
  });
});

test('a scheme of 150 functions takes seconds of work, however little of it is known', () => {
  const rows = FUNCTIONS.slice(0, 150).map(({ name }, at) => [`${String(at)} ${name} etc`, 'X', '', '*']);
  const before = process.cpuUsage();
  const reading = readRows([HEADINGS, ...rows]);
  expect(openQuestions(reading).length).toBeGreaterThan(100);
  // The work of this process alone, however busy the machine is.
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
});

describe('a body that stands once before its duties', () => {
  const OF_HEAD = ['Head', 'Attendance policy'];

  test('has each duty below it that stands alone', () => {
    const reading = readRows([
      ['Body', 'Duty'],
      OF_HEAD,
      ['', 'Uniform policy'],
      ['LGB', 'School behaviour policy'],
      ['', 'Lettings'],
    ]);
    expect(reading.sections).toEqual([]);
    expect(linesOf(reading).map(({ function: id, decides }) => [id, decides])).toEqual([
      ['att.policy', 'head'],
      ['beh.uniform', 'head'],
      ['beh.policy', 'local'],
      ['est.lettings', 'local'],
    ]);
  });

  test('may stand alone above them, and then they are not those of the body before', () => {
    const reading = readRows([
      ['No', 'Body', 'Duty'],
      ['1', ...OF_HEAD],
      ['', 'LGB', ''],
      ['2', '', 'Uniform policy'],
    ]);
    expect(linesOf(reading).map(({ function: id, decides }) => [id, decides])).toEqual([
      ['att.policy', 'head'],
      ['beh.uniform', 'local'],
    ]);
  });

  test('is asked about where it stands alone and is no tier of the trust, and not passed over for the body before', () => {
    const reading = readRows([
      ['No', 'Body', 'Duty'],
      ['1', ...OF_HEAD],
      ['', 'Forest forum', ''],
      ['2', '', 'Uniform policy'],
    ]);
    expect(openQuestions(reading)).toEqual([expect.stringContaining('of the trust is "Forest forum"?')]);
  });

  test('may come after a heading in its column, which says nothing of duties that name their own', () => {
    const reading = readRows([['Body', 'Duty'], ['Behaviour and attendance', ''], OF_HEAD, ['LGB', 'Uniform policy']]);
    expect(reading.sections.map(({ text }) => text)).toEqual(['Behaviour and attendance']);
    expect(openQuestions(reading)).toEqual([]);
  });
});
