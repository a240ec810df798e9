import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogueEdition, NEWEST_EDITION } from '@remit/delegation';
import { readScheme, type SchemeReading } from '@remit/exchange';
import { readSchemeFile } from '@remit/exchange/nest';
import { valueOf } from '@remit/record/nest';
import type { TemporaryDirectory } from './temporary-directory.js';

/** The functions of the newest catalogue. */
export const FUNCTIONS = [...(catalogueEdition(NEWEST_EDITION)?.functions.values() ?? [])];

/** A trust with the usual tiers, to read schemes for. */
export const TIERS = [
  { tier: 'members', names: ['Members'] },
  { tier: 'board', names: ['Board of trustees'] },
  { tier: 'finance-committee', names: ['Finance and people committee', 'finance'] },
  { tier: 'local', names: ['Oak local governing body', 'local-oak'] },
  { tier: 'ceo', names: ['Chief executive'] },
  { tier: 'cfo', names: ['Chief financial officer'] },
  { tier: 'head', names: ['Headteacher', 'head-oak'] },
];

type Answers = Readonly<Record<string, string>>;

/** Reads a scheme out of the rows of a CSV or workbook, without the file. */
export function readRows(rows: readonly (readonly string[])[], answers: Answers = {}): SchemeReading {
  const numbered = rows.map((cells, at) => ({ number: at + 1, cells }));
  return readScheme({
    document: { sheets: [{ called: '', above: [], rows: numbered }] },
    from: '2026-09-01',
    tiers: TIERS,
    functions: FUNCTIONS,
    answers: new Map(Object.entries(answers)),
  });
}

/** Reads a scheme out of a file, and again with what a person answers to its questions. */
export class SchemeOnDisk {
  constructor(
    private readonly directory: TemporaryDirectory,
    private readonly name: string,
    private readonly bytes: Buffer,
  ) {}

  /** @param answers by the question, as the worksheet has it. */
  async read(answers: Answers = {}): Promise<SchemeReading> {
    const file = path.join(this.directory.path, this.name);
    writeFileSync(file, this.bytes);
    const { document } = valueOf(await readSchemeFile(file));
    const read = (known: ReadonlyMap<string, string>): SchemeReading =>
      readScheme({ document, from: '2026-09-01', tiers: TIERS, functions: FUNCTIONS, answers: known });
    const known = new Map<string, string>();
    // Answers may raise further questions, which a person then answers as well.
    for (let reading = read(known); ; reading = read(known)) {
      const fresh = reading.questions.filter(
        ({ question: { question, key } }) => question in answers && !known.has(key),
      );
      if (fresh.length === 0) return reading;
      for (const { question } of fresh) known.set(question.key, answers[question.question]!);
    }
  }
}

/** The questions that are open, in words. */
export function openQuestions({ questions }: SchemeReading): string[] {
  return questions.filter(({ open }) => open).map(({ question }) => question.question);
}

/** The lines of a reading. */
export function linesOf({ lines }: SchemeReading) {
  return lines.map(({ line }) => line);
}
