import { readAmount } from '@remit/exchange';
import { linesOf, openQuestions, readRows } from '../../../support/schemes.js';

describe('an amount', () => {
  test.each([
    ['up to £3,000', { kind: 'range', high: 300_000 }],
    ['Up to and including £3,000.', { kind: 'range', high: 300_000 }],
    ['(up to £5k)', { kind: 'range', high: 500_000 }],
    ['max £10,000 (inc VAT)', { kind: 'range', high: 1_000_000 }],
    ['£3,001 – £10,000', { kind: 'range', low: 300_100, high: 1_000_000 }],
    ['£3k–£10k', { kind: 'range', low: 300_000, high: 1_000_000 }],
    ['between £3,000 and £10,000', { kind: 'range', low: 300_000, high: 1_000_000 }],
    ['from 3000 to 10000', { kind: 'range', low: 300_000, high: 1_000_000 }],
    ['over £5,000 up to £50,000', { kind: 'range', low: 500_001, high: 5_000_000 }],
    ['over £65k', { kind: 'range', low: 6_500_001 }],
    ['> £1.5m', { kind: 'range', low: 150_000_001 }],
    ['£65,000 and above', { kind: 'range', low: 6_500_000 }],
    ['£65k+', { kind: 'range', low: 6_500_000 }],
    ['at least £500', { kind: 'range', low: 50_000 }],
    ['< £5000', { kind: 'range', high: 499_999 }],
    ['less than £1,250.50', { kind: 'range', high: 125_049 }],
    ['£5,000', { kind: 'bare', high: 500_000 }],
    ['5000', { kind: 'bare', high: 500_000 }],
    ['any amount', { kind: 'all' }],
    ['Unlimited', { kind: 'all' }],
    ['nil', { kind: 'nothing' }],
    ['£0', { kind: 'nothing' }],
  ])('"%s" is read', (text, amount) => {
    expect(readAmount(text)).toEqual(amount);
  });

  test.each([
    '£3-10k',
    '£10,000 – £3,000',
    'up to 5% of the budget',
    'about £500',
    '£3,00',
    'two quotes',
    '',
    'over £x',
  ])('"%s" is not guessed', (text) => {
    expect(readAmount(text)).toBeUndefined();
  });
});

const HEADINGS = ['Duty', 'Value', 'Delegated to'];
const orders = (...rows: (readonly [value: string, who: string])[]) => [
  HEADINGS,
  ...rows.map(([value, who]) => ['Place orders', value, who]),
];

/** What is asked about the bands of one duty, without the rows at the beginning. */
function asked(...rows: (readonly [value: string, who: string])[]): string[] {
  return openQuestions(readRows(orders(...rows))).map((question) => question.replace(/^.*"Place orders": /, ''));
}

