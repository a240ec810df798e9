import type {
  PublishedDocument,
  PublishedSection,
  PublishedTable,
  StampRow,
} from '../../../domain/publication/published-document.js';
import type { Publication } from '../publication-maker.js';
import { STYLE } from './html-style.js';

/** A page that is whole in itself: no script, no other file, nothing to fetch; its own policy forbids all three. */
export function htmlFace({ document }: Publication): Uint8Array {
  return Buffer.from(pageOf(document), 'utf8');
}

function pageOf({ title, stamp, preface, sections }: PublishedDocument): string {
  const wide = sections.some(({ table }) => table !== undefined);
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${STYLE}</style>
</head>
<body class="${wide ? 'wide' : 'tall'}">
<main>
<h1>${escaped(title)}</h1>
${stampTable(stamp)}
${preface.map((each) => `<p>${escaped(each)}</p>\n`).join('')}${sections.map(sectionHtml).join('')}</main>
</body>
</html>
`;
}

/** The caption of the stamp. */
export const STAMP_CAPTION = 'About this document';

/** The row of the stamp that is a code. */
const CODE = 'Fingerprint';

function stampTable(stamp: readonly StampRow[]): string {
  const rows = stamp.map(
    ([label, value]) =>
      `<tr><th scope="row">${escaped(label)}</th><td${label === CODE ? ' class="code"' : ''}>${escaped(value)}</td></tr>\n`,
  );
  return `<table class="stamp">\n<caption>${STAMP_CAPTION}</caption>\n<tbody>\n${rows.join('')}</tbody>\n</table>`;
}

function sectionHtml({ heading, sentences, table }: PublishedSection): string {
  const list = sentences.map((each) => `<li>${escaped(each)}</li>\n`).join('');
  return `<section>
${table === undefined ? `<h2>${escaped(heading)}</h2>\n` : ''}${list === '' ? '' : `<ul>\n${list}</ul>\n`}${table === undefined ? '' : tableHtml(heading, table)}</section>
`;
}

const ID = 'Id';

/** Printed as a PDF, a cell without any sign has no place among the tags, and those after it would move up. */
const EMPTY_CELL = '<td>&nbsp;</td>';

/** The columns that are always there; between them stand those of the tiers, whose cells are codes. */
const WORDS = new Set(['Line', 'Function', ID, 'Delegated by']);

function tableHtml(heading: string, { columns, rows }: PublishedTable): string {
  const ofCodes = columns[0] === 'Line';
  const named = ofCodes ? 1 : 0;
  const cell = (text: string, at: number): string => {
    const column = columns[at] ?? '';
    if (at === named) return `<th scope="row">${escaped(text)}</th>`;
    if (column === ID) return `<td class="id">${escaped(text)}</td>`;
    if (text === '') return EMPTY_CELL;
    return ofCodes && !WORDS.has(column)
      ? `<td class="codes"><span class="part">${escaped(text)}</span></td>`
      : `<td>${escaped(text)}</td>`;
  };
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(heading)}">
<table class="lines">
<caption><h2>${escaped(heading)}</h2></caption>
<thead>
<tr>${columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')}</tr>
</thead>
<tbody>
${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>\n`).join('')}</tbody>
</table>
</div>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text within a page or another kind of XML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
