import { pureTrust } from '../support/pure-trust.js';

const minibus = { function: 'own.minibus', name: 'Approve use of the minibus', scope: 'trust' };

test('a later correction of a function of its own changed the reasons of an earlier answer', () => {
  const trust = pureTrust([
    { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from: '2014-09-01' } },
    { command: 'DefineFunction', data: minibus },
    { command: 'Correct', data: { entry: 1, how: 'replace', reason: 'x', with: { ...minibus, name: 'Minibus' } } },
  ]);
  const question = { function: 'own.minibus', on: '2020-01-01', knownAt: 2 };
  const before = trust.ask(question);
  trust.record({ command: 'Correct', data: { entry: 2, how: 'void', reason: 'it was right' } });
  expect(trust.ask(question)).toEqual(before);
  expect(before).toMatchObject({ why: expect.arrayContaining([expect.objectContaining({ entry: 2 })]) as unknown });
});
