import { dayInWords, dayOf } from '@remit/kernel';
import type { PreviewView } from '@remit/engine/nest';
import { table } from './table.js';
import { verdictInShort } from './verdict-text.js';

/** What changes for whom. What stays with the same holder is counted and not listed. */
export function previewText(preview: PreviewView): string {
  const { changes, from, until, lint } = preview;
  const moved = changes.filter(decidesOtherwise);
  const rows = moved.map((change) => [
    change.function,
    change.school ?? '',
    dayInWords(dayOf(change.from)),
    dayInWords(dayOf(change.until) - 1),
    verdictInShort(change.before),
    verdictInShort(change.after),
  ]);
  const kept = cellsIn(changes) - cellsIn(moved);
  const period = `From ${dayInWords(dayOf(from))} to ${dayInWords(dayOf(until) - 1)}`;
  const rest = kept === 0 ? '' : ` ${String(kept)} more would keep who decides, by another line or with other parts.`;
  const heading = `${period} ${whatMoves(preview)}${rest}\n`;
  const headings = ['Function', 'School', 'First day', 'Last day', 'Before', 'After'];
  const changed = rows.length === 0 ? heading : `${heading}\n${table(headings, rows)}`;
  return lint.length === 0 ? changed : `${changed}\n${lintText(lint)}`;
}

/** For how many functions and schools a draft would change who decides, without the days. */
export function whatMoves({ changes, cells }: PreviewView): string {
  const moved = cellsIn(changes.filter(decidesOtherwise));
  return `it would change who decides ${String(moved)} of ${String(cells)} that it touches (a function at a school, or of the trust).`;
}

type Change = PreviewView['changes'][number];

function decidesOtherwise({ before, after }: Change): boolean {
  return verdictInShort(before) !== verdictInShort(after);
}

/** A function at a school is one, however often it changes. */
function cellsIn(changes: readonly Change[]): number {
  return new Set(changes.map(({ function: fn, school }) => `${fn} ${school ?? ''}`)).size;
}

/** What to look at before a draft is adopted, one thing a paragraph. */
function lintText(lint: PreviewView['lint']): string {
  return ['Before it is adopted, look at:', ...lint.map(({ says }) => `- ${says}`)].join('\n');
}
