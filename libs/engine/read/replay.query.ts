import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import { type EntryNumber, RecordStore } from '@remit/record';
import { checkShape, DateField, Field, readIn, UnreadableEntry } from '@remit/record/nest';
import { Moment, portrait, type Portrait, type TrustIndex } from '@remit/accountability';
import { londonDate, PeopleNames, TrustIndexes, withPeople, type WithPeople } from '@remit/accountability/nest';
import { beginTrust } from '../domain/engine-commands.js';
import { entryTypes } from '../domain/engine-model.js';

const PAGE = 2000;

/**
 * Builds the index of a trust from its record, up to an entry and no further.
 * @param from an index that has taken in a part of it already
 * @throws UnreadableEntry
 */
export async function replayTo(
  store: RecordStore,
  from: TrustIndex,
  last: EntryNumber,
  progress: (entries: number) => void = () => undefined,
): Promise<TrustIndex> {
  const { trust } = from;
  while (from.head < last) {
    const first = from.head + 1;
    const page = await store.readTexts(trust, first, Math.min(PAGE, last - from.head));
    if (page.length === 0) throw new UnreadableEntry(trust, first, 'it is missing');
    for (const [at, text] of page.entries()) {
      from.apply({ n: first + at, ...readIn(entryTypes, trust, first + at, text) });
    }
    progress(page.length);
  }
  return from;
}

export class ReplayDto {
  @Field(
    { accepts: isEntryNumber, expected: 'the number of an entry', schema: { type: 'integer', minimum: 0 } },
    'The last entry that counts; left out: the newest',
    { optional: true },
  )
  to?: number;
  @DateField('The day looked at; left out: the day on which the entry was recorded, in London', { optional: true })
  on?: string;
}

function isEntryNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** A trust as known at an entry. */
export interface ReplayView extends Portrait {
  readonly trust: Id;
  readonly on: string;
  readonly position: EntryNumber;
  readonly recordedThrough: string | null;
}

/** The trust as known at an entry, from a replay of its record up to there. */
export class GetReplay extends Query<Outcome<ReplayView & WithPeople>> {
  constructor(
    readonly trust: Id,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetReplay)
export class GetReplayHandler implements IQueryHandler<GetReplay> {
  constructor(
    private readonly store: RecordStore,
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetReplay): Promise<Outcome<ReplayView & WithPeople>> {
    const checked = checkShape<ReplayDto>(ReplayDto, question);
    if ('refused' in checked) return fail(checked.refused);
    // Names are asked of the record as it is now, for an erasure counts whenever the entry was recorded.
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { head } = view.value;
    const to = checked.value.to ?? head;
    if (to > head) return notYetRecorded(to, head);
    const index = await replayTo(this.store, beginTrust(trust), to);
    const recordedThrough = index.recordedAt(to) ?? null;
    const on = checked.value.on ?? londonDate(Date.parse(recordedThrough ?? ''));
    const seen = { trust, on, position: to, recordedThrough, ...portrait(new Moment(index, dayOf(on), to)) };
    return succeed(withPeople(seen, { view: view.value, dto: { on }, known: to }, this.names));
  }
}

function notYetRecorded(to: EntryNumber, head: EntryNumber): Outcome<never> {
  return fail({
    code: 'ACCOUNTABILITY.NOT_YET_RECORDED',
    field: 'to',
    expected: `an entry from 0 to ${String(head)}`,
    detail: `Entry ${String(to)} has not been recorded yet: the newest is entry ${String(head)}.`,
  });
}
