import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { Id, Problem } from '@remit/kernel';
import { type Action, may } from '@remit/access';
import { GetDraft, GetPreview, GetRecord, GetRecordables, RecordCommand } from '@remit/engine/nest';
import { type Receipt, RefusedRequest, valueOf } from '@remit/record/nest';
import type { PageTemplate } from '@remit/web/nest';
import { type Viewer, visits } from '../access/visit.js';
import { PageDesk } from '../shell/page-desk.js';
import { linkTo } from '../shell/page-frame.js';
import type { Asked, Reading } from '../shell/reading.js';
import { byName } from '../shell/words.js';
import { checkPage, movedModel, movedPage } from './check-page.js';
import { type Filled, formModel, formPage } from './form-page.js';
import { actionOf, type CommandForm, fieldsOf } from './forms/command-form.js';
import { type Fault, type Known, NO_ELEMENT, type Values, withValue } from './forms/field.js';
import { faultOf, readForm, typedFor } from './forms/read-form.js';
import { previewOf, previewPage } from './preview-page.js';
import { keptText, type SentForm, sentForm } from './sent-form.js';

/** A form at its address. */
export interface FormAt {
  readonly trust: Id;
  readonly form: CommandForm;
  /** Below `/trusts/{trust}`. */
  readonly path: string;
}

/** A form that was sent, read with what was known when it was opened. */
interface Sent extends FormAt {
  readonly sent: SentForm;
  readonly reading: Reading;
  readonly known: Known;
}

export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** So many entries that others recorded meanwhile are shown. */
const SHOWN_MAX = 20;

