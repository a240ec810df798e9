/**
 * Canonical JSON (RFC 8785), stricter: whole numbers only, whole characters only, at most 64 levels. Written for this
 * program alone, so that a mistake in the one that writes records is not made here again.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

const LEVELS_MAX = 64;

/** Half of a surrogate pair alone: the only sign that the canonical spelling writes so. Before it stand whole escapes. */
const HALF_A_CHARACTER = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** Why a text is not canonical JSON. */
class NotCanonical extends Error {}

/** The one spelling of a value. @throws NotCanonical when it has none. */
function spelling(value: Json, level: number): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new NotCanonical('a number in it is not a whole number below 2^53');
    return String(value);
  }
  if (typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  if (level === LEVELS_MAX) throw new NotCanonical('it is nested too deeply');
  if (isArray(value)) return `[${value.map((item) => spelling(item, level + 1)).join(',')}]`;
  // Without a comparer names are sorted by their UTF-16 code units, as RFC 8785, section 3.2.3 demands.
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${spelling(name, level)}:${spelling(value[name]!, level + 1)}`).join(',')}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value, or why the text is not canonical JSON. */
export type Read = { readonly value: Json } | { readonly why: string };

/** Reads a text that must be the canonical spelling of a value, sign by sign. */
export function readCanonical(text: string): Read {
  try {
    const value = JSON.parse(text) as Json;
    // A name that stands twice, a space, another order or another spelling: all of them make another text.
    if (spelling(value, 0) !== text) return { why: 'it is JSON but not in its canonical spelling' };
    return text.includes('\\ud') && HALF_A_CHARACTER.test(text)
      ? { why: 'a text in it has half a character' }
      : { value };
  } catch (error) {
    return { why: error instanceof NotCanonical ? error.message : 'it is not JSON' };
  }
}

/** The canonical text of what a program has worked out; members that are `undefined` are left out. */
export function canonicalText(value: unknown): string {
  return spelling(JSON.parse(JSON.stringify(value)) as Json, 0);
}

/** Whether a value is an object, and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
