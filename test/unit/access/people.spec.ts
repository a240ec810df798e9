import type { Sealed } from '@remit/access';
import { peopleOf } from '@remit/engine';
import { dayOf } from '@remit/kernel';
import type { PureTrust } from '../../support/pure-trust.js';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

/** The people of a record, without keys: the index neither knows nor cares what a sealed field holds. */

const script = (command: string, data: object): ScriptCommand => ({ command, data });
const details = (name: string, more: object = {}): object => ({ details: { name, ...more } });

const RECORD: readonly ScriptCommand[] = [
  script('EstablishTrust', { trust: 't', name: 'Trust', from: '2014-09-01' }),
  script('RegisterPerson', { person: 'p1', ...details('A', { email: 'a@example.org' }) }),
  script('RegisterPerson', { person: 'p2', ...details('B') }),
];

/** A trust with the record and more. */
function trustWith(...more: readonly ScriptCommand[]): PureTrust {
  return pureTrust([...RECORD, ...more]);
}

/** What is known of a person: each field with the entry that says it and what stands there. */
function known({ index }: PureTrust, person: string, at = index.head, day?: string): object | undefined {
  const found = peopleOf(index).detailsOf(person, at, day === undefined ? undefined : dayOf(day));
  if (found === undefined) return undefined;
  const fields = Object.entries(found) as [string, { entry: number; sealed: Sealed }][];
  return Object.fromEntries(fields.map(([field, { entry, sealed }]) => [field, [entry, sealed]]));
}

const voided = (entry: number): ScriptCommand => script('Correct', { entry, how: 'void', reason: 'a slip' });
const rename = (name: string, from?: string): ScriptCommand =>
  script('CorrectPersonDetails', { person: 'p1', ...details(name), ...(from === undefined ? {} : { from }) });
const hold = script('PlaceLegalHold', { person: 'p1', reason: 'a claim' });
const lift = script('LiftLegalHold', { person: 'p1' });
const erase = script('ErasePerson', { person: 'p1', basis: 'no longer needed' });

describe('the details of a person', () => {
  test('are those of the latest entry that says them, as known at each entry', () => {
    const trust = trustWith(rename('C'));
    expect(known(trust, 'p1')).toEqual({ name: [3, 'C'], email: [1, 'a@example.org'] });
    expect(known(trust, 'p1', 2)).toEqual({ name: [1, 'A'], email: [1, 'a@example.org'] });
    expect(known(trust, 'p1', 0)).toBeUndefined();
    expect(known(trust, 'nobody')).toBeUndefined();
  });

  test('hold from a day on when the command says so', () => {
    const trust = trustWith(rename('C', '2020-06-01'));
    expect(known(trust, 'p1', 3, '2020-05-31')).toMatchObject({ name: [1, 'A'] });
    expect(known(trust, 'p1', 3, '2020-06-01')).toMatchObject({ name: [3, 'C'] });
    expect(known(trust, 'p1')).toMatchObject({ name: [3, 'C'] });
  });

  test('go with a voided entry from the correction on, and come back when that is voided', () => {
    const trust = trustWith(rename('C'), voided(3), voided(1), voided(5));
    expect(known(trust, 'p1', 3)).toMatchObject({ name: [3, 'C'] });
    expect(known(trust, 'p1', 4)).toMatchObject({ name: [1, 'A'] });
    expect(known(trust, 'p1', 5)).toBeUndefined();
    expect(known(trust, 'p1', 6)).toMatchObject({ name: [1, 'A'] });
  });

  test('of somebody registered again after a void are the new ones', () => {
    const trust = trustWith(voided(1), script('RegisterPerson', { person: 'p1', ...details('D') }));
    expect(known(trust, 'p1')).toEqual({ name: [4, 'D'] });
  });
});

