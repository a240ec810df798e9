/** What was typed into a form, by the name of its element, as a browser sends it. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** What a browser sent, as {@link Typed}. */
export function typedOf(posted: object): Typed {
  const members = Object.entries(posted).map(([name, value]: [string, unknown]): [string, readonly string[]] => [
    name,
    (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string'),
  ]);
  return Object.fromEntries(members);
}

/** What was typed into an element, without spaces around it and with the record's ends of lines; '' for nothing. */
export function textOf(typed: Typed, name: string): string {
  const [text = ''] = typed[name] ?? [];
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

/** Everything that was chosen of elements with one name. */
export function allOf(typed: Typed, name: string): readonly string[] {
  return typed[name] ?? [];
}

/** One text for each of some elements. */
export function typedIn(texts: Readonly<Record<string, string>>): Typed {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [text]]));
}
