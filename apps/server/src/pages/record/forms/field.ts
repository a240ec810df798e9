import type { RecordablesView } from '@remit/engine/nest';
import type { Typed } from './typed.js';

/** What a form offers to choose from: the record, and which day it is. */
export interface Known extends RecordablesView {
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** Data of a command, while they are put together. */
export type Values = Readonly<Record<string, unknown>>;

/** In place of an element where something is wrong that nothing on the form can mend. */
export const NO_ELEMENT = '';

/** What is wrong with what was typed, and at which element of the form, or {@link NO_ELEMENT}. */
export interface Fault {
  readonly at: string;
  readonly says: string;
}

/** A value as the record holds it, `undefined` when nothing was typed; or what is wrong. */
export type Read = { readonly value: unknown } | { readonly faults: readonly Fault[] };

/** A field of a form: one member of a command's data. */
export interface Field {
  /** The path of the member, such as `details.name`: also the id of its first element. */
  readonly name: string;
  /** A noun with a capital, which reads on after "Enter the": "Name of the school". */
  readonly label: string;
  readonly hint?: string;
  readonly optional?: true;
  /** Said when it is needed and was left empty; left out: "Enter the", and the label. */
  readonly missing?: string;
  /** Stands under "More": few need it. */
  readonly more?: true;
  readonly kind: Kind;
}

/** What reading a field takes beside what was typed into it. */
export interface Around {
  readonly known: Known;
  /** The values of the fields before it. */
  readonly values: Values;
}

/** What a macro of the template `record/field.njk` shows. */
export type FieldShown = Readonly<Record<string, unknown>> & { readonly macro: string };

/** A kind of field: the one place that knows how its values are typed, read and shown. */
export interface Kind {
  /** The value that was typed. */
  readonly read: (typed: Typed, field: Field, around: Around) => Read;
  /** What has to be typed for a value that the record holds. */
  readonly typed: (value: unknown, field: Field, known: Known) => Typed;
  /** What the template `record/field.njk` shows, its macro among it. */
  readonly view: (typed: Typed, field: Field, known: Known) => FieldShown;
  /** The element to which a problem inside the value belongs; left out: the field's own. */
  readonly elementAt?: (path: string, field: Field, typed: Typed, known: Known) => string;
  /** What one does in it, when that is not to enter something. */
  readonly verb?: 'Choose' | 'Enter';
  /** Many rows to fill in, of which there may be more. */
  readonly isTable?: true;
  /** Its value may stand in the address of the form: `?to=board`. */
  readonly inAddress?: true;
}

/** Nothing was typed. */
export const NOTHING: Read = { value: undefined };

/** One thing is wrong. */
export function faulty(at: string, says: string): Read {
  return { faults: [{ at, says }] };
}

/** The value under a path such as `details.name`. */
export function valueAt(values: Values, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Values | undefined)?.[name], values);
}

/** The values with one more under a path. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...values, [name]: value };
  return { ...values, [name]: withValue((values[name] as Values | undefined) ?? {}, rest.join('.'), value) };
}

/** A word in the middle of a sentence: "name of the school", but "URN". */
export function inSentence(label: string): string {
  return /^[A-Z][a-z' ]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** What is said where something is needed and nothing was typed. */
export function missingSentence({ label, missing, kind: { verb = 'Enter' } }: Field): string {
  return missing ?? `${verb} the ${inSentence(label)}.`;
}
