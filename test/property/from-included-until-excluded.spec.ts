import type { Answer } from '@remit/accountability';
import { engineCommands } from '@remit/engine';
import { civilDate, dayOf } from '@remit/kernel';
import fc from 'fast-check';
import type { PureTrust } from '../support/pure-trust.js';
import { pureTrust, type ScriptCommand, type ScriptQuestion } from '../support/pure-trust.js';
import { printedSeed } from '../support/seed.js';

const START = '2000-01-01';

function script(command: string, data: object): ScriptCommand {
  return { command, data };
}

const whole = { trust: true };
const ofOak = { schools: ['oak'] };
const line = (decides: string): readonly object[] => [{ line: '1', function: 'edu.curriculum', decides }];

const TRUST = script('EstablishTrust', { trust: 't', name: 'Trust', from: START });
const SCHOOL = script('AdmitSchool', { school: 'oak', name: 'Oak School', from: START });
const BODY = script('ConstituteBody', { body: 'local-oak', tier: 'local', name: 'Local', covers: ofOak, from: START });
const POST = script('CreatePost', { post: 'head-oak', tier: 'head', title: 'Head', covers: ofOak, from: START });
const CLUSTER = script('FormCluster', { cluster: 'coast', name: 'Coast', from: START });
const TO_LOCAL = script('AdoptScheme', { scheme: 's', version: '1', from: START, lines: line('local') });
const TO_HEAD = script('AdoptScheme', { scheme: 's', version: '1', from: START, lines: line('head') });
const SERVES = script('Appoint', { appointment: 'a', person: 'p', to: 'local-oak', from: START });

interface Dated {
  readonly command: string;
  readonly before: readonly ScriptCommand[];
  /** The command with the given dates. */
  readonly data: (dates: { from?: string; until?: string }) => object;
  /** Whether the answer of a day shows it in force. */
  readonly holds: (answer: Answer) => boolean;
  /** Which dates the command takes. */
  readonly takes: 'from' | 'until' | 'both';
}

const alive = ({ decides }: Answer): boolean => decides?.holder !== null;
const served = ({ decides }: Answer): boolean => decides?.people.length === 1;
const inTrust = ({ status }: Answer): boolean => status !== 'not-in-trust';
const through =
  (layer: string) =>
  (answer: Answer): boolean =>
    answer.layer === layer;

const CASES: readonly Dated[] = [
  {
    command: 'EstablishTrust',
    before: [],
    data: ({ from }) => ({ trust: 't', name: 'Trust', from }),
    holds: ({ status }) => status !== 'before-record',
    takes: 'from',
  },
  {
    command: 'AdmitSchool',
    before: [TRUST],
    data: (dates) => ({ school: 'oak', name: 'Oak School', ...dates }),
    holds: inTrust,
    takes: 'both',
  },
  {
    command: 'ReleaseSchool',
    before: [TRUST, SCHOOL],
    data: ({ until }) => ({ school: 'oak', until }),
    holds: inTrust,
    takes: 'until',
  },
  {
    command: 'ClassifySchool',
    before: [
      TRUST,
      SCHOOL,
      script('VaryDelegation', {
        variation: 'v',
        layer: 'category',
        covers: { category: { name: 'autonomy', value: 'reduced' } },
        from: START,
        lines: line('ceo'),
      }),
    ],
    data: (dates) => ({ school: 'oak', category: 'autonomy', value: 'reduced', ...dates }),
    holds: through('category'),
    takes: 'both',
  },
  {
    command: 'PlaceSchool',
    before: [
      ...[TRUST, SCHOOL, CLUSTER],
      script('VaryDelegation', {
        variation: 'v',
        layer: 'cluster',
        covers: { cluster: 'coast' },
        from: START,
        lines: line('ceo'),
      }),
    ],
    data: (dates) => ({ school: 'oak', cluster: 'coast', ...dates }),
    holds: through('cluster'),
    takes: 'both',
  },
  {
    command: 'ConstituteBody',
    before: [TRUST, SCHOOL, TO_LOCAL],
    data: (dates) => ({ body: 'local-oak', tier: 'local', name: 'Local', covers: ofOak, ...dates }),
    holds: alive,
    takes: 'both',
  },
  {
    command: 'DissolveBody',
    before: [TRUST, SCHOOL, TO_LOCAL, BODY],
    data: ({ until }) => ({ body: 'local-oak', until }),
    holds: alive,
    takes: 'until',
  },
  {
    command: 'CreatePost',
    before: [TRUST, SCHOOL, TO_HEAD],
    data: (dates) => ({ post: 'head-oak', tier: 'head', title: 'Head', covers: whole, ...dates }),
    holds: alive,
    takes: 'both',
  },
  {
    command: 'AbolishPost',
    before: [TRUST, SCHOOL, TO_HEAD, POST],
    data: ({ until }) => ({ post: 'head-oak', until }),
    holds: alive,
    takes: 'until',
  },
  {
    command: 'Appoint',
    before: [TRUST, SCHOOL, TO_LOCAL, BODY],
    data: (dates) => ({ appointment: 'a', person: 'p', to: 'local-oak', ...dates }),
    holds: served,
    takes: 'both',
  },
  {
    command: 'EndAppointment',
    before: [TRUST, SCHOOL, TO_LOCAL, BODY, SERVES],
    data: ({ until }) => ({ appointment: 'a', until }),
    holds: served,
    takes: 'until',
  },
  {
    command: 'AdoptScheme',
    before: [TRUST, SCHOOL],
    data: (dates) => ({ scheme: 's', version: '1', lines: line('local'), ...dates }),
    holds: through('scheme'),
    takes: 'both',
  },
  {
    command: 'VaryDelegation',
    before: [TRUST, SCHOOL, TO_LOCAL],
    data: (dates) => ({ variation: 'v', layer: 'school', covers: ofOak, lines: line('ceo'), ...dates }),
    holds: through('school'),
    takes: 'both',
  },
  {
    command: 'EndVariation',
    before: [
      ...[TRUST, SCHOOL, TO_LOCAL],
      script('VaryDelegation', { variation: 'v', layer: 'school', covers: ofOak, from: START, lines: line('ceo') }),
    ],
    data: ({ until }) => ({ variation: 'v', until }),
    holds: through('school'),
    takes: 'until',
  },
];

