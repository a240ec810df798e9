import { instruments, Moment, portrait, schemeImpact, schemeKnownAt, schoolProfile } from '@remit/accountability';
import { canonicalJson, dayOf } from '@remit/kernel';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';
import { SAMPLE_HEAD, SAMPLE_TRUST } from '../../support/sample-trust.js';

const scheme = (id: string, from: string, decides: string, until?: string): ScriptCommand => ({
  command: 'AdoptScheme',
  data: {
    scheme: id,
    version: id,
    from,
    ...(until === undefined ? {} : { until }),
    lines: [
      { line: '1', function: 'edu.monitor', decides },
      { line: '2', function: 'edu.curriculum', decides: 'ceo' },
    ],
  },
});

const { index } = pureTrust([
  ...SAMPLE_TRUST,
  scheme('s-later', '2030-01-01', 'local'),
  scheme('s-last', '2031-01-01', 'ceo', '2032-01-01'),
]);
const [LATER, LAST] = [SAMPLE_HEAD + 1, SAMPLE_HEAD + 2];

function standings(on: string, known = index.head): unknown {
  return instruments(index, dayOf(on), known)
    .schemes.slice(-2)
    .map(({ id, standing, until }) => [id, standing, until]);
}

test('a scheme is in force from its first day until another replaces it or it ends itself', () => {
  expect(standings('2029-12-31')).toEqual([
    ['s-later', 'future', '2031-01-01'],
    ['s-last', 'future', '2032-01-01'],
  ]);
  expect(standings('2030-12-31')).toEqual([
    ['s-later', 'in-force', '2031-01-01'],
    ['s-last', 'future', '2032-01-01'],
  ]);
  expect(standings('2032-01-01')).toEqual([
    ['s-later', 'replaced', '2031-01-01'],
    ['s-last', 'ended', '2032-01-01'],
  ]);
});

test('as known before its successor was recorded it lasts until further notice', () => {
  expect(standings('2032-01-01', LATER)).toContainEqual(['s-later', 'in-force', null]);
});

test('a scheme lasts as long in the portrait of a trust, and of a school, as in the list of schemes', () => {
  const shown = (known: number): unknown => {
    const moment = new Moment(index, dayOf('2030-06-01'), known);
    return [portrait(moment).scheme, schoolProfile(moment, 'oak')?.scheme].map((is) => [is?.scheme, is?.until]);
  };
  expect(shown(LAST)).toEqual([
    ['s-later', '2031-01-01'],
    ['s-later', '2031-01-01'],
  ]);
  expect(shown(LATER)).toEqual([
    ['s-later', null],
    ['s-later', null],
  ]);
});

test('the impact of a scheme is the scheme’s alone: who comes to a post on the same day is no part of it', () => {
  const appointed = {
    command: 'Appoint',
    data: { appointment: 'a99', person: 'p99', to: 'ceo', from: '2031-01-01' },
  };
  const { index: later } = pureTrust([
    ...SAMPLE_TRUST,
    scheme('s-later', '2030-01-01', 'local'),
    scheme('s-last', '2031-01-01', 'ceo', '2032-01-01'),
    appointed,
  ]);
  const known = later.head;
  const [last, before] = ['s-last', 's-later'].map((id) => schemeKnownAt(later, id, known)!);
  const { cells, changed } = schemeImpact(later, { scheme: last!, instead: before! }, known);
  expect(cells).toBeGreaterThan(100);
  const moved = changed.filter(({ before, after }) => canonicalJson(before?.decides) !== canonicalJson(after?.decides));
  expect([...new Set(moved.map((cell) => cell.function))]).toEqual(['edu.monitor']);
  const [first] = moved;
  expect([first?.before?.decides?.tier, first?.after?.decides?.tier]).toEqual(['local', 'ceo']);
  // Nothing differs beside the same scheme.
  expect(schemeImpact(later, { scheme: before!, instead: before! }, LAST).changed).toEqual([]);
});
