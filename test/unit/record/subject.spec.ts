import { civilDate, FOREVER } from '@remit/kernel';
import { type Claimed, type Ended, StandingEntry, Subject } from '@remit/record';

function standing<Data>(n: number, data: Data, live = true): StandingEntry<Data> {
  return new StandingEntry(n, 'Any', data, live);
}

/** Something admitted at entries 1 and 5, ended at entries 3 and 7. */
function subjectOf({ dead = [] as readonly number[] } = {}): Subject<Claimed> {
  const subject = new Subject<Claimed>('oak');
  const alive = (n: number): boolean => !dead.includes(n);
  subject.claim(standing<Claimed>(1, { from: '2015-01-01', until: '2019-01-01' }, alive(1)));
  subject.end(standing<Ended>(3, { until: '2018-01-01' }, alive(3)));
  subject.claim(standing<Claimed>(5, { from: '2020-01-01' }, alive(5)));
  subject.end(standing<Ended>(7, { until: '2022-01-01' }, alive(7)));
  return subject;
}

function livesOf(subject: Subject<Claimed>, without?: number): string[] {
  return subject.liveClaims(without).map((claim) => {
    const { n, from, until, endedBy } = subject.lifeOf(claim, without);
    const end = until === FOREVER ? 'further notice' : civilDate(until);
    return `${n}: ${civilDate(from)} to ${end}${endedBy === undefined ? '' : ` by ${endedBy}`}`;
  });
}

describe('the days on which something holds', () => {
  test('an ending is about the youngest claim before it', () => {
    expect(livesOf(subjectOf())).toEqual(['1: 2015-01-01 to 2018-01-01 by 3', '5: 2020-01-01 to 2022-01-01 by 7']);
  });

  test('a void ending leaves the end that the claim came with', () => {
    expect(livesOf(subjectOf({ dead: [3, 7] }))).toEqual([
      '1: 2015-01-01 to 2019-01-01',
      '5: 2020-01-01 to further notice',
    ]);
  });

  test('when a claim is void its ending is about the claim before it, and the latest of several endings counts', () => {
    expect(livesOf(subjectOf({ dead: [5] }))).toEqual(['1: 2015-01-01 to 2022-01-01 by 7']);
    expect(livesOf(subjectOf({ dead: [1] }))).toEqual(['5: 2020-01-01 to 2022-01-01 by 7']);
  });

  test('a claim that is about to be replaced is left out, but keeps its endings to itself', () => {
    expect(livesOf(subjectOf(), 5)).toEqual(['1: 2015-01-01 to 2018-01-01 by 3']);
    expect(livesOf(subjectOf(), 7)).toEqual(['1: 2015-01-01 to 2018-01-01 by 3', '5: 2020-01-01 to further notice']);
  });
});
