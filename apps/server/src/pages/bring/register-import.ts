import { createHash } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { canonicalJson, type Id, type Outcome, succeed } from '@remit/kernel';
import type { ImportPlan } from '@remit/exchange';
import { type GiasTrust, type ImportRun, ListGiasTrusts, PlanGiasImport, recordPlan } from '@remit/exchange/nest';
import { type Upload, Uploads } from './uploads.js';
import { type Watch, Work } from './work.js';

/** What recording came to: what was done, or, when something was recorded meanwhile, the plan as it is now. */
export type Recorded = { readonly plan: ImportPlan; readonly run: ImportRun } | { readonly moved: ImportPlan };

/** What is under way with an upload, or has been worked out of it. */
interface Works {
  trusts?: Work<readonly GiasTrust[]>;
  plan?: Work<ImportPlan>;
  recording?: Work<Recorded>;
}

/** Imports of the register from uploaded files. What is worked out is kept in memory; after a restart it is worked out again. */
@Injectable()
export class RegisterImport implements OnModuleDestroy {
  private readonly works = new Map<string, Works>();

  constructor(
    private readonly uploads: Uploads,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  /** What is under way is brought to its end, while there is a record to bring it to. */
  async onModuleDestroy(): Promise<void> {
    const all = [...this.works.values()].flatMap((of) => [of.trusts, of.plan, of.recording]);
    await Promise.all(all.flatMap((work) => work?.settled ?? []));
  }

  /** Which trusts the files have. */
  trustsIn(upload: Upload): Work<readonly GiasTrust[]> {
    const works = this.of(upload);
    works.trusts ??= new Work((watch) => this.queries.execute(new ListGiasTrusts(upload.files, watch)));
    return works.trusts;
  }

  /** Takes one of them; what was planned for another is forgotten. */
  choose(upload: Upload, uid: string): void {
    upload.keep({ ...upload.said, uid });
    delete this.of(upload).plan;
  }

  /** What the files would record of a trust: of one that is recorded, or of the one that was chosen. */
  planOf(upload: Upload, trust: Id | null): Work<ImportPlan> {
    const works = this.of(upload);
    works.plan ??= new Work((watch) => this.planned(upload, trust, watch));
    return works.plan;
  }

  /** Records the plan that was shown; sent twice, it is recorded once. @param shown its fingerprint */
  record(upload: Upload, trust: Id | null, shown: string): void {
    const works = this.of(upload);
    works.recording ??= new Work(async (watch) => {
      const plan = await this.planned(upload, trust, watch);
      if (!plan.ok) return plan;
      if (planFingerprint(plan.value) !== shown) return succeed<Recorded>({ moved: plan.value });
      return succeed<Recorded>({ plan: plan.value, run: await recordPlan(this.commands, plan.value, watch) });
    });
  }

  recordingOf(upload: Upload): Work<Recorded> | undefined {
    return this.of(upload).recording;
  }

  /** Goes back to before it was recorded, with the plan as it is now. */
  planAgain(upload: Upload, plan?: ImportPlan): void {
    const works = this.of(upload);
    delete works.recording;
    delete works.plan;
    if (plan !== undefined) works.plan = Work.done(plan);
  }

  private planned(upload: Upload, trust: Id | null, watch: Watch): Promise<Outcome<ImportPlan>> {
    const { uid = '', on } = upload.said;
    const of = trust === null ? { uid } : { trust };
    const wanted = { directory: upload.files, ...of, ...(on === undefined ? {} : { on }) };
    return this.queries.execute(new PlanGiasImport(wanted, watch));
  }

  private of({ id }: Upload): Works {
    const known = this.works.get(id);
    if (known !== undefined) return known;
    for (const other of this.works.keys()) if (!this.uploads.has(other)) this.works.delete(other);
    const works = {};
    this.works.set(id, works);
    return works;
  }
}

/** What is the same for two plans that would record the same on the same record. */
export function planFingerprint({ day, files, trusts }: ImportPlan): string {
  const said = trusts.map(({ trust, head, commands, refused }) => ({
    trust,
    head,
    commands: commands.map(({ command, data }) => ({ command, data })),
    refused: refused?.code ?? null,
  }));
  const text = canonicalJson({ day, files: files.map(({ sha256 }) => sha256), trusts: said });
  return createHash('sha256').update(text).digest('hex');
}
