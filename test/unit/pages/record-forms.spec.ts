import { engineCommands } from '@remit/engine';
import { fieldsOf } from '../../../apps/server/src/pages/record/forms/command-form.js';
import { forms } from '../../../apps/server/src/pages/record/forms/forms.js';
import { commandFields } from '../../support/command-fields.js';

/** The forms of commands: nothing that a command can say is missing from them. */

test('every command but Correct has one form', () => {
  expect(forms.map(({ command }) => command).sort()).toEqual([...engineCommands.keys()].sort());
});

test.each(forms)('$command: every member that the command can have has a field', (form) => {
  const { required = {}, optional = {} } = commandFields[form.command] ?? {};
  const fields = new Set(fieldsOf(form).map(({ name }) => name.split('.')[0]));
  expect([...fields].sort()).toEqual([...new Set([...Object.keys(required), ...Object.keys(optional)])].sort());
});

test.each(forms)('$command: what the command needs, the form asks for', (form) => {
  const { required = {} } = commandFields[form.command] ?? {};
  const asked = form.fields.filter(({ optional }) => optional !== true);
  const members = new Set(asked.map(({ name }) => name.split('.')[0] ?? ''));
  const needed = Object.keys(required).filter(
    (name) => !(name === 'details' && form.command === 'CorrectPersonDetails'),
  );
  expect(needed.filter((name) => !members.has(name))).toEqual([]);
});
