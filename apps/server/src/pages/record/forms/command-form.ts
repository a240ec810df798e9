import type { Action } from '@remit/access';
import { line, longText, lines } from './text-fields.js';
import { day } from './day-field.js';
import type { Field, Known, Values } from './field.js';

/** The headings under which forms are offered. */
export const GROUPS = [
  'Schools and clusters',
  'Bodies, posts and appointments',
  'Delegation',
  'Details of people',
  'The trust',
] as const;

/** The form of one command of the record language. */
export interface CommandForm {
  readonly command: string;
  readonly group: (typeof GROUPS)[number];
  /** What one does with it: "Admit a school". */
  readonly title: string;
  /** What to know before one fills it in. */
  readonly lead?: string;
  /** The entry that it is about, in words: shown again before it is recorded. */
  readonly about?: string;
  /** The data of the command, without the grounds that every command can have. The id that is made comes last. */
  readonly fields: readonly Field[];
  /** What is shown before it is recorded: who gains and loses what, or what would stand in the record. */
  readonly before?: 'preview' | 'check';
  /** With which values it opens; left out: empty. @param from the scheme to start from, as the address says */
  readonly start?: (known: Known, from: string | undefined) => Values;
}

/** Who may record with a form. */
export function actionOf({ group }: CommandForm): Action {
  return group === 'Details of people' ? 'record-people' : 'record';
}

/** The part of a form's address that is its own: `admit-school`. */
export function addressOf({ command }: Pick<CommandForm, 'command'>): string {
  return command.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}

/** What every command may say about the decision behind it. */
export const GROUNDS: readonly Field[] = [
  {
    name: 'decidedOn',
    label: 'Day of the decision',
    kind: day,
    optional: true,
    hint: 'Of the meeting or paper that decided it',
  },
  {
    name: 'decision',
    label: 'Reference of the decision',
    kind: line(),
    optional: true,
    hint: 'Such as: Board minutes 3 March 2025, item 7',
  },
  {
    name: 'reason',
    label: 'Reason',
    kind: longText,
    optional: true,
    hint: 'No personal details here: what stands in the record stays there',
  },
  {
    name: 'evidence',
    label: 'Documents that show it',
    kind: lines({ value: (ref) => ({ ref }), text: ({ ref }) => ref }),
    optional: true,
    more: true,
    hint: 'One on a line',
  },
];

/** All fields in the order in which they are read: the form's own, then the grounds that are not among them. */
export function fieldsOf({ fields }: Pick<CommandForm, 'fields'>): readonly Field[] {
  const own = fields.map(({ name }) => name);
  return [...fields, ...GROUNDS.filter(({ name }) => !own.includes(name))];
}
