/**
 * What `JSON.parse` lets pass and a record must not: one name twice in an object (which of the two was meant?) and
 * nesting that only an attack needs.
 */

export interface JsonFault {
  readonly why: 'not JSON' | 'a name stands twice' | 'nested too deeply';
  /** The name that stands twice. */
  readonly name?: string;
}

export type StrictJson = { readonly value: unknown } | { readonly fault: JsonFault };

const DEPTH_MAX = 64;

/** Reads JSON text (RFC 8259) and refuses duplicate names (RFC 7493, section 2.3) and more than 64 levels. */
export function parseStrictJson(text: string): StrictJson {
  const fault = structuralFault(text);
  if (fault !== undefined) return { fault };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: { why: 'not JSON' } };
  }
}

/** One pass over the text: `names` is a stack with the names of each open object, `undefined` for an open array. */
function structuralFault(text: string): JsonFault | undefined {
  const names: (Set<string> | undefined)[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      if (names.length === DEPTH_MAX) return { why: 'nested too deeply' };
      names.push(sign === '{' ? new Set() : undefined);
    } else if (sign === '}' || sign === ']') {
      names.pop();
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const twice = nameTwice(text, at, end, names.at(-1));
      if (twice !== undefined) return { why: 'a name stands twice', name: twice };
      at = end;
    }
    at += 1;
  }
  return undefined;
}

/** The index of the closing quote of the string that opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

const NAME_FOLLOWS = /[ \t\n\r]*:/y;

/** The name in `text[start..end]` when it is a name (a colon follows) that its object has already. */
function nameTwice(text: string, start: number, end: number, known: Set<string> | undefined): string | undefined {
  NAME_FOLLOWS.lastIndex = end + 1;
  if (known === undefined || !NAME_FOLLOWS.test(text)) return undefined;
  const name = readName(text.slice(start, end + 1));
  if (known.has(name)) return name;
  known.add(name);
  return undefined;
}

function readName(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}

/** What is wrong with a JSON text, as the end of a sentence. */
export function faultInWords({ why, name }: JsonFault): string {
  if (why === 'a name stands twice') return `the name "${name ?? ''}" stands twice in one object`;
  return why === 'not JSON'
    ? 'it is not JSON, perhaps for a comma, quote or bracket too many or too few'
    : 'it is nested more than 64 levels deep';
}