const seed = printedSeed('PROPERTY_SEED');
const days = fc.integer({ min: dayOf('2000-01-02'), max: dayOf('2040-12-31') });
const lengths = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 900 }));

function holdsOn(trust: PureTrust, day: number, { holds }: Dated): boolean {
  const knownAt = trust.index.head;
  const question: ScriptQuestion = { function: 'edu.curriculum', school: 'oak', on: civilDate(day), knownAt };
  return holds(trust.ask(question) as Answer);
}

describe('the first day is included and the day after the last is not', () => {
  test.each(CASES)('$command', (dated) => {
    fc.assert(
      fc.property(days, lengths, (from, length) => {
        const until = from + length;
        const dates = {
          ...(dated.takes === 'until' ? {} : { from: civilDate(from) }),
          ...(dated.takes === 'from' ? {} : { until: civilDate(until) }),
        };
        const trust = pureTrust([...dated.before, script(dated.command, dated.data(dates))]);
        const wanted = [
          ...(dated.takes === 'until'
            ? []
            : [
                { day: from - 1, holds: false },
                { day: from, holds: true },
              ]),
          ...(dated.takes === 'from'
            ? []
            : [
                { day: until - 1, holds: true },
                { day: until, holds: false },
              ]),
        ];
        expect(wanted.map(({ day }) => ({ day, holds: holdsOn(trust, day, dated) }))).toEqual(wanted);
      }),
      { seed, numRuns: 25 },
    );
  });

  test.each(CASES.filter(({ takes }) => takes === 'both'))(
    '$command without an end holds until further notice',
    (dated) => {
      const trust = pureTrust([...dated.before, script(dated.command, dated.data({ from: '2020-02-29' }))]);
      const asked = ['2020-02-28', '2020-02-29', '2299-12-31'].map((date) => holdsOn(trust, dayOf(date), dated));
      expect(asked).toEqual([false, true, true]);
    },
  );

  test.each(CASES.filter(({ takes }) => takes === 'both'))('$command with no day in it is refused', (dated) => {
    const trust = pureTrust(dated.before);
    for (const until of ['2020-02-29', '2020-02-28']) {
      const refused = trust.record(script(dated.command, dated.data({ from: '2020-02-29', until })));
      expect(refused).toMatchObject({ code: 'RECORD.INTERVAL_EMPTY', field: 'until' });
    }
  });

  test('every command with dates is tried; the days of a cluster alone decide nothing', () => {
    const dateless = ['DefineFunction', 'AdoptCatalogue', 'AdoptSemantics', 'FormCluster'];
    // Who somebody is, what a school was before, and what a kind of body is called, decides nothing either.
    const identities = [
      'RegisterPerson',
      'CorrectPersonDetails',
      'ErasePerson',
      'PlaceLegalHold',
      'LiftLegalHold',
      'LinkSchool',
      'NameTier',
    ];
    const tried = [...CASES.map(({ command }) => command), ...dateless, ...identities];
    expect(tried.sort()).toEqual([...engineCommands.keys()].sort());
  });
});
