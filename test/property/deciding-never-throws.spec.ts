import { matrix, Moment } from '@remit/accountability';
import { decide } from '@remit/engine';
import { checkCommand, problemOfShape } from '@remit/engine/nest';
import { dayOf } from '@remit/kernel';
import fc from 'fast-check';
import { commandFields } from '../support/command-fields.js';
import { type PureTrust } from '../support/pure-trust.js';
import { randomTrusts } from '../support/random-trusts.js';
import { printedSeed } from '../support/seed.js';

type Data = Readonly<Record<string, unknown>>;

const RECORDS = 8;
const COMMANDS = 150;

// Ids that random records know and ids that they do not.
const ids = fc.constantFrom(
  ...['t', 'ash', 'elm', 'oak', 'coast', 'moor', 'board', 'ceo', 'head-ash', 'local-ash'],
  ...['s1', 'v-40', 'b0', 'h-ash', 'new', 'members', 'inherit'],
);
const dates = fc.constantFrom('1800-01-01', '2014-09-01', '2016-02-29', '2019-08-31', '2024-01-01', '2299-12-31');
const functions = fc.constantFrom('edu.curriculum', 'gov.urgent-action', 'gov.sod.approve', 'own.new', 'no.such');
const numbers = fc.constantFrom(0, 1, 2, 5, 13, 40, 60, 80, 1_000_000, Number.MAX_SAFE_INTEGER);
const texts = fc.constantFrom('a', 'Name of it', '2026-11', 'autonomy', 'full', 'é'.normalize('NFD'));
const junk = fc.constantFrom(null, '', '  ', true, 1.5, -1, [], {}, [null], 'x'.repeat(6000), '2025-02-29', '\ud800');

const covers = fc.oneof(
  fc.constant({ trust: true }),
  fc.record({ schools: fc.array(ids, { maxLength: 3 }) }),
  fc.record({ cluster: ids }),
  fc.record({ category: fc.record({ name: texts, value: texts }) }),
);
const band = fc.record({ upTo: numbers, decides: ids }, { requiredKeys: ['decides'] });
const bands = fc.array(band, { minLength: 1, maxLength: 4 });
const line = fc.record(
  {
    line: texts,
    function: functions,
    decides: fc.oneof(ids, fc.record({ limits: bands })),
    recommends: fc.uniqueArray(ids, { maxLength: 2 }),
    delegatedFrom: ids,
  },
  { requiredKeys: ['line', 'function', 'decides'] },
);

/** What a field could be given; what is not named takes an id. */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...{ from: dates, until: dates, decidedOn: dates, function: functions, covers, entry: numbers },
  ...{ minimum: numbers, semantics: fc.constantFrom(0, 1, 2), catalogue: texts, edition: texts },
  lines: fc.array(line, { maxLength: 4 }),
  as: fc.constantFrom('acting', 'holder', 'chair', 'member'),
  layer: fc.constantFrom('urgent', 'intervention', 'school', 'cluster', 'category'),
  scope: fc.constantFrom('trust', 'school', 'both'),
  version: fc.oneof(texts, fc.constantFrom(1, 2)),
  evidence: texts,
  details: fc.record({ name: texts }),
  person: fc.constantFrom('p1', 'p2', 'ceo'),
};

/** Data of a command: each field now and then left out, or given what does not belong there. */
function dataOf(command: string): fc.Arbitrary<Data> {
  const { required, optional } = commandFields[command]!;
  const field = (name: string): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 80, arbitrary: VALUES[name] ?? ids }, { weight: 1, arbitrary: junk });
  const names = [...Object.keys(required), ...Object.keys(optional)];
  const all = Object.fromEntries(names.map((name) => [name, field(name)]));
  return fc.record(all, { requiredKeys: Object.keys(required) });
}

const facts = Object.keys(commandFields).filter((command) => command !== 'Correct');
const anyFact = fc.constantFrom(...facts).chain((command) => dataOf(command).map((data) => ({ command, data })));

/** A correction with data that could be those of its target, of another command, or of another correction. */
const anyCorrection = fc.letrec<{ correction: Data }>((tie) => ({
  correction: fc.oneof(
    { depthSize: 'small' },
    fc.record({ entry: numbers, how: fc.constant('void'), reason: texts }),
    fc.record({
      entry: numbers,
      how: fc.constant('replace'),
      reason: texts,
      with: fc.oneof(
        anyFact.map(({ data }) => data),
        tie('correction'),
      ),
    }),
  ),
})).correction;

const anyCommand = fc.oneof(
  { weight: 3, arbitrary: anyFact },
  { weight: 1, arbitrary: anyCorrection.map((data) => ({ command: 'Correct', data })) },
);

/** Decides a command and, when it is accepted, records it. @returns what came of it. */
function send({ index }: PureTrust, command: string, data: Data): 'misshapen' | 'refused' | 'accepted' {
  const checked = checkCommand(command, data);
  if ('refused' in checked) return 'misshapen';
  const decided = decide(index, command, checked.value, problemOfShape);
  if ('refused' in decided) {
    expect(decided.refused).toMatchObject({ code: expect.stringMatching(/^[A-Z]+\.[A-Z_]+$/) as string });
    return 'refused';
  }
  const { type, data: recorded } = decided.accepted;
  index.apply({ n: index.head + 1, type: type.name, data: recorded, recordedAt: '2027-01-01T00:00:00.000Z' });
  return 'accepted';
}

test('deciding never throws, nor does anything asked after what was accepted', () => {
  const seed = printedSeed('PROPERTY_SEED');
  const outcomes = { misshapen: 0, refused: 0, accepted: 0 };
  for (const { seed: ofRecord, trust, record } of randomTrusts(seed, RECORDS)) {
    // Corrections that a random replacement passes are rare: let some replace an entry by what it said already.
    const again = record.map((said, entry) => ({ entry, how: 'replace', reason: 'again', with: said.data }));
    for (const { command, data } of fc.sample(anyCommand, { seed: ofRecord, numRuns: COMMANDS })) {
      outcomes[send(trust, command, data)] += 1;
    }
    for (const data of fc.sample(fc.constantFrom(...again), { seed: ofRecord, numRuns: 20 })) {
      outcomes[send(trust, 'Correct', data)] += 1;
    }
    for (const on of ['2014-09-01', '2020-01-01', '2299-12-31']) {
      const cells = matrix(new Moment(trust.index, dayOf(on), trust.index.head), {});
      expect(cells.length).toBeGreaterThan(0);
    }
  }
  const total = outcomes.misshapen + outcomes.refused + outcomes.accepted;
  for (const [outcome, count] of Object.entries(outcomes)) {
    expect({ outcome, enough: count / total > 0.08 }).toEqual({ outcome, enough: true });
  }
});

test('the shape of a command can be asked of any JSON whatever', () => {
  const seed = printedSeed('PROPERTY_SEED');
  const names = fc.constantFrom(...Object.keys(commandFields), 'toString', '__proto__', '');
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    anyFact.map(({ data }) => data),
  );
  fc.assert(
    fc.property(names, json, (command, data) => {
      const checked = checkCommand(command, data);
      expect('value' in checked ? [] : [typeof checked.refused.code]).not.toContain('undefined');
    }),
    { seed, numRuns: 1000 },
  );
});
