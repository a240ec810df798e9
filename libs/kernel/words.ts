/** `a`, `a and b`, `a, b and c`. */
export function listInWords(items: readonly string[], joint = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1) ?? ''}`;
}

/** A whole number as people write it: `1,234`. */
export function wholeInWords(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number with its noun: `1 person`, `3 people`, `1,234 entries`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${wholeInWords(count)} ${count === 1 ? one : many}`;
}

/** A name with its article, within a sentence: `the headteacher`, and `the Hub` for `The Hub`. */
export function definite(name: string): string {
  return `the ${name.replace(/^the\s+/i, '')}`;
}

/** A text with a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
