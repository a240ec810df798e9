/** Whether two values have one canonical text, found without writing it: an `undefined` member counts as left out. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameElements(a, b);
  return !Array.isArray(b) && sameMembers(a, b);
}

function sameElements(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, at) => sameJson(each, b[at]));
}

function sameMembers(a: object, b: object): boolean {
  return (
    Object.entries(a).every(([key, value]) => sameJson(value, memberOf(b, key))) &&
    Object.keys(b).every((key) => memberOf(a, key) !== undefined || memberOf(b, key) === undefined)
  );
}

function memberOf(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
}
