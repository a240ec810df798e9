import Sequencer from '@jest/test-sequencer';

/**
 * Test files that take longest, the longest first: on a fresh clone nothing is known of their times, and one that begins last
 * leaves the other cores idle. Nothing depends on the order.
 */
const LONGEST = [
  'contract/the-real-register',
  'journeys/cli-record',
  'journeys/cli-import-scheme',
  'journeys/publishing',
  'contract/publication-faces',
  'journeys/bundles',
  'journeys/cli-views',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
}
