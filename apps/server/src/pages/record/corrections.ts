import type { CorrectableView } from '@remit/engine/nest';
import { pageOf } from '@remit/web/nest';
import { entryLink, type Link, linkTo } from '../shell/page-frame.js';
import type { Reading } from '../shell/reading.js';
import { type CommandForm } from './forms/command-form.js';
import type { Field, FieldShown, Known } from './forms/field.js';
import { formOf } from './forms/forms.js';
import { fixed, longText } from './forms/text-fields.js';

export const HOWS = ['void', 'replace'] as const;
export type How = (typeof HOWS)[number];

/** What the page shows on which one says in what way an entry is wrong. */
export interface CorrectModel {
  readonly entry: number;
  readonly link: Link;
  readonly says: string;
  /** Why it does not count already; `undefined` while it does. */
  readonly isVoid: string | undefined;
  readonly choices: readonly { readonly text: string; readonly href: string | undefined; readonly note: string }[];
}

export const correctPage = pageOf<CorrectModel>('record/correct');

const CHOICES: Readonly<Record<How, { readonly text: string; readonly note: string }>> = {
  replace: {
    text: 'Part of it is wrong',
    note: 'Say what it should have said. It then counts with the right data, at its place in the record.',
  },
  void: {
    text: 'It should never have been recorded',
    note: 'It then counts no longer. It stays in the record for all to see.',
  },
};

/** Where the correction of an entry stands below `/trusts/{trust}`. */
export function correctionPath(entry: number, how?: How): string {
  return `record/corrections/${String(entry)}${how === undefined ? '' : `/${how}`}`;
}

/** In what way an entry is wrong, as far as it can be corrected so. */
export function correctModel(reading: Reading, correctable: CorrectableView): CorrectModel {
  const { view, refused } = correctable;
  const { entry, says, saysNow } = view;
  return {
    entry: entry.n,
    link: entryLink(reading, entry.n),
    says: saysNow ?? says,
    isVoid: view.live ? undefined : `It does not count already, by entry ${view.correctedBy.join(' and entry ')}.`,
    choices: (['replace', 'void'] as const).map((how) => {
      const { text, note } = CHOICES[how];
      const against = refused[how]?.detail ?? (how === 'replace' ? noFormAgainst(correctable) : undefined);
      return against === undefined
        ? { text, note, href: linkTo(reading, correctionPath(entry.n, how)) }
        : { text, note: against, href: undefined };
    }),
  };
}

function noFormAgainst({ command, view }: CorrectableView): string | undefined {
  if (formOf(command) !== undefined) return undefined;
  return `This entry is itself a correction. To say something else, correct entry ${String(view.corrects)} again.`;
}

/** The form that corrects an entry; `undefined` when it cannot be corrected in that way. */
export function correctionForm(correctable: CorrectableView, how: How): CommandForm | undefined {
  const { view, command, subject, data, refused } = correctable;
  const of = formOf(command);
  if (refused[how] !== null || (how === 'replace' && of === undefined)) return undefined;
  const { n } = view.entry;
  const replaced = how === 'replace' ? (of?.fields ?? []) : [];
  return {
    command: 'Correct',
    group: 'The trust',
    title: how === 'void' ? `Entry ${String(n)} should never have been recorded` : `Put entry ${String(n)} right`,
    about: `It says: ${view.saysNow ?? view.says}`,
    before: 'check',
    start: () => (how === 'replace' ? { with: data } : {}),
    fields: [
      { name: 'entry', label: 'Entry', kind: fixed(n) },
      { name: 'how', label: 'How', kind: fixed(how) },
      ...replaced.map((field) => within(field, subject, data)),
      {
        name: 'reason',
        label: 'Reason of the correction',
        kind: longText,
        hint: 'Such as: The resolution says 15 January. No personal details here',
      },
    ],
  };
}

/** A field of the data that are put in the place of those that were recorded. What it is about stays as it is. */
function within(field: Field, subject: string, data: CorrectableView['data']): Field {
  const name = `with.${field.name}`;
  if (field.name !== subject) return { ...field, name };
  return { ...field, name, hint: 'What an entry is about cannot be changed', kind: unchanged(field, data[subject]) };
}

/** The same field with its value in words, for good. */
function unchanged(field: Field, value: unknown): Field['kind'] {
  const kind = fixed(value);
  return {
    ...kind,
    view: (_typed, _field, known: Known): FieldShown => {
      const shown = field.kind.view(field.kind.typed(value, field, known), field, known);
      return { macro: 'fixed', words: wordsChosen(shown) ?? String(value) };
    },
  };
}

/** The text of what is chosen in a list. */
function wordsChosen({ choices = [], groups = [] }: FieldShown): string | undefined {
  const listed = choices as readonly { readonly text: string; readonly selected: boolean }[];
  const grouped = (groups as readonly { readonly choices: typeof listed }[]).flatMap((group) => group.choices);
  return [...listed, ...grouped].find(({ selected }) => selected)?.text;
}
