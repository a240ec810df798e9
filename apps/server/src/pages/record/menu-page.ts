import { pageOf } from '@remit/web/nest';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { actionOf, addressOf, type CommandForm, GROUPS } from './forms/command-form.js';

/** What the page shows from which all forms are reached. */
export interface MenuModel {
  readonly groups: readonly {
    readonly group: string;
    readonly forms: readonly { readonly text: string; readonly href: string }[];
  }[];
  /** Where files are brought from other programs; `undefined` for somebody who may not. */
  readonly imports: { readonly register: string; readonly scheme: string } | undefined;
  /** Where entries are found to be corrected; `undefined` for somebody who may not. */
  readonly log: string | undefined;
}

export const menuPage = pageOf<MenuModel>('record/menu');

/** Where a form stands below `/trusts/{trust}`. */
export function pathOf(form: CommandForm): string {
  return `${actionOf(form) === 'record-people' ? 'record/people' : 'record'}/${addressOf(form)}`;
}

/** Forms under their headings. @param corrects whether the log and imports are offered too */
export function menuModel(reading: Reading, forms: readonly CommandForm[], corrects: boolean): MenuModel {
  const groups = GROUPS.map((group) => ({
    group,
    forms: forms
      .filter((form) => form.group === group)
      .map((form) => ({ text: form.title, href: linkTo(reading, pathOf(form)) })),
  }));
  return {
    groups: groups.filter((each) => each.forms.length > 0),
    imports: corrects
      ? { register: linkTo(reading, 'record/register'), scheme: linkTo(reading, 'record/scheme-file') }
      : undefined,
    log: corrects ? linkTo(reading, 'audit/entries') : undefined,
  };
}
