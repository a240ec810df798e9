import {
  breakpoints,
  cellsOf,
  Moment,
  resolve,
  type Segment,
  timeline,
  type TimelineAsked,
  verdictOf,
} from '@remit/accountability';
import type { Random } from '../oracle/random.js';
import type { Command } from '../oracle/types.js';
import { randomDraft } from '../support/drafts.js';
import { daysOf, type RandomTrust, randomTrusts, someDay, someKnown, textOf } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

const RECORDS = 30;
const TIMELINES = 30;

const AMOUNTS = [undefined, undefined, 0, 250_000, 3_000_000];

function randomTimeline(random: RandomTrust, days: readonly number[]): TimelineAsked | undefined {
  const { rnd, trust, record } = random;
  const withDraft = rnd.chance(0.4) ? randomDraft(rnd, record, trust) : undefined;
  const known = withDraft === undefined ? someKnown(random) : trust.index.head;
  const from = someDay(random, days);
  const until = from + (rnd.chance(0.1) ? 1 : 1 + rnd.int(rnd.chance(0.2) ? 400 : 4000));
  const schools = ['ash', 'elm', 'fir', 'oak', 'nowhere'];
  const named = namedFunctions(rnd, record);
  const cells = named.flatMap((id) => cellsOf(new Moment(trust.index, from, known), schools, { function: id }));
  const cell = rnd.maybe(cells);
  if (cell === undefined) return undefined;
  const asked = { fn: cell.fn, school: cell.school, amount: rnd.pick(AMOUNTS), period: { from, until, known } };
  return withDraft === undefined ? asked : { ...asked, draft: withDraft.instrument };
}

/** Functions that lines speak of, most often lines with a way back of their own: of others there is little to see. */
function namedFunctions(rnd: Random, record: readonly Command[]): readonly string[] {
  const lines = record.flatMap(({ command, data }) =>
    command === 'AdoptScheme' || command === 'VaryDelegation' ? data.lines : [],
  );
  const withWayBack = lines.filter(({ delegatedFrom }) => delegatedFrom !== undefined);
  const named = rnd.chance(0.5) && withWayBack.length > 0 ? withWayBack : lines;
  return rnd.some([...new Set(named.map((line) => line.function))], 3);
}

/** What is wrong with the segments themselves, whatever they say. */
function faultsOf(segments: readonly Segment[], { from, until }: TimelineAsked['period']): string[] {
  const rules: Readonly<Record<string, boolean>> = {
    'begins with the period': segments[0]?.from === from,
    'ends with the period': segments.at(-1)?.until === until,
    'no segment is empty': segments.every((segment) => segment.from < segment.until),
    'each begins where the one before it ends': segments.every((s, i) => i === 0 || segments[i - 1]?.until === s.from),
    'neighbours differ': segments.every((s, i) => i === 0 || textOf(segments[i - 1]?.verdict) !== textOf(s.verdict)),
  };
  return Object.keys(rules).filter((rule) => rules[rule] === false);
}

test('the segments of a timeline are in order, disjoint, cover the period, differ, and equal the point answers', () => {
  let several = 0;
  for (const random of randomTrusts(printedSeed('PROPERTY_SEED'), RECORDS)) {
    const { seed, record, trust, rnd } = random;
    const days = daysOf(record);
    for (let count = 0; count < TIMELINES; count += 1) {
      const asked = randomTimeline(random, days);
      if (asked === undefined) continue;
      const { fn, school, amount, period, draft } = asked;
      const about = { seed, fn: fn.id, school, amount, period, draft: draft?.data };
      const segments = timeline(trust.index, asked);
      if (segments.length > 2) several += 1;
      expect({ about, faults: faultsOf(segments, period) }).toEqual({ about, faults: [] });
      const inside = Array.from({ length: 6 }, () => period.from + rnd.int(period.until - period.from));
      const edges = segments.flatMap(({ from, until }) => [from, until - 1]);
      for (const day of [...edges, ...inside]) {
        const point = verdictOf(resolve(new Moment(trust.index, day, period.known, draft), fn, school, amount));
        const segment = segments.find(({ from, until }) => from <= day && day < until);
        if (textOf(point) !== textOf(segment?.verdict))
          expect({ about, day, verdict: segment?.verdict }).toEqual({ about, day, verdict: point });
      }
      expect(breakpoints(trust.index, fn, school, period, draft).length).toBeGreaterThanOrEqual(segments.length);
    }
  }
  expect(several).toBeGreaterThan(RECORDS);
});
