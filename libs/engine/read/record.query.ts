import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { type Entry, type EntryNumber, NOTHING_KNOWN, RecordStore } from '@remit/record';
import { checkShape, decode, Field } from '@remit/record/nest';
import { TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { firstDayOf } from '@remit/structure';

const PAGE_MAX = 1000;
const PAGE = 100;

function NumberField(describes: string, minimum: number, maximum: number): PropertyDecorator {
  return Field(
    {
      accepts: (value) => Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
      expected: `a whole number from ${String(minimum)} to ${String(maximum)}`,
      schema: { type: 'integer', minimum, maximum },
    },
    describes,
    { optional: true },
  );
}

export class PageDto {
  @NumberField('Entries after this number; left out: from the first', 0, 1_000_000_000)
  after?: number;
  @NumberField(`At most so many; left out: ${String(PAGE)}`, 1, PAGE_MAX)
  limit?: number;
}

/** An entry with how it stands today. */
export interface EntryView {
  readonly entry: Entry;
  /** False while a correction says that it should never have been recorded. */
  readonly live: boolean;
  /** The corrections that make it stand as it does. */
  readonly correctedBy: readonly EntryNumber[];
}

export interface RecordPage {
  readonly trust: Id;
  readonly head: EntryNumber;
  readonly entries: readonly EntryView[];
}

/** Entries of a trust's record, in order. */
export class GetRecord extends Query<Outcome<RecordPage>> {
  constructor(
    readonly trust: Id,
    readonly page: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetRecord)
export class GetRecordHandler implements IQueryHandler<GetRecord> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
  ) {}

  async execute({ trust, page }: GetRecord): Promise<Outcome<RecordPage>> {
    const checked = checkShape<PageDto>(PageDto, page);
    if ('refused' in checked) return fail(checked.refused);
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { after = NOTHING_KNOWN, limit = PAGE } = checked.value;
    const { index, head } = view.value;
    const stored = await this.store.read(trust, after + 1, limit);
    const entries = stored.map(decode).map((entry) => ({
      entry,
      live: index.standing(entry.n)?.live ?? true,
      correctedBy: index.corrections.standing(entry.n).by,
    }));
    return succeed({ trust, head, entries });
  }
}

/** A trust that has a record. */
export interface TrustView {
  readonly trust: Id;
  readonly name: string;
  readonly from: string;
  readonly head: EntryNumber;
  readonly recordedThrough: string | null;
  /** Why nothing of this trust is answered, when that is so. */
  readonly problem?: Problem;
}

/** All trusts that have a record, by id, a page at a time. */
export class GetTrusts extends Query<readonly TrustView[]> {}

@QueryHandler(GetTrusts)
export class GetTrustsHandler implements IQueryHandler<GetTrusts> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
  ) {}

  async execute(): Promise<readonly TrustView[]> {
    const views: TrustView[] = [];
    for (const { trust, head } of await this.store.heads()) {
      const view = await this.indexes.view(trust);
      // A trust whose record cannot be read is named all the same, with what is wrong.
      if (view.ok) views.push(trustView(view.value));
      else views.push({ trust, name: trust, from: '', head, recordedThrough: null, problem: view.problem });
    }
    return views;
  }
}

function trustView({ index, head }: TrustIndexView): TrustView {
  const trust = index.structure.trust.best(0, head);
  return {
    trust: index.trust,
    name: trust?.data.name ?? index.trust,
    from: trust === undefined ? '' : civilDate(firstDayOf(trust)),
    head,
    recordedThrough: index.recordedAt(head) ?? null,
  };
}
