import { setImmediate } from 'node:timers/promises';
import { limitsInText, readLimits } from '../../../apps/server/src/pages/record/forms/limits-text.js';
import { tierMeantAmong } from '../../../apps/server/src/pages/record/forms/tier-words.js';

/** Who decides up to which amount, as a clerk writes it. */

const TIERS = [
  { id: 'board', name: 'Board of trustees' },
  { id: 'head', name: 'Headteacher' },
  { id: 'ceo', name: 'Chief executive, and accounting officer' },
];
const meant = tierMeantAmong(TIERS);

test.each([
  ['head up to £5,000; ceo up to £50,000; board', [['head', 500_000], ['ceo', 5_000_000], ['board']]],
  ['Headteacher up to 5k; BOARD', [['head', 500_000], ['board']]],
  ['chief executive, and accounting officer up to £50,000.50;board of trustees', [['ceo', 5_000_050], ['board']]],
  ['head  UP  TO £1; ceo up to £2\nboard', [['head', 100], ['ceo', 200], ['board']]],
  ['board;', [['board']]],
  ['head up to £5,000 \n board ; \n;', [['head', 500_000], ['board']]],
])('%s', (text, bands) => {
  const limits = bands.map(([decides, upTo]) => (upTo === undefined ? { decides } : { upTo, decides }));
  expect(readLimits(text, meant)).toEqual({ limits });
});

test('what is written for limits is read back as these limits', () => {
  const limits = [{ upTo: 123_456, decides: 'ceo' }, { upTo: 2_000_000, decides: 'head' }, { decides: 'board' }];
  const text = limitsInText(limits, TIERS);
  expect(text).toBe(
    'Chief executive, and accounting officer up to £1,234.56; Headteacher up to £20,000; Board of trustees',
  );
  expect(readLimits(text, meant)).toEqual({ limits });
});

test.each([
  ['head up to £5,000', 'Nobody decides above £5,000. Add who does at the end, such as "; board".'],
  ['head up to £5,000;; board', 'There is nothing between two semicolons. Take one of them out.'],
  [' ; ;', 'There is nothing between two semicolons. Take one of them out.'],
  ['up to £5,000; board', /^"up to £5,000" is no kind of body or post here/],
  [
    'head; board',
    /^"head" does not say up to which amount, and only the last can do without\. Write "head up to £50,000"/,
  ],
  ['head up to £5,000; ceo up to £5,000; board', /^£5,000 comes after £5,000\. Put the amounts in order/],
  ['head up to lots; board', '"up to lots" is not an amount. Write it in pounds, such as "head up to £5,000".'],
  ['hed up to £5,000; board', /^"hed" is no kind of body or post here/],
])('%s: says what is wrong', (text, fault) => {
  expect(readLimits(text, meant)).toEqual({
    fault: typeof fault === 'string' ? fault : (expect.stringMatching(fault) as string),
  });
});

test.each([
  ['between two letters', (many: string) => `a${many}b`, /^"a +b" is no kind of body or post here/],
  ['before a word', (many: string) => `board${many};${many}x`, /^"board" does not say up to which amount/],
  ['in "up to"', (many: string) => `head up${many}to${many}£5,000`, /^Nobody decides above £5,000/],
  ['after "up"', (many: string) => `head up${many}`, /^"head up" is no kind of body or post here/],
])('limits with 29,000 spaces %s are read at once', async (_where, text, fault) => {
  for (let time = 0; time < 100; time += 1) {
    const read = readLimits(text(' '.repeat(29_000)), meant);
    expect('fault' in read ? read.fault : '').toMatch(fault);
    await setImmediate(); // Else the time limit of the test could not end it.
  }
});