describe('bands', () => {
  test('that follow on each other need no question', () => {
    const reading = readRows(orders(['up to £3,000', 'Head'], ['up to £10,000', 'CEO'], ['over £10,000', 'Board']));
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)[0]?.decides).toEqual({
      limits: [{ upTo: 300_000, decides: 'head' }, { upTo: 1_000_000, decides: 'ceo' }, { decides: 'board' }],
    });
  });

  test('with a pound between them ask about the pence between', () => {
    expect(asked(['up to £3,000', 'Head'], ['£3,001 and above', 'CEO'])).toEqual([
      'an amount of £3,000.50 is in neither band. Does the one below it go on until the next begins (Head), or does the next begin just above £3,000 (CEO)? Who decides £3,000.50?',
    ]);
  });

  test.each([
    ['Head', [{ upTo: 300_099, decides: 'head' }, { decides: 'ceo' }]],
    ['ceo', [{ upTo: 300_000, decides: 'head' }, { decides: 'ceo' }]],
  ])('with a pound between them end where the answer %s says', (answer, limits) => {
    const rows = orders(['up to £3,000', 'Head'], ['£3,001 and above', 'CEO']);
    const key = readRows(rows).questions[0]!.question.key;
    expect(linesOf(readRows(rows, { [key]: answer }))[0]?.decides).toEqual({ limits });
  });

  test.each<[string, (readonly [string, string])[], string[]]>([
    [
      'a wide gap',
      [
        ['up to £3,000', 'Head'],
        ['over £5,000', 'CEO'],
      ],
      ['nobody is named for anything over £3,000 up to £5,000. Who decides?'],
    ],
    [
      'an amount in two bands',
      [
        ['up to £10,000', 'Head'],
        ['£10,000 and above', 'CEO'],
      ],
      ['exactly £10,000 is given to both Head and CEO. Who decides?'],
    ],
    [
      'bands that overlap',
      [
        ['up to £10,000', 'Head'],
        ['from £5,000', 'CEO'],
      ],
      ['anything over £4,999.99 up to £10,000 is given to both Head and CEO. Who decides?'],
    ],
    [
      'a last band that is missing',
      [['up to £3,000', 'Head']],
      ['nobody is named for anything over £3,000. Who decides?'],
    ],
    [
      'a first band that is missing',
      [['over £3,000', 'CEO']],
      ['nobody is named for anything up to £3,000. Who decides?'],
    ],
    [
      'somebody without a band beside the others',
      [
        ['up to £3,000', 'Head'],
        ['over £3,000', 'Board'],
        ['', 'CEO'],
      ],
      ['anything over £3,000 is given to both Board and CEO. Who decides?'],
    ],
    [
      'bands out of order',
      [
        ['up to £10,000', 'CEO'],
        ['up to £3,000', 'Head'],
        ['over £10,000', 'Board'],
      ],
      [
        'the amounts are not in order. Read in order they are: anything up to £3,000: Head; anything over £3,000 up to £10,000: CEO; anything over £10,000: Board. Is that right? If not, put the rows in order in the file.',
      ],
    ],
  ])('%s is asked about', (_what, rows, questions) => {
    expect(asked(...rows)).toEqual(questions);
  });

  test('of one holder with a pound between them are one', () => {
    const reading = readRows(orders(['up to £3,000', 'Head'], ['£3,001 – £10,000', 'Head'], ['over £10,000', 'CEO']));
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)[0]?.decides).toEqual({
      limits: [{ upTo: 1_000_000, decides: 'head' }, { decides: 'ceo' }],
    });
  });

  test('written as amounts alone are one question for the whole file', () => {
    const rows = [...orders(['5000', 'Head'], ['50000', 'CEO'], ['any amount', 'Board']), ['Lettings', '700', 'Head']];
    expect(openQuestions(readRows(rows))).toEqual([
      'Amounts stand here without "up to" or "over", such as £5,000. Which do they mean?',
    ]);
    const reading = readRows(rows, { 'bare-amounts': 'yes' });
    expect(linesOf(reading)[0]?.decides).toEqual({
      limits: [{ upTo: 500_000, decides: 'head' }, { upTo: 5_000_000, decides: 'ceo' }, { decides: 'board' }],
    });
  });

  test('that cannot be read are asked about', () => {
    const rows = orders(['5% of the budget', 'Head'], ['over £10,000', 'Board']);
    const [question] = readRows(rows).questions;
    expect(question?.question.question).toBe('Which amounts does "5% of the budget" mean? Write it in pounds.');
    const reading = readRows(rows, { [question!.question.key]: 'up to £10,000' });
    expect(linesOf(reading)[0]?.decides).toEqual({
      limits: [{ upTo: 1_000_000, decides: 'head' }, { decides: 'board' }],
    });
  });

  test('may stand in the cells of a matrix, or in its rows', () => {
    const limits = [{ upTo: 300_000, decides: 'head' }, { decides: 'board' }];
    const inCells = [
      ['Function', 'Head', 'Board'],
      ['Place orders', 'X up to £3,000', 'over £3,000'],
    ];
    const inRows = [
      ['Function', 'Head', 'Board'],
      ['Place orders up to £3,000', 'X', ''],
      ['Place orders over £3,000', '', 'X'],
    ];
    for (const rows of [inCells, inRows]) {
      const reading = readRows(rows);
      expect(openQuestions(reading)).toEqual([]);
      expect(linesOf(reading).map(({ decides }) => decides)).toEqual([{ limits }]);
    }
  });

  test('with a second signature may stay as the amounts say', () => {
    const rows = [
      [...HEADINGS, 'Notes'],
      ['Place orders', 'up to £3,000', 'Head', ''],
      ['Place orders', 'over £3,000', 'CEO', 'jointly with the board'],
    ];
    const [question] = readRows(rows).questions;
    expect(question?.question.choices).toEqual(['Head', 'CEO', 'as the amounts say', 'leave out']);
    const reading = readRows(rows, { [question!.question.key]: 'as the amounts say' });
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)[0]?.decides).toEqual({
      limits: [{ upTo: 300_000, decides: 'head' }, { decides: 'ceo' }],
    });
  });

  test.each([
    ['a gap', ['up to £3,000', 'Head'], ['over £5,000', 'CEO']],
    ['amounts out of order', ['over £3,000', 'CEO'], ['up to £3,000', 'Head']],
    ['an amount that cannot be read', ['5% of the budget', 'Head'], ['over £5,000', 'CEO']],
  ])('of the same duty under two headings are asked about apart: %s', (_what, first, second) => {
    const under = (heading: string) => [first, second].map((cells) => [heading, 'Spend', ...cells]);
    const rows = [['Area', ...HEADINGS], ...under('School'), ...under('Trust')];
    const functions = { 'function / school / spend': 'fin.order.approve', 'function / trust / spend': 'fin.writeoff' };
    expect(openQuestions(readRows(rows, functions))).toHaveLength(2);
  });

  test('of a part that has them in vain are asked about under each heading', () => {
    const rows = [
      ['Area', 'Function', 'Board', 'Head'],
      ['School', 'Spend', 'X', 'Recommends up to £500'],
      ['Trust', 'Spend', 'X', 'Recommends up to £500'],
    ];
    const functions = { 'function / school / spend': 'fin.order.approve', 'function / trust / spend': 'fin.writeoff' };
    expect(openQuestions(readRows(rows, functions))).toHaveLength(2);
  });

  test('whose end stands in a note are asked about', () => {
    const rows = [
      ['Function', 'Head', 'Board', 'Notes'],
      ['Place orders', 'X', '', 'max £3,000 per order'],
    ];
    const [question] = readRows(rows).questions;
    expect(question?.question.question).toBe(
      'Row 2, "Place orders": Head decides, and the note says "max £3,000 per order". Who decides above £3,000?',
    );
    expect(linesOf(readRows(rows, { [question!.question.key]: 'Board' }))[0]?.decides).toEqual({
      limits: [{ upTo: 300_000, decides: 'head' }, { decides: 'board' }],
    });
    expect(linesOf(readRows(rows, { [question!.question.key]: 'no limit' }))[0]?.decides).toBe('head');
  });
});
