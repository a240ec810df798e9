/**
 * Canonical JSON (RFC 8785): one text for one value, so that its bytes can be hashed and compared.
 * The record is stricter than the RFC, see {@link unrecordable}.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The RFC 8785 text of a value. Keys whose value is `undefined` are left out, as in `JSON.stringify`. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  // The RFC orders keys by UTF-16 code units, which is what sort() without a comparer does.
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  }
  return `{${text}}`;
}

/** Why a value cannot stand in the record, and where. */
export interface Unrecordable {
  /** Path of the member, such as `lines[2].function`; empty for the value itself. */
  readonly path: string;
  readonly why: 'not a whole number' | 'broken text' | 'not plain JSON' | 'nested too deeply';
}

const DEPTH_MAX = 32;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Finds the first thing that must not stand in an entry: a number that is not a whole number within ±2^53, text with a
 * lone surrogate, a value JSON does not know, or nesting of more than 32 levels.
 * @returns `undefined` when the value can be recorded.
 */
export function unrecordable(value: unknown, path = '', depth = 0): Unrecordable | undefined {
  if (typeof value === 'object' && value !== null) {
    if (depth >= DEPTH_MAX) return { path, why: 'nested too deeply' };
    return Array.isArray(value)
      ? firstOf(
          value.map((item, i) => [`${path}[${String(i)}]`, item] as const),
          depth,
        )
      : unrecordableMember(value as Readonly<Record<string, unknown>>, path, depth);
  }
  const why = unrecordableScalar(value);
  return why === undefined ? undefined : { path, why };
}

function unrecordableScalar(value: unknown): Unrecordable['why'] | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : 'not a whole number';
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? 'broken text' : undefined;
  return 'not plain JSON';
}

function unrecordableMember(
  members: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): Unrecordable | undefined {
  const broken = Object.keys(members).find((key) => LONE_SURROGATE.test(key));
  if (broken !== undefined) return { path, why: 'broken text' };
  return firstOf(
    Object.entries(members).map(([key, item]) => [path === '' ? key : `${path}.${key}`, item] as const),
    depth,
  );
}

function firstOf(items: readonly (readonly [string, unknown])[], depth: number): Unrecordable | undefined {
  for (const [path, item] of items) {
    const found = unrecordable(item, path, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same value with every text (keys too) in Unicode normal form C, so that one word has one spelling in bytes. */
export function inNormalForm<T>(value: T): T {
  if (typeof value === 'string') return value.normalize('NFC') as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: unknown) => inNormalForm(item)) as T;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key.normalize('NFC'), inNormalForm(item as unknown)]),
  ) as T;
}
