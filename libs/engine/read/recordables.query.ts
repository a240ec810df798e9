import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { dayOf, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import {
  ChecksDto,
  PeopleNames,
  prepare,
  type Standing,
  TrustIndexes,
  withPeople,
  type WithPeople,
} from '@remit/accountability/nest';
import { type Recordables, recordables } from '../domain/recordables.js';

/** What commands can refer to, with names of persons, the entry up to which the record was read and the newest there is. */
export interface RecordablesView extends Recordables, Standing, WithPeople {
  readonly head: EntryNumber;
}

/** What forms for commands offer to choose from, as known at an entry. */
export class GetRecordables extends Query<Outcome<RecordablesView>> {
  constructor(
    readonly trust: Id,
    readonly question: { readonly on: string; readonly knownAt?: string | number },
  ) {
    super();
  }
}

@QueryHandler(GetRecordables)
export class GetRecordablesHandler implements IQueryHandler<GetRecordables> {
  constructor(
    private readonly indexes: TrustIndexes,
    private readonly names: PeopleNames,
  ) {}

  async execute({ trust, question }: GetRecordables): Promise<Outcome<RecordablesView>> {
    const prepared = await prepare(this.indexes, trust, ChecksDto, question);
    if (!prepared.ok) return prepared;
    const { index, known, standing, view, dto } = prepared.value;
    const found = { ...standing, head: view.head, ...recordables(index, dayOf(dto.on), known) };
    // On no certain day: somebody whose new name holds from later on is offered by it.
    return succeed(withPeople(found, { view, known, dto: {} }, this.names));
  }
}
