/** A body or post by its name, with its id. */
export function labelOf({ name, id }: { readonly name: string; readonly id: string }): string {
  return `${name} (${id})`;
}
