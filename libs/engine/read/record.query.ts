import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { civilDate, fail, type Id, type Outcome, type Problem, succeed } from '@remit/kernel';
import { type EntryNumber, NOTHING_KNOWN, RecordStore } from '@remit/record';
import { checkShape, decode, Field } from '@remit/record/nest';
import { PeopleNames, TrustIndexes, type TrustIndexView } from '@remit/accountability/nest';
import { firstDayOf } from '@remit/structure';
import { type EntryView, entryView } from './entry-views.js';

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

export interface RecordPage {
  readonly trust: Id;
  readonly head: EntryNumber;
  readonly entries: readonly EntryView[];
}

/** Entries of a trust's record, in order. */
export class GetRecord extends Query<Outcome<RecordPage>> {
  /** @param names whether persons are called by their names: for somebody who reads it now, never for what is kept. */
  constructor(
    readonly trust: Id,
    readonly page: unknown,
    readonly names: 'ids' | 'names' = 'ids',
  ) {
    super();
  }
}

@QueryHandler(GetRecord)
export class GetRecordHandler implements IQueryHandler<GetRecord> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly people: PeopleNames,
  ) {}

  async execute({ trust, page, names }: GetRecord): Promise<Outcome<RecordPage>> {
    const checked = checkShape<PageDto>(PageDto, page);
    if ('refused' in checked) return fail(checked.refused);
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { after = NOTHING_KNOWN, limit = PAGE } = checked.value;
    const { head } = view.value;
    const stored = await this.store.read(trust, after + 1, limit);
    const reading = { view: view.value, known: head, people: names === 'names' ? this.people : undefined };
    // What was recorded since the head was looked up, the index may not know yet.
    const entries = stored.filter(({ n }) => n <= head).map((entry) => entryView(reading, decode(entry)));
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
