import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { dayOf, fail, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { checkShape, DateField } from '@remit/record/nest';
import { entryChanges, type EntryChanges, type TrustIndex } from '@remit/accountability';
import {
  inTurns,
  londonDate,
  PeopleNames,
  TrustIndexes,
  withPeople,
  type WithPeople,
} from '@remit/accountability/nest';
import { daysNamed } from '../domain/entry-subject.js';

export class EntryChangesDto {
  @DateField(
    'The day asked about; left out: the first of the days that the entry names on which it changed something',
    {
      optional: true,
    },
  )
  on?: string;
}

/** What an entry changed, and on which day. */
export interface EntryChangesView extends EntryChanges {
  readonly entry: EntryNumber;
  readonly on: string;
}

/** How many of the changed answers are shown. */
const SHOWN_MAX = 50;

/** Which answers an entry of a trust changed. */
export class GetEntryChanges extends Query<Outcome<EntryChangesView & WithPeople>> {
  constructor(
    readonly trust: Id,
    readonly entry: EntryNumber,
    readonly question: unknown,
  ) {
    super();
  }
}

@QueryHandler(GetEntryChanges)
export class GetEntryChangesHandler implements IQueryHandler<GetEntryChanges> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, entry, question }: GetEntryChanges): Promise<Outcome<EntryChangesView & WithPeople>> {
    const checked = checkShape<EntryChangesDto>(EntryChangesDto, question);
    if ('refused' in checked) return fail(checked.refused);
    const view = await this.indexes.view(trust);
    if (!view.ok) return view;
    const { index, head } = view.value;
    if (!(entry >= 0 && entry <= head)) return entryNotFound(entry, head);
    const recorded = londonDate(Date.parse(index.recordedAt(entry) ?? ''));
    const days = checked.value.on === undefined ? daysNamed(index, entry) : [checked.value.on];
    const [first = recorded, ...others] = days;
    let found = { on: first, ...(await changesOn(index, entry, first)) };
    for (const on of found.count === 0 ? others : []) {
      const changes = await changesOn(index, entry, on);
      if (changes.count === 0) continue;
      found = { on, ...changes };
      break;
    }
    return succeed(
      withPeople({ entry, ...found }, { view: view.value, dto: { on: found.on }, known: head }, this.names),
    );
  }
}

function changesOn(index: TrustIndex, entry: EntryNumber, on: string): Promise<EntryChanges> {
  return inTurns(entryChanges(index, entry, dayOf(on), SHOWN_MAX));
}

/** The problem of an entry that there is not. @param last the newest that there is */
export function entryNotFound(entry: EntryNumber | string, last: EntryNumber): Outcome<never> {
  return fail({
    code: 'RECORD.ENTRY_NOT_FOUND',
    field: 'n',
    expected: `an entry from 0 to ${String(last)}`,
    detail: `There is no entry ${String(entry)}: the newest is entry ${String(last)}.`,
  });
}
