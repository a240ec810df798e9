import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { RecordStore } from '@remit/record';
import { PeopleNames, TrustIndexes } from '@remit/accountability/nest';
import { fewerThanRecorded, type GiasExtract } from '../domain/gias-extract.js';
import { type Oddity, odd } from '../domain/gias-oddities.js';
import type { ImportPlan } from '../domain/import-plan.js';
import { planTrust } from '../domain/plan-trust.js';
import type { RecordedTrust } from '../domain/recorded-trust.js';
import type { TrustPlan } from '../domain/trust-plan.js';
import { findGiasFiles, type GiasFolder } from './gias-folder.js';
import { readExtract, type Watch } from './read-extract.js';
import { RecordedTrusts } from './recorded-trusts.js';

/** What is to be imported. */
export interface GiasImport {
  readonly directory: string;
  /** The UID of one trust, or the id under which it is recorded; both left out: all open multi-academy trusts. */
  readonly uid?: string;
  readonly trust?: Id;
  /** The day of the download, `YYYY-MM-DD`; left out: see {@link findGiasFiles}. */
  readonly on?: string;
}

/**
 * Reads the register's files of a folder and plans what they would record. Records nothing.
 * @throws RefusedRequest when a record cannot be read.
 */
export class PlanGiasImport extends Query<Outcome<ImportPlan>> {
  constructor(
    readonly wanted: GiasImport,
    readonly watch: Watch,
  ) {
    super();
  }
}

@QueryHandler(PlanGiasImport)
export class PlanGiasImportHandler implements IQueryHandler<PlanGiasImport> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ wanted, watch }: PlanGiasImport): Promise<Outcome<ImportPlan>> {
    const folder = findGiasFiles(wanted.directory, wanted.on);
    if (!folder.ok) return folder;
    const extract = await readExtract(folder.value, watch);
    if (!extract.ok) return extract;
    const recorded = new RecordedTrusts(this.store, this.indexes, this.names);
    const { trust, uid = trust === undefined ? undefined : await recorded.uidOf(trust) } = wanted;
    if (trust !== undefined && uid === undefined) return fail(withoutUid());
    if (uid !== undefined && !extract.value.knows(uid)) return fail(unknownUid(uid));
    const uids = uid === undefined ? extract.value.allTrusts() : [uid];
    return planAll(folder.value, extract.value, { uids, recorded, watch, whole: uid === undefined });
  }
}

interface Planning {
  readonly uids: readonly string[];
  readonly recorded: RecordedTrusts;
  readonly watch: Watch;
  readonly whole: boolean;
}

async function planAll(folder: GiasFolder, extract: GiasExtract, planning: Planning): Promise<Outcome<ImportPlan>> {
  const { uids, recorded, watch, whole } = planning;
  const expected = new Expected(extract);
  const trusts: TrustPlan[] = [];
  for (const [at, uid] of uids.entries()) {
    const known = await recorded.of(uid);
    if (known !== undefined) expected.add(uid, known);
    const plan = planTrust(uid, extract, known);
    if (plan.commands.length > 0 || plan.odd.length > 0 || plan.refused !== undefined) trusts.push(plan);
    watch('Comparing with the record', (at + 1) / uids.length);
  }
  const missing = expected.missing();
  if (missing !== undefined) return fail(missing);
  const changed = trusts.filter(({ commands, refused }) => commands.length > 0 || refused !== undefined).length;
  return succeed({
    day: folder.day,
    dayFrom: folder.dayFrom,
    files: [...extract.files.values()],
    unused: folder.unused,
    trusts,
    unchanged: uids.length - changed,
    // Of one trust nobody wants to hear what is odd about the others.
    odd: whole
      ? [...extract.odd, ...leftOut(extract)]
      : extract.odd.filter(({ uid }) => uid === undefined || uids.includes(uid)),
  });
}

function leftOut(extract: GiasExtract): Oddity[] {
  const { unknown, closed } = extract.leftOut();
  return [
    ...unknown.map((uid) => odd('trust-not-in-groups', `trust ${uid}`)),
    ...closed.map((uid) => odd('trust-closed', `trust ${uid}`)),
  ];
}

/** An ended post stays in the register for twelve months. */
const KEPT_DAYS = 365;

/** What the record lets one expect of the files, to see that they are whole. */
class Expected {
  private readonly posts = { recorded: 0, listed: 0 };
  private readonly schools = { recorded: 0, listed: 0 };

  constructor(private readonly extract: GiasExtract) {}

  add(uid: string, recorded: RecordedTrust): void {
    const { day } = this.extract;
    for (const [, term] of recorded.rows()) if (term.until > day - KEPT_DAYS) this.posts.recorded += 1;
    for (const { memberships } of recorded.schools()) {
      const last = memberships.at(-1);
      if (last?.data.urn !== undefined && last.until > day) this.schools.recorded += 1;
    }
    this.posts.listed += this.extract.postsOf(uid).length;
    this.schools.listed += this.extract.schoolsOf(uid).length;
  }

  missing(): Problem | undefined {
    return this.missingIn('governance', this.posts, 'posts') ?? this.missingIn('schools', this.schools, 'schools');
  }

  private missingIn(
    file: 'governance' | 'schools',
    { recorded, listed }: { readonly recorded: number; readonly listed: number },
    of: string,
  ): Problem | undefined {
    const read = this.extract.files.get(file);
    return read === undefined ? undefined : fewerThanRecorded(read.name, listed, recorded, of);
  }
}

function withoutUid(): Problem {
  return {
    code: 'EXCHANGE.TRUST_WITHOUT_UID',
    detail:
      'The record of this trust does not say its number in Get Information about Schools (UID), so it cannot be found in the files. Correct the entry that began the record, so that it has the number, then import again.',
  };
}

function unknownUid(uid: string): Problem {
  return {
    code: 'EXCHANGE.TRUST_NOT_FOUND',
    field: 'trust',
    expected: 'the UID of a trust, such as 2044',
    detail: `The files have no trust with the UID ${uid}. The UID is the number of the group in Get Information about Schools; check it there.`,
  };
}
