import { addressOf, type CommandForm } from './command-form.js';
import { delegationForms } from './delegation-forms.js';
import { peopleForms } from './people-forms.js';
import { structureForms } from './structure-forms.js';

/** The form of every command of the record language but `Correct`, which starts from the entry that it corrects. */
export const forms: readonly CommandForm[] = [...structureForms, ...delegationForms, ...peopleForms];

/** The command that founds a record: its entry can be corrected, but there is no second one to record. */
const FOUNDING = 'EstablishTrust';

/** The forms that a trust with a record can use. */
export const offeredForms: readonly CommandForm[] = forms.filter(({ command }) => command !== FOUNDING);

/** The form under an address; `undefined` when there is none. */
export function formAt(address: string): CommandForm | undefined {
  return offeredForms.find((form) => addressOf(form) === address);
}

/** The form of a command. */
export function formOf(command: string): CommandForm | undefined {
  return forms.find((form) => form.command === command);
}
