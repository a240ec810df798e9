import { type DefaultTreeAdapterTypes } from 'parse5';
import type { FoundBlock } from '../../../domain/publication/published-document.js';

type Node = DefaultTreeAdapterTypes.Node;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** Elements whose text is no part of what a page says. */
const SILENT = new Set(['style', 'script', 'template', 'noscript', 'head']);

/** Elements that stand for a text of their own. */
const TEXTS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'li', 'caption']);

/** What a page says, in the order of reading: its texts, and its tables row by row. */
export function blocksOfHtml(root: Node, blocks: FoundBlock[] = []): FoundBlock[] {
  if (root.nodeName === '#text') {
    const text = textOf(root);
    if (text.trim() !== '') blocks.push({ text });
    return blocks;
  }
  if (SILENT.has(root.nodeName)) return blocks;
  if (root.nodeName === 'table') {
    blocks.push(...tableBlocks(root));
    return blocks;
  }
  if (TEXTS.has(root.nodeName)) {
    blocks.push({ text: textOf(root) });
    return blocks;
  }
  for (const child of childrenOf(root)) blocksOfHtml(child, blocks);
  return blocks;
}

/** The caption as a text, then all rows; what stands in a table beside its rows is not lost. */
function tableBlocks(table: HtmlElement): FoundBlock[] {
  const captions: FoundBlock[] = [];
  const rows: string[][] = [];
  const walk = (node: Node): void => {
    if (node.nodeName === 'caption') captions.push({ text: textOf(node) });
    else if (node.nodeName === 'tr') rows.push(childrenOf(node).filter(isElement).map(textOf));
    else for (const child of childrenOf(node)) walk(child);
  };
  for (const child of childrenOf(table)) walk(child);
  return [...captions, { rows }];
}

/** All text under a node; what stands in blocks of its own is kept apart by a space. */
export function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (SILENT.has(node.nodeName)) return '';
  const apart = TEXTS.has(node.nodeName) || node.nodeName === 'br' ? ' ' : '';
  return `${childrenOf(node).map(textOf).join('')}${apart}`;
}

export function childrenOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}

export function isElement(node: Node): node is HtmlElement {
  return 'tagName' in node;
}
