import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, listInWords, type Outcome, parseDay, type Problem, succeed } from '@remit/kernel';
import { TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { type DraftCommand, draftOf } from '../../domain/scheme/draft.js';
import { dayInForce, readScheme, type SchemeReading } from '../../domain/scheme/read-scheme.js';
import { recordedTiers } from '../../domain/scheme/recorded-tiers.js';
import { sheetInWords } from '../../domain/scheme/tables.js';
import { readSchemeFile, type SchemeFile } from './scheme-file.js';
import { type AnswersRead, readWorksheet } from './worksheet.js';

/** The scheme that is to be read, and what its record is to say beside its lines. Days are `YYYY-MM-DD`. */
export interface SchemeImport {
  readonly trust: Id;
  readonly file: string;
  /** A worksheet with answers. */
  readonly answers?: string;
  /** The one sheet to be read. */
  readonly sheet?: string;
  readonly from?: string;
  readonly until?: string;
  /** Id of the scheme; left out: made of its first day. */
  readonly id?: string;
  /** Left out: its first day. */
  readonly version?: string;
  readonly decidedOn?: string;
  readonly decision?: string;
}

/** A scheme read from a file: what is clear, what is to be asked, and the draft once nothing is. */
export interface SchemeImported {
  readonly file: Pick<SchemeFile, 'name' | 'sha256'>;
  readonly answers: AnswersRead | undefined;
  readonly reading: SchemeReading;
  /** Absent while a question is open. */
  readonly draft?: readonly DraftCommand[];
}

/**
 * Reads a trust's own scheme of delegation out of a file, and drafts the commands that would record it. Records nothing.
 * @throws the error of the file system when a file cannot be read.
 */
export class ReadSchemeFile extends Query<Outcome<SchemeImported>> {
  constructor(readonly wanted: SchemeImport) {
    super();
  }
}

@QueryHandler(ReadSchemeFile)
export class ReadSchemeFileHandler implements IQueryHandler<ReadSchemeFile> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ wanted }: ReadSchemeFile): Promise<Outcome<SchemeImported>> {
    const slip = notADay(wanted);
    if (slip !== undefined) return fail(slip);
    const view = await this.indexes.view(wanted.trust);
    if (!view.ok) return view;
    const file = await readSchemeFile(wanted.file, wanted.sheet);
    if (!file.ok) return file;
    const answers = wanted.answers === undefined ? succeed(undefined) : await readWorksheet(wanted.answers);
    if (!answers.ok) return answers;
    return imported(wanted, view.value, file.value, answers.value);
  }
}

const NO_ANSWERS: ReadonlyMap<string, string> = new Map();

function imported(
  wanted: SchemeImport,
  view: TrustIndexView,
  file: SchemeFile,
  read: AnswersRead | undefined,
): Outcome<SchemeImported> {
  const answers = read?.answers ?? NO_ANSWERS;
  const from = wanted.from ?? dayInForce(answers);
  const functions = view.index.delegation.functionsAt(view.head);
  const reading = readScheme({
    document: file.document,
    from: wanted.from,
    tiers: recordedTiers(view.index, view.head, from),
    functions,
    answers,
  });
  if (reading.tables.length === 0) return fail(nothingRecognised(file));
  const result = { file: { name: file.name, sha256: file.sha256 }, answers: read, reading };
  const isOpen = reading.questions.some(({ open }) => open) || reading.from === undefined;
  return succeed(isOpen ? result : { ...result, draft: drafted(wanted, file, read, reading) });
}

function drafted(
  wanted: SchemeImport,
  file: SchemeFile,
  answers: AnswersRead | undefined,
  { lines, own, from = '' }: SchemeReading,
): readonly DraftCommand[] {
  const { until, decidedOn, decision } = wanted;
  const evidence = [
    { ref: file.name, kind: 'scheme of delegation as the trust wrote it', sha256: file.sha256 },
    ...(answers === undefined
      ? []
      : [{ ref: answers.name, kind: 'answers to the questions of the import', sha256: answers.sha256 }]),
  ];
  return draftOf(
    lines.map(({ line }) => line),
    own,
    {
      scheme: wanted.id ?? `scheme-${from}`,
      version: wanted.version ?? from,
      from,
      ...(until === undefined ? {} : { until }),
      ...(decidedOn === undefined ? {} : { decidedOn }),
      ...(decision === undefined ? {} : { decision }),
      evidence,
    },
  );
}

function notADay(wanted: SchemeImport): Problem | undefined {
  const days = { from: wanted.from, until: wanted.until, 'decided-on': wanted.decidedOn };
  for (const [field, day] of Object.entries(days)) {
    if (day === undefined || parseDay(day) !== undefined) continue;
    return {
      code: 'EXCHANGE.DAY_INVALID',
      field,
      expected: 'a day written 2025-03-03',
      detail: `--${field} ${day} is not a day of the calendar. Write it as year, month and day: 2025-03-03.`,
    };
  }
  return undefined;
}

function nothingRecognised({ name, document }: SchemeFile): Problem {
  const seen = document.sheets.length === 0 ? 'it has no table' : listInWords(document.sheets.map(sheetInWords));
  return {
    code: 'EXCHANGE.NO_SCHEME_TABLE',
    expected: 'a table with a row of headings',
    detail: `No scheme of delegation was found in ${name}: ${seen}. Expected is a row of headings, and below it a row for each function: a heading such as "Function" and one for each tier ("Board", "CEO", "Headteacher"); or "Duty" and "Delegated to", with "Value" if there are limits; or the name of a body with its duties below it. Put the headings in, then import again.`,
  };
}
