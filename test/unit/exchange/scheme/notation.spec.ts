import { readLegend } from '@remit/exchange';
import { linesOf, openQuestions, readRows } from '../../../support/schemes.js';

/** What codes, marks and verbs come to, by the key of the file, by custom, or by a question. */

function keyIn(...texts: string[]): Record<string, string | undefined> {
  return Object.fromEntries([...readLegend(texts).values()].map(({ code, part }) => [code, part]));
}

describe('the key of a file', () => {
  test.each([
    ['Key: D = decides, R = recommends', { D: 'decides', R: 'recommends' }],
    [
      'Key: D decides, R recommends, C is consulted, I is informed, O oversees.',
      { D: 'decides', R: 'recommends', C: 'consulted', I: 'informed', O: 'oversees' },
    ],
    ['A – Approve; C – must be Consulted; N – none', { A: 'decides', C: 'consulted', N: 'none' }],
    ['A = Accountable; R = Responsible', { A: 'decides', R: 'none' }],
    ['R = Responsible, Rec = Recommends', { R: 'decides', REC: 'recommends' }],
    ['✓ = action to be undertaken at this level', { '✓': 'decides' }],
    ['A = gives advice and support', { A: undefined }],
    ['A scheme of delegation for the trust', {}],
    ['Approved by the board on 3 March 2025, minute 7', {}],
  ])('"%s"', (text, parts) => {
    expect(keyIn(text)).toEqual(parts);
  });

  const HEADINGS = ['Function', 'Board', 'LGB', 'Head'];
  const ROW = ['Attendance policy', 'A', 'R', 'C'];

  test.each<[string, string[][]]>([
    ['above the table', [['Key: A = approves, R = recommends, C = consulted'], HEADINGS, ROW]],
    ['below the table', [HEADINGS, ROW, ['Key: A = approves, R = recommends, C = consulted']]],
    ['in two columns', [['A', 'Approves'], ['R', 'Recommends'], ['C', 'Consulted'], [], HEADINGS, ROW]],
  ])('goes before what letters usually mean, %s', (_where, rows) => {
    const reading = readRows(rows);
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)).toMatchObject([
      { function: 'att.policy', decides: 'board', recommends: ['local'], consulted: ['head'] },
    ]);
  });

  test('goes before what marks usually mean', () => {
    const rows = [['Key: X = consulted, * = decides'], HEADINGS, ['Attendance policy', 'X', '', '*']];
    expect(linesOf(readRows(rows))).toMatchObject([{ decides: 'head', consulted: ['board'] }]);
  });

  test('that leaves a part open is asked about with its own words', () => {
    const rows = [['Key: A = gives advice and support, D = decides'], HEADINGS, ['Attendance policy', 'D', 'A', '']];
    expect(openQuestions(readRows(rows))).toEqual([
      'What do "A" stand for? The file says A = "gives advice and support", which leaves the part open, and schemes differ. Say it for each of them.',
    ]);
  });
});

describe('letters without a key', () => {
  test('are one question for the whole file, with RACI suggested where it can be', () => {
    const rows = [
      ['Function', 'Board', 'LGB', 'CEO', 'Head'],
      ['Attendance policy', 'A', 'C', 'I', 'R'],
      ['Uniform policy', 'I', 'A', 'C', 'R'],
    ];
    const [asked, ...others] = readRows(rows).questions;
    expect(others).toEqual([]);
    expect(asked?.question).toMatchObject({
      kind: 'letters',
      suggestion: 'A = decides; C = is consulted; I = is informed; R = no part',
    });
    const reading = readRows(rows, { [asked!.question.key]: 'yes' });
    expect(linesOf(reading)).toEqual([
      { line: 'row 2', function: 'att.policy', decides: 'board', consulted: ['local'], informed: ['ceo'] },
      { line: 'row 3', function: 'beh.uniform', decides: 'local', consulted: ['ceo'], informed: ['board'] },
    ]);
  });

  test.each(['A = decides', 'A decides; R recommends', 'A = decides; R = perhaps'])('"%s" is no answer', (answer) => {
    const rows = [
      ['Function', 'Board', 'LGB'],
      ['Attendance policy', 'A', 'R'],
    ];
    expect(openQuestions(readRows(rows, { 'letters / A R': answer }))).toHaveLength(1);
  });

  test('an X beside ticks may be a cross, and is asked about', () => {
    const rows = [
      ['Function', 'Board', 'LGB'],
      ['Attendance policy', '✓', 'X'],
    ];
    expect(openQuestions(readRows(rows))[0]).toContain('What do "X" stand for?');
  });
});

describe('verbs', () => {
  const cell = (text: string, answers = {}) =>
    readRows(
      [
        ['Function', 'Board', 'Head'],
        ['Attendance policy', 'X', text],
      ],
      answers,
    );

  test.each([
    ['Recommends the policy to the board for approval', { recommends: ['head'] }],
    ['Is consulted before the board approves', { consulted: ['head'] }],
    ['Consulted', { consulted: ['head'] }],
    ['Inform', { informed: ['head'] }],
    ['Scrutinise and recommend', { recommends: ['head'], oversees: ['head'] }],
    ['Implement the policy', {}],
    ['n/a', {}],
    ['–', {}],
  ])('"%s" is clear', (text, parts) => {
    const reading = cell(text);
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)).toEqual([{ line: 'row 2', function: 'att.policy', decides: 'board', ...parts }]);
  });

  test.each([
    ['Consult parents', 'consult'],
    ['Inform parents', 'inform'],
    ['Report to the board', 'report'],
    ['Review each year', 'review'],
    ['See appendix B', 'see'],
    ['Head decides', 'head'],
  ])('"%s" is asked about once', (text, word) => {
    const [asked, ...others] = cell(text).questions;
    expect(asked?.question).toMatchObject({ kind: 'word', key: `word / ${word}` });
    expect(others).toEqual([]);
    expect(linesOf(cell(text, { [`word / ${word}`]: 'is informed' }))).toMatchObject([{ informed: ['head'] }]);
  });

  test('in the second place are asked about too when they are not clear', () => {
    expect(openQuestions(cell('Recommends and consults parents'))).toEqual([
      'What part has somebody of whom the file says "consults" (as in "consults parents")? The answer counts wherever the file begins with this word.',
    ]);
    expect(linesOf(cell('Recommends and consults parents', { 'word / consults': 'is informed' }))).toMatchObject([
      { recommends: ['head'], informed: ['head'] },
    ]);
    expect(openQuestions(cell('Recommends policies and plans'))).toEqual([]);
  });

  test('with an amount for a part other than deciding are asked about', () => {
    expect(openQuestions(cell('Recommends orders over £5,000'))).toEqual([
      'Row 2, "Attendance policy": Head recommends for some amounts only. Remit keeps amounts only for who decides. Which part has Head, whatever the amount?',
    ]);
  });
});

test.each(['jointly with the CEO', 'Two signatories', 'subject to approval by members'])(
  'a note "%s" asks whose word makes it final',
  (note) => {
    const reading = readRows([
      ['Function', 'Board', 'Head', 'Notes'],
      ['Attendance policy', '', 'X', note],
    ]);
    expect(openQuestions(reading)).toEqual([
      `Row 2, "Attendance policy": "${note}" asks for a second signature. Remit records one that decides: whose word makes it final?`,
    ]);
  },
);
