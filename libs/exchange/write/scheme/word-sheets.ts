import mammoth from 'mammoth';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import type { TextRow } from '../../domain/scheme/document.js';
import type { NamedSheets } from './scheme-file.js';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The tables and lists of a Word document, each with what stands above it; `undefined` when it is no such document. */
export async function wordSheets(bytes: Buffer): Promise<NamedSheets | undefined> {
  const html = await htmlOf(bytes);
  if (html === undefined) return undefined;
  const reader = new WordReader();
  for (const node of parseFragment(html).childNodes) reader.take(node);
  return reader.sheets();
}

async function htmlOf(bytes: Buffer): Promise<string | undefined> {
  const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
  const result = await mammoth.convertToHtml({ buffer: bytes }, { convertImage }).catch((error: unknown) => {
    if (error instanceof Error) return undefined;
    throw error;
  });
  return result?.value;
}

class WordReader {
  private readonly found: { readonly kind: 'table' | 'list'; above: string[]; heading: string; rows: TextRow[] }[] = [];
  private above: string[] = [];
  private heading = '';

  take(node: Node): void {
    if (!isElement(node)) return;
    if (node.tagName === 'table') this.add('table', rowsOf(node));
    else if (node.tagName === 'ul' || node.tagName === 'ol') this.add('list', itemsOf(node));
    else this.takeText(node);
  }

  sheets(): NamedSheets {
    const counts = { table: 0, list: 0 };
    return this.found.map(({ kind, above, heading, rows }) => {
      counts[kind] += 1;
      const title = `${kind} ${String(counts[kind])}`;
      const called = this.found.length === 1 ? '' : title;
      return { title, called, above, rows, ...(heading === '' ? {} : { heading }) };
    });
  }

  private takeText(element: Element): void {
    const text = textOf(element).trim();
    if (text === '') return;
    // Many documents have bold paragraphs where Word has headings.
    const bold = element.childNodes.length === 1 && element.childNodes.some((node) => tagOf(node) === 'strong');
    if (/^h[1-6]$/.test(element.tagName) || bold) this.heading = text;
    this.above.push(text);
  }

  private add(kind: 'table' | 'list', rows: TextRow[]): void {
    this.found.push({ kind, above: this.above, heading: this.heading, rows });
    this.above = [];
  }
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function tagOf(node: Node): string {
  return isElement(node) ? node.tagName : '';
}

function childrenOf(element: Element, ...tags: readonly string[]): Element[] {
  return element.childNodes.filter(isElement).filter(({ tagName }) => tags.includes(tagName));
}

/** The text of an element; paragraphs and line breaks are line breaks. */
function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!isElement(node)) return '';
  if (node.tagName === 'br') return '\n';
  const text = node.childNodes.map(textOf).join('');
  return node.tagName === 'p' || node.tagName === 'li' ? `${text}\n` : text;
}

function itemsOf(list: Element): TextRow[] {
  return childrenOf(list, 'li').map((item, at) => ({ number: at + 1, cells: [textOf(item).trim()] }));
}

/** Longer texts in merged cells are headings of sections, and stand once. */
const CODE_LENGTH_MAX = 3;

/** The rows of a table on its grid: what spans rows stands in the first, a code that spans columns in each of them. */
function rowsOf(table: Element): TextRow[] {
  const rows = childrenOf(table, 'thead', 'tbody').flatMap((part) => childrenOf(part, 'tr'));
  const rest = new Map<number, number>();
  return rows.map((row, at) => {
    const cells: string[] = [];
    const skip = (): void => {
      for (let left = rest.get(cells.length) ?? 0; left > 0; left = rest.get(cells.length) ?? 0) {
        rest.set(cells.length, left - 1);
        cells.push('');
      }
    };
    for (const cell of childrenOf(row, 'td', 'th')) {
      skip();
      const text = textOf(cell).trim();
      const below = spanOf(cell, 'rowspan') - 1;
      for (let column = 0; column < spanOf(cell, 'colspan'); column += 1) {
        rest.set(cells.length, below);
        cells.push(column === 0 || text.length <= CODE_LENGTH_MAX ? text : '');
      }
    }
    skip();
    return { number: at + 1, cells };
  });
}

function spanOf(cell: Element, name: 'rowspan' | 'colspan'): number {
  return Number(cell.attrs.find((attribute) => attribute.name === name)?.value ?? '1');
}
