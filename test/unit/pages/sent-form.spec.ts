import { setImmediate } from 'node:timers/promises';
import { valueAt } from '../../../apps/server/src/pages/record/forms/field.js';
import { formOf } from '../../../apps/server/src/pages/record/forms/forms.js';
import { fieldsOf } from '../../../apps/server/src/pages/record/forms/command-form.js';
import { readForm } from '../../../apps/server/src/pages/record/forms/read-form.js';
import { keptText, sentForm } from '../../../apps/server/src/pages/record/sent-form.js';
import { knownForForms } from '../../support/known-for-forms.js';
import { pureTrust } from '../../support/pure-trust.js';
import { SAMPLE_TRUST } from '../../support/sample-trust.js';

/** No form that is sent keeps the server busy, whatever was typed into it. */

const KNOWN = knownForForms(pureTrust(SAMPLE_TRUST).index, '2025-03-03');
const SENDING = { commandId: 'c', position: '3' };
const TOO_LONG = /more than 30,000 characters, so nothing was recorded\. Go back, shorten what stands in it/;

/** What is wrong with what was typed into a form, by element. */
function faultsOf(command: string, typed: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const read = readForm(fieldsOf(formOf(command)!), typed, KNOWN);
  return 'faults' in read ? Object.fromEntries(read.faults.map(({ at, says }) => [at, says])) : {};
}

test('a text of 30,000 characters is taken, and one more is refused', () => {
  const [full, over] = ['x'.repeat(30_000), 'x'.repeat(30_001)];
  expect(sentForm({ ...SENDING, reason: full }).typed).toEqual({ reason: [full] });
  expect(() => sentForm({ ...SENDING, reason: over })).toThrow(TOO_LONG);
  expect(() => sentForm({ ...SENDING, 'covers.schools': ['oak', over] })).toThrow(TOO_LONG);
});

test('the same counts for each text that a page in between kept, and not for all of them together', () => {
  const many = { reason: ['x'.repeat(20_000)], decision: ['y'.repeat(20_000)] };
  expect(sentForm({ ...SENDING, typed: keptText(many) }).typed).toEqual(many);
  expect(() => sentForm({ ...SENDING, typed: keptText({ reason: ['x'.repeat(30_001)] }) })).toThrow(TOO_LONG);
});

test('what is written on several lines is read without its empty lines and the spaces around it', () => {
  const evidence = [' \r\n Minutes \r\n\t\r\n \r\nFunding agreement, page 3 \r\n '];
  const read = readForm(
    fieldsOf(formOf('DefineFunction')!),
    { name: ['Run the farm'], scope: ['school'], evidence },
    KNOWN,
  );
  expect('values' in read && valueAt(read.values, 'evidence')).toEqual([
    { ref: 'Minutes' },
    { ref: 'Funding agreement, page 3' },
  ]);
});

test('29,000 spaces on one line are read at once', async () => {
  for (let time = 0; time < 100; time += 1) {
    const evidence = [`a${' '.repeat(29_000)}b`];
    expect(faultsOf('DefineFunction', { name: ['Run the farm'], scope: ['school'], evidence })).toEqual({});
    await setImmediate(); // Else the time limit of the test could not end it.
  }
});

test('50 new kinds of body or post can be added above the lines, and one more is refused there', () => {
  const kinds = (count: number): string =>
    Array.from({ length: count }, (_none, at) => `Panel ${String(at)}`).join('; ');
  const typed = (count: number) => ({
    version: ['4'],
    'from-day': ['1'],
    'from-month': ['9'],
    'from-year': ['2027'],
    'lines.tiers': [kinds(count)],
    'lines.0.function': ['edu.monitor'],
    'lines.0.decides': ['board'],
    'lines.0.informed': [`panel ${String(count - 1)}`],
  });
  expect(faultsOf('AdoptScheme', typed(50))).toEqual({});
  expect(faultsOf('AdoptScheme', typed(51))).toEqual({
    'lines.tiers': 'At most 50 new kinds can be added at a time, and these are 51. Leave out those that no line names.',
  });
});
