import type { Problem } from '@remit/kernel';
import {
  type Fault,
  type Field,
  inSentence,
  type Known,
  missingSentence,
  NO_ELEMENT,
  valueAt,
  type Values,
  withValue,
} from './field.js';
import { forms } from './forms.js';
import type { Typed } from './typed.js';

/** A command's data out of what was typed, or everything that is wrong with it. */
export function readForm(
  fields: readonly Field[],
  typed: Typed,
  known: Known,
): { readonly values: Values } | { readonly faults: readonly Fault[] } {
  let values: Values = {};
  const faults: Fault[] = [];
  for (const field of fields) {
    const read = field.kind.read(typed, field, { known, values });
    if ('faults' in read) faults.push(...read.faults);
    else if (read.value !== undefined) values = withValue(values, field.name, read.value);
    else if (field.optional !== true) {
      faults.push({ at: elementOf(field, '', typed, known), says: missingSentence(field) });
    }
  }
  return faults.length > 0 ? { faults } : { values };
}

/** What has to be typed for values that are known before. */
export function typedFor(fields: readonly Field[], values: Values, known: Known): Typed {
  const typed = fields.map((field) => {
    const value = valueAt(values, field.name);
    return value === undefined ? {} : field.kind.typed(value, field, known);
  });
  return Object.assign({}, ...typed) as Typed;
}

/** A problem of the command's data at the element of the form to which it belongs, in the form's words. */
export function faultOf(problem: Problem, fields: readonly Field[], typed: Typed, known: Known): Fault {
  const path = problem.field ?? '';
  const field = fieldAt(fields, path);
  if (field === undefined) return { at: NO_ELEMENT, says: inFormWords(problem.detail) };
  return {
    at: elementOf(field, path.slice(field.name.length).replace(/^\./, ''), typed, known),
    says: saysOf(problem, field),
  };
}

function elementOf(field: Field, path: string, typed: Typed, known: Known): string {
  return field.kind.elementAt?.(path, field, typed, known) ?? field.name;
}

/** The field that holds a path, such as `covers` for `covers.schools[0]`, or the first inside it. */
function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  if (path === '') return undefined;
  const holds = ({ name }: Field): boolean =>
    path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
  return fields.find(holds) ?? fields.find(({ name }) => name.startsWith(`${path}.`));
}

function saysOf({ code, expected, detail }: Problem, field: Field): string {
  if (code === 'RECORD.FIELD_MISSING') return missingSentence(field);
  if (code !== 'RECORD.FIELD_INVALID') return inFormWords(detail);
  return `The ${inSentence(field.label)} cannot be recorded like this. Give ${expected ?? 'something else'}.`;
}

/** A sentence with the titles of forms in the place of the names of commands, which nobody knows who uses forms. */
function inFormWords(detail: string): string {
  return forms.reduce(
    (text, { command, title }) => text.replaceAll(new RegExp(`\\b${command}\\b`, 'g'), `"${title}"`),
    detail,
  );
}
