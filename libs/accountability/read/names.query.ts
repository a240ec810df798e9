import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayOf, type Id, type Outcome, succeed } from '@remit/kernel';
import type { EntryNumber } from '@remit/record';
import { type Names, namesAt } from '../domain/names.js';
import { prepare, type Standing } from './asking.js';
import { ChecksDto } from './asking.dto.js';
import { TrustIndexes } from './trust-indexes.js';

/** What a page calls things by, with the entry up to which the record was read and the newest there is. */
export interface NamesView extends Names, Standing {
  readonly head: EntryNumber;
}

/** The trust's own names of its schools, bodies, posts and functions, on a day, as known at an entry. */
export class GetNames extends Query<Outcome<NamesView>> {
  constructor(
    readonly trust: Id,
    readonly question: { readonly on: string; readonly knownAt?: string | number },
  ) {
    super();
  }
}

@QueryHandler(GetNames)
export class GetNamesHandler implements IQueryHandler<GetNames> {
  constructor(private readonly indexes: TrustIndexes) {}

  async execute({ trust, question }: GetNames): Promise<Outcome<NamesView>> {
    const prepared = await prepare(this.indexes, trust, ChecksDto, question);
    if (!prepared.ok) return prepared;
    const { index, known, standing, view, dto } = prepared.value;
    return succeed({ ...standing, head: view.head, ...namesAt(index, dayOf(dto.on), known) });
  }
}
