import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { counted, type Id, type Problem } from '@remit/kernel';
import type { ImportPlan } from '@remit/exchange';
import type { ImportRun } from '@remit/exchange/nest';
import { RefusedRequest } from '@remit/record/nest';
import type { PageTemplate } from '@remit/web/nest';
import { DEMONSTRATION, freshSession, viewerMay } from '../access/visit.js';
import { PageDesk } from '../shell/page-desk.js';
import type { Exchange } from '../record/recording.js';
import { type Asked, asQuery } from '../shell/reading.js';
import { dayBoxes, dayFault, dayTyped, errorList, type Faults, problemInWords, REGISTER_FILES } from './bring-words.js';
import { type FilesModel, filesPage, workingPage } from './files-page.js';
import { planModel, planPage } from './plan-page.js';
import { planFingerprint, type Recorded, RegisterImport } from './register-import.js';
import { trustsModel, trustsPage } from './trusts-page.js';
import { type Ended, type Upload, Uploads } from './uploads.js';
import type { Work } from './work.js';

/** Where files of the register are sent: for a trust of the record, or for one that has no record yet. */
export interface RegisterAt {
  /** The address of the form for files; its other pages stand below it. */
  readonly base: string;
  readonly trust: Id | null;
}

/** Importing from the national register: sends files, chooses the trust, shows the plan, records it. */
@Injectable()
export class RegisterPages {
  constructor(
    private readonly desk: PageDesk,
    private readonly uploads: Uploads,
    private readonly imports: RegisterImport,
    @Inject(DEMONSTRATION) private readonly demonstration: boolean,
  ) {}

  /** The form for the files. */
  form(at: RegisterAt, faults: Faults = {}, typed: Asked = {}): Promise<string> {
    const may = viewerMay(at.trust === null ? 'bring-trust' : 'record');
    const isNew = at.trust === null;
    const model: FilesModel = {
      heading: isNew ? 'Bring your own trust' : 'Update from the national register',
      lead: isNew
        ? 'Get Information about Schools, the national register, knows the trusts of England with their schools, members, trustees and officers. Its files begin the record of your trust.'
        : 'What has changed in Get Information about Schools, the national register, since the last time can be recorded from its files. You see it before anything is recorded.',
      action: at.base,
      instead: may ? undefined : this.demonstration ? 'sign in' : 'switched off',
      byHand: isNew ? `${at.base}/by-hand` : undefined,
      files: REGISTER_FILES,
      errorList: errorList(faults),
      errors: faults,
      day: dayBoxes(typed, 'on'),
    };
    return this.page(at, filesPage, `${model.errorList.length === 0 ? '' : 'Error: '}${model.heading}`, model);
  }

  /** Takes the files that were sent. */
  async receive(at: RegisterAt, typed: Asked, { request, response }: Exchange): Promise<void> {
    const { upload } = request;
    const on = dayTyped(typed, 'on');
    if (upload === undefined || on === undefined) {
      const noFiles: Faults = upload === undefined ? { files: 'Choose the files that you downloaded' } : {};
      if (upload !== undefined) this.uploads.remove(upload.id);
      response.status(422).send(await this.form(at, { ...dayFault('on', on), ...noFiles }, typed));
      return;
    }
    upload.keep(on === '' ? {} : { on });
    this.uploads.give(request, 'register', upload);
    response.redirect(303, `${at.base}/${at.trust === null ? 'trust' : 'plan'}`);
  }

  /** The trusts in the files, to choose one. */
  async choices(at: RegisterAt, find: string, exchange: Exchange): Promise<void> {
    await this.withUpload(at, exchange, async (upload) => {
      const here = `${at.base}/trust${asQuery([['find', find]])}`;
      const trusts = await this.valueOf(this.imports.trustsIn(upload), at, here, exchange);
      if (trusts === undefined) return;
      const model = { ...trustsModel(trusts, find), action: `${at.base}/trust`, files: at.base };
      exchange.response.send(await this.page(at, trustsPage, 'Choose your trust', model));
    });
  }

  /** Takes the choice. */
  async choose(at: RegisterAt, { uid = '' }: Asked, exchange: Exchange): Promise<void> {
    await this.withUpload(at, exchange, (upload) => {
      this.imports.choose(upload, uid);
      exchange.response.redirect(303, `${at.base}/plan`);
      return Promise.resolve();
    });
  }

  /** The plan, or how far reading or recording has come. */
  async plan(at: RegisterAt, exchange: Exchange): Promise<void> {
    await this.withUpload(at, exchange, async (upload) => {
      const recording = this.imports.recordingOf(upload);
      if (recording?.ended?.ok === false) {
        // The files are as good as before: it can be tried again from the plan.
        this.imports.planAgain(upload);
        throw new RefusedRequest(recording.ended.problem);
      }
      const recorded =
        recording === undefined ? 'not yet' : await this.valueOf(recording, at, `${at.base}/plan`, exchange);
      if (recorded === undefined) return;
      if (recorded !== 'not yet' && 'run' in recorded) {
        await this.end(at, upload, recorded, exchange);
        return;
      }
      if (recorded !== 'not yet') this.imports.planAgain(upload, recorded.moved);
      const plan = await this.valueOf(this.imports.planOf(upload, at.trust), at, `${at.base}/plan`, exchange);
      if (plan !== undefined) exchange.response.send(await this.planShown(at, plan, recorded !== 'not yet'));
    });
  }

