import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Id, Problem } from '@remit/kernel';
import type { DraftCommand } from '@remit/exchange';
import type { SchemeImported } from '@remit/exchange/nest';
import { RecordCommand, RecordCommands } from '@remit/engine/nest';
import { RefusedRequest, valueOf } from '@remit/record/nest';
import type { PageTemplate } from '@remit/web/nest';
import { actorOf, type Exchange } from '../record/recording.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import type { Asked, Reading } from '../shell/reading.js';
import { dayFault, dayTyped, type Faults, problemInWords } from './bring-words.js';
import { draftModel, draftPage } from './draft-page.js';
import { answersIn, questionsModel, questionsPage } from './questions-page.js';
import { draftFingerprint, SchemeFileImport } from './scheme-import.js';
import { schemeFileModel, schemeFilePage } from './scheme-file-page.js';
import { type Upload, Uploads } from './uploads.js';

/** A scheme that was read, with where it was read from. */
interface Read {
  readonly trust: Id;
  readonly upload: Upload;
  readonly imported: SchemeImported;
}

/** Importing a trust's own scheme: sends a file, answers what it leaves open, looks at the draft, adopts it. */
@Injectable()
export class SchemePages {
  constructor(
    private readonly desk: PageDesk,
    private readonly uploads: Uploads,
    private readonly schemes: SchemeFileImport,
    private readonly commands: CommandBus,
  ) {}

  /** The form for the file. */
  async form(trust: Id, faults: Faults = {}, typed: Asked = {}): Promise<string> {
    const model = schemeFileModel(baseOf(trust), faults, typed);
    const title = `${model.errorList.length === 0 ? '' : 'Error: '}${model.heading}`;
    return this.page(trust, await this.desk.open(trust, {}), schemeFilePage, title, model);
  }

  /** Takes the file that was sent, if it can be read. */
  async receive(trust: Id, typed: Asked, { request, response }: Exchange): Promise<void> {
    const { upload } = request;
    const days = { from: dayTyped(typed, 'from'), decided: dayTyped(typed, 'decided') };
    const faults = { ...fileFault(upload), ...dayFault('from', days.from), ...dayFault('decided', days.decided) };
    const problem = Object.keys(faults).length > 0 ? faults : await this.firstReading(trust, upload!, typed, days);
    if (problem !== undefined) {
      if (upload !== undefined) this.uploads.remove(upload.id);
      response.status(422).send(await this.form(trust, problem, typed));
      return;
    }
    this.uploads.give(request, 'scheme', upload!);
    response.redirect(303, `${baseOf(trust)}/questions`);
  }

  /** The questions that are open or answered; the draft when none is open. */
  async questions(trust: Id, asked: Asked, exchange: Exchange, worksheetError?: string): Promise<void> {
    await this.withScheme(trust, exchange, async ({ imported }) => {
      const { response } = exchange;
      const answered = asked['show'] === 'answered';
      if (imported.draft !== undefined && !answered) {
        response.redirect(303, `${baseOf(trust)}/draft`);
        return;
      }
      const reading = await this.desk.open(trust, {});
      const at = { base: baseOf(trust), answered, page: Number(asked['page'] ?? '1') || 1 };
      const model = {
        ...questionsModel(imported.reading.questions, reading.names.functions, at),
        worksheetError,
      };
      const isWrong = model.errorList.length > 0 || worksheetError !== undefined;
      const title = `${isWrong ? 'Error: ' : ''}${model.heading}`;
      response.status(worksheetError === undefined ? 200 : 422);
      response.send(await this.page(trust, reading, questionsPage, title, model));
    });
  }

  /** Takes answers in, and leads to those that are open then. */
  async answer(
    trust: Id,
    { asked, form }: { readonly asked: Asked; readonly form: Asked },
    exchange: Exchange,
  ): Promise<void> {
    await this.withScheme(trust, exchange, async (read) => {
      await this.schemes.answer(read, answersIn(form));
      const page = /^\d{1,3}$/.test(asked['page'] ?? '') ? `?page=${asked['page'] ?? ''}` : '';
      exchange.response.redirect(303, `${baseOf(trust)}/questions${page}`);
    });
  }

