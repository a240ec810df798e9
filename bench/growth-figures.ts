import type { Figure } from './figures.js';

/** How much more than the logarithm of the history a figure may grow: caches do not grow with the history. */
const ALLOWED = 2;

const GROWING = ['one answer with its reasons, p50', 'the whole matrix', 'append of one entry, p50'];

const ENGLAND_ENTRIES = 10_000_000;

/**
 * Sets the figures at 10 and 100 times the history beside the same at 1 times: their floor is what they would be if they
 * grew with the logarithm of the number of entries. Adds what follows for the whole of England.
 */
export function growthOf(figures: readonly Figure[]): Figure[] {
  const at = (scenario: string, what: string): number | undefined =>
    figures.find((figure) => figure.scenario === scenario && figure.what === what)?.value;
  const first = at('growth 1×', 'entries');
  const all = figures.map((figure): Figure => {
    const { scenario, what } = figure;
    const count = at(scenario, 'entries');
    const before = at('growth 1×', what);
    if (scenario === 'growth 1×' || first === undefined || count === undefined || before === undefined) return figure;
    if (!GROWING.includes(what)) return figure;
    const floor = (before * Math.log(count)) / Math.log(first);
    return {
      ...figure,
      floor,
      floorIs: 'the same at 1×, grown with the logarithm',
      target: { atMost: ALLOWED, floors: true },
    };
  });
  const bytes = at('growth 10×', 'memory per entry, index and data');
  const rate = figures.find(({ scenario, target }) => scenario === 'replay' && target !== undefined)?.value;
  return [...all, ...england(bytes, rate)];
}

function england(bytes: number | undefined, rate: number | undefined): Figure[] {
  const scenario = 'England (10 million entries, extrapolated)';
  return [
    ...(bytes === undefined
      ? []
      : [
          {
            scenario,
            what: 'memory',
            value: (bytes * ENGLAND_ENTRIES) / 2 ** 30,
            unit: 'GiB',
            target: { atMost: 6, later: true },
          } as const,
        ]),
    ...(rate === undefined
      ? []
      : [
          {
            scenario,
            what: 'every trust ready from a cold start, one core',
            value: ENGLAND_ENTRIES / rate,
            unit: 's',
            target: { atMost: 180, later: true },
          } as const,
        ]),
  ];
}
