import { pureTrust } from '../support/pure-trust.js';

test('a membership that never held kept the school from being admitted', () => {
  const trust = pureTrust([
    { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from: '2014-09-01' } },
    { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from: '2016-09-01' } },
    { command: 'ReleaseSchool', data: { school: 'oak', until: '2018-09-01' } },
    {
      command: 'Correct',
      data: { entry: 1, how: 'replace', reason: 'x', with: { school: 'oak', name: 'Oak School', from: '2021-09-01' } },
    },
  ]);
  // It now joins after it left, so it is in the trust on no day at all.
  const again = { school: 'oak', name: 'Oak School', from: '2017-09-01' };
  expect(trust.record({ command: 'AdmitSchool', data: again })).toBeUndefined();
});