  /** The questions as a worksheet. */
  async worksheet(trust: Id, exchange: Exchange): Promise<void> {
    await this.withScheme(trust, exchange, async ({ upload, imported }) => {
      const { name, bytes } = await this.schemes.worksheet(upload, imported);
      exchange.response.attachment(name).send(bytes);
    });
  }

  /** Takes the answers of a worksheet in. */
  async answerFromWorksheet(trust: Id, exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    const worksheet = request.upload;
    let problem = fileFault(worksheet)['files'];
    await this.withScheme(trust, exchange, async (read) => {
      if (worksheet !== undefined && problem === undefined) {
        const refused = await this.schemes.answerFrom(read, worksheet);
        problem = refused && problemInWords(refused);
      }
      if (problem === undefined) response.redirect(303, `${baseOf(trust)}/questions`);
      else await this.questions(trust, {}, exchange, problem);
    });
    if (worksheet !== undefined) this.uploads.remove(worksheet.id);
  }

  /** The draft, with what it would change. */
  async draft(trust: Id, exchange: Exchange): Promise<void> {
    await this.withDraft(trust, exchange, async (read, draft) => {
      exchange.response.send(await this.draftShown(read, draft, randomUUID()));
    });
  }

  /** Adopts the draft that was shown. */
  async adopt(trust: Id, { commandId = '', position = '', fingerprint }: Asked, exchange: Exchange): Promise<void> {
    await this.withDraft(trust, exchange, async (read, draft) => {
      if (!/^[0-9a-f-]{36}$/.test(commandId) || !/^\d{1,9}$/.test(position)) throw new RefusedRequest(NO_FORM);
      const problem =
        fingerprint === draftFingerprint(draft)
          ? await this.recorded(trust, draft, { commandId, position: Number(position) })
          : OTHER_DRAFT;
      if (problem === undefined) {
        this.end(read, draft, exchange);
        return;
      }
      const says = problem.code === 'RECORD.HEAD_MOVED' ? MOVED : problemInWords(problem);
      exchange.response.status(409).send(await this.draftShown(read, draft, commandId, says));
    });
  }

  /** @returns what is wrong with the file, as the form says it */
  private async firstReading(
    trust: Id,
    upload: Upload,
    typed: Asked,
    { from, decided }: { readonly from: string | undefined; readonly decided: string | undefined },
  ): Promise<Faults | undefined> {
    const said = {
      from,
      decidedOn: decided,
      sheet: typed['sheet'],
      version: typed['version'],
      decision: typed['decision'],
    };
    const filled = Object.entries(said).map(([name, text]) => [name, text?.trim()] as const);
    upload.keep(Object.fromEntries(filled.filter(([, text]) => text !== undefined && text !== '')));
    const read = await this.schemes.read(trust, upload);
    if (read.ok) return undefined;
    return { [read.problem.field === 'sheet' ? 'sheet' : 'files']: problemInWords(read.problem) };
  }

  private async recorded(
    trust: Id,
    draft: readonly DraftCommand[],
    { commandId, position }: { readonly commandId: string; readonly position: number },
  ): Promise<Problem | undefined> {
    const actor = actorOf('record');
    const batch = draft.map(({ command, data, provenance }, at) => {
      const key = `${commandId}.${String(at)}`;
      const expectedHead = at === 0 ? { expectedHead: position } : {};
      return new RecordCommand(trust, command, data, { actor, key, provenance, ...expectedHead });
    });
    for await (const outcome of await this.commands.execute(new RecordCommands(batch))) {
      if ('refused' in outcome) return outcome.refused;
    }
    return undefined;
  }

  private end({ trust, upload }: Read, draft: readonly DraftCommand[], { request, response }: Exchange): void {
    const { scheme, from } = (draft.at(-1)?.data ?? {}) as { readonly scheme: Id; readonly from: string };
    const root = `/trusts/${trust}`;
    const says = `The scheme is adopted: ${String(draft.length)} ${draft.length === 1 ? 'entry was' : 'entries were'} recorded.`;
    const done = {
      says,
      links: [
        { text: 'See the matrix', href: `${root}/matrix?on=${from}` },
        { text: 'Publish it', href: `${root}/published` },
        { text: 'Ask who is accountable', href: `${root}/who?on=${from}` },
      ],
    };
    const href = `${root}/schemes/${scheme}?on=${from}`;
    upload.end({ done, href });
    request.session.done = done;
    response.redirect(303, href);
  }

