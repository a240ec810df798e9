import { pageOf } from '@remit/web/nest';
import { linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { daysInWords } from '../shell/words.js';
import { type CommandForm, fieldsOf, GROUNDS } from './forms/command-form.js';
import { schemeToStartFrom } from './forms/delegation-forms.js';
import { type Fault, type Field, type FieldShown, type Known, NO_ELEMENT } from './forms/field.js';
import type { Typed } from './forms/typed.js';

/** A field as the template shows it. */
interface FieldModel extends FieldShown {
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
}

/** What goes along unseen with every form: which sending it is, and on what it was decided. */
export interface Sending {
  readonly commandId: string;
  readonly position: number;
}

/** What the page of a form shows. */
export interface FormModel extends Sending {
  readonly heading: string;
  readonly lead: string | undefined;
  readonly action: string;
  readonly own: readonly FieldModel[];
  readonly grounds: readonly FieldModel[];
  readonly more: readonly FieldModel[];
  readonly moreOpen: boolean;
  /** By element: what is wrong with what was typed. */
  readonly errors: Readonly<Record<string, string>>;
  readonly errorList: readonly { readonly text: string; readonly href?: string }[];
  readonly button: string;
  /** The text of the button that shows the form again with more rows; `undefined` for a form without a table. */
  readonly again: string | undefined;
  readonly starts: StartModel | undefined;
}

/** From which scheme a new one starts. */
interface StartModel {
  readonly says: string;
  readonly others: readonly { readonly text: string; readonly href: string }[];
}

export const formPage = pageOf<FormModel>('record/form');

/** A form as somebody fills it in. */
export interface Filled extends Sending {
  readonly form: CommandForm;
  /** Below `/trusts/{trust}`. */
  readonly path: string;
  readonly typed: Typed;
  readonly known: Known;
  readonly faults: readonly Fault[];
  /** The scheme to start from, as the address says; only for a form that is just opened. */
  readonly from?: string | undefined;
  readonly opened?: true;
}

const BUTTONS = { preview: 'Show what it changes', check: 'Go on' } as const;
const GROUND_NAMES: readonly string[] = GROUNDS.map(({ name }) => name);

/** The page of a form with what was typed into it and what is wrong with that. */
export function formModel(reading: Reading, filled: Filled): FormModel {
  const { form, path, typed, known, faults, commandId, position } = filled;
  const errors = Object.fromEntries(faults.toReversed().map(({ at, says }) => [at, says]));
  const shown = (fields: readonly Field[]): FieldModel[] => fields.map((field) => shownField(field, typed, known));
  const all = fieldsOf(form);
  const more = shown(all.filter((field) => field.more === true));
  const isGround = ({ name }: Field): boolean => GROUND_NAMES.includes(name);
  const few = all.filter((field) => field.more !== true);
  const table = few.some(({ kind }) => kind.isTable === true);
  return {
    commandId,
    position,
    heading: form.title,
    lead: form.lead ?? form.about,
    action: `/trusts/${reading.trust}/${path}`,
    own: shown(few.filter((field) => !isGround(field))),
    grounds: shown(few.filter(isGround)),
    more,
    moreOpen: more.some(({ id }) => id in errors),
    errors,
    errorList: faults.map(({ at, says }) => ({ text: says, ...(at === NO_ELEMENT ? {} : { href: `#${at}` }) })),
    button: form.before === undefined ? 'Record it' : BUTTONS[form.before],
    again: table ? 'Show more rows and new kinds' : undefined,
    starts: filled.opened === true && form.command === 'AdoptScheme' ? startsOf(reading, filled) : undefined,
  };
}

function shownField(field: Field, typed: Typed, known: Known): FieldModel {
  const { name, label, hint, optional } = field;
  const shown = field.kind.view(typed, field, known);
  return { ...shown, id: name, label: optional === true ? `${label} (optional)` : label, hint };
}

/** The address that says that a scheme starts from no other. */
const FROM_NOTHING = 'none';

function startsOf(reading: Reading, { path, known, from }: Filled): StartModel | undefined {
  if (known.allSchemes.length === 0) return undefined;
  const start = schemeToStartFrom(known, from);
  const others = known.allSchemes
    .filter((scheme) => scheme !== start)
    .map((scheme) => ({
      text: `version ${scheme.version}, ${daysInWords(scheme)}`,
      href: linkTo(reading, path, { start: scheme.id }),
    }));
  const nothing = { text: 'an empty table', href: linkTo(reading, path, { start: FROM_NOTHING }) };
  return start === undefined
    ? { says: 'It starts from an empty table.', others }
    : {
        says: `It starts from the lines of version ${start.version}, ${daysInWords(start)}.`,
        others: [...others, nothing],
      };
}
