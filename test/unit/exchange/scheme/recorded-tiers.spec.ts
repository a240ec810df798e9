import { readScheme, recordedTiers } from '@remit/exchange';
import { pureTrust } from '../../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../../support/sample-trust.js';
import { FUNCTIONS, linesOf, openQuestions } from '../../../support/schemes.js';

/** A trust's own words for its tiers are headings that an import knows. */

const { index } = pureTrust([
  ...SAMPLE_TRUST,
  {
    command: 'NameTier',
    data: { tier: 'local', name: 'village committee', plural: 'village committees', from: '2026-09-01' },
  },
]);

/** A matrix with the local tier under a heading, read as of a day. */
function read(heading: string, from: string, known = index.head) {
  const rows = [
    ['Function', 'Headteacher', heading],
    ['Monitor standards', 'R', 'D'],
  ];
  return readScheme({
    document: {
      sheets: [
        {
          called: '',
          above: ['Key: D decides, R recommends'],
          rows: rows.map((cells, at) => ({ number: at + 1, cells })),
        },
      ],
    },
    from,
    tiers: recordedTiers(index, known, from),
    functions: FUNCTIONS,
    answers: new Map(),
  });
}

test.each(['Village committee', 'village committees'])(
  'the heading "%s" is known once the trust has the word',
  (heading) => {
    const reading = read(heading, '2026-09-01');
    expect(openQuestions(reading)).toEqual([]);
    expect(linesOf(reading)).toMatchObject([{ function: 'edu.monitor', decides: 'local', recommends: ['head'] }]);
  },
);

test.each([
  ['on a day before its first', '2026-08-31', index.head],
  ['before it was recorded', '2026-09-01', index.head - 1],
])('it is asked about %s', (_when, from, known) => {
  expect(openQuestions(read('Village committee', from, known))).toEqual([
    expect.stringMatching(/^Which body or post of the trust is "Village committee"\?$/),
  ]);
});

test('the trust’s own word stands first among the names of a tier, as questions show the first ones', () => {
  const tiers = recordedTiers(index, index.head, '2026-09-01');
  expect(tiers.find(({ tier }) => tier === 'local')?.names).toEqual([
    'village committee',
    'village committees',
    'Oak local governing body',
    'local-oak',
  ]);
});
