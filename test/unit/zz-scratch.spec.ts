import { pureTrust } from '../support/pure-trust.js';
test('own function', () => {
  const t = pureTrust([
    { command: 'EstablishTrust', data: { trust: 't', name: 'T', from: '2014-09-01' } },
    { command: 'DefineFunction', data: { function: 'own.x', name: 'Minibus', scope: 'trust' } },
    { command: 'Correct', data: { entry: 1, how: 'replace', reason: 'r', with: { function: 'own.x', name: 'Minibus!', scope: 'trust' } } },
  ]);
  const q = { function: 'own.x', on: '2020-01-01', knownAt: 2 };
  const a = JSON.stringify(t.ask(q));
  console.log(a);
  t.record({ command: 'Correct', data: { entry: 2, how: 'void', reason: 'r' } });
  console.log(JSON.stringify(t.ask(q)));
});
