/** A body or post by its name, with its id. */
export function labelOf({ name, id }: { readonly name: string; readonly id: string }): string {
  return `${name} (${id})`;
}

/** A count with its noun. */
export function inWords(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