  /** Records the plan that was shown. */
  async record(at: RegisterAt, { fingerprint = '' }: Asked, exchange: Exchange): Promise<void> {
    await this.withUpload(at, exchange, (upload) => {
      this.imports.record(upload, at.trust, fingerprint);
      exchange.response.redirect(303, `${at.base}/plan`);
      return Promise.resolve();
    });
  }

  private planShown(at: RegisterAt, plan: ImportPlan, moved: boolean): Promise<string> {
    const [planned] = plan.trusts;
    const isThere = at.trust === null && planned?.founding !== true;
    const shown = planModel(plan);
    const model = {
      ...shown,
      ...(isThere ? { button: undefined, says: [...shown.says.slice(0, 1), RECORDED_ALREADY] } : {}),
      heading: `What would be recorded of ${planned?.name ?? 'the trust'}`,
      moved,
      action: `${at.base}/plan`,
      fingerprint: planFingerprint(plan),
      another:
        at.trust === null
          ? { text: 'Choose another trust', href: `${at.base}/trust` }
          : { text: 'Send other files', href: at.base },
    };
    return this.page(at, planPage, model.heading, model);
  }

  /** Says what was recorded. Whoever brought a trust goes on as its clerk. */
  private async end(
    at: RegisterAt,
    upload: Upload,
    { plan, run }: Extract<Recorded, { readonly run: unknown }>,
    { request, response }: Exchange,
  ): Promise<void> {
    const trust = at.trust ?? plan.trusts[0]?.trust ?? '';
    const ended = endedOf(trust, run);
    upload.end(ended);
    if (at.trust === null) {
      await freshSession(request);
      request.session.signedIn = { trust, demonstration: 'clerk' };
    }
    request.session.done = ended.done;
    response.redirect(303, ended.href);
  }

  /** Does something with the upload of the session; leads to where it ended, or to the form, when there is none. */
  private async withUpload(
    at: RegisterAt,
    { request, response }: Exchange,
    work: (upload: Upload) => Promise<void>,
  ): Promise<void> {
    const upload = this.uploads.of(request, 'register');
    if (upload?.ended !== undefined) {
      request.session.done = upload.ended.done;
      response.redirect(303, upload.ended.href);
    } else if (upload === undefined) {
      response.status(422).send(await this.form(at, { files: GONE }));
    } else await work(upload);
  }

  /** What a work came to; `undefined` when the page says instead how far it has come, or why it came to nothing. */
  private async valueOf<Value>(
    work: Work<Value>,
    at: RegisterAt,
    href: string,
    { request, response }: { readonly request: Request; readonly response: Response },
  ): Promise<Value | undefined> {
    const { ended, stage, share } = work;
    if (ended === undefined) {
      const model = { heading: 'Please wait', stage, percent: Math.round(share * 100), href };
      response.send(await this.page(at, workingPage, `${stage}: ${String(model.percent)} of 100`, model));
      return undefined;
    }
    if (ended.ok) return ended.value;
    await this.refuse(at, ended.problem, { request, response });
    return undefined;
  }

  /** Nothing can be made of the files: they are deleted, and others asked for. */
  private async refuse(at: RegisterAt, problem: Problem, { request, response }: Exchange): Promise<void> {
    const upload = this.uploads.of(request, 'register');
    if (upload !== undefined) this.uploads.remove(upload.id);
    response.status(422).send(await this.form(at, { files: problemInWords(problem) }));
  }

  private async page<Model extends object>(
    { base, trust }: RegisterAt,
    template: PageTemplate<Model>,
    title: string,
    model: Model,
  ): Promise<string> {
    if (trust === null) return this.desk.plain(template, { title }, model);
    const reading = await this.desk.open(trust, {});
    const breadcrumbs = [{ text: 'Record something', href: `/trusts/${trust}/record` }];
    const path = base.slice(`/trusts/${trust}/`.length);
    return this.desk.page(template, { reading, place: { title, path, asked: {}, breadcrumbs, ownDates: true }, model });
  }
}

const GONE = 'The files are not here any more: they were kept too long without being used. Send them again';

const RECORDED_ALREADY =
  'This trust has a record here already. To bring that up to date, sign in as its governance professional and choose "Update from the national register" under "Record something".';

function endedOf(trust: Id, { recorded, refused }: ImportRun): Ended {
  const [first] = refused;
  const root = `/trusts/${trust}`;
  const stopped =
    first === undefined ? '' : ` Then it stopped: "${first.says}" was refused. ${problemInWords(first.problem)}`;
  return {
    done: {
      says: `Recorded ${counted(recorded, 'entry', 'entries')}.${stopped}`,
      links: [
        { text: 'Ask your first question', href: `${root}/who` },
        { text: 'See the people', href: `${root}/people` },
        { text: 'See what is amiss', href: `${root}/checks` },
        { text: 'Bring your scheme of delegation', href: `${root}/record/scheme-file` },
      ],
    },
    href: root,
  };
}
