import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { FORMER_STYLES, STYLE } from '../faces/html-style.js';
import { STAMP_CAPTION } from '../faces/html-face.js';
import type { FoundBlock } from '../../../domain/publication/published-document.js';
import { blocksOfHtml, childrenOf, type HtmlElement, isElement, textOf } from './html-blocks.js';
import type { ReadBack } from './read-file.js';

/** Elements that a published page is made of. */
const ELEMENTS = new Set(
  'html head meta title style body main section div h1 h2 p ul li table caption thead tbody tr th td span'.split(' '),
);

/** Attributes that it has; none of them can hide or add a word. */
const ATTRIBUTES = new Set('lang charset name content class scope role tabindex'.split(' '));

/** Whether a published page may have an attribute: a label says what a heading says, and nothing leads elsewhere. */
function isOurs(
  { name, value }: { readonly name: string; readonly value: string },
  texts: ReadonlySet<string>,
): boolean {
  if (name === 'aria-label') return texts.has(squeezed(value));
  return name === 'http-equiv' ? value === 'Content-Security-Policy' : ATTRIBUTES.has(name);
}

/** A page: what it says, and whether there is something in it that could make it look otherwise. */
export function readHtml(bytes: Uint8Array): ReadBack {
  const page = parse(Buffer.from(bytes).toString('utf8'));
  const blocks = withoutStampCaption(blocksOfHtml(page));
  const says = foreignIn(page, blocks);
  return says === undefined
    ? { kind: 'blocks', format: 'html', blocks }
    : { kind: 'foreign', format: 'html', blocks, says };
}

/** The caption of the stamp is for the page alone. */
function withoutStampCaption(blocks: readonly FoundBlock[]): FoundBlock[] {
  const at = blocks.findIndex((block) => 'text' in block && block.text.trim() === STAMP_CAPTION);
  return blocks.filter((_, each) => each !== at);
}

function foreignIn(page: DefaultTreeAdapterTypes.Document, blocks: readonly FoundBlock[]): string | undefined {
  const elements = elementsIn(page);
  const texts = new Set(blocks.map((block) => ('text' in block ? squeezed(block.text) : '')));
  for (const element of elements) {
    if (!ELEMENTS.has(element.tagName))
      return `The page has something that a published page does not have: <${element.tagName}>.`;
    const attribute = element.attrs.find((each) => !isOurs(each, texts));
    if (attribute !== undefined) {
      return `The page has something that a published page does not have: ${attribute.name}="${attribute.value}" at <${element.tagName}>.`;
    }
  }
  const styles = elements
    .filter(({ tagName }) => tagName === 'style')
    .flatMap(childrenOf)
    .map(textIn);
  if (styles.length !== 1 || ![STYLE, ...FORMER_STYLES].map(squeezed).includes(squeezed(styles[0] ?? ''))) {
    return 'The style of the page was changed, so that it may show something else than it says.';
  }
  const title = elements.find(({ tagName }) => tagName === 'title');
  const [heading] = blocks;
  if (
    title === undefined ||
    heading === undefined ||
    !('text' in heading) ||
    squeezed(textOf(title)) !== squeezed(heading.text)
  ) {
    return `The title of the page, "${title === undefined ? '' : textOf(title)}", is not the heading that it begins with.`;
  }
  return undefined;
}

function elementsIn(node: DefaultTreeAdapterTypes.Node): HtmlElement[] {
  return [...(isElement(node) ? [node] : []), ...childrenOf(node).flatMap(elementsIn)];
}

function textIn(node: DefaultTreeAdapterTypes.Node): string {
  return node.nodeName === '#text' ? (node as DefaultTreeAdapterTypes.TextNode).value : '';
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
