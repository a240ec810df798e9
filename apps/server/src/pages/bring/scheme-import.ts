import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { canonicalJson, type Id, type Outcome, type Problem } from '@remit/kernel';
import type { DraftCommand } from '@remit/exchange';
import { ReadSchemeFile, readWorksheet, type SchemeImported, worksheetOf } from '@remit/exchange/nest';
import { GetPreview, type PreviewView } from '@remit/engine/nest';
import { valueOf } from '@remit/record/nest';
import type { Upload } from './uploads.js';

/** Answers by the key of the question. */
export type Answers = ReadonlyMap<string, string>;

/** Reads uploaded schemes. The answers given so far are a worksheet beside the file: the record names it with its fingerprint. */
@Injectable()
export class SchemeFileImport {
  constructor(private readonly queries: QueryBus) {}

  /** What the file says, what is to be asked, and the draft once nothing is open. */
  read(trust: Id, upload: Upload): Promise<Outcome<SchemeImported>> {
    const said = Object.entries(upload.said).filter(([, value]) => value !== undefined);
    const worksheet = upload.beside(worksheetName(upload));
    const answers = existsSync(worksheet) ? { answers: worksheet } : {};
    const file = path.join(upload.files, fileIn(upload));
    return this.queries.execute(new ReadSchemeFile({ ...Object.fromEntries(said), trust, file, ...answers }));
  }

  /** The questions as a worksheet, with the answers that are there already. */
  async worksheet(
    upload: Upload,
    { reading }: SchemeImported,
  ): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const name = worksheetName(upload);
    const file = upload.beside(name);
    return { name, bytes: existsSync(file) ? readFileSync(file) : await worksheetOf(reading.questions, NONE, 'xlsx') };
  }

  /** Takes answers in, in place of earlier ones to the same questions. */
  async answer(read: { readonly trust: Id; readonly upload: Upload }, answers: Answers): Promise<void> {
    const { trust, upload } = read;
    const file = upload.beside(worksheetName(upload));
    const before = existsSync(file) ? valueOf(await readWorksheet(file)).answers : NONE;
    const all = new Map([...before, ...answers]);
    // Once more with the questions that these answers raise, so that those stand in the worksheet too.
    for (let time = 0; time < 2; time += 1) {
      const { questions } = valueOf(await this.read(trust, upload)).reading;
      const asked = questions.map((each) => ({ ...each, answer: all.get(each.question.key) ?? '' }));
      const keys = new Set(questions.map(({ question }) => question.key));
      const notAsked = new Map([...all].filter(([key]) => !keys.has(key)));
      writeFileSync(file, await worksheetOf(asked, notAsked, 'xlsx'), { mode: 0o600 });
    }
  }

  /** Takes the answers of a worksheet in. @returns what is wrong with it */
  async answerFrom(
    read: { readonly trust: Id; readonly upload: Upload },
    worksheet: Upload,
  ): Promise<Problem | undefined> {
    const sent = await readWorksheet(path.join(worksheet.files, fileIn(worksheet)));
    if (!sent.ok) return sent.problem;
    await this.answer(read, sent.value.answers);
    return undefined;
  }

  /** What a draft would change. Functions that it defines itself are not known yet, so their lines are left out. */
  preview(trust: Id, draft: readonly DraftCommand[]): Promise<Outcome<PreviewView>> {
    const own = new Set(draft.flatMap(({ command, data }) => (command === 'DefineFunction' ? [data['function']] : [])));
    const scheme = draft.find(({ command }) => command === 'AdoptScheme');
    const lines = (scheme?.data['lines'] ?? []) as readonly { readonly function: Id }[];
    const data = { ...scheme?.data, lines: lines.filter((line) => !own.has(line.function)) };
    return this.queries.execute(new GetPreview(trust, { command: 'AdoptScheme', data }));
  }
}

/** What is the same for two drafts that say the same. */
export function draftFingerprint(draft: readonly DraftCommand[]): string {
  return createHash('sha256').update(canonicalJson(draft)).digest('hex');
}

/** The name of the one file of an upload. */
function fileIn(upload: Upload): string {
  return readdirSync(upload.files)[0] ?? '';
}

function worksheetName(upload: Upload): string {
  return `${path.parse(fileIn(upload)).name}.questions.xlsx`;
}

const NONE: Answers = new Map();
