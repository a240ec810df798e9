import type { Answer } from '@remit/accountability';
import { pureTrust, type ScriptCommand } from '../../support/pure-trust.js';

const from = '2020-09-01';
const whole = { trust: true };

const WORLD: readonly ScriptCommand[] = [
  { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from } },
  { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak', from } },
  { command: 'AdmitSchool', data: { school: 'elm', name: 'Elm', from } },
  { command: 'FormCluster', data: { cluster: 'coast', name: 'Coast', from } },
  { command: 'PlaceSchool', data: { school: 'oak', cluster: 'coast', from } },
  {
    command: 'AdoptScheme',
    data: { scheme: 's', version: '1', from, lines: [{ line: '1', function: 'edu.curriculum', decides: 'local' }] },
  },
];

function body(id: string, covers: object, more: object = {}): ScriptCommand {
  return { command: 'ConstituteBody', data: { body: id, tier: 'local', name: id, covers, from, ...more } };
}

function post(id: string, covers: object): ScriptCommand {
  return { command: 'CreatePost', data: { post: id, tier: 'local', title: id, covers, from } };
}

let made = 0;
function appoint(person: string, to: string, as?: string): ScriptCommand {
  made += 1;
  return { command: 'Appoint', data: { appointment: `a${made}`, person, to, from, ...(as && { as }) } };
}

function asked(...more: readonly ScriptCommand[]): Answer {
  const record = [...WORLD, ...more];
  const question = { function: 'edu.curriculum', school: 'oak', on: from, knownAt: record.length - 1 };
  return pureTrust(record).ask(question) as Answer;
}

function peopleOf(...more: readonly ScriptCommand[]): string[] {
  return asked(...more).decides?.people.map(({ person, as }) => `${person} ${as}`) ?? [];
}

describe('the people of an answer', () => {
  test('of a body: chair, vice-chair, then the others in the order of their entries', () => {
    const appointments = [
      appoint('ann', 'b'),
      appoint('bob', 'b', 'vice-chair'),
      appoint('cat', 'b', 'member'),
      appoint('dee', 'b', 'chair'),
      appoint('eli', 'b', 'vice-chair'),
    ];
    expect(peopleOf(body('b', whole), ...appointments)).toEqual([
      ...['dee chair', 'bob vice-chair', 'eli vice-chair'],
      ...['ann member', 'cat member'],
    ]);
  });

  test('of a post: whoever is acting comes first, and the substantive holder is still listed', () => {
    expect(peopleOf(post('p', whole), appoint('ann', 'p'), appoint('bob', 'p', 'acting'))).toEqual([
      'bob acting',
      'ann holder',
    ]);
  });

  test('a person with two appointments is listed with each and counts once for the minimum', () => {
    const twice = [appoint('ann', 'b', 'chair'), appoint('ann', 'b')];
    const answer = asked(body('b', whole, { minimum: 2 }), ...twice);
    expect(answer.decides?.people.map(({ as }) => as)).toEqual(['chair', 'member']);
    expect(answer.findings).toEqual([{ code: 'below-minimum', entry: 6 }]);
    expect(asked(body('b', whole, { minimum: 2 }), ...twice, appoint('bob', 'b')).findings).toEqual([]);
  });
});

describe('the holder of a tier', () => {
  test.each([
    ['a school goes before a cluster', [body('wide', { cluster: 'coast' }), body('narrow', { schools: ['oak'] })]],
    ['a cluster goes before the trust', [body('wide', whole), body('narrow', { cluster: 'coast' })]],
    ['fewer schools go before more', [body('wide', { schools: ['oak', 'elm'] }), body('narrow', { schools: ['oak'] })]],
    ['a narrower post goes before a wider body', [body('wide', whole), post('narrow', { schools: ['elm', 'oak'] })]],
  ])('%s', (_what, holders) => {
    expect(asked(...holders).decides?.holder).toBe('narrow');
    expect(asked(...[...holders].reverse()).decides?.holder).toBe('narrow');
  });

  test('two that are equally narrow are in conflict, by the order of their ids, and nobody is named', () => {
    const answer = asked(body('z', { schools: ['oak'] }), post('a', { schools: ['oak'] }), appoint('ann', 'z'));
    expect(answer).toMatchObject({
      status: 'conflict',
      decides: { holder: ['a', 'z'], kind: null, people: [] },
    });
  });

  test('a narrower one without people is vacant, and the wider one does not step in', () => {
    const answer = asked(body('wide', whole), body('narrow', { schools: ['oak'] }), appoint('ann', 'wide'));
    expect(answer).toMatchObject({ status: 'vacant', cause: 'no-members', decides: { holder: 'narrow' } });
  });

  test('one for another school or cluster does not hold it', () => {
    expect(asked(body('other', { schools: ['elm'] }))).toMatchObject({ status: 'vacant', cause: 'no-such-body' });
    expect(asked(post('p', whole))).toMatchObject({ status: 'vacant', cause: 'post-vacant' });
  });
});
