import fc from 'fast-check';
import { dayOf, FOREVER } from '@remit/kernel';
import { type Line, OTHER_PARTS, schemeOf } from '@remit/delegation';
import { fingerprintOf } from '../../libs/exchange/domain/publication/fingerprint.js';
import { schemeContent } from '../../libs/exchange/domain/publication/scheme-content.js';
import { sha256OfText } from '../../libs/exchange/read/publication/publication-maker.js';
import { printedSeed } from '../support/seed.js';

/** Two schemes have one fingerprint exactly when they say the same, whatever the order in which they say it. */

const tier = fc.constantFrom('board', 'ceo', 'head');
const tiers = fc.option(fc.array(tier, { maxLength: 2 }), { nil: undefined });
const bands = fc.record({ upTo: fc.constantFrom(100, 200), first: tier, last: tier }).map(({ upTo, first, last }) => ({
  limits: [{ upTo, decides: first }, { decides: last }],
}));
const line = fc.record(
  {
    line: fc.constantFrom('1', '2'),
    function: fc.constantFrom('a', 'b', 'c'),
    decides: fc.oneof(tier, bands),
    recommends: tiers,
    consulted: tiers,
    informed: tiers,
    oversees: tiers,
    delegatedFrom: fc.option(tier, { nil: undefined }),
  },
  { requiredKeys: ['line', 'function', 'decides'] },
);
const scheme = fc.record({
  trust: fc.constantFrom('t', 'u'),
  scheme: fc.constantFrom('s', 'r'),
  version: fc.constantFrom('1', '2'),
  from: fc.constantFrom('2020-09-01', '2021-09-01'),
  until: fc.constantFrom(undefined, '2022-09-01'),
  lines: fc.uniqueArray(line, { maxLength: 3, selector: (each) => each.function }),
});
type Scheme = typeof scheme extends fc.Arbitrary<infer Value> ? Value : never;

/** What a scheme says, one fact a text: a second reading, by which the order of nothing counts. */
function factsOf({ trust, lines, ...of }: Scheme): string[] {
  const facts = [`${trust} ${of.scheme} ${of.version} ${of.from} ${of.until ?? ''}`];
  for (const each of lines) {
    const about = `${each.function} ${each.line}`;
    facts.push(`${about} decides ${JSON.stringify(each.decides)}`);
    for (const part of OTHER_PARTS) for (const other of each[part] ?? []) facts.push(`${about} ${part} ${other}`);
    facts.push(`${about} goes back to ${each.delegatedFrom ?? 'board'}`);
  }
  return [...new Set(facts)].sort();
}

function fingerprint({ trust, ...data }: Scheme): string {
  const until = data.until === undefined ? FOREVER : dayOf(data.until);
  const said = { ...data, lines: data.lines as readonly Line[] };
  const fact = { n: 1, by: [], data: said as never, from: dayOf(data.from), until, endedBy: undefined };
  return fingerprintOf(schemeContent(trust, schemeOf(fact)), sha256OfText);
}

test('two schemes differ exactly when their fingerprints do', () => {
  const seen = { same: 0, different: 0 };
  const shuffled = scheme.chain((one) =>
    fc
      .shuffledSubarray([...one.lines], { minLength: one.lines.length })
      .map((lines) => [one, { ...one, lines }] as const),
  );
  // Two drawn apart, two that differ in little, and one in two orders.
  const two = fc.oneof(fc.tuple(scheme, scheme), shuffled, fc.tuple(scheme, line).map(withAnother));
  fc.assert(
    fc.property(two, ([a, b]) => {
      const same = JSON.stringify(factsOf(a)) === JSON.stringify(factsOf(b));
      seen[same ? 'same' : 'different'] += 1;
      expect(fingerprint(a) === fingerprint(b)).toBe(same);
    }),
    { seed: printedSeed('FINGERPRINTS_SEED'), numRuns: 3000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
});

/** A scheme, and the same with one line in the place of its first. */
function withAnother([one, other]: [Scheme, Scheme['lines'][number]]): readonly [Scheme, Scheme] {
  const [first, ...rest] = one.lines;
  return [one, { ...one, lines: [{ ...other, function: first?.function ?? other.function }, ...rest] }];
}
