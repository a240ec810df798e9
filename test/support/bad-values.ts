import { type ApiSchemas, isObject, isWellFormed, type Schema } from './api-schemas.js';

/** JSON text that `JSON.stringify` would not write, such as `1e400`. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** The JSON text of a value in which raw parts may stand. */
export function jsonText(value: unknown): string {
  const marked = JSON.stringify(value, (_name, item: unknown) =>
    item instanceof RawJson ? `raw<${item.text}>` : item,
  );
  return marked.replaceAll(/"raw<([^>]*)>"/g, '$1');
}

/** A value inside so many lists. */
export function nested(levels: number): unknown {
  return levels === 0 ? 'deep' : [nested(levels - 1)];
}

/** Values of every kind, most of them wrong wherever they stand. */
export const ANY_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  new RawJson('1e400'),
  new RawJson('-0'),
  new RawJson('9007199254740993'),
  '',
  '   ',
  'x',
  'Oak',
  'oak school',
  'oak/elm',
  '../../etc',
  '..',
  'éa',
  'x'.repeat(101),
  'x'.repeat(501),
  'x'.repeat(5001),
  '__proto__',
  'nul\u0000',
  'bell\u0007',
  'two\nlines',
  'half \ud83d',
  '\udc00 half',
  '2025-02-30',
  '2025-13-01',
  '0000-00-00',
  '1799-12-31',
  '2300-01-01',
  '10000-01-01',
  '2025-3-3',
  '03/03/2025',
  '2025-03-03T09:00:00Z',
  '2025-03-03 ',
  [],
  [null],
  ['oak', 'oak'],
  [['oak']],
  {},
  { a: { b: [1] } },
  { trust: false },
  { schools: [] },
  { cluster: 'coast', trust: true },
  { limits: [] },
  nested(40),
];

/** Texts for the members of an address's query, most of them wrong. */
export const BAD_TEXTS: readonly string[] = [
  ...ANY_VALUES.filter((value) => typeof value === 'string' && isWellFormed(value) && value !== ''),
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '٣',
  ' 1',
  '1 ',
  '99999999999999999999',
  '1e400',
  'null',
  '{"a":1}',
  '[object Object]',
] as string[];

/** Names that no command or question has; those of the second half every object has from birth. */
export const UNKNOWN_NAMES: readonly string[] = [
  'zzz',
  'From',
  ' from',
  'from.until',
  '0',
  'half \ud83d',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
];

/** A value that a schema refuses, with the path of what is wrong in it. */
export interface BadValue {
  readonly path: string;
  readonly value: unknown;
}

/** Every way to spoil a good value in one place: members left out, added, and of another kind, at any depth. */
export function* spoilt(schemas: ApiSchemas, given: Schema, good: unknown, path = ''): Generator<BadValue> {
  const schema = schemas.resolved(given);
  for (const bad of candidates(schemas, schema, good, path)) {
    if (!schemas.accepts(schema, parsed(bad.value))) yield bad;
  }
}

function* candidates(schemas: ApiSchemas, schema: Schema, good: unknown, path: string): Generator<BadValue> {
  for (const value of ANY_VALUES) yield { path, value };
  for (const one of schema.oneOf ?? []) yield* inside(schemas, one, schemas.example(one), path);
  yield* inside(schemas, schema, good, path);
}

function* inside(schemas: ApiSchemas, given: Schema, good: unknown, path: string): Generator<BadValue> {
  const schema = schemas.resolved(given);
  if (schema.type === 'array' && schema.items !== undefined) {
    for (const bad of spoilt(schemas, schema.items, schemas.example(schema.items), `${path}[0]`)) {
      yield { path: bad.path, value: [bad.value] };
    }
  }
  if (schema.type !== 'object' || !isObject(good)) return;
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const within = path === '' ? name : `${path}.${name}`;
    if (schema.required?.includes(name)) yield { path: within, value: without(good, name) };
    for (const bad of spoilt(schemas, member, schemas.example(member), within)) {
      yield { path: bad.path, value: withMember(good, name, bad.value) };
    }
  }
  for (const name of UNKNOWN_NAMES) {
    yield { path: path === '' ? name : `${path}.${name}`, value: withMember(good, name, 'x') };
  }
}

function without(value: Readonly<Record<string, unknown>>, name: string): object {
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
}

/** Also for names such as `__proto__`, which an assignment would not make a member. */
export function withMember(value: Readonly<Record<string, unknown>>, name: string, member: unknown): object {
  return Object.fromEntries([...Object.entries(value).filter(([other]) => other !== name), [name, member]]);
}

/** The value as a reader of its JSON text gets it. */
function parsed(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(jsonText(value)) as unknown);
}
