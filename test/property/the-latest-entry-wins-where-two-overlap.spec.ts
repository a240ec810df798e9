import type { Answer } from '@remit/accountability';
import { civilDate, dayOf } from '@remit/kernel';
import fc from 'fast-check';
import { pureTrust, type ScriptCommand } from '../support/pure-trust.js';
import { eachDay } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

/** Allen's thirteen relations between two intervals, each from four days a < b < c < d: first the one, then the other. */
const RELATIONS = {
  before: ([a, b, c, d]) => [a, b, c, d],
  meets: ([a, b, , d]) => [a, b, b, d],
  overlaps: ([a, b, c, d]) => [a, c, b, d],
  starts: ([a, b, , d]) => [a, b, a, d],
  during: ([a, b, c, d]) => [b, c, a, d],
  finishes: ([a, b, , d]) => [b, d, a, d],
  equals: ([a, , , d]) => [a, d, a, d],
  'is finished by': ([a, b, , d]) => [a, d, b, d],
  contains: ([a, b, c, d]) => [a, d, b, c],
  'is started by': ([a, b, , d]) => [a, d, a, b],
  'is overlapped by': ([a, b, c, d]) => [b, d, a, c],
  'is met by': ([a, b, , d]) => [b, d, a, b],
  after: ([a, b, c, d]) => [c, d, a, b],
} satisfies Record<string, (days: Four) => Four>;

type Four = readonly [number, number, number, number];
interface Interval {
  readonly from: number;
  readonly until: number;
}

const FIRST = dayOf('2020-02-25');

const WORLD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from: '2010-01-01' } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from: '2010-01-01' } },
  { command: 'FormCluster', data: { cluster: 'coast', name: 'Coast', from: '2010-01-01' } },
  { command: 'PlaceSchool', data: { school: 'oak', cluster: 'coast', from: '2010-01-01' } },
  { command: 'ClassifySchool', data: { school: 'oak', category: 'autonomy', value: 'full', from: '2010-01-01' } },
  {
    command: 'AdoptScheme',
    data: {
      scheme: 's',
      version: '1',
      from: '2010-01-01',
      lines: [
        { line: '1', function: 'edu.curriculum', decides: 'ceo' },
        { line: '2', function: 'gov.urgent-action', decides: 'ceo' },
      ],
    },
  },
];

const COVERS = {
  urgent: { trust: true },
  intervention: { cluster: 'coast' },
  school: { schools: ['oak'] },
  cluster: { cluster: 'coast' },
  category: { category: { name: 'autonomy', value: 'full' } },
} as const;
type Layer = keyof typeof COVERS;

function variation(name: string, layer: Layer, { from, until }: Interval): ScriptCommand {
  const lines = [{ line: '1', function: 'edu.curriculum', decides: name }];
  const dates = { from: civilDate(from), until: civilDate(until) };
  return { command: 'VaryDelegation', data: { variation: name, layer, covers: COVERS[layer], ...dates, lines } };
}

function holds({ from, until }: Interval, day: number): boolean {
  return from <= day && day < until;
}

const fourDays = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 })
  .map((drawn) => drawn.map((day) => FIRST + day).sort((a, b) => a - b) as unknown as Four);
const layers = fc.constantFrom(...(Object.keys(COVERS) as Layer[]));
const seed = printedSeed('PROPERTY_SEED');

describe('of two variations of one layer the latest entry wins on the days of both, the other keeps the rest', () => {
  test.each(Object.entries(RELATIONS))('the one recorded first %s the other', (_name, relation) => {
    fc.assert(
      fc.property(fourDays, layers, (days, layer) => {
        const [a, b, c, d] = relation(days);
        const earlier = { from: a, until: b };
        const later = { from: c, until: d };
        const record = [...WORLD, variation('earlier', layer, earlier), variation('later', layer, later)];
        const trust = pureTrust(record);
        for (const day of eachDay(FIRST - 2, FIRST + 45)) {
          const question = { function: 'edu.curriculum', school: 'oak', on: civilDate(day), knownAt: trust.index.head };
          const { decides, layer: through } = trust.ask(question) as Answer;
          const wanted = holds(later, day) ? 'later' : holds(earlier, day) ? 'earlier' : 'ceo';
          expect({ day, decides: decides?.tier, through }).toEqual({
            ...{ day, decides: wanted },
            through: wanted === 'ceo' ? 'scheme' : layer,
          });
        }
      }),
      { seed, numRuns: 15 },
    );
  });
});