  private async draftShown(
    { trust, imported }: Read,
    draft: readonly DraftCommand[],
    commandId: string,
    refused?: string,
  ): Promise<string> {
    const { from } = imported.reading;
    const reading = await this.desk.open(trust, from === undefined ? {} : { on: from });
    const preview = await this.schemes.preview(trust, draft);
    if (!preview.ok) throw new RefusedRequest(notAdoptable(preview.problem));
    const base = baseOf(trust);
    const wasAsked = imported.reading.questions.length > 0;
    const model = {
      ...draftModel(reading, imported, preview.value),
      heading: 'Your scheme as Remit reads it',
      refused,
      worksheet: wasAsked ? `${base}/questions.xlsx` : undefined,
      questions: wasAsked ? `${base}/questions?show=answered` : undefined,
      another: base,
      action: `${base}/draft`,
      commandId,
      position: reading.names.head,
      fingerprint: draftFingerprint(draft),
    };
    return this.page(trust, reading, draftPage, model.heading, model);
  }

  private async withDraft(
    trust: Id,
    exchange: Exchange,
    work: (read: Read, draft: readonly DraftCommand[]) => Promise<void>,
  ): Promise<void> {
    await this.withScheme(trust, exchange, async (read) => {
      const { draft } = read.imported;
      if (draft === undefined) exchange.response.redirect(303, `${baseOf(trust)}/questions`);
      else await work(read, draft);
    });
  }

  /** Does something with the scheme of the session; leads to where it ended, or to the form, when there is none. */
  private async withScheme(
    trust: Id,
    { request, response }: Exchange,
    work: (read: Read) => Promise<void>,
  ): Promise<void> {
    const upload = this.uploads.of(request, 'scheme');
    if (upload?.ended !== undefined) {
      request.session.done = upload.ended.done;
      response.redirect(303, upload.ended.href);
    } else if (upload === undefined) {
      response.status(422).send(await this.form(trust, { files: GONE }));
    } else {
      await work({ trust, upload, imported: valueOf(await this.schemes.read(trust, upload)) });
    }
  }

  private page<Model extends object>(
    trust: Id,
    reading: Reading,
    template: PageTemplate<Model>,
    title: string,
    model: Model,
  ): Promise<string> {
    const now = { ...reading, on: this.desk.today() };
    const breadcrumbs = [{ text: 'Record something', href: linkTo(now, 'record') }];
    const place = { title, path: 'record/scheme-file', asked: {}, breadcrumbs, ownDates: true as const };
    return Promise.resolve(this.desk.page(template, { reading: now, place, model }));
  }
}

function baseOf(trust: Id): string {
  return `/trusts/${trust}/record/scheme-file`;
}

function fileFault(upload: Upload | undefined): Faults {
  const count = upload === undefined ? 0 : readdirSync(upload.files).length;
  return count === 1 ? {} : { files: count === 0 ? 'Choose the file' : 'Choose one file alone' };
}

function notAdoptable({ detail, ...problem }: Problem): Problem {
  return { ...problem, detail: `The scheme cannot be adopted as it was read: ${detail}` };
}

const GONE = 'The file is not here any more: it was kept too long without being used. Send it again';

const MOVED =
  'Something was recorded since you opened this page, so the scheme was not adopted yet. This is what it would change now: look at it, then adopt it.';

const OTHER_DRAFT: Problem = {
  code: 'WEB.DRAFT_CHANGED',
  detail:
    'The answers were changed since you opened this page, so the scheme was not adopted yet. This is the draft as it is now: look at it, then adopt it.',
};

const NO_FORM: Problem = {
  code: 'WEB.FORM_BROKEN',
  detail:
    'This did not come whole from the form, so nothing was recorded. Go back, load the form again and send it again.',
};