describe('a legal hold', () => {
  test('stands until it is lifted, also when its lift is voided', () => {
    const trust = trustWith(hold, lift);
    expect(peopleOf(trust.index).heldBy('p1')).toBeUndefined();
    expect(trust.record(voided(4))).toBeUndefined();
    expect(peopleOf(trust.index).heldBy('p1')).toBe(3);
    expect(trust.record(voided(3))).toBeUndefined();
    expect(peopleOf(trust.index).heldBy('p1')).toBeUndefined();
  });
});

describe('commands about people are refused', () => {
  const replace = (entry: number, data: object): ScriptCommand =>
    script('Correct', { entry, how: 'replace', reason: 'a slip', with: data });

  test.each([
    ['an id in use', [], script('RegisterPerson', RECORD[1]!.data), 'RECORD.ID_TAKEN', 'person', 1],
    ['an erased id', [erase], script('RegisterPerson', RECORD[1]!.data), 'ACCESS.PERSON_ERASED', 'person', 3],
    ['details of nobody', [voided(1)], rename('C'), 'ACCESS.PERSON_UNKNOWN', 'person', undefined],
    ['details of an erased one', [erase], rename('C'), 'ACCESS.PERSON_ERASED', 'person', 3],
    ['a second hold', [hold], hold, 'ACCESS.HELD_ALREADY', 'person', 3],
    ['a hold on an erased one', [erase], hold, 'ACCESS.PERSON_ERASED', 'person', 3],
    ['no hold to lift', [hold, lift], lift, 'ACCESS.NOT_HELD', 'person', undefined],
    ['an erasure under a hold', [hold], erase, 'ACCESS.LEGAL_HOLD', 'person', 3],
    ['an erasure twice', [erase], erase, 'ACCESS.PERSON_ERASED', 'person', 3],
    ['clear text in a replacement', [], replace(1, RECORD[1]!.data), 'ACCESS.DETAILS_NOT_REPLACED', 'how', 1],
    [
      'clear text instead of a change',
      [rename('C')],
      replace(3, rename('D').data),
      'ACCESS.DETAILS_NOT_REPLACED',
      'how',
      3,
    ],
    ['an erasure undone', [erase], voided(3), 'ACCESS.ERASURE_NOT_VOID', 'how', 3],
    [
      'an erasure undone by a replaced correction',
      [erase, replace(3, erase.data)],
      replace(4, { entry: 3, how: 'void', reason: 'a slip' }),
      'ACCESS.ERASURE_NOT_VOID',
      'with.how',
      3,
    ],
    [
      'clear text in a replaced correction',
      [voided(1)],
      replace(3, { entry: 1, how: 'replace', reason: 'a slip', with: RECORD[1]!.data }),
      'ACCESS.DETAILS_NOT_REPLACED',
      'with.how',
      1,
    ],
  ] as const)('%s', (_what, before, command, code, field, entry) => {
    const trust = trustWith(...before);
    const problem = trust.record(command);
    expect(problem).toMatchObject({ code, field, ...(entry === undefined ? {} : { entry }) });
    // No detail of anybody is in what is said about it.
    expect(JSON.stringify(problem)).not.toContain('example.org');
  });

  test('somebody whose registration is void can still be erased: the sealed details are in the record', () => {
    const trust = trustWith(voided(1));
    expect(trust.record(erase)).toBeUndefined();
    expect(trust.record(script('ErasePerson', { person: 'p9', basis: 'x' }))).toMatchObject({
      code: 'ACCESS.PERSON_UNKNOWN',
    });
  });

  test('a lifted hold no longer keeps anybody', () => {
    const trust = trustWith(hold, lift);
    expect(trust.record(erase)).toBeUndefined();
    expect(peopleOf(trust.index).erasure('p1')?.n).toBe(5);
  });

  test('the basis of an erasure can be put right', () => {
    const trust = trustWith(erase);
    const better = { person: 'p1', basis: 'as the person asked' };
    expect(trust.record(replace(3, better))).toBeUndefined();
    expect(peopleOf(trust.index).erasure('p1')?.data).toEqual(better);
  });
});
