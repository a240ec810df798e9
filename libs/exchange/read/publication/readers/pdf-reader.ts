import { getDocument, OPS, type PDFPageProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { FoundBlock } from '../../../domain/publication/published-document.js';
import type { ReadBack } from './read-file.js';
import { STAMP_CAPTION } from '../faces/html-face.js';
import { trimmed } from './rows.js';

/** A node of a page's tree of tags, as the library gives it: an element with children, or a place in the page's text. */
interface TagNode {
  readonly role?: string;
  readonly children?: readonly TagNode[];
  readonly type?: string;
  readonly id?: string;
}

/** Elements that stand for a text of their own. */
const TEXTS = /^(H[1-6]?|P|LI|Caption)$/;

/** The only thing that stands on a page beside its tags, at its foot. */
const PAGE_NUMBER = /^Page \d+ of \d+$/;

/** Drawing of pictures and of shades of colour: a published PDF has none, and one could cover a word. */
const PICTURES = new Set([
  OPS.paintImageXObject,
  OPS.paintImageXObjectRepeat,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintSolidColorImageMask,
  OPS.shadingFill,
]);

/** A tagged PDF: what its tags say, page by page, with the tables that go on from one page to the next put together. */
export async function readPdf(bytes: Uint8Array): Promise<ReadBack> {
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await loading.promise;
    const blocks: FoundBlock[] = [];
    let foreign: string | undefined;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const read = await readPage(page);
      append(blocks, read.blocks);
      foreign ??= read.foreign === undefined ? undefined : `Page ${String(number)} has ${read.foreign}`;
    }
    const ours = blocks.filter((block) => !('text' in block && squeezed(block.text) === squeezed(STAMP_CAPTION)));
    return foreign === undefined
      ? { kind: 'blocks', format: 'pdf', blocks: ours }
      : { kind: 'foreign', format: 'pdf', blocks: ours, says: foreign };
  } finally {
    await loading.destroy();
  }
}

interface PageRead {
  readonly blocks: readonly FoundBlock[];
  /** What is on the page that a published one does not have, in words. */
  readonly foreign: string | undefined;
}

async function readPage(page: PDFPageProxy): Promise<PageRead> {
  const { tagged, untagged } = await textOf(page);
  // An empty page has no tree, whatever the library's types say.
  const tree = (await page.getStructTree()) as TagNode | null;
  const blocks = tree === null ? [] : blocksOf(tree, tagged);
  return { blocks, foreign: await foreignOn(page, tagged, untagged) };
}

async function foreignOn(page: PDFPageProxy, tagged: PageText, untagged: string): Promise<string | undefined> {
  if (!PAGE_NUMBER.test(untagged.trim())) return `text beside its tags: "${untagged.trim().slice(0, 160)}".`;
  const lost = tagged.lost();
  if (lost !== '') return `text outside the order of its tags: "${lost.slice(0, 160)}".`;
  if ((await page.getAnnotations()).length > 0)
    return 'a comment, a link or a form field that a published PDF does not have.';
  const { fnArray } = await page.getOperatorList();
  return fnArray.some((each) => PICTURES.has(each))
    ? 'a picture or a shade of colour that a published PDF does not have.'
    : undefined;
}

/** The text of a page by the places in it that its tags refer to. */
class PageText {
  private readonly pieces = new Map<string, string>();
  private readonly taken = new Set<string>();

  add(place: string, text: string): void {
    this.pieces.set(place, `${this.pieces.get(place) ?? ''}${text}`);
  }

  take(place: string): string {
    this.taken.add(place);
    return this.pieces.get(place) ?? '';
  }

  /** What no tag has asked for. */
  lost(): string {
    const left = [...this.pieces].filter(([place]) => !this.taken.has(place));
    return left
      .map(([, text]) => text)
      .join(' ')
      .trim();
  }
}

async function textOf(page: PDFPageProxy): Promise<{ readonly tagged: PageText; readonly untagged: string }> {
  const tagged = new PageText();
  let untagged = '';
  const places: (string | undefined)[] = [];
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  for (const item of items) {
    if ('str' in item) {
      const place = places.findLast((each) => each !== undefined);
      const text = `${item.str}${item.hasEOL ? ' ' : ''}`;
      if (place === undefined) untagged += text;
      else tagged.add(place, text);
    } else if (item.type === 'endMarkedContent') places.pop();
    else places.push((item as { readonly id?: string }).id);
  }
  return { tagged, untagged };
}

function blocksOf(node: TagNode, text: PageText): FoundBlock[] {
  const { role = '', children = [] } = node;
  if (role === 'Table') return tableOf(node, text);
  if (TEXTS.test(role)) {
    const words = wordsIn(node, text);
    return words.trim() === '' ? [] : [{ text: words }];
  }
  return children.flatMap((child) => blocksOf(child, text));
}

function tableOf(table: TagNode, text: PageText): FoundBlock[] {
  const captions: FoundBlock[] = [];
  const rows: string[][] = [];
  const walk = (node: TagNode): void => {
    if (TEXTS.test(node.role ?? '')) captions.push(...blocksOf(node, text));
    else if (node.role === 'TR') rows.push(trimmed((node.children ?? []).map((cell) => wordsIn(cell, text))));
    else if (node.id !== undefined) wordsIn(node, text);
    else for (const child of node.children ?? []) walk(child);
  };
  for (const child of table.children ?? []) walk(child);
  // The tree has the rows of other pages too, without their words.
  const own = rows.filter(({ length }) => length > 0);
  return [...captions, ...(own.length === 0 ? [] : [{ rows: own }])];
}

function wordsIn({ type, id, children = [] }: TagNode, text: PageText): string {
  if (type === 'content' && id !== undefined) return text.take(id);
  return children.map((child) => wordsIn(child, text)).join('');
}

/** Adds the pieces of a page. A table that begins it without a caption goes on from the page before, heading row and all. */
function append(blocks: FoundBlock[], page: readonly FoundBlock[]): void {
  const [first, ...rest] = page;
  const last = blocks.at(-1);
  if (first !== undefined && 'rows' in first && last !== undefined && 'rows' in last) {
    const [heading] = last.rows;
    const repeated = JSON.stringify(first.rows[0]) === JSON.stringify(heading);
    blocks.splice(-1, 1, { rows: [...last.rows, ...(repeated ? first.rows.slice(1) : first.rows)] });
    blocks.push(...rest);
  } else {
    blocks.push(...page);
  }
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, '');
}
