import { limitsInText, readLimits } from '../../../apps/server/src/pages/record/forms/limits-text.js';

/** Who decides up to which amount, as a clerk writes it. */

const TIERS = [
  { id: 'board', name: 'Board of trustees' },
  { id: 'head', name: 'Headteacher' },
  { id: 'ceo', name: 'Chief executive, and accounting officer' },
];

test.each([
  ['head up to £5,000; ceo up to £50,000; board', [['head', 500_000], ['ceo', 5_000_000], ['board']]],
  ['Headteacher up to 5k; BOARD', [['head', 500_000], ['board']]],
  ['chief executive, and accounting officer up to £50,000.50;board of trustees', [['ceo', 5_000_050], ['board']]],
  ['head  UP  TO £1; ceo up to £2\nboard', [['head', 100], ['ceo', 200], ['board']]],
  ['board;', [['board']]],
])('%s', (text, bands) => {
  const limits = bands.map(([decides, upTo]) => (upTo === undefined ? { decides } : { upTo, decides }));
  expect(readLimits(text, TIERS)).toEqual({ limits });
});

test('what is written for limits is read back as these limits', () => {
  const limits = [{ upTo: 123_456, decides: 'ceo' }, { upTo: 2_000_000, decides: 'head' }, { decides: 'board' }];
  const text = limitsInText(limits, TIERS);
  expect(text).toBe(
    'Chief executive, and accounting officer up to £1,234.56; Headteacher up to £20,000; Board of trustees',
  );
  expect(readLimits(text, TIERS)).toEqual({ limits });
});

test.each([
  ['head up to £5,000', 'Nobody decides above £5,000. Add who does at the end, such as "; board".'],
  ['head up to £5,000;; board', 'There is nothing between two semicolons. Take one of them out.'],
  [
    'head; board',
    /^"head" does not say up to which amount, and only the last can do without\. Write "head up to £50,000"/,
  ],
  ['head up to £5,000; ceo up to £5,000; board', /^£5,000 comes after £5,000\. Put the amounts in order/],
  ['head up to lots; board', '"up to lots" is not an amount. Write it in pounds, such as "head up to £5,000".'],
  ['hed up to £5,000; board', /^"hed" is no kind of body or post here/],
])('%s: says what is wrong', (text, fault) => {
  expect(readLimits(text, TIERS)).toEqual({
    fault: typeof fault === 'string' ? fault : (expect.stringMatching(fault) as string),
  });
});
