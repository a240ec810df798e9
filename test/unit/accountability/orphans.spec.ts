import { orphans } from '@remit/accountability';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const from = '2015-09-01';

const RECORD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
  { command: 'FormCluster', data: { cluster: 'coast', name: 'Coast', from } },
  { command: 'PlaceSchool', data: { school: 'oak', cluster: 'coast', from } },
  { command: 'ConstituteBody', data: { body: 'b', tier: 'local', name: 'B', covers: { schools: ['oak'] }, from } },
  { command: 'Appoint', data: { appointment: 'a', person: 'p', to: 'b', from } },
  { command: 'DefineFunction', data: { function: 'own.minibus', name: 'Minibus', scope: 'trust' } },
  {
    command: 'AdoptScheme',
    data: {
      ...{ scheme: 's', version: '1', from },
      lines: [
        { line: '1', function: 'edu.curriculum', decides: 'local' },
        { line: '2', function: 'own.minibus', decides: 'local' },
      ],
    },
  },
];

function voidOf(entry: number): ScriptCommand {
  return { command: 'Correct', data: { entry, how: 'void', reason: 'it never was' } };
}

/** The entries that are left hanging after corrections, each with what it hangs on. */
function orphansAfter(...corrections: readonly ScriptCommand[]): string[] {
  const { index } = pureTrust([...RECORD, ...corrections]);
  return orphans(index, index.head).map(({ entry, says }) => `${entry} ${/the [a-z ]+ "[^"]+"/.exec(says)?.[0] ?? ''}`);
}

describe('entries that a correction leaves hanging', () => {
  test('are none while what they refer to stands', () => {
    expect(orphansAfter()).toEqual([]);
    expect(orphansAfter(voidOf(5))).toEqual([]);
  });

  test.each([
    [1, ['3 the school "oak"', '4 the school "oak"']],
    [2, ['3 the cluster "coast"']],
    [4, ['5 the body or post "b"']],
    [6, ['7 the function "own.minibus"']],
  ])('are those that refer to entry %d once it is void', (entry, hanging) => {
    expect(orphansAfter(voidOf(entry))).toEqual(hanging);
  });

  test('are none again once the void is voided, and stay known as they were in between', () => {
    expect(orphansAfter(voidOf(4), voidOf(8))).toEqual([]);
    const { index } = pureTrust([...RECORD, voidOf(4), voidOf(8)]);
    expect([7, 8, 9].map((known) => orphans(index, known).length)).toEqual([0, 1, 0]);
  });

  test('say in plain words what is missing', () => {
    const { index } = pureTrust([...RECORD, voidOf(6), voidOf(4)]);
    expect(orphans(index, index.head).map(({ says }) => says)).toEqual([
      'Entry 5 refers to the body or post "b", which no entry that stands brings about. It is without effect.',
      'Entry 7 has a line 2 for the function "own.minibus", which no entry that stands brings about. That line is without effect.',
    ]);
  });
});
