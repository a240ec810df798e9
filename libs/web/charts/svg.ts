/** What an element's attributes may be; `undefined` leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element as text, with its attributes escaped. `content` is markup already. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : (value ?? ''))}"`);
  return `<${name}${written.join('')}>${content.join('')}</${name}>`;
}

/** Text as markup. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/**
 * How wide a text is in Arial or Liberation Sans, in pixels, a little more rather than less: a server cannot measure it.
 * @param size of the font in pixels
 */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text)
    ems += NARROW.has(letter) ? 0.33 : WIDE.has(letter) ? 0.94 : /[A-Z]/.test(letter) ? 0.72 : 0.57;
  return ems * size;
}

const NARROW = new Set("iljtfrI.,;:'|!()[]- ");
const WIDE = new Set('mwMW@%');

/** A text in lines that are at most so wide; what does not fit into the last line is cut with "…". */
export function linesOf(
  text: string,
  size: number,
  { width, max }: { readonly width: number; readonly max: number },
): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, max).map((line) => cut(line, size, width));
  const last = shown.at(-1);
  if (lines.length > max && last !== undefined) shown[shown.length - 1] = cut(`${last}…`, size, width);
  return shown;
}

function cut(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = text.replace(/…$/, '');
  while (kept.length > 1 && widthOf(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
