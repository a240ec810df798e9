import { counted, dayInWords, dayOf } from '@remit/kernel';
import { type SchemeReading } from '@remit/exchange';
import type { SchemeImported } from '@remit/exchange/nest';
import type { PreviewView } from '@remit/engine/nest';
import type { TableModel } from '@remit/web';
import { pageOf } from '@remit/web/nest';
import { previewOf, type PreviewModel } from '../record/preview-page.js';
import { decidesInWords, othersInWords } from '../schemes/scheme-words.js';
import type { Reading } from '../shell/reading.js';
import { functionName } from '../shell/words.js';

/** What the page shows before a scheme from a file is adopted. */
export interface DraftModel extends Pick<PreviewModel, 'findings' | 'who' | 'changes'> {
  readonly heading: string;
  readonly says: readonly string[];
  /** Why it was not adopted just now. */
  readonly refused: string | undefined;
  readonly taken: readonly { readonly title: string; readonly items: readonly string[] }[];
  readonly lines: TableModel;
  readonly worksheet: string | undefined;
  readonly questions: string | undefined;
  readonly another: string;
  readonly action: string;
  readonly commandId: string;
  readonly position: number;
  readonly fingerprint: string;
}

export const draftPage = pageOf<DraftModel>('bring/draft');

/** What a draft says and what it would change. */
export function draftModel(
  reading: Reading,
  { file, reading: read }: SchemeImported,
  preview: PreviewView,
): Pick<DraftModel, 'says' | 'findings' | 'who' | 'changes' | 'taken' | 'lines'> {
  const { says, ...changes } = previewOf(reading, preview);
  const own = read.own.map(({ name }) => name);
  return {
    says: [
      `${file.name} was read as ${counted(read.lines.length, 'line', 'lines')}, in force from ${dayInWords(dayOf(preview.from))}.`,
      says,
      ...(own.length === 0
        ? []
        : [`Not in that count: ${own.join(', ')}. These functions of the trust's own are defined first.`]),
    ],
    ...changes,
    taken: [
      { title: 'Taken as headings of sections', items: textsOf(read.sections) },
      { title: 'Not used, because no function stands beside it', items: textsOf(read.aside) },
      { title: 'Left out, as answered', items: textsOf(read.leftOut) },
    ].filter(({ items }) => items.length > 0),
    lines: linesTable(reading, read),
  };
}

function textsOf(rows: readonly { readonly text: string }[]): string[] {
  return rows.map(({ text }) => text);
}

const BASIS: Readonly<Record<SchemeReading['lines'][number]['basis'], string>> = {
  id: 'its id',
  name: 'its name',
  answer: 'your answer',
  own: 'your answer: one of the trust’s own',
};

function linesTable(reading: Reading, { lines, own }: SchemeReading): TableModel {
  const ownNames = new Map(own.map(({ id, name }) => [id, name]));
  return {
    caption: 'The lines as they were read',
    columns: ['What the file says', 'Line', 'Function', 'Known by', 'Who decides', 'Others'],
    rows: lines.map(({ line, basis, text }) => [
      { text },
      { text: line.line },
      { text: ownNames.get(line.function) ?? functionName(reading, line.function) },
      { text: BASIS[basis] },
      { text: decidesInWords(reading, line) },
      { text: othersInWords(reading, line) },
    ]),
  };
}
