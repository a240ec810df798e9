import type { Answer } from '@remit/accountability';
import { pureTrust, type ScriptCommand } from '../support/pure-trust.js';

const from = '2014-09-01';

function intervention(variation: string, decides: string): ScriptCommand {
  const lines = [{ line: '1', function: 'edu.curriculum', decides }];
  return {
    command: 'VaryDelegation',
    data: { variation, layer: 'intervention', covers: { trust: true }, from, lines },
  };
}

test('a line that a later one of its layer hides by "inherit" was said to have lost to a lower layer', () => {
  const lines = [{ line: '1', function: 'edu.curriculum', decides: 'head' }];
  const trust = pureTrust([
    { command: 'EstablishTrust', data: { trust: 't', name: 'Trust', from } },
    { command: 'AdmitSchool', data: { school: 'oak', name: 'Oak School', from } },
    { command: 'AdoptScheme', data: { scheme: 's', version: '1', from, lines } },
    intervention('v-1', 'ceo'),
    intervention('v-2', 'inherit'),
  ]);
  const question = { function: 'edu.curriculum', school: 'oak', on: '2020-01-01', knownAt: 4 };
  expect((trust.ask(question, true) as Answer).lost).toMatchObject([
    { entry: 4, says: 'It says "inherit": the next layer down decides.' },
    { entry: 3, says: 'Entry 4 of the same layer was recorded later.' },
  ]);
});