/** Recording through forms: opens them, shows what is wrong or what would change, records, and says what was recorded. */
@Injectable()
export class Recording {
  constructor(
    private readonly desk: PageDesk,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  /** A form to fill in. What the address says of its fields is filled in. */
  async open(at: FormAt, asked: Asked): Promise<string> {
    const reading = await this.desk.open(at.trust, {});
    const known = await this.known(at.trust);
    const start = asked['start'];
    const fields = fieldsOf(at.form);
    const linked = fields.filter(({ name, kind }) => kind.inAddress === true && (asked[name] ?? '') !== '');
    const values = linked.reduce<Values>(
      (all, { name }) => withValue(all, name, asked[name]),
      at.form.start?.(known, start) ?? {},
    );
    const typed = typedFor(fields, values, known);
    const sending = { commandId: randomUUID(), position: known.position };
    return this.form(reading, { ...at, ...sending, typed, known, faults: [], from: start, opened: true });
  }

  /** Does what was asked with a form that was sent. */
  async send(at: FormAt, posted: object, exchange: Exchange): Promise<void> {
    const sent = sentForm(posted);
    const reading = await this.desk.open(at.trust, {});
    const all: Sent = { ...at, sent, reading, known: await this.known(at.trust, sent.position) };
    if (sent.step === 'change') {
      exchange.response.status(200).send(this.form(reading, filledOf(all, [])));
      return;
    }
    const read = readForm(fieldsOf(at.form), sent.typed, all.known);
    const before = sent.step === 'record' ? undefined : at.form.before;
    if ('faults' in read) this.refuse(all, read.faults, exchange);
    else if (before === 'preview') await this.preview(all, read.values, exchange);
    else if (before === 'check') await this.check(all, read.values, exchange);
    else await this.record(all, read.values, exchange);
  }

  /** Shows who would gain and lose what, with nothing recorded yet. */
  private async preview(all: Sent, values: Values, exchange: Exchange): Promise<void> {
    const { form, trust, reading } = all;
    const view = await this.queries.execute(new GetPreview(trust, { command: form.command, data: values }));
    if (!view.ok) {
      this.refuse(all, [this.faultIn(all, withoutData(view.problem))], exchange);
      return;
    }
    const { version } = values as { readonly version?: string };
    const heading = `What ${version === undefined ? 'this variation' : `scheme version ${version}`} would change`;
    const button = version === undefined ? 'Record the variation' : 'Adopt it';
    const model = { ...alongWith(all), ...previewOf(reading, view.value), heading, button };
    exchange.response.status(200).send(this.page(previewPage, all, { title: heading, model }));
  }

  /** Shows what would stand in the record, with nothing recorded yet. */
  private async check(all: Sent, values: Values, exchange: Exchange): Promise<void> {
    const { form, trust } = all;
    const draft = await this.queries.execute(new GetDraft(trust, form.command, values));
    if (!draft.ok) {
      this.refuse(all, [this.faultIn(all, draft.problem)], exchange);
      return;
    }
    const heading = 'Check before it is recorded';
    const { says } = draft.value;
    const model = { ...alongWith(all), heading, says, about: form.about, warning: WARNINGS[form.command] };
    exchange.response.status(200).send(this.page(checkPage, all, { title: heading, model }));
  }

  private async record(all: Sent, values: Values, exchange: Exchange): Promise<void> {
    const { form, trust, sent } = all;
    const context = { actor: actorOf(actionOf(form)), key: sent.commandId, expectedHead: sent.position };
    const outcome = await this.commands.execute(new RecordCommand(trust, form.command, values, context));
    if ('receipt' in outcome) return this.recorded(all, values['from'], outcome.receipt, exchange);
    const { refused } = outcome;
    if (refused.code === 'RECORD.HEAD_MOVED') return this.moved(all, exchange);
    if (refused.code === 'RECORD.KEY_REUSED') return this.sentBefore(all, refused, exchange);
    this.refuse(all, [this.faultIn(all, refused)], exchange);
  }

  private async recorded(
    { trust, reading, form }: Sent,
    from: unknown,
    { position, repeated }: Receipt,
    { request, response }: Exchange,
  ): Promise<void> {
    const { entries } = valueOf(await this.queries.execute(new GetRecord(trust, pageOfOne(position), 'names')));
    const says = entries[0]?.says ?? '';
    const was = repeated ? 'This was recorded already, as entry' : 'Recorded as entry';
    const then = typeof from === 'string' ? { ...reading, on: from } : reading;
    request.session.done = {
      says: `${was} ${String(position)}: ${says}`,
      links: [
        ...(form.before === 'preview' ? [{ text: 'See the matrix', href: linkTo(then, 'matrix') }] : []),
        { text: 'Record something else', href: linkTo(reading, 'record') },
      ],
    };
    // On no day of its own, so that the page says what the entry changed on the days that it names.
    response.redirect(303, `/trusts/${trust}/audit/entries/${String(position)}`);
  }

  /** Others recorded something since the form was opened. */
  private async moved(all: Sent, { response }: Exchange): Promise<void> {
    const { trust, reading, sent } = all;
    const page = { after: sent.position, limit: SHOWN_MAX };
    const { head, entries } = valueOf(await this.queries.execute(new GetRecord(trust, page, 'names')));
    const model = {
      ...alongWith(all),
      ...movedModel(reading, { opened: sent.position, head, entries }),
      position: head,
    };
    response.status(409).send(this.page(movedPage, all, { title: 'Something was recorded meanwhile', model }));
  }

  /** The form was sent before and says something else now: it may be sent once more, as another command. */
  private async sentBefore(all: Sent, { entry }: Problem, { response }: Exchange): Promise<void> {
    const known = await this.known(all.trust);
    const says = `This form was sent before and recorded as entry ${String(entry)}, with other values. Send it again to record this as well; to put entry ${String(entry)} right, correct that entry.`;
    const again = {
      ...filledOf(all, [{ at: NO_ELEMENT, says }]),
      known,
      commandId: randomUUID(),
      position: known.position,
    };
    response.status(409).send(this.form(all.reading, again));
  }

  private refuse(all: Sent, faults: readonly Fault[], { response }: Exchange): void {
    response.status(422).send(this.form(all.reading, filledOf(all, faults)));
  }

  private faultIn({ form, sent, known }: Sent, problem: Problem): Fault {
    return faultOf(problem, fieldsOf(form), sent.typed, known);
  }

  private form(reading: Reading, filled: Filled): string {
    const title = `${filled.faults.length === 0 ? '' : 'Error: '}${filled.form.title}`;
    return this.page(formPage, { ...filled, reading }, { title, model: formModel(reading, filled) });
  }

  private page<Model extends object>(
    template: PageTemplate<Model>,
    { reading, path }: Pick<Sent, 'reading' | 'path'>,
    { title, model }: { readonly title: string; readonly model: Model },
  ): string {
    const breadcrumbs = [{ text: 'Record something', href: linkTo(reading, 'record') }];
    return this.desk.page(template, { reading, place: { title, path, asked: {}, breadcrumbs, ownDates: true }, model });
  }

  /** What forms offer to choose from. @param position as known at this entry; left out: now */
  private async known(trust: Id, position?: number): Promise<Known> {
    const today = this.desk.today();
    const knownAt = position === undefined ? {} : { knownAt: position };
    const known = valueOf(await this.queries.execute(new GetRecordables(trust, { on: today, ...knownAt })));
    return { ...known, schools: known.schools.toSorted(byName), today };
  }
}

const WARNINGS: Readonly<Record<string, string>> = {
  ErasePerson: 'This cannot be undone: nobody will ever read these details again.',
};

function filledOf({ form, path, sent, known }: Sent, faults: readonly Fault[]): Filled {
  const { typed, commandId, position } = sent;
  return { form, path, typed, known, faults, commandId, position };
}

/** What a page in between carries along, so that the form can be recorded or changed from there. */
function alongWith({ trust, path, sent: { commandId, position, typed } }: Sent) {
  return { commandId, position, action: `/trusts/${trust}/${path}`, kept: keptText(typed) };
}

function pageOfOne(entry: number): { readonly after?: number; readonly limit: number } {
  return entry === 0 ? { limit: 1 } : { after: entry - 1, limit: 1 };
}

/** The same problem with its field as the command's data name it. */
function withoutData(problem: Problem): Problem {
  const { field, ...rest } = problem;
  return field === undefined ? rest : { ...rest, field: field.replace(/^data\.?/, '') };
}

/** Who records, and in which of their roles. @throws RefusedRequest when nobody is signed in */
export function actorOf(action: Action): { readonly id: Id; readonly as: string } {
  const viewer: Viewer | undefined = visits.getStore()?.viewer;
  const role = viewer?.roles.find((each) => may([each], action));
  if (viewer === undefined || role === undefined) throw new RefusedRequest(NOBODY);
  return { id: viewer.person ?? 'demonstration', as: role };
}

const NOBODY: Problem = { code: 'ACCESS.SIGN_IN_NEEDED', detail: 'Sign in to record something.' };
